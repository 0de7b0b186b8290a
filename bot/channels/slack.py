"""A card for Slack: a message, the form that a button of it opens, and the app's home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import chain
from typing import Any, Final

from bot.cards.card import Card, Choice
from bot.channels import blocks
from bot.channels.blocks import Block
from bot.channels.blocks_inputs import inputs_of_form, inputs_of_message, shown_of
from bot.channels.slack_form import write_form, write_metadata
from bot.channels.text import as_text
from dialogs.phrases import voice
from gatherings.gathering import Language

MOST_BLOCKS: Final = 50
MOST_IN_A_VIEW: Final = 100
MOST_LETTERS: Final = 12_000
"""Of a message's blocks as JSON. Slack documents no such limit; chat.postMessage has one (docs/decisions/0022)."""

LONGEST_TEXT: Final = 4_000
LONGEST_TITLE: Final = 24
FORM: Final = "samband.form"
HOME: Final = "samband.home"


def dress(card: Card, *, language: Language) -> Mapping[str, Any]:
    """The message: blocks, and the same in words for the notification and for who listens. What does not fit is left
    out from the end, and "…" says so.
    """
    words = as_text(card) or as_text(card, with_choices=True) or blocks.LEFT_OUT
    return {"text": _escaped(words, LONGEST_TEXT), "blocks": blocks.numbered(_laid_out(card, language))}


def dress_modal(card: Card, *, language: Language, private: str) -> Mapping[str, Any]:
    """The form of a card with inputs. What sends it is the card's main choice, else the first that takes inputs."""
    choice = main_choice(card)
    say = voice(language)
    fits = len(choice.label) <= LONGEST_TITLE
    before = [*_title(card), *blocks.paragraphs(card.lines)]
    after = [
        *([] if fits else blocks.paragraphs((choice.label,))),
        *inputs_of_form(card),
        *blocks.small(card.footer),
    ]
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": blocks.plain(say("slack.fill_in"), LONGEST_TITLE),
        "submit": blocks.plain(choice.label if fits else say("slack.send"), LONGEST_TITLE),
        "close": blocks.plain(say("slack.close"), LONGEST_TITLE),
        "blocks": _within(before, MOST_IN_A_VIEW - len(after)) + after,
        "private_metadata": write_metadata(card, choice, language=language, private=private),
    }


def dress_home(cards: Sequence[Card], *, language: Language) -> Mapping[str, Any]:
    """The app's home: the cards below each other. A card that does not fit is left out with all that follow."""
    shown: list[Block] = []
    for card in cards:
        more = [*([{"type": "divider"}] if shown else []), *_laid_out(card, language)]
        if len(shown) + len(more) >= MOST_IN_A_VIEW:
            shown += blocks.small(blocks.LEFT_OUT)
            break
        shown += more
    if not shown:
        shown = blocks.paragraphs((voice(language)("slack.home.empty"),))
    return {"type": "home", "callback_id": HOME, "blocks": blocks.numbered(shown)}


def _within(shown: list[Block], most: int) -> list[Block]:
    return shown if len(shown) <= most else [*shown[: most - 1], *blocks.small(blocks.LEFT_OUT)]


def main_choice(card: Card) -> Choice:
    """What sends the card's form."""
    sending = [choice for choice in card.choices if _sends(card, choice)]
    assert sending, "a form that nothing sends"
    return next((choice for choice in sending if choice.is_main), sending[0])


@dataclass(frozen=True, slots=True)
class _Layout:
    """The blocks of a message by what they show. Only `lines`, `rows` and `facts` can become fewer."""

    title: Sequence[Block]
    lines: Sequence[Block]
    cells: Sequence[Block]
    rows: Sequence[Block]
    picture: Sequence[Block]
    facts: Sequence[Block]
    asked: Sequence[Block]
    choices: Sequence[Block]
    footer: Sequence[Block]
    left_out: Sequence[Block] = ()

    def together(self) -> list[Block]:
        before = [*self.title, *self.lines, *self.cells, *self.rows, *self.picture, *self.facts, *self.asked]
        return [*before, *self.left_out, *self.choices, *self.footer]

    def fewer(self, number: int) -> _Layout:
        """Without the last rows; then without the last facts; then without the last lines."""
        said = replace(self, left_out=blocks.small(blocks.LEFT_OUT))
        if self.rows:
            return replace(said, rows=self.rows[:-number])
        if self.facts:
            return replace(said, facts=self.facts[:-number])
        return replace(said, lines=self.lines[:-number])


def _laid_out(card: Card, language: Language) -> list[Block]:
    layout = _layout(card, language)
    while _is_too_much(layout.together()) and (layout.rows or layout.facts or layout.lines):
        layout = layout.fewer(max(1, len(layout.together()) - MOST_BLOCKS))
    return layout.together()


def _is_too_much(shown: Sequence[Block]) -> bool:
    return len(shown) > MOST_BLOCKS or sum(len(blocks.compact(block)) for block in shown) > MOST_LETTERS


def _layout(card: Card, language: Language) -> _Layout:
    asked, buttons = _asked(card, language)
    is_alone = card == Card(card.title)
    return _Layout(
        title=blocks.paragraphs((card.title,)) if is_alone else _title(card),
        lines=blocks.paragraphs(card.lines),
        cells=blocks.cells(card.cells),
        rows=blocks.rows(card.rows, now=voice(language)("card.is_on")),
        picture=blocks.picture(card.picture),
        facts=blocks.facts(card.facts),
        asked=asked,
        choices=[blocks.actions(buttons)] if buttons else [],
        footer=blocks.small(card.footer),
    )


def _title(card: Card) -> list[Block]:
    return [blocks.heading(card.title)] if card.title.strip() else []


def _asked(card: Card, language: Language) -> tuple[list[Block], list[Block]]:
    """What is asked, and the buttons. Each choice that takes inputs opens the form, and is what sends it; where a form
    is more than a button carries, the message itself is the form.
    """
    forms = {
        place: write_form(card, choice, language=language)
        for place, choice in enumerate(card.choices)
        if _sends(card, choice)
    }
    if None in forms.values():
        kinds = (blocks.SEND if place in forms else blocks.PRESS for place in range(len(card.choices)))
        sending = (blocks.button(choice, kind) for choice, kind in zip(card.choices, kinds, strict=True))
        return inputs_of_message(card), [*chain.from_iterable(sending)]
    label = voice(language)("slack.fill_in") if len(forms) == 1 else None
    opening = (
        blocks.button(choice, blocks.FORM, label=label, value=forms[place]) if place in forms else blocks.button(choice)
        for place, choice in enumerate(card.choices)
    )
    return blocks.asked(shown_of(card)), [*chain.from_iterable(opening)]


def _sends(card: Card, choice: Choice) -> bool:
    return bool(shown_of(card)) and choice.do is not None and choice.takes_inputs


def _escaped(text: str, longest: int) -> str:
    """The text with no mention and no link in it: Slack reads the words of a notification as its markup."""
    kept = blocks.cut(text, longest)
    while len(escape(kept, quote=False)) > longest:
        kept = blocks.cut(kept, len(kept) * 3 // 4)
    return escape(kept, quote=False)
