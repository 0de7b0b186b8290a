"""The report from the chat: the way to the page, and the file there, with what an hour is worth."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from gatherings.store import Database
from tests.builders import DAY_TWO, at, gathering
from tests.doubles.smtp import Post
from tests.scenarios.organising import an_organised_scene, kari, marit, sign_up
from tests.scenarios.page import a_visitor
from tests.scenarios.scene import Scene

SLUG = gathering().slug


@pytest.fixture
async def scene(database: Database, post: Post) -> AsyncIterator[Scene]:
    async with an_organised_scene(database, post) as played:
        await sign_up(played, kari(played))
        await played.clock.put(at("18:00", DAY_TWO))
        yield played


async def test_the_report_is_asked_for_in_the_chat_and_taken_from_the_page(scene: Scene) -> None:
    told = await scene.say(marit(scene), "lag rapporten")
    async with a_visitor(scene.url) as inside:
        await inside.press(scene.link_in_last(marit(scene)))
        page = await inside.get(f"/host/{SLUG}/export/report.html?rate=750&meals=yes")
        word = await inside.session.get(f"{scene.url}/host/{SLUG}/export/report.docx")
        body = await word.read()
        wrong = [
            await inside.get(f"/host/{SLUG}/export/{name}") for name in ("report.csv", "answers.xlsx", "fees.docx")
        ]
    assert told[0].startswith("Rapporten fra Vårsamling ligger under «Lister» på arrangørsiden")
    assert ("Rapport fra Vårsamling" in page.text, "750" in page.text) == (True, True)
    assert (word.status, body[:2], word.headers["Content-Disposition"].split(";")[0]) == (200, b"PK", "attachment")
    assert [one.status for one in wrong] == [404, 404, 404]


async def test_the_report_of_the_whole_network_is_a_button_further_for_its_organiser(scene: Scene) -> None:
    await scene.say(marit(scene), "lag rapporten")
    told = await scene.choose(marit(scene), "Rapport for nettverket")
    async with a_visitor(scene.url) as inside:
        await inside.press(scene.link_in_last(marit(scene)))
        home = await inside.get("/host")
        page = await inside.get("/host/network/fjord/report.html?rate=750")
        word = await inside.session.get(f"{scene.url}/host/network/fjord/report.docx")
        body = await word.read()
    refused = await scene.press(kari(scene), {"do": "organiser.report", "of": "network", "gathering": gathering().id})
    assert told[0].startswith("Rapporten over samlingene i Fjordnettverket ligger på arrangørsiden, nederst.")
    assert "Samlingene i Fjordnettverket" in home.words
    assert (page.status, "Vårsamling" in page.words) == (200, True)
    assert (word.status, body[:2], word.headers["Content-Disposition"].split(";")[0]) == (200, b"PK", "attachment")
    assert refused[0].startswith("Bare arrangører kan gjøre det.")


async def test_who_is_no_organiser_gets_no_report(scene: Scene) -> None:
    told = await scene.say(kari(scene), "lag rapporten")
    async with a_visitor(scene.url) as outside:
        page = await outside.get(f"/host/{SLUG}/export/report.html")
    assert (told[0].startswith("Bare arrangører kan gjøre det."), page.status) == (True, 403)


async def test_a_rate_that_is_none_is_left_out(scene: Scene) -> None:
    await scene.say(marit(scene), "lag rapporten")
    async with a_visitor(scene.url) as inside:
        await inside.press(scene.link_in_last(marit(scene)))
        pages = [
            await inside.get(f"/host/{SLUG}/export/report.html?rate={rate}") for rate in ("", "-5", "mye", "9" * 40)
        ]
    assert [(one.status, "Sats (kroner)" in one.text) for one in pages] == [(200, False)] * 4
