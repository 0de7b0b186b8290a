"""Who may answer an evaluation: a browser that nobody knows has no more voices than it was there before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from gatherings.actions.attendance import check_in, note_attendance
from gatherings.actions.registration import Application, sign_up_for
from gatherings.errors import NotAsked
from gatherings.people import WEB, Conversation, ConversationId, ConversationKind, EmailSource, PersonId
from gatherings.store import Database, Tx
from gatherings.store.evaluations import list_unheard
from gatherings.store.people import meet
from gatherings.store.profiles import move_identity, set_email
from gatherings.terms import Mode
from tests.builders import DAY_TWO, gathering
from tests.gatherings.actions.evaluated import BEFORE, ENDED, WHOLE, answer, asked


async def a_browser(tx: Tx, name: str = "cookie") -> PersonId:
    """Somebody of whom nothing is known but their browser's cookie."""
    met = Conversation(ConversationId(name), WEB, "", ConversationKind.PERSONAL, {"conversation": name})
    return (await meet(tx, met=met, user=name, name=None, new_person=PersonId(name))).person.id


BEFOREHAND = ENDED - timedelta(hours=2)


@pytest.mark.parametrize("came_at", [BEFOREHAND, ENDED - timedelta(seconds=1)])
async def test_a_browser_that_nobody_knows_counts_where_it_was_there_before_it_was_asked_for(
    database: Database, came_at: datetime
) -> None:
    await asked(database)
    async with database.write() as tx:
        browser = await a_browser(tx)
        for now in (came_at, ENDED + timedelta(minutes=1)):
            await check_in(tx, gathering().id, browser, mode=None, now=now)
        assert (await answer(tx, browser, "8")).score == 8
        assert await list_unheard(tx, WHOLE) == []


async def test_a_browser_that_nobody_knows_and_that_comes_later_has_no_voice(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        for name in ("first", "second"):
            browser = await a_browser(tx, name)
            await check_in(tx, gathering().id, browser, mode=None, now=ENDED)
            await set_email(tx, browser, f"{name}@fjordby.example", EmailSource.GIVEN)
            with pytest.raises(NotAsked):
                await answer(tx, browser, "1")
        assert await list_unheard(tx, WHOLE) == []


async def test_whom_an_organiser_has_noted_counts_whatever_else_is_said_of_them(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        browser = await a_browser(tx)
        await note_attendance(tx, gathering().id, browser, day=DAY_TWO, mode=None, now=ENDED)
        await check_in(tx, gathering().id, browser, mode=Mode.DIGITAL, now=ENDED)
        assert await list_unheard(tx, WHOLE) == [browser]
        assert (await answer(tx, browser, "8")).score == 8


@pytest.mark.parametrize("source", [EmailSource.CONFIRMED, EmailSource.VOUCHED])
async def test_who_comes_by_their_own_address_counts_whenever_they_come(
    database: Database, source: EmailSource
) -> None:
    await asked(database)
    async with database.write() as tx:
        browser = await a_browser(tx)
        await set_email(tx, browser, "siv@fjordby.example", source)
        await check_in(tx, gathering().id, browser, mode=None, now=ENDED)
        assert (await answer(tx, browser, "8")).score == 8


async def test_who_writes_in_another_channel_too_counts_whenever_they_come(database: Database) -> None:
    await asked(database)
    async with database.write() as tx:
        browser = await a_browser(tx)
        await move_identity(tx, browser, channel="teams", tenant="t1", user="29:siv")
        await check_in(tx, gathering().id, browser, mode=None, now=ENDED)
        assert (await answer(tx, browser, "8")).score == 8


async def test_who_has_a_seat_is_reminded_though_their_browser_came_late(database: Database) -> None:
    held = await asked(database)
    async with database.write() as tx:
        browser = await a_browser(tx)
        await sign_up_for(tx, held.id, browser, Application(Mode.ROOM, None, None), now=BEFORE)
        await check_in(tx, gathering().id, browser, mode=None, now=ENDED)
        assert await list_unheard(tx, WHOLE) == [browser]
