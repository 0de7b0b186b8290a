"""The page's handlers: the page itself, its files, and a token for its visitor."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import time
from html import escape
from http import HTTPStatus
from string import Template
from typing import Final

from aiohttp import hdrs, web

from bot.directline.tokens import LIFETIME, Tokens, bearer_of
from bot.origins import is_from_the_page
from bot.page.assets import HERE, PREFIX, WEB_CHAT, Assets
from bot.page.headers import page_headers
from bot.page.languages import choose_language
from bot.page.visitor import Visitors
from dialogs.phrases.voice import Voice, voice
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language

TOKEN_AT: Final = "/page/token"  # noqa: S105 (an address)
TEMPLATE: Final = Template((HERE / "page.html").read_text(encoding="utf-8"))
NAMES: Final = {NB: "Bokmål", NN: "Nynorsk", EN: "English"}
LOCALES: Final = {NB: "nb-NO", NN: "nn-NO", EN: "en-GB"}
WEB_CHAT_LOCALES: Final = {NB: "nb-NO", NN: "nb-NO", EN: "en-US"}
"""Web Chat has no nynorsk and no British English; our phrases stand in the place of its own."""

WEB_CHAT_WORDS: Final = "page.chat."


class Page:
    """The web page. `title` is that of the gathering it is about; `secret` signs cookies."""

    def __init__(
        self,
        title: Callable[[], Awaitable[str]],
        *,
        tokens: Tokens,
        secret: str,
        is_secure: bool,
        language: Language = NB,
        assets: Assets | None = None,
    ) -> None:
        self._title, self._tokens, self._is_secure, self._language = title, tokens, is_secure, language
        self._visitors = Visitors(secret, is_secure=is_secure)
        self._assets = assets or Assets()

    def add_to(self, app: web.Application) -> None:
        """The application has the page at /."""
        app.router.add_get("/", self.show)
        app.router.add_post(TOKEN_AT, self.grant)
        app.router.add_get(f"{PREFIX}/{{digest}}/{{name}}", self._assets.serve)

    async def show(self, request: web.Request) -> web.Response:
        """The page. Nothing is stored for it but the cookie in the browser."""
        accepted = request.headers.get(hdrs.ACCEPT_LANGUAGE, "")
        language = choose_language(request.query.get("lang", ""), accepted, default=self._language)
        nonce = secrets.token_urlsafe(16)
        text = self._written(voice(language), gathering=await self._title(), nonce=nonce)
        response = web.Response(text=text, content_type="text/html")
        response.headers.update(page_headers(request, nonce=nonce, is_secure=self._is_secure))
        self._visitors.greet(request, response)
        return response

    async def grant(self, request: web.Request) -> web.Response:
        """A token for the browser's user. Only a script of the page itself is given one."""
        if not is_from_the_page(request, is_secure=self._is_secure):
            return web.json_response({"error": {"code": "Forbidden"}}, status=HTTPStatus.FORBIDDEN)
        response = web.Response(content_type="application/json", headers={"Cache-Control": "no-store"})
        bearer = bearer_of(self._visitors.greet(request, response))
        token = self._tokens.issue(bearer)
        response.text = json.dumps({"token": token, "expires_in": int(LIFETIME.total_seconds())})
        return response

    def _written(self, say: Voice, *, gathering: str, nonce: str) -> str:
        has_chat = self._assets.has_web_chat
        filling = {
            "lang": say.language,
            "title": say("page.title", gathering=gathering),
            "gathering": gathering,
            "status": say("page.waiting") if has_chat else say("page.not_fetched"),
            "css": self._assets.address("page.css"),
            "mark": self._assets.address("mark.svg"),
            **{name: say(f"page.{name}") for name in ("description", "languages", "no_script", "privacy")},
        }
        markup = {"links": language_links(say.language), "scripts": self._scripts(say, nonce) if has_chat else ""}
        return TEMPLATE.substitute({name: escape(text) for name, text in filling.items()} | markup)

    def _scripts(self, say: Voice, nonce: str) -> str:
        settings = f'<script type="application/json" id="settings">{_inert(_settings(say, nonce))}</script>'
        sources = [self._assets.address(name) for name in (WEB_CHAT, "looks.js", "page.js")]
        return settings + "".join(f'<script nonce="{nonce}" src="{source}" defer></script>' for source in sources)


def _settings(say: Voice, nonce: str) -> Mapping[str, object]:
    """What page.js reads."""
    return {
        "nonce": nonce,
        "tokenAt": TOKEN_AT,
        "domain": "/directline",
        "locale": LOCALES[say.language],
        "webChatLocale": WEB_CHAT_LOCALES[say.language],
        "at": say("page.at"),
        "clockMark": say.clock(time())[2],
        "shortPlaceholder": say("page.placeholder_short"),
        "waiting": say("page.waiting"),
        "notReached": say("page.not_reached"),
        "tryAgain": say("page.try_again"),
        "words": _words(say),
    }


def _words(say: Voice) -> Mapping[str, str]:
    """What Web Chat itself says, under the names that it has for it."""
    keys = [key for key in say.phrases if key.startswith(WEB_CHAT_WORDS)]
    return {key.removeprefix(WEB_CHAT_WORDS): say(key) for key in keys} | {
        "TEXT_INPUT_PLACEHOLDER": say("page.placeholder")
    }


def _inert(value: object) -> str:
    """JSON that ends no script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def language_links(current: Language) -> str:
    """The other languages, and this one marked."""
    return "".join(_link(language, is_current=language == current) for language in LANGUAGES)


def _link(language: Language, *, is_current: bool) -> str:
    mark = ' aria-current="page"' if is_current else ""
    label = f'<span class="short">{language.upper()}</span> <span class="long">{NAMES[language]}</span>'
    return f'<a href="?lang={language}" lang="{language}" hreflang="{language}"{mark}>{label}</a>'
