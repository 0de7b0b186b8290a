"""The organiser's page about the evaluation: when it comes, a number while it is open, what came of it at the end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from gatherings.actions import save_and_plan
from gatherings.actions.evaluation import close_evaluation
from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.evaluation.likeness import group_alike
from gatherings.gathering import EN, GatheringId
from gatherings.programme import BlockId
from gatherings.schedule import USUAL, USUAL_SCHEDULE, EvaluationQuestion, Moment, QuestionKind
from gatherings.store.evaluations import add_evaluation
from gatherings.store.gatherings import get_gathering
from gatherings.store.links import LinkPurpose
from gatherings.times import DAY
from tests.builders import DAY_ONE, DAY_TWO, gathering
from tests.web.evaluated import ENDED, PAUSES, answer, ask, close, found, guests, rated
from tests.web.plain_house import BEFORE, Browser, Plain

AT = f"/host/{gathering().slug}/evaluation"
WHOLE, BLOCK = f"{AT}/whole", f"{AT}/fylket"
SCORES = (8, 8, 9, 7, 3, 10)


@pytest.fixture
async def inside(house: Plain, browser: Browser) -> Browser:
    """The browser of an organiser who has come in."""
    await browser.press(await house.link(await house.organiser(), LinkPurpose.HOST))
    return browser


async def _tables(browser: Browser, path: str = AT) -> dict[str, list[list[str]]]:
    """The rows of each table, by its caption."""
    found = re.findall(r"<table.*?<caption>(.*?)</caption>.*?<tbody[^>]*>(.*?)</tbody>", (await browser.get(path)).text)
    rows = {name: re.findall(r"<tr.*?</tr>", body) for name, body in found}
    return {
        name: [[_text(c) for c in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in of] for name, of in rows.items()
    }


def _text(cell: str) -> str:
    return re.sub(r"<[^>]+>", "", cell)


async def test_before_it_opens_the_page_says_when_it_comes_and_asks_now_at_a_press(
    house: Plain, inside: Browser
) -> None:
    page = await inside.get(AT)
    assert "Evalueringen av Vårsamling kommer fredag 16. april kl. 11.30." in page.words
    assert page.buttons == ["Spør nå"]

    answers = [await inside.post(AT, _fields(page.text)) for _ in range(2)]
    asked = await inside.get(AT)
    assert [answer.headers["Location"] for answer in answers] == [AT, AT]
    assert ("Evalueringen av Vårsamling sendes ut nå." in asked.words, asked.buttons) == (True, [])
    assert await house.audit() == [
        ("organiser-ola", "host_entered", None),
        ("organiser-ola", "evaluation_opened", None),
    ]
    async with house.database.read() as tx:
        schedule = (await get_gathering(tx, gathering().slug)).evaluation
    assert (schedule.moment, schedule.at) == (Moment.AT, BEFORE)


async def test_one_that_was_not_sent_in_time_can_be_asked_for_now(house: Plain, inside: Browser) -> None:
    await house.change()
    house.clock.gathering_at = ENDED + timedelta(hours=1)
    page = await inside.get(AT)
    assert "skulle ha kommet fredag 16. april kl. 11.30, men ble ikke sendt ut." in page.words
    assert page.buttons == ["Spør nå"]


async def test_a_gathering_that_is_called_off_is_not_evaluated(house: Plain, inside: Browser) -> None:
    form = await inside.get(AT)
    await house.change(is_cancelled=True)
    page = await inside.get(AT)
    assert ("Det er ikke bedt om evaluering av Vårsamling." in page.words, page.buttons) == (True, [])
    assert (await inside.post(AT, _fields(form.text))).status == 409


def _fields(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text))


async def test_while_it_is_open_a_number_is_shown_and_nothing_of_what_was_answered(
    house: Plain, inside: Browser
) -> None:
    people = await guests(house, room=8)
    await ask(house)
    before = await inside.get(AT)
    await answer(house, people, ["8", "3", "8", "9", "10", "8", "7"])
    await answer(house, people, PAUSES, "next_time")
    page = await inside.get(AT)
    assert "7 av 8 har svart. Det er 88 prosent. Den stenger fredag 30. april kl. 23.59." in page.words
    assert page.text.replace("7 av 8", "0 av 8").replace("88 prosent", "0 prosent") == before.text
    assert (page.buttons, "pause" in page.text) == ([], False)


async def test_closing_asks_first_since_it_cannot_be_undone(house: Plain, inside: Browser) -> None:
    people = await guests(house)
    await ask(house)
    await answer(house, people, [str(score) for score in SCORES])
    page = await inside.get(f"{WHOLE}/close")
    assert "6 har svart. Etterpå kan ingen svare, og det kan ikke gjøres om." in page.words
    assert page.buttons == ["Steng evalueringen"]

    answers = [await inside.press(f"{WHOLE}/close"), await inside.post(f"{WHOLE}/close", _fields(page.text))]
    assert [(one.status, one.headers["Location"]) for one in answers] == [(303, AT)] * 2
    closed = await found(house)
    assert closed is not None
    assert closed.closed_at == ENDED
    assert [kind for _, kind, _ in await house.audit()] == ["host_entered", "evaluation_closed"]
    assert (await inside.get(f"{WHOLE}/close")).buttons == []


async def test_closing_with_too_few_says_that_their_answers_are_lost(house: Plain, inside: Browser) -> None:
    people = await guests(house)
    await ask(house)
    await answer(house, people, ["8"] * 5)
    assert "blir svarene slettet uten at noen får se dem" in (await inside.get(f"{WHOLE}/close")).words


async def test_once_closed_the_picture_has_its_numbers_beside_it(house: Plain, inside: Browser) -> None:
    await rated(house, SCORES)
    page, tables = await inside.get(AT), await _tables(inside)
    assert "6 av 6 har svart. Det er 100 prosent." in page.words
    assert "Snitt 7,5, median 8, standardavvik 2,2." in page.words
    assert page.text.count('class="plot"') == 1
    assert "Fordeling av 6 svar fra 1 til 10: 1 ga 3, 1 ga 7, 2 ga 8, 1 ga 9 og 1 ga 10." in page.text
    assert tables == {
        "Hvor mange som ga hver verdi": [[str(v), str(SCORES.count(v))] for v in range(1, 11)],
    }


async def test_room_and_digital_stand_beside_each_other_where_both_have_six(house: Plain, inside: Browser) -> None:
    await rated(house, [8] * 6 + [4] * 6, digital=6)
    page, tables = await inside.get(AT), await _tables(inside)
    assert tables["I salen og digitalt"] == [
        ["Alle", "12", "6", "6", "2"], ["I salen", "6", "8", "8", "0"], ["Digitalt", "6", "4", "4", "0"],
    ]  # fmt: skip
    assert tables["Hvor mange som ga hver verdi"][3] == ["4", "6", "0", "6"]
    assert page.text.count('class="plot"') == 3


async def test_a_part_with_five_is_not_told(house: Plain, inside: Browser) -> None:
    await rated(house, [8] * 6 + [4] * 5, digital=5)
    tables = await _tables(inside)
    assert list(tables) == ["Hvor mange som ga hver verdi"]
    assert "Digitalt" not in (await inside.get(AT)).words


async def test_where_fewer_than_six_have_answered_only_the_numbers_are_told_and_why(
    house: Plain, inside: Browser
) -> None:
    people = await guests(house, room=7)
    await ask(house)
    await answer(house, people, ["8"] * 5)
    await answer(house, people, PAUSES, "next_time")
    await close(house)
    page = await inside.get(AT)
    assert page.words.endswith(
        "Slik ble Vårsamling vurdert 5 av 7 har svart. Det er 71 prosent."
        " Færre enn 6 har svart. Da viser vi ikke svarene, for da kunne noen bli gjenkjent."
    )
    assert ("<svg" in page.text, "<table" in page.text) == (False, False)


async def test_choices_are_tables(house: Plain, inside: Browser) -> None:
    where = EvaluationQuestion("where", QuestionKind.CHOICE, "Hvor neste gang?", choices=("Fjordby", "Viksund"))
    await house.change(evaluation=replace(USUAL_SCHEDULE, questions=(*USUAL, where)))
    people = await guests(house)
    await ask(house)
    await answer(house, people, ["Fjordby"] * 6, "where")
    await close(house)
    assert (await _tables(inside))["Hvor neste gang?"] == [["Fjordby", "6"], ["Viksund", "0"]]


async def test_the_earlier_gatherings_of_the_network_stand_with_their_means(house: Plain, inside: Browser) -> None:
    await rated(house, SCORES)
    days = {"starts_on": DAY_ONE + 180 * DAY, "ends_on": DAY_TWO + 180 * DAY}
    later = gathering(id=GatheringId("g2"), slug="host-2027", title="Høstsamling", version=0, streams=(), **days)
    whole = Evaluation(EvaluationId("g2:whole"), later.id, USUAL, ENDED, ENDED, closed_at=ENDED)
    async with house.database.write() as tx:
        await save_and_plan(tx, replace(later, programme=()), now=BEFORE)
        await add_evaluation(tx, whole, secret="not used")
        await close_evaluation(tx, whole.id, likeness=group_alike, now=ENDED)
    tables = await _tables(inside, "/host/host-2027/evaluation")
    assert tables == {"Tidligere samlinger i nettverket": [["Vårsamling", "6", "7,5", "8"]]}


async def test_a_block_has_a_page_of_its_own_and_a_line_on_the_page_of_the_whole(house: Plain, inside: Browser) -> None:
    await house.change(evaluation=replace(USUAL_SCHEDULE, blocks=(BlockId("fylket"), BlockId("konflikter"))))
    assert (await inside.get(BLOCK)).status == 404
    people = await guests(house)
    await ask(house, "fylket")
    await answer(house, people, ["9"] * 6, what="fylket")
    assert (await _tables(inside))["Evalueringer av enkeltbolker"] == [
        ["Nytt fra fylket", "Åpen", "6 av 6"],
        ["Målkonflikter i planarbeidet", "Skulle ha kommet torsdag 15. april kl. 12.00, men ble ikke sendt ut", ""],
    ]
    await inside.press(f"{BLOCK}/close")
    page = await inside.get(BLOCK)
    assert "Slik ble «Nytt fra fylket» vurdert" in page.words
    assert "Hvor nyttig var «Nytt fra fylket»?" in page.words
    assert re.findall(r'aria-current="page">([^<]+)', page.text.partition('class="menu"')[2]) == ["Evaluering"]
    assert await found(house) is None


async def test_the_language_asked_for_is_kept_on_the_way_through(house: Plain, inside: Browser) -> None:
    await guests(house)
    await ask(house)
    path = f"{WHOLE}/close?lang={EN}"
    assert "Close the evaluation" in (await inside.get(path)).buttons
    assert (await inside.press(path)).headers["Location"] == f"{AT}?lang=en"


async def test_how_many_a_reminder_reaches_where_is_not_told_since_it_tells_who_is_silent(
    house: Plain, inside: Browser
) -> None:
    await guests(house)
    await ask(house)
    rows = (await _tables(inside, f"/host/{gathering().slug}/sends"))["Skal sendes"]
    told = {row[3] for row in rows if row[0] == "Påminnelse om evalueringen"}
    assert told == {"Vises ikke, siden det kunne røpe hvem som har svart."}
