"""The report over the gatherings of a network, for those who have rights over the network itself."""

from __future__ import annotations

import re

import pytest

from gatherings.gathering import GatheringId, Network, NetworkId
from gatherings.people import PersonId
from gatherings.store.links import LinkPurpose
from gatherings.store.networks import add_network
from gatherings.store.organisers import Scope
from tests.builders import gathering
from tests.web.plain_house import Browser, Plain

REPORT = "/host/network/{}/report.{}"


async def _enter(house: Plain, browser: Browser, person_id: PersonId) -> None:
    await browser.press(await house.link(person_id, LinkPurpose.HOST))


async def test_the_home_page_has_a_form_for_each_network_with_what_an_hour_is_worth(
    house: Plain, browser: Browser
) -> None:
    await _enter(house, browser, await house.organiser())
    page = await browser.get("/host")
    assert re.findall(r'formaction="([^"]+)"', page.text) == [
        REPORT.format("fjord", form) for form in ("docx", "html", "md")
    ]
    assert re.findall(r'name="(rate|meals)" id="([^"]+)"', page.text) == [
        ("rate", "rate-fjord"),
        ("meals", "meals-fjord"),
    ]
    taken = await browser.get(f"{REPORT.format('fjord', 'html')}?rate=750&meals=yes")
    assert (taken.status, taken.text) == (200, "fjord html organiser-ola rate=750 meals=yes")


async def test_who_has_a_single_gathering_has_no_report_of_its_network(house: Plain, browser: Browser) -> None:
    await _enter(house, browser, await house.organiser("Liv Bø", scope=Scope(gathering_id=GatheringId("g1"))))
    page, taken = await browser.get("/host"), await browser.get(REPORT.format("fjord", "html"))
    assert ("/host/network/" in page.text, gathering().title in page.words, taken.status) == (False, True, 404)


@pytest.mark.parametrize(("slug", "form"), [("viken", "html"), ("elsewhere", "html"), ("fjord", "xlsx")])
async def test_another_network_and_another_form_are_not_there(
    house: Plain, browser: Browser, slug: str, form: str
) -> None:
    async with house.database.write() as tx:
        await add_network(tx, Network(NetworkId("n2"), "viken", "Et annet"))
    await _enter(house, browser, await house.organiser())
    assert (await browser.get(REPORT.format(slug, form))).status == 404


async def test_outside_nobody_gets_it(house: Plain, browser: Browser) -> None:
    assert (await browser.get(REPORT.format("fjord", "html"))).status == 403
