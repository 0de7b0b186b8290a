"""The picture of an evaluation, as a chat platform fetches it: without a cookie, and only once it is told."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import aiohttp
import pytest
import segno
from PIL import Image

from bot.links import room_code_url, room_url
from bot.pictures import picture_url
from bot.plots.plot_png import plot_png
from bot.qr import PIXELS, QUIET, qr_png
from gatherings.evaluation.results import distribution
from gatherings.store import Database
from tests.builders import gathering
from tests.web.evaluated import answer, ask, close, guests, id_of, rated
from tests.web.plain_house import Plain, a_plain_house

SCORES = (8, 8, 9, 7, 3, 10)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[Plain]:
    async with a_plain_house(database) as opened:
        yield opened


async def fetch(url: str) -> tuple[int, str, str, bytes]:
    """Its status, type and how long it may be kept, and the body; fetched by somebody without a cookie."""
    async with aiohttp.ClientSession() as session, session.get(url) as got:
        return got.status, got.content_type, got.headers["Cache-Control"], await got.read()


async def test_once_told_it_is_the_distribution_of_the_first_scale(house: Plain) -> None:
    await rated(house, SCORES)
    status, kind, kept, body = await fetch(picture_url(house.links.url, id_of()))
    assert (status, kind, kept) == (200, "image/png", "public, max-age=3600")
    assert body == plot_png(distribution(SCORES))
    assert Image.open(io.BytesIO(body)).size == (1200, 600)


async def test_while_it_is_open_there_is_no_picture(house: Plain) -> None:
    people = await guests(house)
    await ask(house)
    await answer(house, people, ["8"] * 6)
    assert (await fetch(picture_url(house.links.url, id_of())))[:3] == (404, "text/html", "no-store")


async def test_of_fewer_than_six_answers_there_is_no_picture(house: Plain) -> None:
    people = await guests(house)
    await ask(house)
    await answer(house, people, ["8"] * 5)
    await close(house)
    assert (await fetch(picture_url(house.links.url, id_of())))[0] == 404


async def test_of_texts_alone_there_is_no_picture(house: Plain) -> None:
    people = await guests(house)
    await ask(house)
    await answer(house, people, ["Pauser"] * 6, "takeaway")
    await close(house)
    assert (await fetch(picture_url(house.links.url, id_of())))[0] == 404


async def test_the_code_of_the_room_leads_to_its_page_and_is_there_before_anything_is_asked(house: Plain) -> None:
    url = room_url(house.links.url, gathering().id)
    status, kind, kept, body = await fetch(room_code_url(house.links.url, gathering().id))
    async with aiohttp.ClientSession() as session, session.get(url) as page:
        assert (status, kind, kept, page.status) == (200, "image/png", "public, max-age=3600", 200)
    modules = segno.make_qr(url, error="m").symbol_size(border=QUIET)
    assert Image.open(io.BytesIO(body)).size == tuple(PIXELS * side for side in modules)
    assert body == qr_png(url)


async def test_only_an_address_that_we_have_signed_is_answered(house: Plain) -> None:
    await rated(house, SCORES)
    ours = picture_url(house.links.url, id_of())
    of_a_person = f"{house.links.url('p', id_of())}.png".replace("/p/", "/evaluation/")
    wrong = [
        ours.replace(".png", "x.png"),
        of_a_person,
        f"{house.url}/evaluation/{id_of()}.png",
        ours.replace("g1", "g2"),
    ]
    assert [(await fetch(url))[0] for url in [ours, *wrong]] == [200, 404, 404, 404, 404]
    code = room_code_url(house.links.url, gathering().id)
    assert [(await fetch(url))[0] for url in (code, code.replace("g1", "g2"))] == [200, 404]
