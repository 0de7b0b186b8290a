"""The QR code of the room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from gatherings.store.attendances import Attendance, count_unknown, list_attendances, save_attendance
from gatherings.store.links import LinkPurpose
from gatherings.terms import Mode
from tests.builders import DAY_ONE, DAY_TWO, at, gathering
from tests.web.plain_house import OPEN, Browser, Plain, hidden_fields

KARI = ("Kari Nes", "kari.nes@fjordby.example")


async def _there(house: Plain) -> list[tuple[str, date, Mode]]:
    async with house.database.read() as tx:
        found = await list_attendances(tx, gathering().id)
    return [(one.person_id, one.day, one.mode) for one in found]


async def _poster(house: Plain) -> str:
    return await house.link(await house.organiser(), LinkPurpose.CHECKIN)


async def test_one_tap_in_the_door(house: Plain, browser: Browser) -> None:
    kari = await house.invite(*KARI)
    await house.sign_up(kari)
    await browser.press(await house.link(kari, LinkPurpose.PERSONAL), "open")
    path = await _poster(house)
    house.clock.gathering_at = at("08:52")
    page = await browser.get(path)
    assert "Du registreres som Kari Nes." in page.words
    assert page.buttons == ["Jeg er her", "Jeg er med digitalt"]

    answer = await browser.press(path, "room")
    assert (answer.status, answer.headers["Location"]) == (303, path)
    house.clock.gathering_at = at("09:10")
    assert (await browser.get(path)).words == (
        "Velkommen, Kari Oppmøte registrert kl. 08.52. Spør om programmet i samtalen"
    )
    assert await _there(house) == [(kari, DAY_ONE, Mode.ROOM)]


async def test_pressed_again_the_first_time_stands(house: Plain, browser: Browser) -> None:
    path = await _poster(house)
    house.clock.gathering_at = at("08:52")
    filled = {**await _fields(browser, path), "choice": "room"}
    await browser.post(path, filled)
    house.clock.gathering_at = at("09:10")
    await browser.post(path, filled | {"choice": "digital"})
    assert "kl. 08.52" in (await browser.get(path)).words
    assert [mode for _, _, mode in await _there(house)] == [Mode.ROOM]


async def _fields(browser: Browser, path: str) -> dict[str, str]:
    return hidden_fields((await browser.get(path)).text)


async def test_a_browser_that_nobody_knows_is_counted_apart(house: Plain, browser: Browser) -> None:
    path = await _poster(house)
    house.clock.gathering_at = at("08:52")
    assert "telles du uten navn" in (await browser.get(path)).words
    await browser.press(path, "room")

    assert "si navnet ditt til arrangøren" in (await browser.get(path)).words
    async with house.database.read() as tx:
        assert await count_unknown(tx, gathering().id) == {DAY_ONE: 1}


async def test_each_day_is_noted_by_itself(house: Plain, browser: Browser) -> None:
    path = await _poster(house)
    for moment in (at("08:52"), at("08:40", DAY_TWO)):
        house.clock.gathering_at = moment
        await browser.press(path, "room")
    assert [day for _, day, _ in await _there(house)] == [DAY_ONE, DAY_TWO]


async def test_a_gathering_that_is_only_digital_has_one_button(house: Plain, browser: Browser) -> None:
    path = await _poster(house)
    await house.change(terms=replace(OPEN, capacity=0))
    house.clock.gathering_at = at("08:52")
    assert (await browser.get(path)).buttons == ["Jeg er med digitalt"]


@pytest.mark.parametrize(
    ("moment", "changes", "sentence"),
    [
        (at("08:52", date(2027, 4, 14)), {}, "Oppmøte registreres bare de dagene samlingen varer."),
        (at("08:52"), {"is_cancelled": True}, "Samlingen er avlyst. Det koster deg ingenting."),
        (at("20:00", DAY_TWO), {"attendance_closed_at": at("19:00", DAY_TWO)}, "Samlingen er over"),
    ],
)
async def test_what_cannot_be_noted_is_said_and_not_noted(
    house: Plain, browser: Browser, moment: datetime, changes: dict[str, object], sentence: str
) -> None:
    path = await _poster(house)
    house.clock.gathering_at = at("08:00", DAY_TWO)
    filled = {**(await _fields(browser, path)), "choice": "room"}
    house.clock.gathering_at = moment
    await house.change(**changes)
    page, answer = await browser.get(path), await browser.post(path, filled)
    assert (page.status, page.buttons, answer.status) == (200, [], 409)
    assert (sentence in page.words, sentence in answer.words, await _there(house)) == (True, True, [])


async def test_who_says_afterwards_who_they_are_is_noted_as_themselves(house: Plain, browser: Browser) -> None:
    kari, path = await house.invite(*KARI), await _poster(house)
    await house.sign_up(kari)
    for moment in (at("08:52"), at("08:40", DAY_TWO)):
        house.clock.gathering_at = moment
        await browser.press(path, "room")
    async with house.database.write() as tx:
        await save_attendance(tx, gathering().id, Attendance(kari, DAY_ONE, Mode.DIGITAL, at("09:00")))
    await browser.press(await house.link(kari, LinkPurpose.PERSONAL), "open")

    assert await _there(house) == [(kari, DAY_ONE, Mode.DIGITAL), (kari, DAY_TWO, Mode.ROOM)]
    assert "Velkommen, Kari" in (await browser.get(path)).words
