"""What people eat and need: numbers for the kitchen, without names, and the wishes of each. Not to be kept for long."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from bot.exports.lines import FoodLine
from bot.exports.lists import heads, order, yes_or_no
from bot.exports.table import Cell, Table
from dialogs.phrases import Voice

PERSON = ("name", "organisation", "food", "access", "dinner")


def food_counts(lines: Iterable[FoodLine], *, voice: Voice) -> Table:
    """How many have each wish, the most frequent first; the same words in other letters are the same wish."""
    ordered = sorted(lines, key=_wish)
    groups = [list(same) for _, same in groupby(ordered, key=_wish)]
    groups.sort(key=lambda same: (not _wish(same[0]), -len(same)))
    rows = [_count(same, voice) for same in groups]
    return Table(voice("export.list.food_counts"), heads(("wish", "count", "at_dinner"), voice), tuple(rows))


def food_by_person(lines: Iterable[FoodLine], *, voice: Voice) -> Table:
    """Each who has a wish for food or access."""
    needing = [line for line in lines if line.needs.food or line.needs.access]
    rows = [_person(line, voice) for line in sorted(needing, key=lambda line: order(line.organisation, line.name))]
    return Table(voice("export.list.food"), heads(PERSON, voice), tuple(rows))


def _wish(line: FoodLine) -> str:
    return " ".join((line.needs.food or "").split()).casefold().rstrip(".")


def _count(same: list[FoodLine], voice: Voice) -> tuple[Cell, ...]:
    wish = " ".join((same[0].needs.food or "").split())
    at_dinner = sum(1 for line in same if line.dinner)
    return wish or voice("export.food.none"), len(same), at_dinner


def _person(line: FoodLine, voice: Voice) -> tuple[Cell, ...]:
    needs, dinner = line.needs, yes_or_no(line.dinner, voice)
    return line.name, line.organisation.name, needs.food, needs.access, dinner
