"""An organiser at the pages of one gathering, and what such a page is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from markupsafe import Markup

from bot.host.ports import QrSvg
from bot.links import Links
from bot.pages.html import element, joined, link
from bot.pages.layout import Shown
from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.people import Person
from gatherings.store import Tx
from gatherings.store.audits import add_audit

MENU: Final = (
    "",
    "programme",
    "registrations",
    "missing",
    "sends",
    "attendance",
    "evaluation",
    "messages",
    "fees",
    "lists",
    "qr",
)


@dataclass(frozen=True)
class Desk:
    """What a page is drawn from. `at` is the rest of its address; `signature` goes into each form.

    `language` is the end of an address in which the language asked for is kept.
    """

    tx: Tx
    person: Person
    gathering: Gathering
    voice: Voice
    now: datetime
    signature: Markup
    links: Links
    language: str = ""
    at: str = ""
    has_exports: bool = False
    channels: frozenset[str] | None = None
    qr: QrSvg | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(self.gathering.zone).date()

    def path(self, at: str) -> str:
        """The address of another page of the same gathering, or, after a "#", of a place on it."""
        page, mark, place = at.partition("#")
        return f"/host/{self.gathering.slug}{f'/{page}' if page else ''}{self.language}{mark}{place}"

    async def note(self, kind: str, *, subject: str | None = None) -> None:
        """What the organiser did is in the audit log: ids and kinds, no words."""
        await add_audit(
            self.tx, kind, actor=self.person.id, gathering_id=self.gathering.id, subject=subject, at=self.now
        )

    def shown(self, name: str, *content: Markup | None) -> Shown:
        """A page with its heading, in the frame of the gathering."""
        title = self.voice(f"host.menu.{name}")
        heading = element("h1", title)
        return Shown(
            f"{title}: {self.gathering.title}", joined([heading, *content]), self.gathering.title, menu_of(self)
        )


Page = Callable[[Desk], Awaitable[Shown]]
Change = Callable[[Desk, Mapping[str, str]], Awaitable[str]]
"""Does what a form asks for, and returns the rest of the address to look at afterwards."""


def menu_of(desk: Desk) -> Markup:
    """The pages of the gathering, with the one that is open marked."""
    here = desk.at.partition("/")[0]
    items = (_item(desk, at, is_here=at == here) for at in MENU if _is_there(desk, at))
    others = element("li", link(f"/host{desk.language}", desk.voice("host.menu.home")))
    return element("nav", element("ul", *items, others), class_="menu", aria_label=desk.voice("host.menu_label"))


def _is_there(desk: Desk, at: str) -> bool:
    return {"lists": desk.has_exports, "qr": desk.qr is not None}.get(at, True)


def _item(desk: Desk, at: str, *, is_here: bool) -> Markup:
    label = desk.voice(f"host.menu.{at or 'overview'}")
    return element("li", element("a", label, href=desk.path(at), aria_current="page" if is_here else None))


def back(desk: Desk, at: str, label: str) -> Markup:
    """The way to another page of the same gathering."""
    return link(desk.path(at), label, class_="button")
