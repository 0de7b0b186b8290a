"""Keeps the ids of blocks when a programme is imported again, and tells what has changed.

A block is the same by its exact title, else by a like title on the same day, else by its time. Where two candidates are
about as good nothing is guessed: the block gets a new id, and the organiser is told.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.programme import Block, BlockId, Kind, Programme

ALIKE: Final = 72
CLEARLY_BETTER: Final = 8
MOST_PAIRS: Final = 100_000
Pair = tuple[int, int]
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Kept:
    """The new programme with its ids, and what should be looked at."""

    programme: Programme
    remarks: tuple[Remark, ...]


def keep_ids(old: Programme, new: Programme, *, new_id: Callable[[], BlockId], known: Collection[BlockId] = ()) -> Kept:
    """The new programme, each block with the id of the old one that it is, else with one from `new_id`.

    Those of the new ids that are `known` the file itself has, as an export of ours does.
    """
    pairing = _Pairing(old, new)
    pairing.by_id(known)
    pairing.by_title_on_the_day()
    pairing.by_title_on_any_day()
    pairing.by_likeness()
    pairing.by_time()
    return Kept(pairing.programme(new_id), tuple(pairing.remarks()))


def _title(block: Block) -> str:
    return " ".join(block.title.casefold().split())


def _held(block: Block) -> Hashable:
    return block.day, block.start


def _on_days_of(old: Programme, new: Programme) -> Programme:
    """The old programme on the days of the new one, where the whole gathering has been put off."""
    days_before, days_after = (sorted({block.day for block in programme}) for programme in (old, new))
    if len(days_before) != len(days_after) or set(days_before) & set(days_after):
        return old
    now = dict(zip(days_before, days_after, strict=True))
    return tuple(replace(block, day=now[block.day]) for block in old)


class _Pairing:
    """Pairs old blocks with new ones; both are known by their positions, `old_of` maps new to old.

    `doubts` are the old ones that a new one may be; those in `set_aside` have been compared closely, in vain.
    """

    def __init__(self, old: Programme, new: Programme) -> None:
        self.old, self.new = _on_days_of(old, new), new
        self.old_of: dict[int, int] = {}
        self.doubts: dict[int, tuple[int, ...]] = {}
        self.set_aside: set[int] = set()
        self._free_old = dict.fromkeys(range(len(old)))
        self._free_new = dict.fromkeys(range(len(new)))

    def _pair(self, o: int, n: int) -> None:
        self.old_of[n] = o
        del self._free_old[o], self._free_new[n]

    def _is_free(self, pair: Pair) -> bool:
        return pair[0] in self._free_old and pair[1] in self._free_new

    def _starts_alike(self, pair: Pair) -> bool:
        return _held(self.old[pair[0]]) == _held(self.new[pair[1]])

    def _grouped(self, key: Callable[[Block], Hashable]) -> list[tuple[list[int], list[int]]]:
        """The free old and new blocks of each key that both have, each in the order of their starts."""
        of_old, of_new = _by_key(key, self.old, self._free_old), _by_key(key, self.new, self._free_new)
        return [(of_old[k], of_new[k]) for k in of_new if k in of_old]

    def by_id(self, known: Collection[BlockId]) -> None:
        """Pairs the blocks that the file calls by the id of an old one."""
        position_of = {block.id: o for o, block in enumerate(self.old)}
        for n, block in enumerate(self.new):
            if block.id in known and block.id in position_of:
                self._pair(position_of[block.id], n)

    def by_title_on_the_day(self) -> None:
        """Pairs equal titles of a day: as many as before in order, else those at the same time first."""
        for olds, news in self._grouped(lambda b: (b.day, _title(b))):
            if len(olds) != len(news):
                self._pair_equal_starts(olds, news)
            for o, n in zip(olds, news, strict=False):
                self._pair(o, n)

    def _pair_equal_starts(self, olds: list[int], news: list[int]) -> None:
        """Pairs those that start when they did, and takes them off the lists."""
        for o in list(olds):
            same = next((n for n in news if self.new[n].start == self.old[o].start), None)
            if same is not None:
                self._pair(o, same)
                olds.remove(o)
                news.remove(same)

    def by_title_on_any_day(self) -> None:
        """Pairs a title that stands once in both programmes; one that stands more often is a doubt."""
        count_old, count_new = Counter(map(_title, self.old)), Counter(map(_title, self.new))
        for olds, news in self._grouped(_title):
            title = _title(self.new[news[0]])
            if count_old[title] == count_new[title] == 1:
                self._pair(olds[0], news[0])
            else:
                self.doubts |= dict.fromkeys(news, tuple(olds))

    def by_likeness(self) -> None:
        """Pairs titles that are alike on the same day, the likest first, where no other is about as like."""
        likeness = self._likeness()
        rivals_of: dict[tuple[str, int], list[Pair]] = defaultdict(list)
        for o, n in likeness:
            rivals_of["old", o].append((o, n))
            rivals_of["new", n].append((o, n))
        for pair, score in sorted(likeness.items(), key=lambda item: -item[1]):
            near = (*rivals_of["old", pair[0]], *rivals_of["new", pair[1]]) if self._is_free(pair) else ()
            rivals = [r for r in near if r != pair and self._is_free(r) and likeness[r] > score - CLEARLY_BETTER]
            if near and pair[1] not in self.set_aside:
                self._decide(pair, rivals)

    def _decide(self, pair: Pair, rivals: list[Pair]) -> None:
        """Pairs them, where no rival is about as like or they start alike; else it is a doubt, unless a rival does."""
        o, n = pair
        if not rivals or self._starts_alike(pair):
            self._pair(o, n)
        elif not any(map(self._starts_alike, rivals)):
            self.doubts[n] = (o, *(rival for rival, of in rivals if of == n))
            self.set_aside.add(n)

    def _likeness(self) -> dict[Pair, float]:
        """How like the titles of the free blocks of each day are, where they are alike at all."""
        days = [(olds, news) for olds, news in self._grouped(lambda b: b.day) if len(olds) * len(news) <= MOST_PAIRS]
        scores = {(o, n): _likeness(self.old[o], self.new[n]) for olds, news in days for o in olds for n in news}
        return {pair: score for pair, score in scores.items() if score >= ALIKE}

    def by_time(self) -> None:
        """Pairs what starts when the other did, unless the kinds contradict each other."""
        for olds, news in self._grouped(_held):
            left = [n for n in news if n not in self.set_aside]
            pairs = [(o, n) for o in olds for n in left if _may_be_same(self.old[o], self.new[n])]
            if len(pairs) == 1:
                self._pair(*pairs[0])
            else:
                self.doubts |= {n: tuple(o for o, of in pairs if of == n) for _, n in pairs}

    def programme(self, new_id: Callable[[], BlockId]) -> Programme:
        taken = {block.id for block in self.old}
        return tuple(
            replace(block, id=self.old[self.old_of[n]].id if n in self.old_of else _unused(new_id, taken))
            for n, block in enumerate(self.new)
        )

    def remarks(self) -> Iterator[Remark]:
        for n, olds in sorted(self.doubts.items()):
            if n not in self.old_of:
                titles = ", ".join(dict.fromkeys(self.old[o].title for o in sorted(olds)))
                yield remark(Doubt.IDENTITY, title=quoted(self.new[n].title), candidates=quoted(titles))


def _by_key(key: Callable[[Block], Hashable], programme: Programme, free: Iterable[int]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for position in sorted(free, key=lambda p: (programme[p].day, programme[p].start, programme[p].title, p)):
        found[key(programme[position])].append(position)
    return found


def _likeness(old: Block, new: Block) -> float:
    """0 to 100; titles with different numbers ("Del 1", "Del 2") are not alike."""
    one, other = _title(old), _title(new)
    numbers, others = _DIGITS.findall(one), _DIGITS.findall(other)
    if (numbers and others and numbers != others) or not _may_be_same(old, new):
        return 0
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other), 0.9 * fuzz.token_set_ratio(one, other))


def _may_be_same(old: Block, new: Block) -> bool:
    return old.kind == new.kind or Kind.OTHER in (old.kind, new.kind)


def _unused(new_id: Callable[[], BlockId], taken: set[BlockId]) -> BlockId:
    """A new id that no block has had."""
    while (fresh := new_id()) in taken:
        pass
    taken.add(fresh)
    return fresh


@dataclass(frozen=True, slots=True)
class Change:
    """A block before and after."""

    before: Block
    after: Block


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two programmes, by id. A block with a new time and new words is in `moved` and `changed`."""

    added: Programme = ()
    removed: Programme = ()
    moved: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.moved or self.changed)


def diff_programmes(old: Programme, new: Programme) -> Diff:
    before, after = {block.id: block for block in old}, {block.id: block for block in new}
    both = [Change(before[block.id], block) for block in new if block.id in before]
    return Diff(
        added=tuple(block for block in new if block.id not in before),
        removed=tuple(block for block in old if block.id not in after),
        moved=tuple(change for change in both if _times(change.before) != _times(change.after)),
        changed=tuple(change for change in both if _with_times_of(change.after, change.before) != change.after),
    )


def _times(block: Block) -> Hashable:
    return block.day, block.start, block.end


def _with_times_of(block: Block, other: Block) -> Block:
    """The other block, at this one's time."""
    return replace(other, day=block.day, start=block.start, end=block.end, end_source=block.end_source)
