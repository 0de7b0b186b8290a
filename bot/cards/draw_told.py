"""A sentence, with what fills it in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from bot.cards.card import MAX_CHOICES, Card
from bot.cards.choices import suggested
from bot.cards.words import capital, closed
from dialogs.answers import Told
from dialogs.phrases import Voice
from gatherings.gathering import Contact


def draw_told(answer: Told, *, voice: Voice, now: datetime) -> Card:
    """`KEY.title` where there is one, and `KEY.text`, a line for each of its lines; `KEY.says`: words to say next."""
    filling = told_filling(answer.filling, voice=voice, today=now.date())
    title = voice(f"{answer.key}.title", **filling) if voice.has(f"{answer.key}.title") else ""
    text = voice(f"{answer.key}.text", **filling) if voice.has(f"{answer.key}.text") or not title else ""
    buttons = tuple(suggested(suggestion, voice) for suggestion in answer.suggestions[:MAX_CHOICES])
    says = voice(f"{answer.key}.says").split("\n") if voice.has(f"{answer.key}.says") else ()
    why = voice(answer.why) if answer.why is not None and voice.has(answer.why) else ""
    lines = tuple(capital(line) for line in text.split("\n") if line)
    return Card(title=title, lines=lines, choices=buttons, footer=why, says=tuple(line for line in says if line))


def told_filling(filling: Mapping[str, object], *, voice: Voice, today: date) -> dict[str, object]:
    """What fills a sentence, in words: days, hours, lengths, and whom to ask ({contact})."""
    return {name: _worded(name, value, voice=voice, today=today) for name, value in filling.items()}


def _worded(name: str, value: object, *, voice: Voice, today: date) -> object:
    if isinstance(value, Contact) or name == "contact":
        return contact_text(value if isinstance(value, Contact) else None, voice)
    if isinstance(value, tuple):
        return voice.listed(value)
    if isinstance(value, timedelta):
        return voice.length(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return voice.day(value, today=today)
    if isinstance(value, time):
        return voice.clock(value)
    return value


def contact_text(contact: Contact | None, voice: Voice) -> str:
    """ "sekretariatet: Ola Vik, 400 00 000.", the end of a sentence; the secretariat alone where nobody is named."""
    if contact is None:
        return closed(voice("card.secretariat"))
    known = ", ".join(part for part in (contact.name, contact.phone, contact.email) if part)
    return closed(voice("card.secretariat_known", contact=known))


def ask_line(contact: Contact | None, voice: Voice) -> str:
    """ "Spør gjerne sekretariatet: Ola Vik, 400 00 000."."""
    return voice("card.ask", contact=contact_text(contact, voice))
