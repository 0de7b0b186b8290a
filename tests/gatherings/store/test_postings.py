from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, text

from gatherings.actions import save_and_plan
from gatherings.agenda import Agenda
from gatherings.errors import ChangedMeanwhile
from gatherings.gathering import GatheringId
from gatherings.postings.plan import decide_changes, plan
from gatherings.postings.posting import Posting
from gatherings.store import Database, Tx
from gatherings.store.postings import add_postings, claim_due, count_due, list_postings, save_changes
from tests.builders import agenda, at, gathering
from tests.doubles.clocks import StoppedClock
from tests.gatherings.postings.test_changes import moved, without
from tests.route import Route

MANY = 3_000


def in_order(postings: list[Posting]) -> list[Posting]:
    return sorted(postings, key=lambda p: (p.due_at, p.rank, p.key))


async def test_a_saved_gathering_has_its_plan_in_the_table(database: Database) -> None:
    route = Route(database)
    await route.save(gathering())
    assert [kept.posting for kept in await route.postings()] == in_order(plan(agenda()))


async def test_saving_it_again_changes_nothing(database: Database) -> None:
    route = Route(database)
    await route.save(gathering())
    before = await route.postings()
    decided = await route.save(gathering())
    assert (decided.plan, decided.withdraw, await route.postings()) == ((), (), before)


async def test_a_change_brings_the_table_to_the_new_plan(database: Database) -> None:
    route = Route(database)
    await route.save(gathering())
    changed = gathering(programme=moved(without(gathering().programme, "pause"), "maling", "13:00"))
    await route.save(changed)
    planned = [kept.posting for kept in await route.postings() if kept.state == "planned"]
    assert planned == in_order(plan(Agenda(changed)))


async def test_changes_decided_on_an_old_look_do_not_undo_what_has_been_said(database: Database) -> None:
    route = Route(database)
    await route.save(gathering())
    seen = await route.postings()
    await route.at(at("12:40"))
    before = await route.states()
    stale = decide_changes(Agenda(gathering(lead=timedelta(minutes=7))), seen, now=at("12:00"))
    async with database.write() as tx:
        await save_changes(tx, stale)
    said = {key: state for key, state in (await route.states()).items() if before[key] == "fired"}
    assert said == {key: state for key, state in before.items() if state == "fired"}


async def test_one_claim_takes_everything_that_is_due_of_a_gathering_in_the_order_in_which_to_say_it(
    database: Database,
) -> None:
    route = Route(database, StoppedClock(at("07:00")))
    await route.save(gathering())
    async with database.write() as tx:
        assert await count_due(tx, now=at("08:55")) == 4
        claimed = await claim_due(tx, now=at("08:55"))
        others = await claim_due(tx, now=at("08:55"), besides={gathering().id})
    keys = [kept.posting.key for _, kept in claimed]
    eve = "upcoming:g1:2027-04-15:eve"
    assert (keys, others) == ([eve, "stream:g1:2027-04-15", "day:g1:2027-04-15", "block:velkommen"], [])


async def test_what_one_replica_claims_another_does_not_see(postgres_address: str) -> None:
    database, other = Database.at(postgres_address), Database.at(postgres_address)
    await Route(database, StoppedClock(at("07:00"))).save(gathering())
    async with database.write() as tx, other.write() as beside:
        assert len(await claim_due(tx, now=at("08:55"))) == 4
        assert await claim_due(beside, now=at("08:55")) == []
    await database.close()
    await other.close()


async def test_a_posting_for_a_gathering_that_is_gone_is_not_planned(database: Database) -> None:
    lost = replace(plan(agenda())[0], gathering_id=GatheringId("gone"))
    async with database.write() as tx:
        await add_postings(tx, [lost])
        assert await list_postings(tx, GatheringId("gone")) == []


async def test_a_posting_that_no_planner_makes_is_planned_once(database: Database) -> None:
    route = Route(database)
    await route.save(gathering(programme=(), streams=()))
    one = plan(agenda())[0]
    async with database.write() as tx:
        await add_postings(tx, [one])
        await add_postings(tx, [replace(one, facts={"day": "another"})])
    assert [kept.posting for kept in await route.postings() if kept.posting.kind is one.kind] == [one]


async def fill(tx: Tx, gatherings: int) -> None:
    """As many gatherings as one likes, with the postings of the first, written by the database itself."""
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :gatherings)"
    columns = "network_id, title, starts_on, ends_on, timezone, language, lead_minutes, is_cancelled, version"
    copied = columns.replace("starts_on, ends_on", "g.starts_on, g.ends_on")
    await tx.execute(
        text(
            f"INSERT INTO gathering (id, slug, {columns}) {count} "
            f"SELECT 'x' || i, 'x' || i, {copied} FROM n, gathering g WHERE g.id = 'g1'"
        ),
        {"gatherings": gatherings},
    )
    if tx.dialect.name == "postgresql":
        await tx.execute(
            text("ANALYZE gathering")
        )  # else each posting looks for its gathering from the first to the last
    rest = "block_id, kind, audience, due_at, useful_until, rank, state, facts"
    await tx.execute(
        text(
            f"INSERT INTO posting (id, key, gathering_id, {rest}) {count} "
            f"SELECT p.id || i, p.key || i, 'x' || i, {rest} FROM n, posting p WHERE p.gathering_id = 'g1'"
        ),
        {"gatherings": gatherings},
    )


async def explained(database: Database, now: datetime) -> str:
    """How the database goes about the statements of a claim."""
    said: list[tuple[str, object]] = []
    how = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
    async with database.write() as tx:
        sync = tx.sync_connection
        assert sync is not None

        def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
            said.append((statement, parameters))

        event.listen(sync, "before_cursor_execute", note)
        await claim_due(tx, now=now)
        event.remove(sync, "before_cursor_execute", note)
        explained = [await tx.exec_driver_sql(how + statement, parameters) for statement, parameters in said]  # type: ignore[arg-type]
        return "\n".join(str(row[-1]) for result in explained for row in result)


async def test_a_tick_reads_the_index_of_what_is_planned_however_many_gatherings_there_are(database: Database) -> None:
    route = Route(database)
    await route.save(gathering(programme=gathering().programme[:1], streams=()))
    async with database.write() as tx:
        await fill(tx, MANY)
        if database.dialect == "postgresql":
            await tx.execute(text("ANALYZE posting"))
    used = (await explained(database, route.clock.now())).replace("SCAN posting USING INDEX ix_posting_due", "INDEX")
    scans = [scan for scan in ("SCAN posting", "Seq Scan on posting", "TEMP B-TREE", "Sort") if scan in used]
    assert ("INDEX" in used.upper(), scans) == (True, [])


async def test_save_and_plan_refuses_what_was_read_before_somebody_else_changed_it(database: Database) -> None:
    route = Route(database)
    await route.save(gathering())
    async with database.write() as tx:
        with pytest.raises(ChangedMeanwhile):
            await save_and_plan(tx, gathering(title="Gammel", version=1), now=route.clock.now())


def test_mappings_of_facts_hold_text_alone() -> None:
    facts: list[Mapping[str, str]] = [posting.facts for posting in plan(agenda())]
    assert {type(value) for fact in facts for value in fact.values()} == {str}
