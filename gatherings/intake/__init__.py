"""Programmes as their organisers exported them, read into drafts. Pure: bytes in, a draft or a refusal out.

What is named here is what all of them have in common; who reads is asked for by its own module, since a service that
reads nothing loads none of them.
"""

from gatherings.intake.draft import Draft, Remark, Unreadable

__all__ = ["Draft", "Remark", "Unreadable"]
