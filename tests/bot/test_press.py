"""A press of a number costs one write and is answered as fast as a greeting; it is counted once, and leaves no trace."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

import pytest
from sqlalchemy import select

from dialogs.router import CHANGES, DIALOGS, LEAVES_NO_TRACE, REFUSES_FIRST
from gatherings.actions.evaluation import close_evaluation
from gatherings.store import Database
from gatherings.store.evaluations import list_own_answers
from gatherings.store.tables import dialog
from gatherings.store.visitors import find_person_of_user
from tests.bot.pressing import ASKED, CHANNEL, ENDED, TENANT, Chat, a_chat, number
from tests.doubles.statements import listening, writes

QUICK = 1.35
"""What a press may take of a greeting. It is 1.0 where it is measured."""


@pytest.fixture
def database_address(each_address: str) -> str:
    return each_address


async def test_a_press_is_one_statement_more_than_a_lookup_and_writes_the_answer_alone(database: Database) -> None:
    chat = await a_chat(database, ["ada"])
    await chat.say("ada", "når er lunsj?")
    with listening(database) as lookup:
        await chat.say("ada", "hva er neste?")
    for value in (8, 3):
        with listening(database) as press:
            assert "Takk, du svarte" in await chat.rate("ada", value)
        assert (len(press) - len(lookup), writes(lookup), writes(press)) == (
            1,
            ["replay", "dialog"],
            ["replay", "open_answer"],
        )


async def test_the_way_to_more_is_told_of_what_stands_on_the_slip(database: Database) -> None:
    chat = await a_chat(database, ["ada"])
    first = await chat.rate("ada", 8)
    await chat.press("ada", {**number(8), "question": "takeaway", "text": "Pausene"})
    again = await chat.rate("ada", 9)
    told = [one for one in ("Det viktigste", "Innspill") if one in first and one not in again]
    assert told == ["Det viktigste"]


async def test_a_press_that_comes_once_more_does_not_take_back_a_later_one(database: Database) -> None:
    chat = await a_chat(database, ["ada"])
    await chat.rate("ada", 8, again="pressed-once")
    await chat.rate("ada", 3)
    said = await chat.rate("ada", 8, again="pressed-once")
    async with database.read() as tx:
        person = await find_person_of_user(tx, channel=CHANNEL, tenant=TENANT, user="ada")
        assert person is not None
        answers = [one["answer"] for one in await list_own_answers(tx, person.id)]
    assert (said, answers) == ("", ["3"])


async def test_that_somebody_has_answered_is_in_no_state_of_a_conversation(database: Database) -> None:
    chat = await a_chat(database, ["ada"])
    await chat.rate("ada", 8)
    async with database.read() as tx:
        assert (await tx.execute(select(dialog))).all() == []


REFUSED: list[Mapping[str, object]] = [
    number(8) | {"evaluation": "g1:elsewhere"},
    number(8) | {"question": "shoe_size"},
    number(8) | {"value": "11"},
    number(8) | {"value": ""},
    {"evaluation": ASKED, "gathering": "nowhere"},
    {},
]


@pytest.mark.parametrize("user", ["ada", "stranger"])
@pytest.mark.parametrize("state", ["open", "closed"])
async def test_what_needs_no_savepoint_has_written_nothing_when_it_says_no(
    database: Database, user: str, state: str
) -> None:
    chat = await a_chat(database, ["ada"])
    await chat.say("stranger", "hei")
    if state == "closed":
        async with database.write() as tx:
            await close_evaluation(tx, ASKED, likeness=lambda _: {}, now=ENDED)
    for intent in sorted(REFUSES_FIRST):
        for pressed in REFUSED:
            with listening(database) as said:
                told = await chat.press(user, {**pressed, "do": intent})
            assert told
            assert not [one for one in said if "SAVEPOINT" in one]
            assert set(writes(said)) <= {"replay", "dialog"}, (intent, pressed)


def test_what_refuses_first_is_a_dialog_that_is_not_run_in_a_savepoint() -> None:
    assert (REFUSES_FIRST | LEAVES_NO_TRACE).issubset(DIALOGS)
    assert not REFUSES_FIRST & CHANGES


async def test_a_press_is_answered_as_fast_as_a_greeting(sqlite_address: str) -> None:
    database = Database.at(sqlite_address)
    users = [f"user{number}" for number in range(30)]
    chat = await a_chat(database, users)
    ratios = [await _ratio(chat, users, value) for value in (1, 2, 3, 4)]
    await database.close()
    assert min(ratios[1:]) < QUICK, ratios


async def _ratio(chat: Chat, users: list[str], value: int) -> float:
    """The median of presses by that of greetings, made in turn: a machine that is busy is busy with both."""
    pairs = [(await chat.timed(user, value), await chat.timed(user, None)) for user in users]
    return median(press for press, _ in pairs) / median(greeting for _, greeting in pairs)
