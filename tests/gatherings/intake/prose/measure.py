"""How many blocks of the documents written blind come through exactly right: `python -m tests.gatherings.intake.prose.measure`."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from gatherings.errors import Refusal
from gatherings.intake.formats import read_programmes
from gatherings.programme import Block

BLIND = Path(__file__).parent / "blind"
TODAY = date(2026, 12, 1)


def line_of(block: Block) -> str:
    """ "2027-09-26 09:00-09:35 Velkommen | Kari Nes; Ola Vik", with a question mark where no end is known."""
    end = "?" if block.end is None else f"{block.end:%H:%M}"
    people = "; ".join(person.name for person in block.people)
    return f"{block.day} {block.start:%H:%M}-{end} {block.title}" + (f" | {people}" if people else "")


def expected(document: Path) -> list[str]:
    return document.with_suffix(".blocks").read_text(encoding="utf-8").splitlines()


def found(document: Path) -> list[str]:
    """The blocks of all programmes in the document, one after the other."""
    try:
        drafts = read_programmes(document.read_bytes(), filename=document.name, today=TODAY)
    except Refusal as refused:
        return [f"{refused.key} {refused.args_of_sentence}"]
    return [line_of(block) for draft in drafts for block in draft.blocks]


def documents(round_: str) -> list[Path]:
    return sorted((BLIND / round_).glob("*.txt"))


def measure(round_: str, *, shows: bool = False) -> tuple[int, int, int]:
    """How many blocks are exactly right, how many there are, and how many were read that are none."""
    right = wanted = extra = 0
    for document in documents(round_):
        want, got = Counter(expected(document)), Counter(found(document))
        right += (want & got).total()
        wanted += want.total()
        extra += max(0, got.total() - want.total())
        if shows and want != got:
            print(
                document.name,
                *[f"  - {line}" for line in want - got],
                *[f"  + {line}" for line in got - want],
                sep="\n",
            )
    return right, wanted, extra


if __name__ == "__main__":
    for name in sys.argv[1:] or [path.name for path in sorted(BLIND.iterdir())]:
        right, wanted, extra = measure(name, shows=True)
        print(
            f"{name}: {right} of {wanted} blocks exactly right, {extra} too many, in {len(documents(name))} documents"
        )
