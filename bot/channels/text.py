"""A card as plain text: the terminal, and every channel's fallback for notifications and screen readers."""

from __future__ import annotations

from typing import Final

from bot.cards.card import Card, Input, Row

OPTIONS_SHOWN: Final = 10


def as_text(card: Card, *, with_choices: bool = False) -> str:
    """The card's words, one thing a line. Choices only where nothing else shows them (the terminal)."""
    lines = [card.title, *card.lines, "  ".join(cell.name if cell.is_on else cell.label for cell in card.cells)]
    lines += map(_row, card.rows)
    if card.picture is not None:
        lines.append(card.picture.alternative)
    lines += [f"{fact.label}: {fact.value}" for fact in card.facts]
    lines += map(_input, card.inputs)
    lines += [f"{choice.label}: {choice.url}" for choice in card.choices if choice.url]
    if with_choices and any(choice.do for choice in card.choices):
        lines.append("".join(f"[{choice.label}] " for choice in card.choices if choice.do).rstrip())
    lines.append(card.footer)
    return "\n".join(line for line in lines if line)


def _row(row: Row) -> str:
    detail = f" ({row.detail})" if row.detail else ""
    return f"{'>' if row.is_on else ' '} {row.when}  {row.title}{detail}"


def _input(asked: Input) -> str:
    """ "Mat: Vegetar / Vegan (Vegan)": what is asked, what may be answered, and what stands there already."""
    labels = [option.label for option in asked.options]
    options = " / ".join([*labels[:OPTIONS_SHOWN], *(["…"] if len(labels) > OPTIONS_SHOWN else [])])
    there = ", ".join(option.label for option in asked.chosen) if labels else asked.value
    known = f"({there})" if options and there else there
    label = asked.label if asked.label.endswith(("?", ":", ".")) else f"{asked.label}:"
    return " ".join(part for part in (label, options, known) if part)
