"""Samband comes into a chat, a group or a team: it says who it is and why, once, and is silent when it is put out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import at
from tests.doubles.teams import BOT, Talk
from tests.scenarios.scene import Scene, place, words

LONG = pytest.mark.e2e
WHERE = ["personal", pytest.param("group", marks=LONG), pytest.param("channel", marks=LONG)]


def there(scene: Scene, where: str) -> Talk:
    return scene.teams.channel(thread=None) if where == "channel" else getattr(scene.teams, where)()


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("first_told", ["members_added", pytest.param("installation_update", marks=LONG)])
async def test_it_is_told_twice_and_greets_once(scene: Scene, where: str, first_told: str) -> None:
    talk = there(scene, where)
    other = "installation_update" if first_told == "members_added" else "members_added"

    for told in (first_told, other, first_told):
        assert (await scene.teams.post(getattr(talk, told)())).status == 200
    scene.clock.at += timedelta(days=9)
    await scene.teams.post(talk.installation_update())
    await scene.teams.post(talk.installation_update("add-upgrade"))

    assert len(scene.posts(talk)) == 1


@pytest.mark.parametrize("where", WHERE)
async def test_who_takes_it_in_again_is_greeted_again(scene: Scene, where: str) -> None:
    talk = there(scene, where)

    for _ in range(2):
        await scene.teams.post(talk.members_added())
        await scene.teams.post(talk.installation_update())
        await scene.teams.post(talk.installation_update("remove"))
        await scene.teams.post(talk.members_removed())

    assert len(scene.posts(talk)) == 2


async def test_who_already_talks_with_it_is_not_greeted(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, "hei")

    await scene.teams.post(kari.installation_update())

    assert len(scene.posts(kari)) == 1


WHY = {
    "nb-NO": ("Du får denne fordi", "Dere får denne fordi", "Fjern"),
    "nn-NO": ("Du får denne fordi", "De får denne fordi", "Fjern"),
    "en-GB": ("You get this because", "You get this because", "Remove"),
}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("locale", ["nb-NO", pytest.param("nn-NO", marks=LONG), pytest.param("en-GB", marks=LONG)])
async def test_the_welcome_says_why_it_came_and_how_to_stop_it(scene: Scene, where: str, locale: str) -> None:
    talk, (alone, together, stop) = there(scene, where), WHY[locale]

    await scene.teams.post(talk.activity("conversationUpdate", membersAdded=[BOT], locale=locale))

    lines = words(scene.cloud.sent_to(place(talk))[0]).split("\n")
    small_print = lines[-2]  # the buttons are last
    assert small_print.startswith(alone if where == "personal" else together)
    assert stop in small_print


async def test_what_one_may_say_next_is_offered_to_one_alone(scene: Scene) -> None:
    kari, group = scene.teams.personal(), scene.teams.group()

    for talk in (kari, group):
        await scene.teams.post(talk.members_added())
        await scene.say(talk, "hjelp")

    suggested = [sent["suggestedActions"] for sent in scene.cloud.sent_to("a:kari")]
    for offered in suggested:
        assert offered["to"] == ["29:kari"]
        for action in offered["actions"]:
            assert action["type"] == "imBack"
            assert "skjønte" not in (await scene.say(kari, action["value"]))[0]
    assert [sent.get("suggestedActions") for sent in scene.cloud.sent_to(place(group))] == [None, None]


@LONG
async def test_once_put_out_it_posts_no_more(scene: Scene) -> None:
    group = scene.teams.group()
    await scene.say(group, "jeg er arrangør")
    kari = scene.teams.personal()
    await scene.say(kari, f"jeg er arrangør {await scene.code()}")
    await scene.say(group, "følg programmet")
    before = len(scene.posts(group))
    await scene.teams.post(group.members_removed())

    await scene.until(at("12:00"))

    assert len(scene.posts(group)) == before


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Europe/Oslo", ""),
        pytest.param("Europe/Stockholm", "", marks=LONG),
        ("Europe/London", "Klokkeslettene gjelder der samlingen er: 1 time foran dine."),
        pytest.param(
            "Asia/Kolkata", "Klokkeslettene gjelder der samlingen er: 3 timer og 30 minutter etter dine.", marks=LONG
        ),
        pytest.param("Nowhere/Else", "", marks=LONG),
        pytest.param("../../etc/passwd", "", marks=LONG),
    ],
)
async def test_who_reads_in_another_zone_is_told_by_how_much(scene: Scene, zone: str, told: str) -> None:
    kari = scene.teams.personal()

    await scene.teams.post(kari.message("hva er neste?", localTimezone=zone))

    said = words(scene.cloud.sent_to("a:kari")[0])
    assert ("Klokkeslettene gjelder" in said, told in said) == (bool(told), True)
