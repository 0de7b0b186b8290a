"""The facts of a report over several gatherings of a network."""

from __future__ import annotations

from datetime import datetime

from bot.report.evaluations import usefulness_of
from bot.report.facts import Series, SeriesLine
from bot.report.gather import (
    Presence,
    count_organisations,
    gather_held,
    gather_participants,
    gather_presence,
    work_of,
)
from gatherings.gathering import Gathering, Network
from gatherings.store import Tx
from gatherings.store.gatherings import list_gatherings
from gatherings.times import local_day


async def gather_series(
    tx: Tx, network: Network, *, now: datetime, with_meals: bool = False, rate: int | None = None
) -> Series:
    """The gatherings of a network that have begun and were not cancelled, by day."""
    held = [one for one in await list_gatherings(tx) if one.network_id == network.id and _has_begun(one, now)]
    presences = [await gather_presence(tx, one) for one in held]
    lines = [
        await _line(tx, one, presence, with_meals=with_meals, rate=rate)
        for one, presence in zip(held, presences, strict=True)
    ]
    found = count_organisations(presences)
    return Series(network.slug, network.title, tuple(lines), found, rate, with_meals)


def _has_begun(gathering: Gathering, now: datetime) -> bool:
    return not gathering.is_cancelled and gathering.starts_on <= local_day(now, gathering.zone)


async def _line(tx: Tx, gathering: Gathering, presence: Presence, *, with_meals: bool, rate: int | None) -> SeriesLine:
    return SeriesLine(
        held=await gather_held(tx, gathering),
        participants=await gather_participants(tx, gathering, presence),
        share=work_of(gathering, presence, with_meals=with_meals, rate=rate).shares.total,
        usefulness=await usefulness_of(tx, gathering),
    )
