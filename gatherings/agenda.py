"""Where a programme stands at an instant: what is on, what comes, which day, when it ends. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
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


@dataclass(frozen=True)
class Agenda:
    """A gathering's programme laid out in time, in the order in which it is held."""

    gathering: Gathering

    @cached_property
    def blocks(self) -> tuple[TimedBlock, ...]:
        zone = self.gathering.zone

        def timed(block: Block) -> TimedBlock:
            ends_at = None if block.end is None else instant(block.ends_on, block.end, zone)
            return TimedBlock(block, instant(block.day, block.start, zone), ends_at)

        order = {block.id: position for position, block in enumerate(self.gathering.programme)}
        return tuple(sorted(map(timed, self.gathering.programme), key=lambda b: (b.starts_at, order[b.block.id])))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The dates that have blocks, in order; `days[0]` is "day 1"."""
        return tuple(sorted({timed.block.day for timed in self.blocks}))

    @cached_property
    def last(self) -> TimedBlock | None:
        """The block that ends the programme: one called "Slutt", else the last that is not a meal, social or break."""
        named = [t for t in self.blocks if t.block.title.strip().casefold() == "slutt"]
        work = [t for t in self.blocks if t.block.kind not in NOT_PART_OF_THE_WORK]
        candidates = named or work or list(self.blocks)
        return max(candidates, key=lambda t: t.ends_at or t.starts_at, default=None)

    @property
    def ends_at(self) -> datetime | None:
        """When the programme ends; evaluation, "når er vi ferdige" and hours go by this, not by the dinner."""
        return None if self.last is None else self.last.ends_at or self.last.starts_at

    def on_now(self, now: datetime) -> tuple[TimedBlock, ...]:
        """The blocks that are on; several where tracks run beside each other, none in a gap."""
        return tuple(t for t in self.blocks if t.is_on(now))

    def coming(self, now: datetime) -> tuple[TimedBlock, ...]:
        """The blocks that start next: all those that share the next start after `now`."""
        later = [t for t in self.blocks if t.starts_at > now]
        return tuple(t for t in later if t.starts_at == later[0].starts_at)

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

    @property
    def stream(self) -> Stream | None:
        """The link of the gathering as a whole."""
        return next((s for s in self.gathering.streams if s.block_id is None), None)

    @property
    def is_over_at(self) -> datetime | None:
        """When the very last block ends, dinner and all."""
        ends = [t.ends_at or t.starts_at for t in self.blocks]
        return max(ends, default=None)

    def until(self, timed: TimedBlock, now: datetime) -> timedelta:
        return timed.starts_at - now
