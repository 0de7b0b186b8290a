"""Agenda lookups: a wish, an agenda and a time give an answer. Pure."""

from dialogs.agenda.lookup import answer_agenda

__all__ = ["answer_agenda"]
