"""A gathering is evaluated over HTTP: one press, the texts one at a time, nobody known by their answer, told at the end."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from gatherings.programme import BlockId
from gatherings.schedule import USEFULNESS, Improvement, Schedule
from gatherings.store import Database
from gatherings.store.evaluations import find_evaluation
from gatherings.store.tables import transcript_entry
from gatherings.times import DAY
from tests.builders import DAY_ONE, DAY_TWO, at, gathering
from tests.doubles.teams import Talk
from tests.scenarios.evaluating import BEFORE, ENDED, SCORES, WHOLE, cell, marit, rate, seated, talk
from tests.scenarios.page import a_visitor
from tests.scenarios.scene import Scene, place, words


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    """Seven people in Teams have a seat, and Marit organises."""
    async with seated(database) as played:
        yield played


async def test_when_the_last_block_ends_everybody_who_was_there_is_asked_and_one_press_counts(scene: Scene) -> None:
    await scene.forward(ENDED)
    asked = words(scene.cloud.sent_to(place(talk(scene, "ada")))[-1])
    answered = await rate(scene, "ada", 8)
    assert asked.split("\n")[:2] == [
        "Hvor nyttig var Vårsamling?",
        "1 er minst, 10 er mest. Ett trykk er nok, og svaret er anonymt.",
    ]
    assert answered[0].split("\n") == [
        "Takk, du svarte 8.",
        "Vil du si litt mer?",
        "[Det viktigste jeg tar med hjem] [Innspill til neste samling] [Endre] [Ferdig]",
    ]
    async with scene.database.read() as tx:
        found = await find_evaluation(tx, WHOLE)
    assert found is not None
    assert (found.answered, found.asked) == (1, 7)


async def test_a_low_answer_is_asked_what_would_lift_it_and_texts_come_one_at_a_time(scene: Scene) -> None:
    await scene.forward(ENDED)
    low = (await rate(scene, "eli", 3))[0]
    eli = talk(scene, "eli")
    await scene.choose(eli, "Dette ville løftet det")
    more = await scene.choose(eli, "Send", text="Lengre pauser")
    assert "[Det viktigste jeg tar med hjem] [Dette ville løftet det]" in low
    assert more[0].split("\n")[0] == "Takk, du svarte 3."
    assert "Dette ville" not in more[0]


async def test_an_answer_is_changed_until_the_evaluation_closes_and_counts_once(scene: Scene) -> None:
    await scene.forward(ENDED)
    await rate(scene, "ada", 2)
    changed = await rate(scene, "ada", 9)
    again = await scene.say(talk(scene, "ada"), "evaluering")
    async with scene.database.read() as tx:
        found = await find_evaluation(tx, WHOLE)
    assert found is not None
    assert (changed[0].split("\n")[0], again[0].split("\n")[0], found.answered) == (
        "Takk, du svarte 9.", "Takk, du svarte 9.", 1,
    )  # fmt: skip


async def test_the_silent_are_asked_twice_more_at_nine_on_working_days_and_those_who_said_stop_are_not(
    scene: Scene,
) -> None:
    await scene.forward(ENDED)
    await rate(scene, "ada", 8)
    await scene.choose(talk(scene, "bo"), "Ikke minn meg på dette")
    await scene.forward(at("09:00", DAY_TWO + 3 * DAY))  # a Monday
    first = [scene.posts(talk(scene, user)).count("Hvor nyttig var Vårsamling?") for user in ("ada", "bo", "dag")]
    await rate(scene, "dag", 8)
    await scene.forward(at("12:00", DAY_TWO + 13 * DAY))
    last = [scene.posts(talk(scene, user)).count("Hvor nyttig var Vårsamling?") for user in ("ada", "bo", "dag", "eli")]
    assert (first, last) == ([1, 1, 2], [1, 1, 2, 3])


async def test_organisers_see_a_number_while_it_is_open_and_what_came_of_it_when_it_closes(scene: Scene) -> None:
    early = await scene.say(marit(scene), "resultatet av evalueringen")
    await scene.forward(ENDED)
    for user, score in SCORES.items():
        await rate(scene, user, score)
    while_open = await scene.say(marit(scene), "resultatet av evalueringen")
    await scene.forward(at("00:30", DAY_TWO + 15 * DAY))
    told = scene.posts(marit(scene))[-1]
    closed = await scene.choose(marit(scene), "Se resultatet")
    late = await scene.press(talk(scene, "ada"), cell(scene, talk(scene, "ada"), 1))
    assert early[0].split("\n")[0] == "Evalueringen av Vårsamling kommer kl. 11.30."
    assert while_open[0].split("\n")[:2] == ["Evalueringen av Vårsamling er åpen", "7 svar av 7."]
    assert "8" not in "".join(while_open[0].split("\n")[2:]).replace("11", "")
    assert told == "Evalueringen av Vårsamling er stengt"
    assert closed[0].split("\n")[:3] == [
        "Slik ble Vårsamling vurdert", "7 svar av 7.", "Snitt 7,6, median 8, standardavvik 2,1.",
    ]  # fmt: skip
    assert late[0].startswith("Evalueringen er stengt, og svarene kan ikke lenger endres.")


async def test_who_was_not_there_is_not_asked_and_cannot_answer(scene: Scene) -> None:
    await scene.forward(ENDED)
    press = cell(scene, talk(scene, "ada"), 8)
    refused = await scene.press(talk(scene, "stranger"), press)
    assert refused[0].startswith("Evalueringen er for dem som var med på samlingen.")


async def test_an_organiser_asks_at_once_and_closes_it_when_they_like(scene: Scene) -> None:
    await scene.say(marit(scene), "resultatet av evalueringen")
    await scene.choose(marit(scene), "Spør nå")
    await scene.choose(marit(scene), "Spør nå")
    await scene.tick()
    for user, score in SCORES.items():
        await rate(scene, user, score)
    await scene.say(marit(scene), "resultatet av evalueringen")
    asked = await scene.choose(marit(scene), "Steng evalueringen")
    closed = await scene.choose(marit(scene), "Steng evalueringen")
    assert asked[0].startswith("Skal evalueringen av Vårsamling stenges? 7 har svart.")
    assert closed[0].split("\n")[:2] == ["Slik ble Vårsamling vurdert", "7 svar av 7."]


async def test_in_a_group_one_is_asked_in_private_where_nobody_else_sees_what_one_presses(scene: Scene) -> None:
    group = scene.teams.group()
    await scene.say(replace_user(group, "marit"), "følg programmet")
    await scene.forward(ENDED)
    asked = words(scene.cloud.sent_to(place(group))[-1])
    press = scene.last_button(group, "Gi tilbakemelding")
    before = len(scene.posts(talk(scene, "bo")))
    told = await scene.press(replace_user(group, "bo"), press)
    await scene.tick()
    assert asked.split("\n")[-1] == "[Gi tilbakemelding]"
    assert told == ["Jeg spør deg om Vårsamling i privat samtale, så ingen andre ser hva du svarer."]
    assert scene.posts(talk(scene, "bo"))[before:] == ["Hvor nyttig var Vårsamling?"]


async def test_who_is_not_in_the_chat_finds_a_link_and_a_code_in_the_groups_post(database: Database) -> None:
    async with seated(database, ["ada"], public_url="https://samband.example.org") as scene:
        group = scene.teams.group()
        await scene.say(replace_user(group, "marit"), "følg programmet")
        await scene.forward(ENDED)
        card = scene.cloud.sent_to(place(group))[-1]["attachments"][0]["content"]
    (page,) = [one["url"] for one in card["actions"] if "url" in one]
    (code,) = [one for one in card["body"] if one["type"] == "Image"]
    assert re.fullmatch(r"https://samband\.example\.org/evaluate/g1\.[\w-]+", page)
    assert re.fullmatch(r"https://samband\.example\.org/qr/g1\.[\w-]+\.png", code["url"])
    assert code["altText"] == f"QR-kode til evalueringen på nettsiden: {page}"


def replace_user(group: Talk, user: str) -> Talk:
    """The same group, with somebody else who writes in it."""
    return replace(group, user={**group.user, "id": f"29:{user}", "name": user.capitalize()})


async def test_a_block_is_asked_about_when_it_ends_where_the_organiser_wants_it(scene: Scene) -> None:
    await scene.change(evaluation=Schedule(blocks=(BlockId("erfaring"),)))
    await scene.forward(at("10:30", DAY_TWO))
    asked = scene.posts(talk(scene, "ada"))[-1]
    answered = await rate(scene, "ada", 6)
    await scene.forward(ENDED)
    assert asked == "Hvor nyttig var «Erfaringer fra øyene»?"
    assert answered[0].startswith("Takk, du svarte 6.")
    assert scene.posts(talk(scene, "ada"))[-1] == "Hvor nyttig var Vårsamling?"


async def test_who_writes_down_their_first_step_is_reminded_of_it_in_private_after_two_weeks(scene: Scene) -> None:
    await scene.change(evaluation=Schedule(questions=(USEFULNESS,), asks_first_step=True))
    await scene.forward(ENDED)
    await rate(scene, "ada", 8)
    ada = talk(scene, "ada")
    asked = await scene.choose(ada, "Det første jeg gjør hjemme")
    noted = await scene.choose(ada, "Minn meg på det", text="Ringe nabokommunen")
    await scene.forward(at("09:00", DAY_TWO + 14 * DAY))
    told = words(scene.cloud.sent_to(place(ada))[-1]).split("\n")
    others = [scene.posts(talk(scene, user)) for user in SCORES if user != "ada"]
    assert "Ingen andre ser det." in asked[0]
    assert noted[0].startswith("Det er notert. Vi minner deg på det fredag 30. april.")
    assert told[:2] == ["Det første du skulle gjøre etter Vårsamling", "«Ringe nabokommunen.»"]
    assert not [posts for posts in others if any("nabokommunen" in post for post in posts)]


async def test_the_page_keeps_no_answer_in_what_it_keeps_of_the_conversation(scene: Scene) -> None:
    async with a_visitor(scene.url) as browser:
        await scene.clock.put(BEFORE)
        await browser.open()
        await browser.say("meld meg på")
        await browser.choose("Neste", name="Ine Vik", email="ine.vik@hitra.kommune.no")
        await browser.choose("Meld på, i salen")
        await scene.forward(ENDED)
        await browser.read()
        pressed = {
            "do": "evaluation.answer",
            "evaluation": WHOLE,
            "question": "usefulness",
            "gathering": gathering().id,
        }
        await browser.post_activity({"type": "message", "value": {**pressed, "value": "8"}, "locale": "nb-NO"})
        said = await browser.read()
        await browser.post_activity(
            {"type": "message", "value": {**pressed, "question": "takeaway", "text": "Kanarifuglen"}, "locale": "nb-NO"}
        )
    async with scene.database.read() as tx:
        kept = [str(row) for row in await tx.execute(select(transcript_entry.c.activity))]
        found = await find_evaluation(tx, WHOLE)
    assert found is not None
    assert found.answered == 1
    assert said[-1].split("\n")[0] == "Takk, svaret er tatt imot."
    assert not [line for line in kept if "Kanarifuglen" in line or "svarte 8" in line or "'value': '8'" in line]


async def test_on_the_first_morning_what_was_asked_for_last_time_is_answered(scene: Scene) -> None:
    await scene.clock.put(at("07:00", DAY_ONE))
    await scene.change(evaluation=Schedule(improvements=(Improvement("Lengre pauser", "De er 20 minutter nå"),)))
    await scene.say(talk(scene, "ada"), "følg programmet")
    await scene.forward(at("08:50", DAY_ONE))
    told = [words(one) for one in scene.cloud.sent_to(place(talk(scene, "ada")))]
    first = next(one for one in told if one.startswith("Vårsamling, torsdag 15. april") or "Dere ba om" in one)
    assert "Dere ba om – vi gjorde:\nLengre pauser: De er 20 minutter nå." in first


async def test_an_organiser_makes_questions_of_their_own_in_the_chat_until_they_are_sent_out(scene: Scene) -> None:
    await scene.say(marit(scene), "resultatet av evalueringen")
    usual = (await scene.choose(marit(scene), "Spørsmålene"))[0]
    await scene.choose(marit(scene), "Legg til et spørsmål")
    refused = await scene.choose(marit(scene), "Lagre spørsmålet", text="Hvor neste gang?", kind="choice", choices="Bø")
    await scene.say(marit(scene), "resultatet av evalueringen")
    await scene.choose(marit(scene), "Spørsmålene")
    await scene.choose(marit(scene), "Legg til et spørsmål")
    added = await scene.choose(marit(scene), "Lagre spørsmålet", text="Hvor?", kind="choice", choices="Bø, Ås , Bø")
    dropped = await scene.choose(marit(scene), "Fjern det siste")
    forbidden = await scene.press(talk(scene, "ada"), {"do": "evaluation.drop_question", "gathering": gathering().id})
    await scene.forward(ENDED)
    late = await scene.press(marit(scene), {"do": "evaluation.drop_question", "gathering": gathering().id})
    assert usual.split("\n")[1] == "1.  Hvor nyttig var samlingen? tall fra 1 til 10"
    assert refused[0].startswith("Et spørsmål må ha en tekst, og minst to valg")
    assert added[0].split("\n")[5] == "5.  Hvor? ett av flere valg, Bø / Ås"
    assert "Hvor?" not in dropped[0]
    assert forbidden[0].startswith("Bare arrangører kan gjøre det.")
    assert late[0].startswith("Evalueringen av Vårsamling er alt sendt ut")
