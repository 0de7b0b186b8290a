"""Programmes as their organisers exported them, read into drafts. Pure: bytes in, a draft or a refusal out."""

from gatherings.intake.decoding import LARGEST_BYTES
from gatherings.intake.draft import Draft, Remark, Unreadable
from gatherings.intake.identity import Change, Diff, Kept, diff_programmes, keep_ids
from gatherings.intake.members import MemberRefused, read_members
from gatherings.intake.sheet import UnreadableList
from gatherings.intake.slugs import slug_of

__all__ = [
    "LARGEST_BYTES",
    "Change",
    "Diff",
    "Draft",
    "Kept",
    "MemberRefused",
    "Remark",
    "Unreadable",
    "UnreadableList",
    "diff_programmes",
    "keep_ids",
    "read_members",
    "slug_of",
]
