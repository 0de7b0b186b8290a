"""An organiser says that the day runs late, leaves something out, or sends a message: shown first, told to the others."""

from __future__ import annotations

import pytest

from tests.builders import at
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, place, words


async def organiser(scene: Scene) -> Talk:
    kari = scene.teams.personal()
    await scene.say(kari, f"jeg er arrangør {await scene.code()}")
    return kari


async def follower(scene: Scene) -> Talk:
    per = scene.teams.personal("per", "Per Lie")
    await scene.say(per, "følg programmet")
    return per


@pytest.mark.parametrize("order", ["vi er 10 minutter forsinket", "hopp over pausen", "send beskjed til alle: hei"])
async def test_only_organisers_run_the_day(scene: Scene, order: str) -> None:
    said = await scene.say(scene.teams.personal(), order)
    assert said[0].startswith("Bare arrangører kan gjøre det.")


async def test_a_delay_is_shown_then_done_and_told(scene: Scene) -> None:
    kari, per = await organiser(scene), await follower(scene)
    scene.clock.at = at("09:30")
    shown = await scene.say(kari, "vi er 10 minutter forsinket")
    before = await scene.say(per, "når er lunsj?")
    done = await scene.choose(kari, "Flytt resten av dagen")
    await scene.until(at("09:31"))
    heard = words(scene.cloud.sent_to(place(per))[-1])
    after = await scene.say(per, "når er lunsj?")
    assert shown[0].split("\n")[:3] == [
        "Skal resten av dagen flyttes 10 minutter?",
        "Nytt fra fylket: kl. 09.15–10.10 (før 09.15–10.00).",
        "Pause: kl. 10.10–10.25 (før 10.00–10.15).",
    ]
    assert (before[0].split("\n")[1].split(" i dag")[0], after[0].split("\n")[1].split(" i dag")[0]) == (
        "kl. 12.00–12.45",
        "kl. 12.10–12.55",
    )
    assert done[0].startswith("Programmet er flyttet 10 minutter.")
    assert heard.split("\n")[:2] == [
        "Vi er 10 minutter forsinket.",
        "Neste: Pause, kl. 10.10, om 39 minutter.",
    ]


async def test_breaks_may_make_up_for_a_delay(scene: Scene) -> None:
    kari = await organiser(scene)
    scene.clock.at = at("09:30")
    await scene.say(kari, "vi er ti minutter forsinket")
    await scene.choose(kari, "Ta det igjen i pausene")
    said = await scene.say(kari, "når er lunsj?")
    assert said[0].split("\n")[1].startswith("kl. 12.00–12.45")


async def test_what_was_shown_is_done_or_nothing(scene: Scene) -> None:
    kari = await organiser(scene)
    scene.clock.at = at("09:30")
    await scene.say(kari, "vi er 10 minutter forsinket")
    first = scene.last_button(kari, "Flytt resten av dagen")
    await scene.say(kari, "hopp over pausen")
    await scene.choose(kari, "Ta den bort")
    old = await scene.press(kari, first)
    assert old[0].startswith("Dette spørsmålet er allerede besvart")


async def test_a_break_is_left_out_and_the_rest_starts_earlier(scene: Scene) -> None:
    kari = await organiser(scene)
    scene.clock.at = at("09:30")
    shown = await scene.say(kari, "hopp over pausen")
    await scene.choose(kari, "Ta den bort og begynn tidligere")
    said = await scene.say(kari, "hva er neste?")
    assert shown[0].split("\n")[0] == "Skal «Pause» tas bort?"
    assert said[0].split("\n")[:2] == [
        "Neste: Målkonflikter i planarbeidet",
        "kl. 10.00–11.45, om 30 minutter. Nå: Nytt fra fylket.",
    ]


async def test_a_message_goes_to_those_who_follow_in_the_organisers_words(scene: Scene) -> None:
    kari, per = await organiser(scene), await follower(scene)
    scene.clock.at = at("09:30")
    shown = await scene.say(kari, "send beskjed til alle: vi *starter* igjen i Storsalen")
    button = scene.last_button(kari, "Send til dem som følger")
    for _ in range(2):
        await scene.press(kari, button)
    await scene.until(at("09:31"))
    sent = map(words, scene.cloud.sent_to(place(per)))
    heard = [post for post in sent if "starter" in post]
    assert shown[0].split("\n")[:2] == ["Skal denne meldingen sendes?", "vi *starter* igjen i Storsalen"]
    assert [post.split("\n")[:2] for post in heard] == [
        ["Melding fra arrangørene av Vårsamling", "vi *starter* igjen i Storsalen"]
    ]


async def test_a_message_that_waits_is_not_lost_when_the_programme_changes(scene: Scene) -> None:
    kari, per = await organiser(scene), await follower(scene)
    scene.clock.at = at("09:30")
    await scene.say(kari, "send beskjed til alle: husk navneskilt")
    await scene.choose(kari, "Send til dem som følger")
    await scene.say(kari, "hopp over pausen")
    await scene.choose(kari, "Ta den bort")
    await scene.until(at("09:31"))
    assert [post for post in scene.posts(per) if post.startswith("Melding fra")] == [
        "Melding fra arrangørene av Vårsamling"
    ]


async def test_without_words_or_minutes_it_says_what_is_missing(scene: Scene) -> None:
    kari = await organiser(scene)
    scene.clock.at = at("09:30")
    said = [(await scene.press(kari, {"do": do}))[0] for do in ("organiser.post", "organiser.delay")]
    assert [text.split("?")[0] for text in said] == ["Hva skal det stå", "Hvor mye forsinket er dere"]
