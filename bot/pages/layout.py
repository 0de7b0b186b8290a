"""The frame that every page stands in."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from string import Template
from typing import Final

from aiohttp import web
from markupsafe import Markup, escape

from bot.page.assets import Assets
from bot.page.headers import plain_headers
from bot.page.page import language_links
from bot.pages.html import NOTHING
from dialogs.phrases import Voice

FRAME: Final = Template(Path(__file__).with_name("frame.html").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: its title, what stands in it, and above it whose pages these are and where one may go."""

    title: str
    content: Markup
    subtitle: str = ""
    menu: Markup = NOTHING
    status: HTTPStatus = HTTPStatus.OK


def framed(shown: Shown, *, voice: Voice, assets: Assets, is_secure: bool) -> web.Response:
    """The response that shows it."""
    text = {
        "lang": voice.language,
        "title": voice("page.title", gathering=shown.title),
        "subtitle": shown.subtitle,
        "css": assets.address("page.css"),
        "pages_css": assets.address("pages.css"),
        "mark": assets.address("mark.svg"),
        "skip": voice("pages.skip"),
        "languages": voice("page.languages"),
    }
    markup: dict[str, str] = {"links": language_links(voice.language), "menu": shown.menu, "content": shown.content}
    body = FRAME.substitute({**{name: escape(value) for name, value in text.items()}, **markup})
    response = web.Response(text=body, content_type="text/html", status=shown.status)
    response.headers.update(plain_headers(is_secure=is_secure))
    return response
