"""What people wrote, on the organiser's page: by likeness, hidden and shown, put into other groups."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from gatherings.store.closing import list_texts
from gatherings.store.links import LinkPurpose
from tests.builders import gathering
from tests.web.evaluated import PAUSES, id_of, rated
from tests.web.plain_house import Browser, Plain

AT = f"/host/{gathering().slug}/evaluation"
WHOLE = f"{AT}/whole"
SCORES = (8, 8, 9, 7, 3, 10)
TEXTS: Mapping[str, Sequence[str]] = {"next_time": (*PAUSES, "Vegetarmat")}


@pytest.fixture
async def inside(house: Plain, browser: Browser) -> Browser:
    """The browser of an organiser who has come in."""
    await browser.press(await house.link(await house.organiser(), LinkPurpose.HOST))
    return browser


async def _texts(house: Plain) -> dict[str, tuple[str, str | None, bool]]:
    """What is written to the last question: its id, its group, whether it is hidden."""
    async with house.database.read() as tx:
        said = (await list_texts(tx, id_of()))["next_time"]
    return {one.text: (one.id, one.group, one.is_hidden) for one in said}


async def test_texts_stand_by_likeness_the_largest_group_first_and_those_alone_last(
    house: Plain, inside: Browser
) -> None:
    await rated(house, SCORES, texts=TEXTS)
    text = (await inside.get(AT)).text
    assert re.findall(r"<h[34]>(.*?)</h[34]>", text) == [
        "Har du innspill til neste samling?", "Pauser (3)", "Svar som står alene (1)",
    ]  # fmt: skip
    assert all(said in text.partition("Svar som står alene")[0] for said in PAUSES)


async def test_a_text_is_hidden_and_shown_again_and_leaves_no_words_in_the_audit(house: Plain, inside: Browser) -> None:
    await rated(house, SCORES, texts=TEXTS)
    text_id, group, _ = (await _texts(house))[PAUSES[1]]
    hidden = await inside.press(WHOLE, text=text_id, do="hide", group="Pauser")
    page = await inside.get(AT)
    assert hidden.headers["Location"] == f"{AT}#hidden"
    assert PAUSES[1] not in page.text.partition('<details class="away"')[0]
    assert "1 skjult svar Pausene var for korte" in page.words

    await inside.press(WHOLE, text=text_id, do="show", group="Pauser")
    assert (await _texts(house))[PAUSES[1]] == (text_id, group, False)
    assert (await house.audit())[1:] == [
        ("organiser-ola", "text_hidden", text_id), ("organiser-ola", "text_shown", text_id),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"), [(" Mat  og drikke ", "Mat og drikke"), ("  ", None), ("x" * 99, "x" * 59 + "…")]
)
async def test_a_text_is_put_into_another_group_or_into_none(
    house: Plain, inside: Browser, typed: str, kept: str | None
) -> None:
    await rated(house, SCORES, texts=TEXTS)
    text_id = (await _texts(house))["Lengre pauser"][0]
    moved = await inside.press(WHOLE, text=text_id, do="move", group=typed)
    assert moved.headers["Location"] == f"{AT}#t-{text_id}"
    assert (await _texts(house))["Lengre pauser"] == (text_id, kept, False)


async def test_the_groups_of_a_question_are_offered_where_one_types(house: Plain, inside: Browser) -> None:
    await rated(house, SCORES, texts=TEXTS)
    text = (await inside.get(AT)).text
    assert re.findall(r'<datalist id="([^"]+)"><option value="([^"]+)">', text) == [("groups-next_time", "Pauser")]
    assert len(re.findall(r'<input id="group-[0-9a-f]+" name="group"[^>]* list="groups-next_time"', text)) == 4


@pytest.mark.parametrize("sent", [{"text": "no such", "do": "hide"}, {"do": "delete"}, {}])
async def test_what_is_not_there_cannot_be_marked(house: Plain, inside: Browser, sent: dict[str, str]) -> None:
    await rated(house, SCORES, texts=TEXTS)
    known = {"text": (await _texts(house))["Vegetarmat"][0]} if "text" not in sent else {}
    before = await _texts(house)
    assert ((await inside.press(WHOLE, **known, **sent)).status, await _texts(house)) == (404, before)


async def test_what_people_wrote_is_text(house: Plain, inside: Browser) -> None:
    loud = '"><script>alert(1)</script>'
    await rated(house, SCORES, texts={"next_time": [loud, loud]})
    page = await inside.get(AT)
    assert ("<script" in page.text, page.words.count(loud) >= 2) == (False, True)
