"""The door of the organisers' pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gatherings.gathering import GatheringId, NetworkId
from gatherings.people import PersonId
from gatherings.store.links import LinkPurpose
from gatherings.store.organisers import Scope, remove_organiser
from tests.builders import gathering
from tests.web.plain_house import Browser, Plain, a_browser, hidden_fields

SLUG = gathering().slug
OUTSIDE = "Du er ikke inne Be om en ny lenke til arrangørsiden i privat chat. Den virker én gang, i 30 minutter."


async def _enter(house: Plain, browser: Browser) -> str:
    path = await house.link(await house.organiser(), LinkPurpose.HOST)
    assert (await browser.press(path)).status == 303
    return path


async def test_the_link_shows_who_one_will_be_and_the_button_goes_in(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.organiser(), LinkPurpose.HOST)
    page = await browser.get(path)
    assert ("Du går inn som Ola Vik." in page.words, page.buttons) == (True, ["Gå inn"])
    assert (await browser.get("/host")).status == 403

    answer = await browser.press(path)
    assert (answer.status, answer.headers["Location"]) == (303, "/host")
    assert "Vårsamling torsdag 15. april – fredag 16. april 2027" in (await browser.get("/host")).words
    assert await house.audit() == [("organiser-ola", "host_entered", None)]


async def test_the_link_works_once(house: Plain, browser: Browser) -> None:
    path = await _enter(house, browser)
    async with a_browser(house) as other:
        assert ((await other.get(path)).status, (await other.get("/host")).status) == (404, 403)


async def test_of_two_that_press_at_once_one_goes_in(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.organiser(), LinkPurpose.HOST)
    async with a_browser(house) as other:
        fields = [hidden_fields((await one.get(path)).text) for one in (browser, other)]
        statuses = [(await one.post(path, f)).status for one, f in zip((browser, other), fields, strict=True)]
    assert statuses == [303, 404]


@pytest.mark.parametrize(("minutes", "status"), [(29.9, 200), (30, 404)])
async def test_the_link_lives_thirty_minutes(house: Plain, browser: Browser, minutes: float, status: int) -> None:
    path = await house.link(await house.organiser(), LinkPurpose.HOST)
    house.clock.gathering_at += timedelta(minutes=minutes)
    assert (await browser.get(path)).status == status


async def test_a_new_link_takes_the_place_of_the_one_before(house: Plain, browser: Browser) -> None:
    ola = await house.organiser()
    first, second = await house.link(ola, LinkPurpose.HOST), await house.link(ola, LinkPurpose.HOST)
    assert [(await browser.get(path)).status for path in (first, second)] == [404, 200]


async def test_without_the_forms_own_token_nobody_goes_in_and_the_link_still_holds(
    house: Plain, browser: Browser
) -> None:
    path = await house.link(await house.organiser(), LinkPurpose.HOST)
    await browser.get(path)
    assert [(await browser.post(path, {})).status, (await browser.press(path)).status] == [403, 303]


async def test_after_twelve_hours_of_real_time_nobody_is_inside(house: Plain, browser: Browser) -> None:
    await _enter(house, browser)
    house.clock.gathering_at += timedelta(days=300)
    house.clock.machine_at += timedelta(hours=12, seconds=-1)
    assert (await browser.get(f"/host/{SLUG}")).status == 200
    house.clock.machine_at += timedelta(seconds=2)
    page = await browser.get(f"/host/{SLUG}")
    assert (page.status, page.words) == (403, OUTSIDE)


async def test_who_loses_the_rights_is_outside_at_once(house: Plain, browser: Browser) -> None:
    path = await _enter(house, browser)
    ola = await house.link(await _remove(house), LinkPurpose.HOST)
    statuses = [(await browser.get(one)).status for one in ("/host", f"/host/{SLUG}", path, ola)]
    assert statuses == [403, 404, 404, 404]


async def _remove(house: Plain) -> PersonId:
    """The organiser, who is one no longer."""
    ola = PersonId("organiser-ola")
    async with house.database.write() as tx:
        await remove_organiser(tx, ola, Scope(NetworkId("n1")))
    return ola


async def test_a_cookie_that_was_written_by_somebody_else_opens_nothing(house: Plain, browser: Browser) -> None:
    await _enter(house, browser)
    said, _, signature = browser.cookies["samband-host"].rpartition(".")
    person, _, until = said.rpartition(".")
    forged = [f"{person}.{int(until) + 1}.{signature}", f"other.{until}.{signature}", said, "x", "..", "a.b.ø"]
    async with a_browser(house) as other:
        statuses = {(await other.get("/host", Cookie=f"samband-host={one}")).status for one in forged}
    assert statuses == {403}


async def test_who_logs_out_is_outside(house: Plain, browser: Browser) -> None:
    await _enter(house, browser)
    fields = hidden_fields((await browser.get("/host")).text)
    assert (await browser.post("/host/leave", {})).status == 403
    answer = await browser.post("/host/leave", fields)
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert (await browser.get("/host")).status == 403


async def test_an_organiser_of_one_gathering_sees_that_one_alone(house: Plain, browser: Browser) -> None:
    eva = await house.organiser("Eva Moe", scope=Scope(gathering_id=GatheringId("g1")))
    await house.change(title="Vårens samling")
    await browser.press(await house.link(eva, LinkPurpose.HOST))
    assert "Vårens samling" in (await browser.get("/host")).words
    assert (await browser.get(f"/host/{SLUG}")).status == 200


@pytest.mark.parametrize("at", ["", "/registrations", "/attendance", "/fees/x", "/export/fees.csv", "/nothing"])
async def test_without_rights_a_gathering_is_not_there(house: Plain, browser: Browser, at: str) -> None:
    await house.change()
    await _enter(house, browser)
    pages = [await browser.get(f"/host/another-2027-04-15{at}")]
    await _remove(house)
    pages.append(await browser.get(f"/host/{SLUG}{at}"))
    assert {(page.status, page.words) for page in pages} == {
        (
            404,
            "Denne siden finnes ikke Adressen er feil, eller siden er ikke for deg. Ingenting er endret. Til samtalen",
        )
    }


async def test_the_session_is_a_cookie_that_no_script_reads(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.organiser(), LinkPurpose.HOST)
    set_cookie = (await browser.press(path)).headers["Set-Cookie"]
    assert all(part in set_cookie for part in ("HttpOnly", "SameSite=Lax", "Max-Age=43200", "Path=/"))
