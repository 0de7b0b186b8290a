"""A button is pressed by `Action.Submit`, the safe path, or by `Action.Execute`: the same happens, and once."""

from __future__ import annotations

from typing import Any

import pytest

from gatherings.store.deliveries import list_deliveries
from gatherings.store.registrations import list_registrations
from gatherings.terms import Terms
from tests.builders import gathering
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, button, words

LONG = pytest.mark.e2e
CARD = "application/vnd.microsoft.card.adaptive"
SIGN_UP = "Meld på, i salen"
IN_THE_ROOM = "Du er påmeldt, i salen."


async def about_to_sign_up(scene: Scene) -> tuple[Talk, dict[str, Any]]:
    """Kari, and what the button carries that signs her up."""
    scene.cloud.members["29:kari"] = "kari.nes@froya.kommune.no"
    kari = scene.teams.personal()
    await scene.change(terms=Terms())
    await scene.say(kari, "meld meg på")
    return kari, button(scene.cloud.sent_to("a:kari")[-1], SIGN_UP)


def pressed(kari: Talk, how: str, data: dict[str, Any]) -> dict[str, Any]:
    return kari.execute(data, verb=data["do"]) if how == "execute" else kari.submit(data)


async def seats(scene: Scene) -> int:
    async with scene.database.read() as tx:
        return len(await list_registrations(tx, gathering().id))


def confirmations(scene: Scene) -> int:
    return sum(IN_THE_ROOM in words(sent) for sent in scene.cloud.sent_to("a:kari"))


async def test_a_submit_is_answered_with_a_message(scene: Scene) -> None:
    kari, data = await about_to_sign_up(scene)

    reply = await scene.teams.post(kari.submit(data))

    assert (reply.status, reply.body, await seats(scene), confirmations(scene)) == (200, "", 1, 1)


async def test_an_execute_is_answered_with_the_card_in_its_place_and_with_nothing_besides(scene: Scene) -> None:
    kari, data = await about_to_sign_up(scene)

    reply = await scene.teams.post(kari.execute(data, verb=data["do"]))
    await scene.tick()

    assert (reply.status, reply.body["statusCode"], reply.body["type"]) == (200, 200, CARD)
    assert reply.body["value"]["body"][0]["text"] == IN_THE_ROOM
    assert (await seats(scene), confirmations(scene)) == (1, 0)


@pytest.mark.parametrize("second", [pytest.param("submit", marks=LONG), "execute"])
@pytest.mark.parametrize("first", ["submit", pytest.param("execute", marks=LONG)])
async def test_it_has_one_effect_however_often_it_is_pressed_and_however_it_is_told(
    scene: Scene, first: str, second: str
) -> None:
    kari, data = await about_to_sign_up(scene)
    one, other = pressed(kari, first, data), pressed(kari, second, data)

    for press in (one, one, other, other, one):
        assert (await scene.teams.post(press)).status == 200
    await scene.tick()

    async with scene.database.read() as tx:
        kept = [one for one in await list_deliveries(tx) if one.key.startswith("confirmation:")]
    assert (await seats(scene), [one.state for one in kept]) == (1, ["sent"])


async def test_a_status_card_can_be_asked_how_things_stand_now(scene: Scene) -> None:
    """What its menu calls "Refresh card" is an `Action.Execute`; no client asks on its own."""
    kari, data = await about_to_sign_up(scene)
    await scene.teams.post(kari.submit(data))
    shown = scene.cloud.sent_to("a:kari")[-1]["attachments"][0]["content"]
    await scene.say(kari, "meld meg av")
    await scene.choose(kari, "Meld av")
    before = len(scene.cloud.sent)

    action = shown["refresh"]["action"]
    reply = await scene.teams.post(kari.execute(action["data"], verb=action["verb"]))

    assert (action["type"], shown["refresh"]["userIds"]) == ("Action.Execute", [])
    assert (reply.body["type"], reply.body["value"]["body"][0]["text"]) == (CARD, "Du er meldt av.")
    assert len(scene.cloud.sent) == before


@pytest.mark.parametrize("how", ["submit", "execute"])
@pytest.mark.parametrize(
    "data",
    [{"do": "nonsense"}]
    + [pytest.param(odd, marks=LONG) for odd in ({"do": 7}, {"do": "signup.confirm", "id": "x" * 9_000}, {"x": 1})],
)
async def test_what_is_no_button_of_ours_changes_nothing(scene: Scene, how: str, data: dict[str, Any]) -> None:
    kari, _ = await about_to_sign_up(scene)

    reply = await scene.teams.post(kari.execute(data) if how == "execute" else kari.submit(data))

    assert (reply.status, await seats(scene)) == (200, 0)


async def test_no_button_asks_for_execute(scene: Scene) -> None:
    """Where a client knows it and does nothing, as Teams on a phone is reported to, nobody could press."""
    await about_to_sign_up(scene)

    actions = scene.cloud.sent_to("a:kari")[-1]["attachments"][0]["content"]["actions"]
    assert {action["type"] for action in actions} == {"Action.Submit"}
