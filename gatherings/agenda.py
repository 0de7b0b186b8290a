"""Where a programme stands at an instant: what is on, what comes, which day, when it ends. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from gatherings.gathering import Gathering, Stream
from gatherings.programme import Block, BlockId, Kind
from gatherings.times import instant, local_day

NOT_PART_OF_THE_WORK = frozenset({Kind.MEAL, Kind.SOCIAL, Kind.BREAK})


@dataclass(frozen=True, slots=True)
class TimedBlock:
    """A block with its instants (aware UTC). `ends_at` is exclusive; None when no end is known."""

    block: Block
    starts_at: datetime
    ends_at: datetime | None

    def is_on(self, now: datetime) -> bool:
        return self.starts_at <= now and self.ends_at is not None and now < self.ends_at

    @property
    def over_at(self) -> datetime:
        """When it ends; when it starts, where no end is known."""
        return self.ends_at or self.starts_at

    @property
    def is_closing(self) -> bool:
        """Whether it is the mark at the end of a programme, a block called "Slutt"."""
        return self.block.title.strip().casefold() == "slutt"

    @property
    def is_work(self) -> bool:
        return self.block.kind not in NOT_PART_OF_THE_WORK


def _is_work(timed: TimedBlock) -> bool:
    return timed.block.kind not in NOT_PART_OF_THE_WORK


@dataclass(frozen=True)
class Agenda:
    """A gathering's programme laid out in time, in the order in which it is held."""

    gathering: Gathering

    @cached_property
    def blocks(self) -> tuple[TimedBlock, ...]:
        zone = self.gathering.zone

        def timed(block: Block) -> TimedBlock:
            starts_at = instant(block.day, block.start, zone)
            ends_at = None if block.end is None else max(starts_at, instant(block.ends_on, block.end, zone))
            return TimedBlock(block, starts_at, ends_at)

        order = {block.id: position for position, block in enumerate(self.gathering.programme)}
        return tuple(sorted(map(timed, self.gathering.programme), key=lambda b: (b.starts_at, order[b.block.id])))

    @cached_property
    def _starts(self) -> list[datetime]:
        return [timed.starts_at for timed in self.blocks]

    @cached_property
    def _longest(self) -> timedelta:
        """So long the longest block lasts: nothing that began earlier than that is on."""
        return max((timed.over_at - timed.starts_at for timed in self.blocks), default=timedelta())

    def _starting_with(self, first: int) -> tuple[TimedBlock, ...]:
        """The block at a place and all that start at the same time; it is the first of them."""
        return self.blocks[first : bisect_right(self._starts, self._starts[first])]

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The dates that have blocks, in order; `days[0]` is "day 1"."""
        return tuple(sorted({timed.block.day for timed in self.blocks}))

    @cached_property
    def last(self) -> TimedBlock | None:
        """The block that ends the programme: the last of the last day on which there is work; None without blocks."""
        working = [day for day in self.days if any(_is_work(timed) for timed in self.on_day(day))]
        return self.last_on_day((working or self.days)[-1]) if self.days else None

    def last_on_day(self, day: date) -> TimedBlock | None:
        """The block that ends a day: one called "Slutt", else the last that is not a meal, social or break."""
        blocks = self.on_day(day)
        named = [timed for timed in blocks if timed.block.title.strip().casefold() == "slutt"]
        candidates = named or list(filter(_is_work, blocks)) or blocks
        return max(candidates, key=lambda timed: timed.ends_at or timed.starts_at, default=None)

    @property
    def ends_at(self) -> datetime | None:
        """When the programme ends; evaluation, "når er vi ferdige" and hours go by this, not by the dinner."""
        return None if self.last is None else self.last.over_at

    def on_now(self, now: datetime) -> tuple[TimedBlock, ...]:
        """The blocks that are on; several where tracks run beside each other, none in a gap."""
        begun = bisect_right(self._starts, now)
        first = bisect_left(self._starts, now.astimezone(UTC) - self._longest)
        return tuple(t for t in self.blocks[first:begun] if t.is_on(now))

    def coming(self, now: datetime) -> tuple[TimedBlock, ...]:
        """The blocks that start next: all those that share the next start after `now`."""
        first = bisect_right(self._starts, now)
        return self._starting_with(first) if first < len(self._starts) else ()

    def begun(self, now: datetime) -> tuple[TimedBlock, ...]:
        """The blocks without a known end that may still be on: begun today, and nothing has started since."""
        started, today = bisect_right(self._starts, now), self.today(now)
        latest = self._starting_with(bisect_left(self._starts, self._starts[started - 1])) if started else ()
        return tuple(t for t in latest if t.ends_at is None and not t.is_closing and t.block.day == today)

    def ended(self, now: datetime) -> TimedBlock | None:
        """The block that ended last."""
        return max((t for t in self.blocks if t.over_at <= now), key=lambda t: t.over_at, default=None)

    def is_done_for_the_day(self, now: datetime) -> bool:
        """Whether today had a programme, and what is left of it is meals, breaks and company at most."""
        today = [t for t in self.on_day(self.today(now)) if t.is_work]
        return bool(today) and all(t.over_at <= now for t in today)

    def day_to_show(self, now: datetime) -> date | None:
        """Today where the programme has it, else its next day, else its last; None without a programme."""
        today = self.today(now)
        return next((day for day in self.days if day >= today), self.days[-1] if self.days else None)

    def on_day(self, day: date) -> tuple[TimedBlock, ...]:
        return tuple(t for t in self.blocks if t.block.day == day)

    def today(self, now: datetime) -> date:
        return local_day(now, self.gathering.zone)

    def get(self, block_id: BlockId) -> TimedBlock | None:
        return next((t for t in self.blocks if t.block.id == block_id), None)

    def stream_of(self, block: Block) -> Stream | None:
        """The link for a block: its own, else the gathering's unless the block is marked as not streamed."""
        own = next((s for s in self.gathering.streams if s.block_id == block.id), None)
        if own is not None or block.streamed is False:
            return own
        return self.stream

    def is_streamed(self, block: Block) -> bool | None:
        """Whether a block goes out on a stream; a link of its own says so as well. None when nothing says it."""
        own = any(s.block_id == block.id for s in self.gathering.streams)
        return True if own else block.streamed

    def may_be_streamed(self, timed: TimedBlock) -> bool:
        """Whether a block is worth a link: it is streamed, or it is work that nothing says is not."""
        streamed = self.is_streamed(timed.block)
        if streamed is not None:
            return streamed
        return timed.is_work and not timed.is_closing and self.stream is not None

    @property
    def stream(self) -> Stream | None:
        """The link of the gathering as a whole."""
        return next((s for s in self.gathering.streams if s.block_id is None), None)

    @property
    def is_over_at(self) -> datetime | None:
        """When the very last block ends, dinner and all."""
        return max((t.over_at for t in self.blocks), default=None)

    def until(self, timed: TimedBlock, now: datetime) -> timedelta:
        return timed.starts_at - now
