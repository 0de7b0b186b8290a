"""An organiser reminds those who have not answered: once a day, and never after registration has closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest

from gatherings.store import Database
from tests.builders import at
from tests.doubles.smtp import Post
from tests.scenarios.organising import an_organised_scene, kari, marit
from tests.scenarios.scene import Scene

ORDER = "purr på alle som ikke har svart"
LAST_DAY = date(2027, 4, 1)


@pytest.fixture
async def scene(database: Database, post: Post) -> AsyncIterator[Scene]:
    async with an_organised_scene(database, post) as played:
        yield played


async def test_the_silent_are_reminded_by_hand_once_a_day(scene: Scene, post: Post) -> None:
    asked = await scene.say(marit(scene), ORDER)
    done = await scene.choose(marit(scene), "Send påminnelsen")
    await scene.tick()
    again = await scene.say(marit(scene), ORDER)
    assert asked[0].startswith("Skal jeg sende en påminnelse til de 4 som ikke har svart")
    assert done[0].startswith("Påminnelsen går ut nå.")
    assert again[0].startswith("Det har gått ut en påminnelse om Vårsamling i dag")
    assert scene.posts(kari(scene))[-1] == "Kommer du torsdag 15. april til fredag 16. april?"
    assert {taken.to for taken in post.taken} == {("jon.vik@froya.kommune.no",), ("eva@froya.kommune.no",)}


async def test_a_question_left_open_while_the_ladder_reminds_sends_no_second_one(scene: Scene, post: Post) -> None:
    await scene.clock.put(at("08:30", date(2027, 3, 18)))
    await scene.say(marit(scene), ORDER)
    await scene.forward(at("09:30", date(2027, 3, 18)))
    late = await scene.choose(marit(scene), "Send påminnelsen")
    await scene.tick()
    assert late[0].startswith("Det har gått ut en påminnelse")
    assert len(post.taken) == 2


async def test_in_the_evening_it_is_said_that_it_goes_out_the_next_morning(scene: Scene, post: Post) -> None:
    await scene.clock.put(at("21:00", date(2027, 3, 16)))
    await scene.say(marit(scene), ORDER)
    said = await scene.choose(marit(scene), "Send påminnelsen")
    await scene.tick()
    assert (said[0].split("\n")[0], post.taken) == (
        "Påminnelsen går ut onsdag 17. mars kl. 08.00: om kvelden, i helger og på helligdager sender vi ingen.",
        [],
    )
    await scene.forward(at("08:00", date(2027, 3, 17)))
    assert len(post.taken) == 2


async def test_none_goes_out_the_morning_after_registration_has_closed(scene: Scene, post: Post) -> None:
    await scene.clock.put(at("21:00", LAST_DAY))
    said = await scene.say(marit(scene), ORDER)
    assert said[0].startswith(
        "Nå ville en påminnelse først gått ut fredag 2. april kl. 08.00, og da har påmeldingen stengt."
    )


async def test_a_question_left_open_until_registration_has_closed_sends_nothing(scene: Scene, post: Post) -> None:
    await scene.say(marit(scene), ORDER)
    await scene.clock.put(at("10:00", date(2027, 4, 2)))
    said = await scene.choose(marit(scene), "Send påminnelsen")
    await scene.tick()
    assert (said[0].startswith("Påmeldingsfristen har gått ut."), post.taken) == (True, [])


async def test_of_a_gathering_that_is_called_off_nobody_is_reminded(scene: Scene) -> None:
    await scene.change(is_cancelled=True)
    assert (await scene.say(marit(scene), ORDER))[0].startswith("Samlingen er avlyst.")
