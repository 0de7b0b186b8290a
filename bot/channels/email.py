"""A card as a letter: its subject, its words as plain text, and the same words as HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from bot.cards.card import Card, Choice, Fact, Picture, Row
from bot.channels.text import as_text

NO_SUBJECT: Final = "Samband"
LANGUAGES: Final = {"nb": "nb", "nn": "nn", "en": "en-GB"}
LINKED: Final = ("https://", "http://")

# No colours of our own: whether the reader's client is light or dark, it has both sides of the contrast.
HEAD: Final = (
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n'
    '<title>{title}</title>\n</head>\n<body style="margin:0;padding:0">\n'
    '<div style="max-width:600px;margin:0 auto;padding:24px 16px;font:16px/1.5 Arial,Helvetica,sans-serif">\n'
)
FOOT: Final = "</div>\n</body>\n</html>\n"
PARAGRAPH: Final = "margin:0 0 14px"
BUTTON: Final = (
    "display:block;padding:12px 16px;border:2px solid;border-radius:10px;color:inherit;font-weight:bold;"
    "text-align:center;text-decoration:none"
)


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """An .ics that goes with a letter: its text, the METHOD that stands in it, and what the file is called."""

    text: str
    method: str = "PUBLISH"
    name: str = "samling.ics"


def dress(
    card: Card,
    *,
    language: str,
    do_link: Callable[[Choice], str | None] = lambda _: None,
    calendar: CalendarFile | None = None,
    unsubscribe: str | None = None,
) -> Mapping[str, object]:
    """The letter: subject, text and html; calendar and unsubscribe (an address) where there are such.

    A letter cannot be filled in and has no buttons: inputs are left out, and a button that does something becomes the
    link that `do_link` gives for it (the personal page), or is left out as well.
    """
    told = replace(card, inputs=(), choices=_links(card, do_link))
    body: dict[str, object] = {"subject": _subject(card), "text": as_text(told) + "\n", "html": _html(told, language)}
    if calendar is not None:
        body["calendar"] = {"text": calendar.text, "method": calendar.method, "name": calendar.name}
    if unsubscribe is not None:
        body["unsubscribe"] = unsubscribe
    return body


def _subject(card: Card) -> str:
    """The first words of the card, on one line."""
    return next((" ".join(text.split()) for text in (card.title, *card.lines) if text.split()), NO_SUBJECT)


def _links(card: Card, do_link: Callable[[Choice], str | None]) -> tuple[Choice, ...]:
    """The choices that have a place to go to."""
    found = ((choice, choice.url if choice.url is not None else do_link(choice)) for choice in card.choices)
    return tuple(Choice(choice.label, url=url) for choice, url in found if url and url.startswith(LINKED))


def _html(card: Card, language: str) -> str:
    parts = [HEAD.format(language=escape(LANGUAGES.get(language, language)), title=escape(_subject(card)))]
    if card.title:
        parts.append(f'<h1 style="margin:0 0 14px;font-size:22px;line-height:1.3">{_words(card.title)}</h1>\n')
    parts += [f'<p style="{PARAGRAPH}">{_words(line)}</p>\n' for line in card.lines if line]
    if card.picture is not None:
        parts.append(f'<p style="{PARAGRAPH}">{_picture(card.picture)}</p>\n')
    parts += [*_listed(map(_row, card.rows)), *_listed(map(_fact, card.facts)), *_listed(map(_link, card.choices))]
    if card.footer:
        parts.append(f'<p style="margin:20px 0 0;font-size:14px">{_words(card.footer)}</p>\n')
    return "".join([*parts, FOOT])


def _listed(items: map[str]) -> list[str]:
    """A list without marks; nothing where it would be empty."""
    shown = [f'<li style="margin:0 0 10px;padding:0">{item}</li>\n' for item in items]
    return ['<ul style="margin:0 0 14px;padding:0;list-style:none">\n', *shown, "</ul>\n"] if shown else []


def _row(row: Row) -> str:
    title = f"<strong>{_words(row.title)}</strong>" if row.is_on else _words(row.title)
    detail = f'<br><span style="font-size:14px">{_words(row.detail)}</span>' if row.detail else ""
    return f"<strong>{_words(row.when)}</strong>&ensp;{title}{detail}"


def _fact(fact: Fact) -> str:
    return f"<strong>{_words(fact.label)}:</strong> {_words(fact.value)}"


def _picture(shown: Picture) -> str:
    """Letters often come without their pictures; the words stand in its place."""
    return f'<img src="{escape(shown.url)}" alt="{escape(shown.alternative)}" style="max-width:100%">'


def _link(choice: Choice) -> str:
    return f'<a href="{escape(choice.url or "")}" style="{BUTTON}">{_words(choice.label)}</a>'


def _words(text: str) -> str:
    """Text that is shown as it is, with its line breaks."""
    return "<br>".join(escape(text).splitlines())
