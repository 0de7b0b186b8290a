"""The evaluation from the command line: when, what is asked, how it stands, and the end of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gatherings.actions.evaluation import answer_question
from gatherings.agenda import Agenda
from gatherings.evaluation.occasions import occasions
from gatherings.schedule import Moment, QuestionKind
from gatherings.store import Database
from gatherings.store.evaluations import list_evaluations
from gatherings.store.gatherings import get_gathering
from gatherings.store.registrations import list_registrations
from jobs.fire_postings import fire_postings
from tests.bot.commands.conftest import SLUG, Terminal
from tests.bot.commands.signup import OF, sign_up

OWN = """\
[[question]]
id = "nytte"
kind = "scale"
text = "Hvor nyttig var dagen?"
en = "How useful was the day?"

[[question]]
id = "form"
kind = "choice"
text = "Hvilken form neste gang?"
choices = ["I salen", "Digitalt"]

[[question]]
id = "ros"
kind = "text"
text = "Hva var best?"
"""
AFTERWARDS = {"CLOCK": "2027-04-15T17:30+02:00@0"}


def changed(terminal: Terminal, sqlite_address: str, *options: str) -> Agenda:
    """The gathering, after it was set so."""
    ended = terminal("gathering", "set", SLUG, *options)
    assert ended.code == 0, ended.err

    async def read() -> Agenda:
        database = Database.at(sqlite_address)
        async with database.read() as tx:
            found = Agenda(await get_gathering(tx, SLUG))
        await database.close()
        return found

    return asyncio.run(read())


def evaluated(terminal: Terminal, sqlite_address: str, scores: list[int]) -> None:
    """So many people sign up, are asked when the programme has ended, and answer."""
    for number in range(len(scores)):
        sign_up(terminal, f"Person {number}", f"person{number}@example.org")

    async def answer() -> None:
        database = Database.at(sqlite_address)
        async with database.read() as tx:
            found = await get_gathering(tx, SLUG)
            [opens_at] = [one.opens_at for one in occasions(Agenda(found))]
        await fire_postings(database, now=opens_at, machine_now=opens_at)
        async with database.write() as tx:
            [asked] = await list_evaluations(tx, found.id)
            people = [one.person_id for one in await list_registrations(tx, found.id)]
            for person, score in zip(people, scores, strict=True):
                await answer_question(tx, asked.id, person, question="usefulness", value=str(score), now=opens_at)
        await database.close()

    asyncio.run(answer())


@pytest.mark.parametrize(
    ("option", "moment", "minutes"),
    [("end", Moment.END, 0), ("before:15", Moment.BEFORE_END, 15), ("after:60", Moment.AFTER, 60),
     ("never", Moment.NEVER, 0)],
)  # fmt: skip
def test_the_moment_is_set_in_a_word(
    imported: Terminal, sqlite_address: str, option: str, moment: Moment, minutes: int
) -> None:
    schedule = changed(imported, sqlite_address, "--evaluation", option).gathering.evaluation
    assert (schedule.moment, schedule.minutes) == (moment, minutes)


def test_what_is_no_moment_is_refused_with_what_would_be_one(imported: Terminal) -> None:
    refused = imported("gathering", "set", SLUG, "--evaluation", "snart")
    assert (refused.code, "before:15" in refused.err) == (2, True)


def test_questions_of_ones_own_come_from_a_file_and_an_empty_name_gives_the_usual_ones(
    imported: Terminal, sqlite_address: str
) -> None:
    Path("evaluering.toml").write_text(OWN, encoding="utf-8")
    own = changed(imported, sqlite_address, "--evaluation-questions", "evaluering.toml").gathering.evaluation.questions
    usual = changed(imported, sqlite_address, "--evaluation-questions", "").gathering.evaluation.questions
    assert [(one.id, one.kind) for one in own] == [
        ("nytte", QuestionKind.SCALE), ("form", QuestionKind.CHOICE), ("ros", QuestionKind.TEXT),
    ]  # fmt: skip
    assert own[0].in_language("en") == "How useful was the day?"
    assert [one.id for one in usual] == ["usefulness", "takeaway", "lift", "next_time"]


@pytest.mark.parametrize(
    "wrong",
    ["[[question]]\nid = 'a'", OWN.replace("scale", "emoji"), OWN.replace('choices = ["I salen", "Digitalt"]', ""),
     OWN.replace('"form"', '"nytte"'), "ikke toml"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_changes_nothing(imported: Terminal, wrong: str) -> None:
    before = imported("gathering", "show", SLUG, "--json").json
    Path("evaluering.toml").write_text(wrong, encoding="utf-8")
    refused = imported("gathering", "set", SLUG, "--evaluation-questions", "evaluering.toml")
    assert (refused.code, "evaluering.toml" in refused.err or "8" in refused.err) == (1, True)
    assert imported("gathering", "show", SLUG, "--json").json == before


def test_before_it_is_asked_for_it_says_when_and_nothing_is_there_to_close(imported: Terminal) -> None:
    stands, refused = imported("evaluation", "results", *OF), imported("evaluation", "close", *OF)
    assert stands.out.startswith("Evalueringen av Vårsamling kommer torsdag 15. april")
    assert (refused.code, refused.err) == (1, "Ingen evaluering av Vårsamling er åpen. Ingenting er endret.\n")


def test_while_it_is_open_a_number_is_all_and_closed_it_is_told(imported: Terminal, sqlite_address: str) -> None:
    evaluated(imported, sqlite_address, [8, 7, 9, 8, 3, 10, 8])
    while_open = imported("evaluation", "results", *OF, "--json", **AFTERWARDS).json
    exported = imported("export", "answers", *OF, **AFTERWARDS)
    closed = imported("evaluation", "close", *OF, **AFTERWARDS)
    told = imported("evaluation", "results", *OF, **AFTERWARDS)
    answers = imported("export", "answers", *OF, "--json", **AFTERWARDS).json
    assert [(one["state"], one["answered"], one["answers"]) for one in while_open] == [("open", 7, [])]
    assert (exported.code, "Svarene vises først da." in exported.err) == (1, True)
    assert closed.out == "7 har svart på evalueringen av Vårsamling. Den er stengt.\n"
    assert "Snitt 7,6, median 8, standardavvik 2,1." in told.out
    assert sorted(answers[0]["values"]) == [3, 7, 8, 8, 8, 9, 10]


def test_of_five_answers_nothing_is_told(imported: Terminal, sqlite_address: str) -> None:
    evaluated(imported, sqlite_address, [8, 7, 9, 8, 3])
    imported("evaluation", "close", *OF, **AFTERWARDS)
    told = imported("evaluation", "results", *OF, **AFTERWARDS)
    assert told.out.splitlines()[1:3] == [
        "5 svar av 5.", "Færre enn 6 har svart. Da viser vi ikke svarene, for da kunne noen bli gjenkjent.",
    ]  # fmt: skip


def test_the_report_has_the_distribution_and_the_figures(imported: Terminal, sqlite_address: str) -> None:
    evaluated(imported, sqlite_address, [8, 7, 9, 8, 3, 10, 8])
    imported("evaluation", "close", *OF, **AFTERWARDS)
    told = imported("report", *OF, "--format", "html", "--output", "-", **AFTERWARDS)
    assert "Snitt 7,6 av 10" in told.out
    assert "<img" in told.out


def test_what_was_asked_for_and_done_comes_from_a_file(imported: Terminal, sqlite_address: str) -> None:
    Path("gjort.toml").write_text('[[improvement]]\nasked = "Lengre pauser"\ndone = "De er 20 minutter nå"\n')
    [told] = changed(imported, sqlite_address, "--improvements", "gjort.toml").gathering.evaluation.improvements
    none = changed(imported, sqlite_address, "--improvements", "").gathering.evaluation.improvements
    assert ((told.asked, told.done), none) == (("Lengre pauser", "De er 20 minutter nå"), ())


@pytest.mark.parametrize("wrong", ["[[improvement]]\nasked = 'a'", "nei", "[[improvement]]\nasked = ''\ndone = 'b'"])
def test_improvements_that_cannot_be_read_change_nothing(imported: Terminal, wrong: str) -> None:
    Path("gjort.toml").write_text(wrong)
    refused = imported("gathering", "set", SLUG, "--improvements", "gjort.toml")
    assert (refused.code, refused.err.startswith("gjort.toml kan ikke leses")) == (1, True)
