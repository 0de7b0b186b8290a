"""An organiser who reads programmes in: for a gathering, or for a new one of a network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Final

from markupsafe import Markup

from bot.host.desk import Desk, menu_of
from bot.pages.html import element, joined, link
from bot.pages.layout import Shown
from dialogs.phrases import Voice
from gatherings.gathering import Gathering, Network
from gatherings.people import Person
from gatherings.store import Tx
from gatherings.store.organisers import Scope

PROGRAMME: Final = "programme"


@dataclass(frozen=True)
class Bench:
    """What such a page is drawn from. `base` is its address, `language` the end of one in which the language is kept.

    `gathering` is the one that it is for, None where it is for a new one.
    """

    tx: Tx
    person: Person
    voice: Voice
    now: datetime
    signature: Markup
    language: str
    base: str
    title: str
    menu: Markup
    scope: Scope
    gathering: Gathering | None = None

    @property
    def today(self) -> date:
        return self.now.date() if self.gathering is None else self.now.astimezone(self.gathering.zone).date()

    def path(self, at: str = "") -> str:
        """The address of one of its pages, or, after a "#", of a place on it."""
        page, mark, place = at.partition("#")
        return f"{self.base}{f'/{page}' if page else ''}{self.language}{mark}{place}"

    def shown(self, title: str, *content: Markup | None, status: HTTPStatus = HTTPStatus.OK) -> Shown:
        """A page with its heading."""
        body = joined([element("h1", title), *content])
        return Shown(f"{title}: {self.title}", body, self.title, self.menu, status)


def bench_of(desk: Desk) -> Bench:
    """At the pages of a gathering."""
    return Bench(
        tx=desk.tx,
        person=desk.person,
        voice=desk.voice,
        now=desk.now,
        signature=desk.signature,
        language=desk.language,
        base=f"/host/{desk.gathering.slug}/{PROGRAMME}",
        title=desk.gathering.title,
        menu=menu_of(desk),
        scope=Scope(gathering_id=desk.gathering.id),
        gathering=desk.gathering,
    )


def bench_of_network(
    tx: Tx, person: Person, network: Network, voice: Voice, *, now: datetime, signature: Markup, language: str
) -> Bench:
    """At the page for new gatherings of a network."""
    home = element("li", link(f"/host{language}", voice("host.menu.home")))
    return Bench(
        tx=tx,
        person=person,
        voice=voice,
        now=now,
        signature=signature,
        language=language,
        base=f"/host/network/{network.slug}/{PROGRAMME}",
        title=network.title,
        menu=element("nav", element("ul", home), class_="menu", aria_label=voice("host.menu_label")),
        scope=Scope(network.id),
    )
