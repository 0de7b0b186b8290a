"""A card as plain text: the terminal, and every channel's fallback for notifications and screen readers."""

from __future__ import annotations

from bot.cards.card import Card, Row


def as_text(card: Card, *, with_choices: bool = False) -> str:
    """The card's words, one thing a line. Choices only where nothing else shows them (the terminal)."""
    lines = [card.title, *card.lines, *map(_row, card.rows)]
    lines += [f"{fact.label}: {fact.value}" for fact in card.facts]
    lines += [f"{choice.label}: {choice.url}" for choice in card.choices if choice.url]
    if with_choices and any(choice.do for choice in card.choices):
        lines.append("".join(f"[{choice.label}] " for choice in card.choices if choice.do).rstrip())
    lines.append(card.footer)
    return "\n".join(line for line in lines if line)


def _row(row: Row) -> str:
    detail = f" ({row.detail})" if row.detail else ""
    return f"{'>' if row.is_on else ' '} {row.when}  {row.title}{detail}"
