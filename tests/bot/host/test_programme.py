"""A programme on the organisers' page: read, looked at, corrected, saved or discarded; nothing before the press."""

from __future__ import annotations

import html
import re
from typing import Any

import aiohttp
import pytest

from gatherings.gathering import GatheringId
from gatherings.intake.decoding import LARGEST_BYTES
from gatherings.intake.documents import LARGEST_DOCUMENT
from gatherings.store.gatherings import find_gathering
from gatherings.store.links import LinkPurpose
from gatherings.store.organisers import Scope
from gatherings.store.tables import organiser
from tests.builders import PROGRAMME, gathering
from tests.web.plain_house import SAME_ORIGIN, Browser, Plain, a_browser, hidden_fields

SLUG = gathering().slug
PATH = f"/host/{SLUG}/programme"
NEW = "/host/network/fjord/programme"
TEXT = """\
# Vårsamling 15. april 2027

KL.\tLENGDE\tTITTEL\tBESKRIVELSE
09:00\t15m\tVelkommen til Fjordby\t
09:15\t45m\tNytt fra fylket\t
10:00\t15m\tPause\t
10:30\t\tGruppearbeid\t
12:00\t45m\tLunsj\t
"""


@pytest.fixture
async def inside(house: Plain, browser: Browser) -> Browser:
    """The browser of an organiser who has come in."""
    await browser.press(await house.link(await house.organiser(), LinkPurpose.HOST))
    return browser


async def _programme(house: Plain, slug: str = SLUG) -> list[str]:
    async with house.database.read() as tx:
        found = await find_gathering(tx, slug)
    return [] if found is None else [f"{one.start:%H.%M} {one.title}" for one in found.programme]


async def _read(inside: Browser, text: str = TEXT, path: str = PATH) -> str:
    """The address of the preview."""
    answer = await inside.upload(path, {"text": text})
    assert answer.status == 303, answer.words
    return answer.headers["Location"]


def _form(text: str, number: int) -> dict[str, str]:
    """What the form of a block carries, as it stands on the page."""
    form = re.findall(r'<form method="post" class="marking">(.*?)</form>', text)[number - 1]
    fields = re.findall(r'<input type="\w+"(?: id="[^"]*")? name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in fields} | {"do": "edit"}


def _without_pending(rows: dict[str, Any]) -> dict[str, Any]:
    return {name: found for name, found in rows.items() if name != "pending_import"}


async def test_the_programme_stands_there_as_it_is(inside: Browser) -> None:
    page = await inside.get(PATH)
    assert "10.15–12.00 Målkonflikter i planarbeidet Ingrid Moe og Per Lie · Storsalen · Strømmes ikke" in page.words
    assert (page.status, "ringer oss" in page.text, page.buttons[-1]) == (200, False, "Les og vis")


async def test_a_text_is_read_looked_at_and_saved_with_one_press(house: Plain, inside: Browser) -> None:
    before = await house.rows()
    preview = await _read(inside)
    page = await inside.get(preview)
    for said in (
        "Torsdag 15. april 2027: 5 bolker. Ingenting er lagret ennå.",
        "Lest fra Teksten.",
        "Dette blir annerledes: Ny: Gruppearbeid, torsdag 15. april kl. 10.30–12.00",
        "Linje 7: «Gruppearbeid» har ingen slutt. Den er satt til 12:00, etter det som følger.",
        "10.30–12.00 4. Gruppearbeid Slutten: gjettet etter det neste",
        "12.00–12.45 5. Lunsj Slutten: regnet ut av lengden",
    ):
        assert said in page.words
    assert _without_pending(await house.rows()) == _without_pending(before)

    saved = await inside.press(preview, do="save")
    assert saved.words.startswith(
        "Lagret: Vårsamling Programmet har 5 bolker. De det gjelder, får beskjed om 1 endring."
    )
    assert await _programme(house) == [
        "09.00 Velkommen til Fjordby", "09.15 Nytt fra fylket", "10.00 Pause", "10.30 Gruppearbeid", "12.00 Lunsj"
    ]  # fmt: skip
    assert (await house.audit())[-1] == ("organiser-ola", "programme_imported", None)
    assert (await house.rows())["pending_import"] == []


async def test_a_file_is_read_and_named(inside: Browser) -> None:
    answer = await inside.upload(PATH, {}, ("<b>vår æ.txt", TEXT.encode()))
    page = await inside.get(answer.headers["Location"])
    assert ("Lest fra <b>vår æ.txt." in page.words, "<b>vår" in page.text) == (True, False)


async def test_it_is_corrected_in_words_and_in_the_form_of_a_block(house: Plain, inside: Browser) -> None:
    preview = await _read(inside)
    said = await inside.press(preview, do="correct", said="pausen er 10.05 til 10.25")
    assert (said.status, said.headers["Location"]) == (303, preview)
    page = await inside.get(preview)
    assert "10.05–10.25 3. Pause Slutten: står i programmet" in page.words

    filled = hidden_fields(page.text) | _form(page.text, 4) | {"start": "10:25", "title": "Gruppearbeid om vann"}
    edited = await inside.post(preview, filled)
    assert edited.headers["Location"] == f"{preview}#b-4"
    assert "10.25–12.00 4. Gruppearbeid om vann Slutten: gjettet etter det neste" in (await inside.get(preview)).words
    await inside.press(preview, do="save")
    assert (await _programme(house))[2:4] == ["10.05 Pause", "10.25 Gruppearbeid om vann"]


async def test_a_block_that_is_renamed_and_moved_stays_the_same_block(house: Plain, inside: Browser) -> None:
    preview = await _read(inside)
    for said in ("Velkommen til Fjordby heter Registrering", "registreringen er 08.00 til 08.30"):
        await inside.press(preview, do="correct", said=said)
    await inside.press(preview, do="save")
    async with house.database.read() as tx:
        found = await find_gathering(tx, SLUG)
    assert found is not None
    assert (found.programme[0].id, found.programme[0].title) == (PROGRAMME[0].id, "Registrering")


async def test_what_is_not_understood_stays_in_the_field_with_the_reason(house: Plain, inside: Browser) -> None:
    preview = await _read(inside)
    before = await house.rows()
    unclear = await inside.press(preview, do="correct", said='gjør den "bedre"')
    impossible = await inside.press(preview, do="correct", said="pausen er 10.15 til 10.05")
    assert (unclear.status, 'value="gjør den &#34;bedre&#34;"' in unclear.text) == (409, True)
    assert "forstod jeg ikke som en rettelse. Si for eksempel «pausen er 10.05 til 10.15»" in unclear.words
    assert "«Pause» kan ikke slutte 10:05 når den starter 10:15. Ingenting er endret." in impossible.words
    assert await house.rows() == before


async def test_an_edit_that_cannot_be_changes_nothing_of_it(house: Plain, inside: Browser) -> None:
    preview = await _read(inside)
    page = await inside.get(preview)
    before = await house.rows()
    for wrong in ({"start": "11:00", "end": "10:00"}, {"start": "x"}, {"title": " "}, {"block": "99"}):
        filled = hidden_fields(page.text) | _form(page.text, 3) | {"title": "Kaffe"} | wrong
        assert (await inside.post(preview, filled)).status == 409
    assert await house.rows() == before


async def test_what_is_discarded_is_gone_and_nothing_else_is_changed(house: Plain, inside: Browser) -> None:
    before = await house.rows()
    preview = await _read(inside)
    discarded = await inside.press(preview, do="refuse")
    assert (discarded.headers["Location"], await house.rows()) == (PATH, before)
    assert "finnes ikke lenger" in (await inside.get(preview)).words


async def test_the_same_press_again_saves_nothing_more(house: Plain, inside: Browser) -> None:
    preview = await _read(inside)
    filled = hidden_fields((await inside.get(preview)).text) | {"do": "save"}
    first = await inside.post(preview, filled)
    saved = await house.rows()
    again = await inside.post(preview, filled)
    assert (first.status, again.status, await house.rows() == saved) == (200, 409, True)
    assert "finnes ikke lenger" in again.words


async def test_a_gathering_that_has_changed_meanwhile_is_looked_at_again(house: Plain, inside: Browser) -> None:
    preview = await _read(inside)
    filled = hidden_fields((await inside.get(preview)).text) | {"do": "save"}
    await house.change(venue="Rådhuset")
    refused = await inside.post(preview, filled)
    assert (refused.status, len(await _programme(house))) == (409, 10)
    assert (await inside.press(preview, do="save")).status == 200


async def test_a_newer_text_takes_the_place_of_the_one_before(inside: Browser) -> None:
    first = await _read(inside)
    second = await _read(inside, TEXT.replace("Gruppearbeid", "Debatt"))
    page = await inside.get(PATH)
    assert (first in page.text, second in page.text) == (False, True)
    assert "Lest inn, ikke lagret Se på Vårsamling, torsdag 15. april" in page.words


@pytest.mark.parametrize(
    ("text", "day", "told"),
    [
        ("", "", "Velg en fil, eller lim inn teksten."),
        ("  \n ", "", "Velg en fil, eller lim inn teksten."),
        (TEXT, "15.4.2027", "«15.4.2027» er ikke en dato."),
        (TEXT.replace("10:00\t15m", "09:10\t15m"), "", "Teksten, linje 6: «09:10» står etter «09:15» samme dag."),
        ("x" * (LARGEST_BYTES + 1), "", "Teksten er for stor."),
    ],
    ids=["nothing", "spaces", "no date", "backwards", "too large"],
)
async def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    house: Plain, inside: Browser, text: str, day: str, told: str
) -> None:
    before = await house.rows()
    answer = await inside.upload(PATH, {"text": text, "day": day})
    assert (answer.status, told in answer.words, await house.rows() == before) == (409, True, True)


async def test_a_file_that_is_too_large_is_not_read_to_its_end(inside: Browser) -> None:
    answer = await inside.upload(PATH, {}, ("stor.txt", b"x" * (LARGEST_DOCUMENT + 1)))
    assert (answer.status, "stor.txt er for stor." in answer.words) == (409, True)


async def test_a_date_that_is_missing_is_that_of_the_gathering(inside: Browser) -> None:
    preview = await _read(inside, TEXT.replace(" 15. april 2027", ""))
    assert "Torsdag 15. april 2027: 5 bolker." in (await inside.get(preview)).words


async def test_a_form_that_is_not_ours_is_refused(house: Plain, inside: Browser) -> None:
    before = await house.rows()
    filled = {**hidden_fields((await inside.get(PATH)).text), "csrf": "x", "text": TEXT}
    forged = await inside.upload(PATH, {"csrf": "x", "text": TEXT})
    plain = await inside.post(PATH, filled)
    elsewhere = aiohttp.FormData(hidden_fields((await inside.get(PATH)).text) | {"text": TEXT})
    url = f"{house.url}{PATH}"
    async with inside._session.post(url, data=elsewhere(), headers={"Sec-Fetch-Site": "cross-site"}) as got:
        statuses = [forged.status, plain.status, got.status]
    assert (statuses, await house.rows() == before) == ([403, 403, 403], True)


async def test_nobody_but_its_organisers_reads_or_looks(house: Plain, inside: Browser) -> None:
    preview = await _read(inside)
    async with a_browser(house) as stranger:
        outside = [(await stranger.get(path)).status for path in (PATH, preview, NEW)]
        sent = await stranger.post(preview, {"do": "save"}, SAME_ORIGIN)
    async with a_browser(house) as other:
        scope = Scope(gathering_id=GatheringId("g1"))
        await other.press(await house.link(await house.organiser("Siv Moe", scope=scope), LinkPurpose.HOST))
        theirs = await other.get(preview)
        network = (await other.get(NEW)).status
    assert (outside, sent.status, theirs.status, network) == ([403, 403, 403], 403, 409, 404)
    assert len(await _programme(house)) == 10


async def test_who_is_no_organiser_any_more_is_refused(house: Plain, inside: Browser) -> None:
    preview = await _read(inside)
    filled = hidden_fields((await inside.get(preview)).text) | {"do": "save"}
    async with house.database.write() as tx:
        await tx.execute(organiser.delete())
    assert ((await inside.post(preview, filled)).status, len(await _programme(house))) == (404, 10)


async def test_a_new_gathering_is_made_of_a_programme(house: Plain, inside: Browser) -> None:
    assert "Ny samling i Fjordnettverket" in (await inside.get("/host")).words
    text = TEXT.replace("Vårsamling 15. april 2027", "Høstsamling 20. oktober 2027")
    preview = await _read(inside, text, NEW)
    page = await inside.get(preview)
    assert "Ny samling, onsdag 20. oktober 2027: 5 bolker. Ingenting er lagret ennå." in page.words
    saved = await inside.press(preview, do="save")
    assert 'href="/host/hostsamling-2027-10-20/programme"' in saved.text
    assert len(await _programme(house, "hostsamling-2027-10-20")) == 5


async def test_a_new_gathering_needs_a_date(inside: Browser) -> None:
    answer = await inside.upload(NEW, {"text": TEXT.replace(" 15. april 2027", "")})
    assert "Teksten: programmet har ingen dato, eller den mangler årstall." in answer.words


async def test_what_was_written_in_it_is_text(house: Plain, inside: Browser) -> None:
    preview = await _read(inside, TEXT.replace("Gruppearbeid", '"><script>alert(1)</script> {title}'))
    page = await inside.get(preview)
    await inside.press(preview, do="save")
    assert "<script" not in page.text + (await inside.get(PATH)).text


@pytest.mark.parametrize("language", ["nn", "en"])
async def test_the_language_is_kept_from_page_to_page(inside: Browser, language: str) -> None:
    answer = await inside.upload(f"{PATH}?lang={language}", {"text": TEXT})
    assert answer.headers["Location"].endswith(f"?lang={language}")
    title = {"nn": "Førehandsvising: Vårsamling", "en": "Preview: Vårsamling"}[language]
    assert title in (await inside.get(answer.headers["Location"])).words
