"""The process is down over what was due, or a clock jumps: what is late but useful goes out, the rest is told of."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from gatherings.agenda import Agenda
from gatherings.postings.posting import REPORTED, Kept, PostingState
from gatherings.postings.renewed import is_overtaken, is_renewal
from gatherings.quiet import is_quiet
from gatherings.store import Database
from gatherings.terms import Terms
from gatherings.times import DAY
from jobs.fire_postings import HELD_BY_QUIET
from tests.builders import DAY_ONE, DAY_TWO, DEADLINE, OSLO, at, gathering
from tests.route import Route

HOUR = timedelta(hours=1)
AGENDA = Agenda(gathering(terms=Terms(deadline=DEADLINE)))
STOPS = [timedelta(minutes=5), 3 * HOUR, 3 * DAY]
FROM = {
    "before the deadline": at("08:57", DEADLINE),
    "before the first block": at("08:53", DAY_ONE),
    "in the last hours": at("10:42", DAY_TWO),
}


async def opened(database: Database) -> Route:
    route = Route(database)
    await route.save(AGENDA.gathering)
    await route.follow("kari")
    await route.organise("marit")
    return route


def becomes(kept: Kept, now: datetime) -> PostingState:
    """What should come of a posting that was due while nobody looked, by the rules as DESIGN has them."""
    posting = kept.posting
    if posting.due_at > now:
        return PostingState.PLANNED
    if is_renewal(posting) and is_overtaken(posting, AGENDA, now=now):
        return PostingState.WITHDRAWN
    if posting.useful_until < now:
        return PostingState.SKIPPED
    return PostingState.PLANNED if posting.kind in HELD_BY_QUIET and is_quiet(now, OSLO) else PostingState.FIRED


@pytest.mark.parametrize("down", STOPS, ids=str)
@pytest.mark.parametrize("began", FROM.values(), ids=list(FROM))
async def test_what_is_late_but_useful_goes_out_and_what_is_too_late_is_told_of(
    database: Database, began: datetime, down: timedelta
) -> None:
    route = await opened(database)
    await route.at(began)
    before = [kept for kept in await route.postings() if kept.state is PostingState.PLANNED]
    sent_before, now = len(route.wire.sent), began + down
    route.courier = route.another_courier()
    await route.at(now)
    after = {kept.posting.key: kept for kept in await route.postings()}
    assert {k.posting.key: after[k.posting.key].state for k in before} == {
        k.posting.key: becomes(k, now) for k in before
    }
    missed = [k.posting for k in before if becomes(k, now) is PostingState.SKIPPED and k.posting.audience in REPORTED]
    reports = [kept.posting for key, kept in after.items() if key.startswith("skipped:") and kept.posting.due_at == now]
    assert [report.facts["count"] for report in reports] == ([str(len(missed))] if missed else [])
    await route.at(now + timedelta(seconds=1))
    told = Counter((sent.conversation, sent.said.partition(":")[0]) for sent in route.wire.sent[sent_before:])
    assert told["marit", "skipped"] == len(reports)
    said = [(sent.conversation, sent.said) for sent in route.wire.sent]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("jump", [-HOUR, DAY], ids=["an hour back", "a day forward"])
async def test_a_clock_that_jumps_has_nothing_said_twice_and_nothing_forgotten(
    database: Database, jump: timedelta
) -> None:
    route = await opened(database)
    now, ends = at("08:00", DAY_ONE), at("20:00", DAY_TWO)
    has_jumped = False
    while now < ends:
        await route.at(now)
        now += timedelta(minutes=15)
        if not has_jumped and now >= at("12:30", DAY_ONE):
            now, has_jumped = now + jump, True
    said = Counter((sent.conversation, sent.said) for sent in route.wire.sent if "skipped" not in sent.said)
    blocks = {f"block:{block.id}" for block in gathering().programme}
    heard = {key for conversation, key in said if conversation == "kari" and key.startswith("block:")}
    states = await route.states()
    assert set(said.values()) == {1}
    assert heard == {key for key in blocks if states[key] == "fired"}
    assert heard == blocks or jump > timedelta()
    assert all(states[key] == "skipped" for key in blocks - heard)
