"""Questions in three languages, and what never comes out."""

import asyncio
import json
from pathlib import Path

import pytest

from gatherings.store import Database
from tests.builders import at
from tests.scenarios.scene import Scene, a_scene, words

QUESTIONS = Path(__file__).parents[3] / "shared" / "data" / "utterances-dev.jsonl"


async def test_the_language_of_the_question_is_the_language_of_the_answer(scene: Scene) -> None:
    kari = scene.teams.personal()
    scene.clock.at = at("12:20")
    said = [await scene.say(kari, text) for text in ("hva er neste?", "kva er neste?", "what's next?")]
    assert [answer[0].split("\n")[1] for answer in said] == [
        "kl. 12.45–14.00, om 25 minutter. Nå er det lunsj.",
        "kl. 12.45–14.00, om 25 minutt. No er det lunsj.",
        "12:45–14:00, in 25 minutes. It is lunch now.",
    ]


async def test_words_that_are_both_norwegian_languages_are_answered_in_the_one_last_used(scene: Scene) -> None:
    kari = scene.teams.personal()
    said = [
        await scene.say(kari, text) for text in ("when is lunch?", "når er lunsj?", "kva er neste?", "når er lunsj?")
    ]
    assert [answer[0].split("\n")[1].split(",")[0] for answer in said] == [
        "12:00–12:45 today",
        "kl. 12.00–12.45 i dag",
        "kl. 09.00–09.15",
        "kl. 12.00–12.45 i dag",
    ]


async def test_a_chosen_language_stays_whatever_language_is_written(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, "English please")
    assert (await scene.say(kari, "hva er neste?"))[0].startswith("Next: Velkommen til Fjordby")


async def test_the_same_activity_twice_is_answered_once(scene: Scene) -> None:
    kari = scene.teams.personal()
    activity = kari.message("hva er neste?")
    for _ in range(2):
        assert (await scene.teams.post(activity)).status == 200
    assert len(scene.posts(kari)) == 1


async def test_two_messages_at_once_are_both_answered(scene: Scene) -> None:

    kari = scene.teams.personal()
    await asyncio.gather(*(scene.teams.post(kari.message(text)) for text in ("hva er neste?", "når er lunsj?") * 4))
    assert len(scene.posts(kari)) == 8


async def test_a_visitor_is_not_given_the_link_and_a_follower_is(scene: Scene) -> None:
    kari = scene.teams.personal()
    before = await scene.say(kari, "strømmelenke")
    await scene.say(kari, "følg programmet")
    after = await scene.say(kari, "strømmelenke")
    link = "https://video.example.org/varsamling"
    assert [link in before[0], link in after[0]] == [False, True]


async def test_what_is_not_understood_is_said_with_three_things_to_do(scene: Scene) -> None:
    scene.clock.at = at("09:20")
    said = await scene.say(scene.teams.personal(), "hvordan blir været i helga")
    assert said[0].split("\n")[-1] == "[Hva er neste?] [Når er lunsj?] [Snakk med sekretariatet]"


@pytest.mark.skipif(not QUESTIONS.exists(), reason="the shared example messages are not here")
async def test_nothing_that_stands_only_in_the_notes_comes_out_through_any_question(database: Database) -> None:
    questions = [json.loads(line)["text"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    async with a_scene(database, at=at("09:30")) as scene:
        kari = scene.teams.personal()
        for question in questions:
            assert (await scene.teams.post(kari.message(question))).status == 200
        said = json.dumps([words(sent) for sent in scene.cloud.sent_to("a:kari")], ensure_ascii=False)
    assert [secret for secret in ("411 11 111", "ingrid@example.org", "ringer oss") if secret in said] == []


async def test_of_a_gathering_that_is_called_off_it_is_said_that_it_is(scene: Scene) -> None:
    await scene.change(is_cancelled=True)
    kari = scene.teams.personal()
    said = [(await scene.say(kari, words))[0].split("\n")[0] for words in ("hva er neste?", "meld meg på")]
    assert said == ["Vårsamling er avlyst.", "Samlingen er avlyst. Det koster deg ingenting."]
