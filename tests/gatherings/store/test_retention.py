from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, func, insert, select, update

from gatherings.people import PersonId
from gatherings.store import Database
from gatherings.store import evaluation_tables as e
from gatherings.store import registration_tables as r
from gatherings.store import tables as t
from gatherings.store.forgetting import years_before
from gatherings.store.people import save_state
from gatherings.store.retention import RETENTION, Moment, Stored, as_markdown
from gatherings.store.tables import metadata
from gatherings.store.transcripts import append_line, open_transcript
from gatherings.times import DAY
from tests.builders import DAY_TWO, OSLO, at
from tests.gatherings.filled import NOW, fill
from tests.route import Route

SECOND = timedelta(seconds=1)
FAR = 30 * 365 * DAY
PRIVACY = Path(__file__).parents[3] / "docs" / "privacy.md"


def kinds_of(table: Table) -> list[Stored]:
    return [one for one in RETENTION if one.table == table.name and one.forget is not None]


async def forget(database: Database, table: Table, *, now: datetime | None = None, limit: int = 100) -> int:
    """How many rows the rules of a table delete at an instant of both clocks."""
    moment, gone = Moment(now or NOW, now or NOW), 0
    async with database.write() as tx:
        for kind in kinds_of(table):
            assert kind.forget is not None
            gone += await kind.forget(tx, moment, limit)
    return gone


async def count(database: Database, table: Table) -> int:
    async with database.read() as tx:
        return (await tx.execute(select(func.count()).select_from(table))).scalar_one()


def test_every_table_has_its_line_and_every_line_its_table() -> None:
    assert {one.table for one in RETENTION} == set(metadata.tables)


def test_no_two_lines_are_about_the_same() -> None:
    lines = [(one.table, one.what) for one in RETENTION]
    assert len(set(lines)) == len(lines)


def test_the_page_about_privacy_has_the_table_as_the_code_has_it() -> None:
    assert as_markdown() in PRIVACY.read_text(encoding="utf-8")


async def test_the_filled_database_has_a_row_in_every_table(database: Database) -> None:
    await fill(database)
    assert [table.name for table in metadata.sorted_tables if await count(database, table) == 0] == []


RULES: Sequence[tuple[Table, timedelta, int]] = [
    (t.dialog, 7 * DAY, 4),
    (t.organiser_code, 7 * DAY, 1),
    (t.pending_import, 7 * DAY, 2),
    (r.handover, 7 * DAY, 2),
    (r.link, 30 * DAY, 2),
    (t.code_try, 2 * DAY, 2),
    (t.replay, 2 * DAY, 2),
    (t.heartbeat, DAY, 1),
    (t.transcript_entry, 30 * DAY, 4),
    (t.delivery, 90 * DAY, 5),
    (r.audit, datetime(2029, 4, 15, tzinfo=UTC) - datetime(2027, 4, 15, tzinfo=UTC), 6),
]


@pytest.mark.parametrize(("table", "lives", "rows"), RULES, ids=lambda value: getattr(value, "name", None))
async def test_it_is_kept_to_its_last_second_and_forgotten_a_second_later(
    database: Database, table: Table, lives: timedelta, rows: int
) -> None:
    await fill(database)
    kept = await forget(database, table, now=NOW + lives)
    gone = await forget(database, table, now=NOW + lives + SECOND)
    again = await forget(database, table, now=NOW + lives + SECOND)
    assert (kept, gone, again, await count(database, table)) == (0, rows, 0, 0)


def last_instant_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=OSLO)


OF_GATHERINGS = [
    (r.need, DAY_TWO + 14 * DAY),
    *((table, date(2028, 4, 16)) for table in (r.attendance, r.registration, r.response, r.invitation, t.follow)),
]


@pytest.mark.parametrize(("table", "last_day"), OF_GATHERINGS, ids=lambda value: getattr(value, "name", None))
async def test_what_belongs_to_a_gathering_goes_when_the_last_day_is_over_where_it_was_held(
    database: Database, table: Table, last_day: date
) -> None:
    await fill(database)
    kept = await forget(database, table, now=last_instant_of(last_day))
    gone = await forget(database, table, now=last_instant_of(last_day) + SECOND)
    assert (kept, gone, await count(database, table)) == (0, 2, 0)


async def test_no_more_rows_go_at_once_than_are_asked_for(database: Database) -> None:
    await fill(database)
    gone = [await forget(database, t.transcript_entry, now=NOW + FAR, limit=3) for _ in range(3)]
    assert gone == [3, 1, 0]


async def test_a_fee_line_outlives_the_registration_by_five_whole_years(database: Database) -> None:
    await fill(database)
    await forget(database, r.registration, now=NOW + FAR)
    kept = await forget(database, r.fee, now=datetime(2032, 12, 31, 23, 59, 59, tzinfo=OSLO))
    gone = await forget(database, r.fee, now=datetime(2033, 1, 1, tzinfo=OSLO))
    assert (kept, gone) == (0, 2)


async def test_a_delivery_that_waits_stays_while_it_is_of_use(database: Database) -> None:
    await fill(database)
    async with database.write() as tx:
        await tx.execute(update(t.delivery).values(state="waiting", settled_at=None))
        await tx.execute(update(t.posting).values(useful_until=NOW + DAY))
    kept = await forget(database, t.delivery, now=NOW + 91 * DAY)
    assert (kept, await forget(database, t.delivery, now=NOW + 91 * DAY + SECOND)) == (0, 5)


async def test_a_personal_posting_goes_after_its_deliveries_and_others_stay(database: Database) -> None:
    await fill(database)
    late = NOW + 91 * DAY
    early = await forget(database, t.posting, now=late)
    await forget(database, t.delivery, now=late)
    assert (early, await forget(database, t.posting, now=late), await count(database, t.posting)) == (0, 4, 1)


async def test_a_posting_that_is_planned_is_never_forgotten(database: Database) -> None:
    await fill(database)
    async with database.write() as tx:
        await tx.execute(update(t.posting).values(state="planned", settled_at=None))
    assert (await forget(database, t.delivery, now=NOW + FAR), await forget(database, t.posting, now=NOW + FAR)) == (
        0,
        0,
    )


async def test_a_web_conversation_goes_whole_when_it_was_silent_for_90_days(database: Database) -> None:
    await fill(database)
    late = NOW + 90 * DAY
    await forget(database, t.follow, now=NOW + FAR)
    kept = await forget(database, t.transcript, now=late)
    gone = await forget(database, t.transcript, now=late + SECOND)
    async with database.read() as tx:
        left = list(await tx.scalars(select(t.conversation.c.channel).distinct().order_by(t.conversation.c.channel)))
    assert (kept, gone, await count(database, t.transcript_entry), left) == (0, 2, 0, ["email", "teams"])


async def test_a_web_conversation_that_follows_stays(database: Database) -> None:
    await fill(database)
    assert await forget(database, t.transcript, now=NOW + FAR) == 0


async def test_a_web_conversation_of_somebody_who_is_signed_up_stays_until_the_gathering(database: Database) -> None:
    await fill(database)
    async with database.write() as tx:
        await tx.execute(t.follow.delete())
        await tx.execute(update(t.transcript).values(last_at=NOW - FAR))
    assert await forget(database, t.transcript, now=NOW) == 0
    async with database.write() as tx:
        await tx.execute(update(r.registration).values(seat=None))
    assert await forget(database, t.transcript, now=NOW) == 2


async def test_what_is_said_keeps_a_conversation_young(database: Database) -> None:
    async with database.write() as tx:
        await open_transcript(tx, "c_1", owner="dl_1", at=NOW - FAR)
        await append_line(tx, "c_1", {"text": "hei"}, key="1", at=NOW)
    kept = await forget(database, t.transcript, now=NOW + 90 * DAY)
    assert (kept, await forget(database, t.transcript, now=NOW + 90 * DAY + SECOND)) == (0, 1)


async def test_a_conversation_in_which_nothing_was_said_counts_from_its_opening(database: Database) -> None:
    async with database.write() as tx:
        await open_transcript(tx, "c_1", owner="dl_1", at=NOW)
    kept = await forget(database, t.transcript, now=NOW + 90 * DAY)
    assert (kept, await forget(database, t.transcript, now=NOW + 90 * DAY + SECOND)) == (0, 1)


async def test_a_group_that_put_us_out_goes_after_a_year_and_one_that_has_us_stays(database: Database) -> None:
    await fill(database)
    async with database.write() as tx:
        stays = update(t.conversation).where(t.conversation.c.id == "group-kari")
        await tx.execute(stays.values(unreachable_at=None))
    kept = await forget(database, t.conversation, now=NOW.replace(year=2028))
    assert (kept, await forget(database, t.conversation, now=NOW.replace(year=2028) + DAY)) == (0, 1)


POINTING = [
    r.invitation, r.response, r.registration, r.attendance, r.link, t.organiser, t.follow, t.posting, e.first_step
]  # fmt: skip


async def let_go(database: Database, *, besides: Table | None = None) -> None:
    async with database.write() as tx:
        for table in (t.delivery, *POINTING):
            if table is not besides:
                await tx.execute(table.delete())


async def test_who_nothing_points_to_goes_after_a_year_of_silence_with_all_their_conversations(
    database: Database,
) -> None:
    await fill(database)
    await let_go(database)
    year_later = NOW.replace(year=2028)
    kept = await forget(database, t.person, now=year_later)
    gone = await forget(database, t.person, now=year_later + DAY)
    left = [await count(database, table) for table in (t.person, t.identity, t.dialog)]
    assert (kept, gone, left, await count(database, t.conversation)) == (0, 2, [0, 0, 0], 2)


@pytest.mark.parametrize("besides", POINTING, ids=lambda table: table.name)
async def test_who_anything_points_to_stays(database: Database, besides: Table) -> None:
    await fill(database)
    await let_go(database, besides=besides)
    assert await forget(database, t.person, now=NOW + FAR) == 0


async def test_who_never_wrote_goes_a_year_after_they_were_first_seen(database: Database) -> None:
    async with database.write() as tx:
        await tx.execute(insert(t.person).values(id=PersonId("expected"), name="Forventet"))
    kept = [await forget(database, t.person, now=now) for now in (NOW, NOW.replace(year=2028))]
    assert (kept, await forget(database, t.person, now=NOW.replace(year=2028) + DAY)) == ([0, 0], 1)


async def test_who_writes_every_day_is_noted_once_a_day(database: Database) -> None:
    route, noted = Route(database), list[datetime | None]()
    for seen_at in (NOW, NOW + DAY - SECOND, NOW + DAY):
        met = await route.meet("a")
        async with database.write() as tx:
            await save_state(tx, met, {}, at=seen_at)
        noted.append((await route.meet("a")).seen_at)
    assert noted == [NOW, NOW, NOW + DAY]


async def test_a_dialog_that_goes_on_is_young_again(database: Database) -> None:
    route = Route(database)
    for number in range(2):
        met = await route.meet("a")
        async with database.write() as tx:
            await save_state(tx, met, {"n": number}, at=NOW + number * DAY)
    kept = await forget(database, t.dialog, now=NOW + 8 * DAY)
    assert (kept, await forget(database, t.dialog, now=NOW + 8 * DAY + SECOND)) == (0, 1)


async def test_the_state_of_somebody_who_was_deleted_meanwhile_is_not_kept(database: Database) -> None:
    met = await Route(database).meet("a")
    async with database.write() as tx:
        await tx.execute(t.person.delete())
        await save_state(tx, met, {"waits": "for"}, at=at("09:00"))
    assert await count(database, t.dialog) == 0


def test_a_year_before_a_leap_day_is_the_28th() -> None:
    assert [years_before(date(2028, 2, 29), years) for years in (1, 4)] == [date(2027, 2, 28), date(2024, 2, 29)]
