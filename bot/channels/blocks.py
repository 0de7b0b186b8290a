"""The blocks of Slack's Block Kit, each within Slack's limits. What people wrote stands in them as letters, never as
markup: plain text, and rich text, whose words are data (docs/decisions/0022).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any, Final

from bot.cards.card import Cell, Choice, Fact, Input, Picture, Row

Block = dict[str, Any]

LEFT_OUT: Final = "…"
LONGEST_HEADER: Final = 150
LONGEST_TEXT: Final = 3_000
LONGEST_PART: Final = 1_000
LONGEST_BUTTON: Final = 75
LONGEST_VALUE: Final = 2_000
LONGEST_URL: Final = 3_000
LONGEST_ALTERNATIVE: Final = 2_000
LONGEST_LABEL: Final = 300
CELLS_IN_A_ROW: Final = 5
FACTS_IN_A_BLOCK: Final = 10

PRESS, LINK, FORM, SEND = "press", "link", "form", "send"
"""How an action_id begins: it does something; it opens an address, which Slack tells us of as well; it opens a form; it
does something with what is filled in beside it.
"""


def cut(text: str, longest: int) -> str:
    """The text, ending in "…" where it is longer."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + LEFT_OUT


def plain(text: str, longest: int) -> Block:
    """A text that is shown as it is, `:tada:` as well. Slack takes none that is empty."""
    return {"type": "plain_text", "text": cut(text.strip(), longest) or LEFT_OUT, "emoji": False}


def heading(title: str) -> Block:
    """The title as a heading; one that is too long for a heading is bold."""
    line = " ".join(title.split())
    return _rich(_bold(line)) if len(line) > LONGEST_HEADER else {"type": "header", "text": plain(line, LONGEST_HEADER)}


def paragraphs(lines: Iterable[str]) -> list[Block]:
    return [_rich(_words(line)) for line in lines if line.strip()]


def rows(shown: Iterable[Row], *, now: str) -> list[Block]:
    """A block for each line of a programme: a phone leaves a space between two. What is on is bold and says `now`."""
    return [_row(row, now) for row in shown]


def facts(shown: Sequence[Fact]) -> list[Block]:
    """A line for each fact, ten lines a block."""
    told = [fact for fact in shown if fact.value.strip()]
    return [_facts(told[start : start + FACTS_IN_A_BLOCK]) for start in range(0, len(told), FACTS_IN_A_BLOCK)]


def asked(shown: Sequence[Input]) -> list[Block]:
    """What a form asks, and what stands in it already, as words."""
    mark = "• " if len(shown) > 1 else ""
    return [_rich(_words("\n".join(f"{mark}{_asked(one)}" for one in shown)))] if shown else []


def small(text: str) -> list[Block]:
    """Small print."""
    return [{"type": "context", "elements": [plain(text, LONGEST_PART)]}] if text.strip() else []


def picture(shown: Picture | None) -> list[Block]:
    if shown is None or not _is_address(shown.url):
        return []
    words = cut(shown.alternative.strip(), LONGEST_ALTERNATIVE) or LEFT_OUT
    return [{"type": "image", "image_url": shown.url, "alt_text": words}]


def cells(shown: Sequence[Cell]) -> list[Block]:
    """Five buttons a row; each says its whole name to who listens."""
    made = [made for cell in shown for made in _cell(cell)]
    return [actions(made[start : start + CELLS_IN_A_ROW]) for start in range(0, len(made), CELLS_IN_A_ROW)]


def actions(buttons: Sequence[Block]) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def button(choice: Choice, kind: str = PRESS, *, label: str | None = None, value: str | None = None) -> list[Block]:
    """The button, or nothing where what it carries is more than Slack takes."""
    made: Block = {"type": "button", "action_id": kind, "text": plain(label or choice.label, LONGEST_BUTTON)}
    if choice.is_main:
        made["style"] = "primary"
    if choice.url is not None:
        return [made | {"action_id": LINK, "url": choice.url}] if _is_address(choice.url) else []
    carried = value or compact({"do": choice.do, **choice.args})
    return [made | {"value": carried}] if len(carried) <= LONGEST_VALUE else []


def compact(carried: Mapping[str, object]) -> str:
    return json.dumps(carried, ensure_ascii=False, separators=(",", ":"))


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks; no two of their buttons have the same action_id any more."""
    numbers = count()
    return [_numbered(block, numbers) if block["type"] == "actions" else block for block in blocks]


def _numbered(block: Block, numbers: Iterable[int]) -> Block:
    named = zip(block["elements"], numbers, strict=False)
    return block | {"elements": [one | {"action_id": f"{one['action_id']}:{number}"} for one, number in named]}


def _rich(*words: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(words)}]}


def _facts(shown: Sequence[Fact]) -> Block:
    words: list[Block] = []
    for fact in shown:
        words += [_bold(f"{fact.label}: "), _words(f"{cut(fact.value, LONGEST_PART)}\n")]
    words[-1] = _words(words[-1]["text"].removesuffix("\n"))
    return _rich(*words)


def _words(text: str) -> Block:
    return {"type": "text", "text": cut(text, LONGEST_TEXT)}


def _bold(text: str) -> Block:
    return {"type": "text", "text": cut(text, LONGEST_PART), "style": {"bold": True}}


def _row(row: Row, now: str) -> Block:
    says_so = not row.is_on or row.detail.startswith(now)
    detail = row.detail if says_so else " · ".join(part for part in (now, row.detail) if part)
    line = cut(f"{row.when}  {row.title}", LONGEST_PART)
    words = [_bold(line) if row.is_on else _words(line)]
    return _rich(*words, *([_words(f"\n{cut(detail, LONGEST_PART)}")] if detail else []))


def _asked(one: Input) -> str:
    there = ", ".join(option.label for option in one.chosen) if one.options else one.value
    label = cut(one.label.strip(), LONGEST_LABEL) or LEFT_OUT
    return f"{label if label.endswith(('?', ':', '.')) else f'{label}:'} {there}" if there else label


def _cell(cell: Cell) -> list[Block]:
    named = {"accessibility_label": cut(cell.name, LONGEST_BUTTON)} if cell.name.strip() else {}
    return [made | named for made in button(Choice(cell.label, cell.do, cell.args, is_main=cell.is_on))]


def _is_address(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL
