"""What was not understood, on the organiser's page: whether it is kept, what it was near, deleted, taken away."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.host.messages import MOST_SHOWN, wish_words
from dialogs.phrases import voice
from dialogs.understanding.wish import INTENTS, NONE
from gatherings.gathering import EN, LANGUAGES, NB, GatheringId, Language
from gatherings.not_understood import NotUnderstood
from gatherings.store.gatherings import save_gathering
from gatherings.store.links import LinkPurpose
from gatherings.store.not_understood import add_not_understood, list_not_understood
from tests.builders import DAY_ONE, DAY_TWO, at, gathering
from tests.web.plain_house import OPEN, Browser, Plain, a_browser

SLUG = gathering().slug
AT = f"/host/{SLUG}/messages"
BIKE = NotUnderstood(DAY_ONE, NB, "hvor lader jeg bilen", None, times=2)
VIDEO = NotUnderstood(DAY_TWO, NB, "bildet hakker", "stream.link")
ENGLISH = NotUnderstood(DAY_ONE, EN, "any vegan cake", "agenda.at")


@pytest.fixture
async def inside(house: Plain, browser: Browser) -> Browser:
    """The browser of an organiser who has come in, on the second day."""
    await browser.press(await house.link(await house.organiser(), LinkPurpose.HOST))
    house.clock.gathering_at = at("15:00", DAY_TWO)
    return browser


async def keep(house: Plain, *said: NotUnderstood) -> None:
    async with house.database.write() as tx:
        for one in said:
            await add_not_understood(tx, gathering().id, one)


async def kept(house: Plain) -> list[str]:
    async with house.database.read() as tx:
        return [one.text for one in await list_not_understood(tx, gathering().id)]


def of(one: NotUnderstood) -> dict[str, str]:
    """What the form beside a message says of it."""
    return {"do": "delete", "day": one.day.isoformat(), "language": one.language, "text": one.text}


async def test_it_says_whether_messages_are_kept_and_how_that_is_changed(house: Plain, inside: Browser) -> None:
    off = (await inside.get(AT)).words
    await house.change(terms=replace(OPEN, keeps_not_understood=True))
    on = (await inside.get(AT)).words
    assert off.startswith("Ikke forstått Ingen meldinger blir tatt vare på.")
    assert f"samband gathering set {SLUG} --keep-not-understood yes" in off
    assert on.startswith("Ikke forstått Meldinger som Samband ikke forstår, blir tatt vare på i 30 dager.")
    assert f"samband gathering set {SLUG} --keep-not-understood no" in on
    assert all("Det er ingen meldinger her." in words for words in (off, on))


async def test_the_way_to_it_stands_with_the_other_pages(inside: Browser) -> None:
    assert f'<a href="{AT}">Ikke forstått</a>' in (await inside.get(f"/host/{SLUG}")).text


async def test_each_stands_with_its_day_how_often_it_was_said_and_what_it_was_near(
    house: Plain, inside: Browser
) -> None:
    await keep(house, BIKE, VIDEO, ENGLISH)
    text = (await inside.get(AT)).text
    items = [re.sub(r"<form.*?</form>", "", one) for one in re.findall(r"<li><div>.*?</li>", text)]
    assert [re.findall(r"<p[^>]*>(.*?)</p>", one) for one in items] == [
        ["bildet hakker", "Fredag 16. april · 1 gang · Lignet mest på «Strømmelenken»"],
        ["any vegan cake", "Torsdag 15. april · 1 gang · Lignet mest på «Hva skjer på et klokkeslett?»"],
        ["hvor lader jeg bilen", "Torsdag 15. april · 2 ganger · Lignet ikke på noe"],
    ]
    assert ("<h2>4 meldinger</h2>" in text, '<p lang="en">any vegan cake</p>' in text) == (True, True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("intent", sorted(INTENTS - {NONE}))
def test_whatever_a_message_may_be_near_has_words(intent: str, language: Language) -> None:
    assert wish_words(intent, voice(language)) != intent


def test_what_has_no_words_is_called_by_its_name() -> None:
    assert wish_words("some.thing", voice(NB)) == "some.thing"


async def test_one_is_deleted_by_its_button_and_the_audit_has_no_words_of_it(house: Plain, inside: Browser) -> None:
    await keep(house, BIKE, VIDEO)
    done = [await inside.press(AT, **of(BIKE)) for _ in range(2)]
    assert [(one.status, one.headers["Location"]) for one in done] == [(303, AT)] * 2
    assert (await kept(house), (await house.audit())[1:]) == (
        [VIDEO.text],
        [("organiser-ola", "message_deleted", None)],
    )


async def test_all_are_deleted_at_once_and_none_of_another_gathering(house: Plain, inside: Browser) -> None:
    await keep(house, BIKE, VIDEO)
    async with house.database.write() as tx:
        other = gathering(id=GatheringId("g2"), slug="annen", programme=(), streams=())
        await save_gathering(tx, other)
        await add_not_understood(tx, other.id, BIKE)
    await inside.press(AT, do="delete_all")
    async with house.database.read() as tx:
        left = await list_not_understood(tx, GatheringId("g2"))
    assert (await kept(house), left) == ([], [BIKE])
    assert (await house.audit())[1:] == [("organiser-ola", "messages_deleted", None)]


@pytest.mark.parametrize("sent", [{}, {"do": "keep"}, {**of(BIKE), "day": "i går"}, {"do": "delete", "day": ""}])
async def test_what_no_button_asks_for_is_not_done(house: Plain, inside: Browser, sent: dict[str, str]) -> None:
    await keep(house, BIKE)
    assert ((await inside.press(AT, **{"do": "", **sent})).status, await kept(house)) == (404, [BIKE.text])


async def test_only_our_own_page_and_who_is_inside_deletes(house: Plain, inside: Browser) -> None:
    await keep(house, BIKE)
    forged = await inside.post(AT, {"do": "delete_all"})
    foreign = await inside.post(AT, {"do": "delete_all"}, {"Sec-Fetch-Site": "cross-site"})
    async with a_browser(house) as stranger:
        outside = await stranger.post(AT, {"do": "delete_all"})
    assert ([one.status for one in (forged, foreign, outside)], await kept(house)) == ([403, 403, 403], [BIKE.text])


async def test_what_people_wrote_is_text(house: Plain, inside: Browser) -> None:
    loud = replace(BIKE, text="\"><script>alert(1)</script><b>' &amp;")
    await keep(house, loud)
    page = await inside.get(AT)
    assert ("<script" in page.text, "<b>" in page.text, loud.text in page.words) == (False, False, True)
    await inside.press(AT, **of(loud))
    assert await kept(house) == []


async def test_of_very_many_the_latest_are_shown_and_the_rest_are_in_the_file(house: Plain, inside: Browser) -> None:
    await keep(house, *(replace(BIKE, text=f"melding {n:03}") for n in range(MOST_SHOWN + 3)))
    page = await inside.get(AT)
    assert (page.text.count("<li><div>"), "3 til står i filen" in page.words) == (MOST_SHOWN, True)
    assert f'href="/host/{SLUG}/export/not-understood.jsonl"' in page.text


@pytest.mark.parametrize(("kind", "form"), [("not-understood", "csv"), ("not-understood", "xlsx"), ("food", "jsonl")])
async def test_it_is_taken_away_as_lines_and_nothing_else_is(inside: Browser, kind: str, form: str) -> None:
    taken = await inside.get(f"/host/{SLUG}/export/not-understood.jsonl")
    other = await inside.get(f"/host/{SLUG}/export/{kind}.{form}")
    assert (taken.status, other.status) == (200, 404)
