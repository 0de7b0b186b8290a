"""What came of an evaluation, on the organiser's card: a picture that Teams can fetch, and the way to the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import aiohttp
import pytest

from gatherings.store import Database
from gatherings.terms import Terms
from gatherings.times import DAY
from tests.builders import DAY_TWO, at
from tests.doubles.teams import Talk
from tests.scenarios.page import a_visitor
from tests.scenarios.scene import Scene, a_scene, place

BEFORE = at("10:00", date(2027, 3, 20))
ENDED = at("11:30", DAY_TWO)
CLOSED = at("00:30", DAY_TWO + 15 * DAY)
SCORES = {"ada": "8", "bo": "7", "cecilie": "9", "dag": "8", "eli": "3", "finn": "10"}


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    """People in Teams with a seat, whom the evaluation has asked; Marit organises."""
    async with a_scene(database, at=BEFORE) as played:
        await played.change(terms=Terms(deadline=date(2027, 4, 1)))
        await played.say(marit(played), f"jeg er arrangør {await played.code()}")
        for user in SCORES:
            played.cloud.members[f"29:{user}"] = f"{user}@hitra.kommune.no"
            await played.say(talk(played, user), "meld meg på")
            await played.choose(talk(played, user), "Meld på, i salen")
        await played.clock.put(at("07:00", DAY_TWO))
        await played.forward(ENDED)
        yield played


def talk(scene: Scene, user: str) -> Talk:
    return scene.teams.personal(user, user.capitalize())


def marit(scene: Scene) -> Talk:
    return scene.teams.personal("marit", "Marit Sand")


async def rate(scene: Scene, users: list[str]) -> None:
    asked = {"evaluation": "g1:whole", "question": "usefulness", "do": "evaluation.answer"}
    for user in users:
        await scene.press(talk(scene, user), {**asked, "value": SCORES[user]})


async def results(scene: Scene) -> list[dict[str, Any]]:
    """The body of the card that Marit gets."""
    await scene.say(marit(scene), "resultatet av evalueringen")
    card = scene.cloud.sent_to(place(marit(scene)))[-1]["attachments"][0]["content"]
    return [dict(part) for part in card["body"]]


def pictures(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [part for part in body if part["type"] == "Image"]


async def test_the_card_has_a_picture_that_anybody_can_fetch_and_that_says_what_it_shows(scene: Scene) -> None:
    await rate(scene, list(SCORES))
    await scene.forward(CLOSED)
    (picture,) = pictures(await results(scene))
    assert picture["altText"] == (
        "Fordeling av 6 svar fra 1 til 10: 1 ga 3, 1 ga 7, 2 ga 8, 1 ga 9 og 1 ga 10. Snitt 7,5."
    )
    async with aiohttp.ClientSession() as session, session.get(picture["url"]) as got:
        assert (got.status, got.content_type) == (200, "image/png")


async def test_the_card_leads_to_the_organisers_page_once(scene: Scene) -> None:
    await rate(scene, list(SCORES))
    await scene.forward(CLOSED)
    await results(scene)
    async with a_visitor(scene.url) as host:
        link = scene.link_in_last(marit(scene))
        await host.press(link)
        page = await host.get("/host/varsamling-2027-04-15/evaluation")
        again = await host.get(link)
    assert "Slik ble Vårsamling vurdert" in page.words
    assert again.status == 404


async def test_with_too_few_answers_there_is_no_picture(scene: Scene) -> None:
    await rate(scene, ["ada", "bo"])
    await scene.forward(CLOSED)
    assert pictures(await results(scene)) == []
