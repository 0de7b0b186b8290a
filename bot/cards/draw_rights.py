"""Asking before everything about somebody is deleted, and that it is."""

from __future__ import annotations

from datetime import datetime

from bot.cards.card import Card
from bot.cards.choices import suggested
from bot.cards.words import short
from dialogs.answers.rights import DataDeleted, DeletionAsked, Held
from dialogs.phrases import Voice
from dialogs.signup.terms_text import charged, organisation_words


def draw_deletion_asked(answer: DeletionAsked, *, voice: Voice, now: datetime) -> Card:
    """What would be deleted, and what cancelling first would cost, before the button."""
    buttons = tuple(suggested(one, voice) for one in answer.suggestions)
    if not answer.held:
        lines = tuple(voice("rights.delete_ask.text").split("\n"))
        return Card(voice("rights.delete_ask.title"), lines=lines, choices=buttons)
    registrations = "\n".join(_held(one, voice, now) for one in answer.held)
    text = voice("rights.delete_ask_registered.text", registrations=registrations)
    return Card(voice("rights.delete_ask_registered.title"), lines=tuple(text.split("\n")), choices=buttons)


def _held(held: Held, voice: Voice, now: datetime) -> str:
    gathering = held.gathering
    today = now.astimezone(gathering.zone).date()
    filling = {"gathering": short(gathering.title), "day": voice.day(gathering.starts_on, today=today)}
    if held.fee is None:
        return voice("rights.delete_ask_registered.line_free", **filling)
    charge = charged(held.fee, organisation_words(held.organisation, voice), voice)
    return voice("rights.delete_ask_registered.line_cost", **filling, charge=charge)


def draw_deleted(answer: DataDeleted, *, voice: Voice, now: datetime) -> Card:
    """That everything is deleted, and what an invoice needs is not."""
    del now
    lines = [voice("rights.deleted.text")]
    if answer.fees:
        lines.append(voice("rights.deleted.fees", n=answer.fees))
    if answer.left_alone:
        lines.append(voice("rights.deleted.left_alone", titles=voice.listed(answer.left_alone)))
    return Card(voice("rights.deleted.title"), lines=tuple(lines))
