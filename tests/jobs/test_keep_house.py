from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gatherings.store import Database, Tx
from gatherings.store import registration_tables as r
from gatherings.store import tables as t
from gatherings.store.migrate import migrate
from gatherings.store.retention import Moment, Stored
from gatherings.store.tables import metadata
from gatherings.times import DAY
from jobs.keep_house import keep_house
from tests.gatherings.filled import EMAIL, KARI, NAME, NOW, WORDS, fill

LONG_AFTER = NOW + 7 * 366 * DAY


async def counts(database: Database) -> dict[str, int]:
    async with database.read() as tx:
        found = {
            table.name: (await tx.execute(select(func.count()).select_from(table))).scalar_one()
            for table in metadata.sorted_tables
        }
    return {name: number for name, number in found.items() if number and name != "organisation"}


async def test_on_the_day_itself_everything_is_kept(database: Database) -> None:
    await fill(database)
    before = await counts(database)
    await keep_house(database, now=NOW, machine_now=NOW)
    assert await counts(database) == before


async def test_seven_years_later_only_the_programme_the_organisers_and_what_runs_the_house_are_left(
    database: Database,
) -> None:
    await fill(database)
    for _ in range(2):  # what points to somebody goes before them, whatever the order
        await keep_house(database, now=LONG_AFTER, machine_now=LONG_AFTER)
    left = await counts(database)
    assert set(left) == {
        *("network", "gathering", "block", "stream", "posting"),
        *("person", "identity", "conversation", "organiser"),
        *("pacing", "clock", "secret"),
        *("evaluation", "closed_answer"),  # of nobody in particular
        *("evaluation_secret", "open_answer"),  # until their evaluation is closed, which another job does
    }
    assert (left["posting"], left["person"]) == (1, 2)


async def test_keeping_house_again_changes_nothing_more(database: Database) -> None:
    await fill(database)
    seen = []
    for _ in range(3):
        await keep_house(database, now=LONG_AFTER, machine_now=LONG_AFTER)
        seen.append(await counts(database))
    assert seen[1] == seen[2]


async def test_it_goes_on_a_few_rows_at_a_time_until_all_are_gone(database: Database) -> None:
    await fill(database)
    await keep_house(database, now=LONG_AFTER, machine_now=LONG_AFTER, at_once=1)
    left = await counts(database)
    assert {t.transcript_entry.name, t.delivery.name, r.registration.name, r.fee.name} & set(left) == set()


def failing(table: str) -> Stored:
    async def fail(tx: Tx, moment: Moment, limit: int) -> int:
        await tx.execute(t.heartbeat.delete())
        raise RuntimeError(table)

    return Stored(table, "what fails", "a test", is_personal=False, kept="for ever", forget=fail)


def noting(table: str, noted: list[str]) -> Stored:
    async def note(tx: Tx, moment: Moment, limit: int) -> int:
        noted.append(table)
        return 0

    return Stored(table, "what works", "a test", is_personal=False, kept="for ever", forget=note)


async def test_a_rule_that_fails_changes_nothing_and_stops_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await fill(database)
    noted = list[str]()
    kinds = [failing("one"), noting("two", noted), failing("three"), noting("four", noted)]
    with pytest.raises(ExceptionGroup) as raised:
        await keep_house(database, now=NOW, machine_now=NOW, kinds=kinds)
    assert (noted, [str(one) for one in raised.value.exceptions]) == (["two", "four"], ["one", "three"])
    assert (await counts(database))["heartbeat"] == 1
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR] == [
        "forgetting_failed table=one trouble=RuntimeError",
        "forgetting_failed table=three trouble=RuntimeError",
    ]


async def test_it_is_logged_how_many_went_never_whose(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    await fill(database)
    with caplog.at_level(logging.INFO, logger="jobs"):
        await keep_house(database, now=LONG_AFTER, machine_now=LONG_AFTER)
    assert "forgotten table=attendance what='who was there, by day' number=2" in caplog.text
    assert [word for word in (KARI, NAME, EMAIL, *WORDS) if word in caplog.text] == []


async def test_somebody_who_reads_for_long_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    database = Database.at(f"sqlite:///{tmp_path}/samband.db")
    await migrate(database)
    async with database.read() as tx:
        await tx.execute(select(t.person))
        await fill(database)
        assert not await database.wipe(waits=timedelta(milliseconds=50))
    assert await database.wipe()
    await database.close()
