"""What came of an evaluation, on the organiser's card: a picture that Teams can fetch, and the way to the page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import pytest

from gatherings.store import Database
from gatherings.times import DAY
from tests.builders import DAY_TWO, at
from tests.scenarios.evaluating import ENDED, SCORES, marit, rate, seated
from tests.scenarios.page import a_visitor
from tests.scenarios.scene import Scene, place

CLOSED = at("00:30", DAY_TWO + 15 * DAY)
USERS = ("ada", "bo", "cecilie", "dag", "eli", "finn")


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    """Six people whom the evaluation has asked."""
    async with seated(database, USERS) as played:
        await played.forward(ENDED)
        yield played


async def rated(scene: Scene, users: Sequence[str]) -> None:
    """They have answered, and it is closed."""
    for user in users:
        await rate(scene, user, SCORES[user])
    await scene.forward(CLOSED)


async def results(scene: Scene) -> list[dict[str, Any]]:
    """The body of the card that Marit gets."""
    await scene.say(marit(scene), "resultatet av evalueringen")
    card = scene.cloud.sent_to(place(marit(scene)))[-1]["attachments"][0]["content"]
    return [dict(part) for part in card["body"]]


def pictures(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [part for part in body if part["type"] == "Image"]


async def test_the_card_has_a_picture_that_anybody_can_fetch_and_that_says_what_it_shows(scene: Scene) -> None:
    await rated(scene, USERS)
    (picture,) = pictures(await results(scene))
    assert picture["altText"] == (
        "Fordeling av 6 svar fra 1 til 10: 1 ga 3, 1 ga 7, 2 ga 8, 1 ga 9 og 1 ga 10. Snitt 7,5."
    )
    async with aiohttp.ClientSession() as session, session.get(picture["url"]) as got:
        assert (got.status, got.content_type) == (200, "image/png")


async def test_the_card_leads_to_the_organisers_page_once(scene: Scene) -> None:
    await rated(scene, USERS)
    await results(scene)
    async with a_visitor(scene.url) as host:
        link = scene.link_in_last(marit(scene))
        await host.press(link)
        page = await host.get("/host/varsamling-2027-04-15/evaluation")
        again = await host.get(link)
    assert "Slik ble Vårsamling vurdert" in page.words
    assert again.status == 404


async def test_with_too_few_answers_there_is_no_picture(scene: Scene) -> None:
    await rated(scene, ["ada", "bo"])
    assert pictures(await results(scene)) == []
