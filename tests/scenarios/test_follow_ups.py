"""A conversation goes on: what was answered last can be pointed back to, for five minutes."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import at
from tests.scenarios.scene import Scene


async def test_a_follow_up_refers_to_the_last_answer(scene: Scene) -> None:
    kari = scene.teams.personal()
    scene.clock.at = at("09:20")
    said = [await scene.say(kari, text) for text in ("hva er etter pausen?", "hvem leder den?", "hvor da?", "og så?")]
    assert [answer[0].split("\n")[0] for answer in said] == [
        "Målkonflikter i planarbeidet",
        "Målkonflikter i planarbeidet: Ingrid Moe (rådgiver, Fjordby kommune) og Per Lie",
        "Storsalen, Kulturhuset, Fjordby",
        "Lunsj",
    ]


async def test_after_five_minutes_nothing_is_pointed_back_to(scene: Scene) -> None:
    kari = scene.teams.personal()
    scene.clock.at = at("09:20")
    await scene.say(kari, "når er lunsj?")
    fresh = await scene.say(kari, "hvor er det?")
    scene.clock.passed += timedelta(minutes=6)
    late = await scene.say(kari, "hvor er det?")
    assert [answer[0].split("\n")[0] for answer in (fresh, late)] == [
        "Kantina, Kulturhuset, Fjordby",
        "Kulturhuset, Fjordby",
    ]


async def test_two_questions_in_one_message_are_both_answered(scene: Scene) -> None:
    kari = scene.teams.personal()
    scene.clock.at = at("09:20")
    said = await scene.say(kari, "når er lunsj og hvem leder workshopen?")
    assert [answer.split("\n")[0] for answer in said] == [
        "Lunsj",
        "Målkonflikter i planarbeidet: Ingrid Moe (rådgiver, Fjordby kommune) og Per Lie",
    ]


async def test_another_language_is_asked_for_and_the_last_answer_comes_again_in_it(scene: Scene) -> None:
    kari = scene.teams.personal()
    scene.clock.at = at("12:20")
    await scene.say(kari, "hva er neste?")
    said = await scene.say(kari, "på engelsk takk")
    assert said[1].split("\n")[:2] == [
        "Next: Måling og rapportering",
        "12:45–14:00, in 25 minutes. It is lunch now.",
    ]


async def test_what_was_nearly_understood_is_asked_about(scene: Scene) -> None:
    kari = scene.teams.personal()
    scene.clock.at = at("09:20")
    said = await scene.say(kari, "strømmen er borte")
    assert said[0].split("\n")[0] == "Det forsto jeg ikke helt. Mente du noe av dette?"
