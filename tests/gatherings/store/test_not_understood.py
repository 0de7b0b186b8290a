"""What was not understood, in both databases: counted by day, told in no order of turns, and gone after 30 days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, inspect, select

from gatherings.gathering import EN, NB, GatheringId, Network, NetworkId
from gatherings.not_understood import NotUnderstood
from gatherings.registration import Acceptance
from gatherings.store import Database
from gatherings.store.forgetting import forget_not_understood
from gatherings.store.gatherings import get_gathering, save_gathering
from gatherings.store.networks import add_network
from gatherings.store.not_understood import (
    add_not_understood,
    list_not_understood,
    remove_all_not_understood,
    remove_not_understood,
)
from gatherings.store.retention import NOT_UNDERSTOOD_LIVES
from gatherings.store.tables import gathering as gatherings
from gatherings.store.tables import not_understood
from gatherings.store.terms import acceptance_json, acceptance_of
from gatherings.terms import Terms
from gatherings.times import DAY
from tests.builders import DAY_ONE, DAY_TWO, OSLO, at, gathering

G1, G2 = gathering().id, GatheringId("g2")
SECOND = timedelta(seconds=1)


@pytest.fixture
async def held(database: Database) -> Database:
    """Two gatherings; the second is held in Tokyo."""
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_gathering(tx, gathering())
        await save_gathering(tx, gathering(id=G2, slug="tokyo", timezone="Asia/Tokyo", programme=(), streams=()))
    return database


async def keep(database: Database, *said: NotUnderstood, about: GatheringId = G1) -> None:
    for one in said:
        async with database.write() as tx:
            await add_not_understood(tx, about, one)


async def kept(database: Database, about: GatheringId = G1) -> list[NotUnderstood]:
    async with database.read() as tx:
        return await list_not_understood(tx, about)


async def forget(database: Database, now: datetime, *, limit: int = 100) -> int:
    async with database.write() as tx:
        return await forget_not_understood(tx, now=now, lives=NOT_UNDERSTOOD_LIVES, limit=limit)


def said(text: str, *, day: date = DAY_ONE, nearest: str | None = None) -> NotUnderstood:
    return NotUnderstood(day, NB, text, nearest)


async def test_the_order_is_that_of_days_and_words_however_they_came(held: Database) -> None:
    await keep(held, said("Øl"), said("buss"), said("Avis"), said("zoo", day=DAY_TWO), said("avis"))
    assert [(one.day, one.text) for one in await kept(held)] == [
        (DAY_TWO, "zoo"), (DAY_ONE, "Avis"), (DAY_ONE, "avis"), (DAY_ONE, "buss"), (DAY_ONE, "Øl")
    ]  # fmt: skip


async def test_the_same_words_of_a_day_are_counted(held: Database) -> None:
    english = replace(said("buss"), language=EN)
    await keep(held, said("buss"), said("buss", nearest="agenda.where"), english, said("buss", day=DAY_TWO))
    await keep(held, said("buss"), about=G2)
    assert await kept(held) == [
        said("buss", day=DAY_TWO), english, replace(said("buss", nearest="agenda.where"), times=2)
    ]  # fmt: skip


async def test_one_is_deleted_and_no_other(held: Database) -> None:
    await keep(held, said("buss"), said("båt"), said("buss", day=DAY_TWO))
    await keep(held, said("buss"), about=G2)
    async with held.write() as tx:
        gone = [await remove_not_understood(tx, G1, day=DAY_ONE, language=NB, text="buss") for _ in range(2)]
    assert (gone, await kept(held), len(await kept(held, G2))) == (
        [True, False],
        [said("buss", day=DAY_TWO), said("båt")],
        1,
    )


async def test_all_of_a_gathering_are_deleted_and_none_of_another(held: Database) -> None:
    await keep(held, said("buss"), said("båt"))
    await keep(held, said("buss"), about=G2)
    async with held.write() as tx:
        gone = await remove_all_not_understood(tx, G1)
    assert (gone, await kept(held), len(await kept(held, G2))) == (2, [], 1)


async def test_they_go_with_the_gathering(held: Database) -> None:
    await keep(held, said("buss"))
    async with held.write() as tx:
        await tx.execute(delete(gatherings).where(gatherings.c.id == G1))
    async with held.read() as tx:
        assert (await tx.execute(select(not_understood))).all() == []


async def test_nothing_says_who_or_when(database: Database) -> None:
    async with database.read() as tx:
        columns = await tx.run_sync(lambda connection: inspect(connection).get_columns("not_understood"))
    assert [column["name"] for column in columns] == ["gathering_id", "day", "language", "text", "nearest", "times"]


async def test_they_are_kept_for_thirty_days_where_the_gathering_is_held(held: Database) -> None:
    await keep(held, said("buss"), said("båt", day=DAY_TWO))
    await keep(held, said("buss"), about=G2)
    over = datetime.combine(DAY_ONE + 31 * DAY, datetime.min.time(), tzinfo=OSLO)
    in_tokyo = over - timedelta(hours=7)
    gone = [await forget(held, now) for now in (in_tokyo - SECOND, in_tokyo, over - SECOND, over)]
    assert (gone, await kept(held), await kept(held, G2)) == ([0, 1, 0, 1], [said("båt", day=DAY_TWO)], [])


async def test_no_more_go_at_once_than_are_asked_for(held: Database) -> None:
    await keep(held, said("buss"), said("båt"), said("tog"))
    assert [await forget(held, at("12:00") + 40 * DAY, limit=2) for _ in range(3)] == [2, 1, 0]


async def test_the_terms_keep_that_they_say_so(held: Database) -> None:
    async with held.write() as tx:
        before = (await get_gathering(tx, gathering().slug)).terms.keeps_not_understood
        found = await get_gathering(tx, gathering().slug)
        await save_gathering(tx, replace(found, terms=replace(found.terms, keeps_not_understood=True)))
        after = (await get_gathering(tx, gathering().slug)).terms.keeps_not_understood
    assert (before, after) == (False, True)


def test_an_acceptance_from_before_the_switch_is_read_as_one_without_it() -> None:
    accepted = Acceptance(at("09:00"), NB, 1, "Vilkår.", Terms(keeps_not_understood=True))
    written = acceptance_json(accepted)
    assert written is not None
    assert acceptance_of(written) == accepted
    terms = {name: value for name, value in dict(written["terms"]).items() if name != "keeps_not_understood"}  # type: ignore[call-overload]
    assert acceptance_of({**written, "terms": terms}) == replace(accepted, terms=Terms())
