"""The page and its Direct Line in front of a small echo, served on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.buckets import Rate
from bot.cards.card import Card, Cell, Choice, Fact, Input, InputKind, Option, Row
from bot.channels.web import WebWire, dress
from bot.directline.directline import Clocks, DirectLine
from bot.directline.hub import Hub
from bot.directline.limits import OPENINGS, POSTS
from bot.directline.posted import address_of
from bot.directline.routes import Routes
from bot.directline.tokens import Tokens, bearer_of
from bot.page.assets import FETCHED, Assets
from bot.page.page import Page
from bot.wire import Address, Happening, Incoming, Outgoing, Receipt, Wire
from gatherings.gathering import NB
from tests.doubles.clocks import HandClock
from tests.doubles.transcript import TranscriptInMemory

SECRET = "a secret for tests, long enough"
REHEARSED = datetime(2027, 11, 16, 8, tzinfo=UTC)

WELCOME = Card(
    title="Velkommen til Vårsamling",
    lines=("Spør meg om program, tider og strømming.",),
    choices=(Choice("Hva er neste?", do="agenda.next"), Choice("Programmet i dag", do="agenda.day")),
)
PROGRAMME = Card(
    title="Torsdag 15. april",
    rows=(
        Row("09.00–09.15", "Velkommen til Fjordby", "Strømmes"),
        Row("09.15–10.00", "Nytt fra fylket", "Ved Ingrid Moe · Strømmes", is_on=True),
        Row("10.15–12.00", "Målkonflikter i planarbeidet", "Ved Ingrid Moe og Per Lie · Storsalen"),
        Row("12.00–12.45", "Lunsj", "Kantina"),
    ),
    choices=(Choice("Åpne strømmen", url="https://video.example.org/varsamling"), Choice("I morgen", do="agenda.day")),
)
ROOM_OR_DIGITAL = (Option("room", "I salen"), Option("digital", "Digitalt"))
COURSES = ("Forrett", "Fisk", "Vegetar", "Vegan", "Dessert", "Kaffe")
FORM = Card(
    title="Meld deg på Vårsamling",
    lines=("Vi trenger noen opplysninger. Det med stjerne må fylles ut.",),
    inputs=(
        Input("name", "Navn", is_required=True, error="Skriv navnet ditt.", placeholder="For- og etternavn"),
        Input("email", "E-post", InputKind.EMAIL, is_required=True, error="Skriv e-postadressen din.", longest=254),
        Input("mode", "Hvordan deltar du?", InputKind.ONE_OF, ROOM_OR_DIGITAL, value="room"),
        Input("dinner", "Middag", InputKind.ONE_OF, tuple(Option(one.lower(), one) for one in COURSES)),
        Input("food", "Mat", InputKind.SEVERAL_OF, (Option("veg", "Vegetar"), Option("nuts", "Uten *nøtter* [1]"))),
        Input("access", "Annet vi bør vite", InputKind.LONG_TEXT, placeholder="For eksempel teleslynge", longest=500),
    ),
    choices=(
        Choice("Gå videre", do="signup.details", args={"gathering": "g1"}),
        Choice("Avbryt", do="cancel", takes_inputs=False),
    ),
    footer="Mat og tilrettelegging slettes 14 dager etter samlingen.",
)
RATING = Card(
    title="Hvor nyttig var Vårsamling?",
    lines=("1 er minst, 10 er mest. Ett trykk er nok, og svaret er anonymt.",),
    cells=tuple(
        Cell(str(n), f"{n} av 10{', valgt' if n == 8 else ''}", "evaluation.answer", {"value": str(n)}, is_on=n == 8)
        for n in range(1, 11)
    ),
    choices=(Choice("Ikke minn meg på dette", do="reminder.stop"),),
    footer="Du får denne fordi du var med på Vårsamling.",
)
POSTED = Card(
    title="Nå: Målkonflikter i planarbeidet",
    lines=("Workshop ved Ingrid Moe og Per Lie.",),
    facts=(Fact("Tid", "kl. 10.15–12.00"), Fact("Sted", "Storsalen")),
    footer="Du får denne fordi du følger programmet. Skriv «slutt å følge» for å slippe.",
)


CARDS = {"program": PROGRAMME, "skjema": FORM, "skala": RATING}


@dataclass
class Echo:
    """Turns that say back what they heard, once for each id. `heard` has everything that came, repeats too."""

    wires: dict[str, Wire] = field(default_factory=dict)
    heard: list[Incoming] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    async def take(self, incoming: Incoming) -> Sequence[Outgoing]:
        self.heard.append(incoming)
        if incoming.id in self.seen:
            return ()
        self.seen.add(incoming.id)
        return [Outgoing(dress(self.reply(incoming), language=NB), key=f"{incoming.id}:1")]

    async def arrived(self, outgoing: Outgoing, receipt: Receipt) -> None:
        """Nothing is kept."""

    async def answer(self, incoming: Incoming) -> None:
        for outgoing in await self.take(incoming):
            await self.wires[incoming.address.channel].send(incoming.address, outgoing)

    def reply(self, incoming: Incoming) -> Card:
        match incoming:
            case Incoming(what=Happening.ARRIVAL):
                return WELCOME
            case Incoming(what=Happening.PRESS, pressed={"do": done, "value": str(value)}):
                return Card(lines=(f"trykket: {done} {value}",))
            case Incoming(what=Happening.PRESS, pressed={"do": done}):
                return Card(lines=(f"trykket: {done}",))
        return CARDS.get(incoming.text) or Card(lines=(f"ekko: {incoming.text}",))


@dataclass
class House:
    """What is served, and where."""

    url: str
    echo: Echo
    transcript: TranscriptInMemory
    hub: Hub
    wire: WebWire
    tokens: Tokens
    clock: Callable[[], datetime]

    @property
    def directline(self) -> str:
        return f"{self.url}/directline"

    async def post(self, conversation: str, card: Card, **more: Any) -> str:
        """The receipt of a card that nobody asked for."""
        return (await self.wire.send(self.address(conversation), Outgoing(dress(card, language=NB), **more))).id

    def address(self, conversation: str) -> Address:
        user = self.transcript.kept[conversation].user
        assert bearer_of(user).conversation == conversation
        return address_of(bearer_of(user))


@asynccontextmanager
async def open_house(
    *,
    transcript: TranscriptInMemory | None = None,
    clock: Callable[[], datetime] | None = None,
    every: timedelta = timedelta(milliseconds=50),
    posts: Rate = POSTS,
    openings: Rate = OPENINGS,
    fetched: Path = FETCHED,
    is_secure: bool = False,
    title: str = "Vårsamling 2027",
) -> AsyncIterator[House]:
    """A house on a port of its own. Houses that share a transcript are replicas of one service."""
    kept, now = transcript or TranscriptInMemory(), clock or HandClock()
    hub, tokens, echo = Hub(kept, every=every), Tokens(SECRET, now=now), Echo()
    wire = echo.wires["web"] = WebWire(kept, hub, now=now)
    clocks = Clocks(machine=now, gathering=lambda: REHEARSED)
    line = DirectLine(echo, transcript=kept, hub=hub, tokens=tokens, clocks=clocks, posts=posts, openings=openings)

    async def named() -> str:
        return title

    app = web.Application()
    Routes(line, is_secure=is_secure).add_to(app)
    Page(named, tokens=tokens, secret=SECRET, is_secure=is_secure, assets=Assets(fetched)).add_to(app)
    async with serving(app) as url:
        yield House(url, echo, kept, hub, wire, tokens, now)


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """The address of an application on loopback."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()
