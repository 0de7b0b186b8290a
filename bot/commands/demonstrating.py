"""`samband demo`: the main job with an invented gathering, in a database of its own, on a day that takes minutes."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final
from uuid import uuid4

from bot.clock import clock_of
from bot.commands import values
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import opened, time_of
from bot.commands.running import serve
from bot.commands.simulating import let_live
from config.settings import DEFAULT_PORT, Settings
from dialogs.phrases import Voice, voice
from gatherings.actions import invite_organiser, save_and_plan
from gatherings.actions.importing import new_block_id
from gatherings.agenda import Agenda
from gatherings.gathering import EN, Contact, Gathering, GatheringId, Network, NetworkId, Stream
from gatherings.intake.draft import Draft
from gatherings.intake.imported import merged
from gatherings.intake.slugs import slug_of
from gatherings.store import Tx
from gatherings.store.gatherings import find_gathering, get_gathering
from gatherings.store.networks import add_network, find_network
from gatherings.store.organisers import Scope
from gatherings.terms import Fee, Terms

HOST: Final = "127.0.0.1"
SAMPLE: Final = "varsamling.txt"
NETWORK: Final = ("fjordnettverket", "Fjordnettverket")
CONTACT: Final = Contact("Ola Vik", "400 00 000", "ola.vik@example.org")
STREAM: Final = Stream("https://video.example.org/varsamling")
BEFORE: Final = timedelta(minutes=10)
SPEED: Final = 60.0
PORTS_TRIED: Final = 50
PEOPLE: Final = 12
"""So many invented people have signed up when it begins. Registration stays open all day, so that one may try it."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What is told when the demonstration runs."""

    code: str
    minutes: int


async def demo(call: Call) -> None:
    """Serves the sample gathering until it is told to stop."""
    from gatherings.intake.formats import read_programme  # noqa: PLC0415 (its readers take long to load)

    draft = read_programme((files("gatherings.samples") / SAMPLE).read_bytes(), filename=SAMPLE)
    speed = SPEED if call["speed"] is None else call["speed"]
    settings = settings_for(draft, call.say, port=free_port(call["port"] or DEFAULT_PORT), speed=speed)
    if not call["keep"]:
        remove(settings)
    ready = await set_up(settings, draft, speed=speed)
    shown = {"code": ready.code, "database": settings.database_url}
    await serve(
        settings,
        started=lambda url: call.show({"url": url, **shown}, told(url, ready, call.say)),
        arrivals_follow=True,
    )


def settings_for(draft: Draft, say: Voice, *, port: int, speed: float) -> Settings:
    """Settings of the demonstration's own, whatever the environment says."""
    begins = Agenda(_gathering(draft, NetworkId(""))).blocks[0].starts_at - BEFORE
    name = "samband" if port == DEFAULT_PORT else f"samband-{port}"
    return Settings(
        database_url=f"sqlite:///var/demo/{name}.db",
        host=HOST,
        port=port,
        language=str(say.language),  # type: ignore[arg-type]  # a voice speaks one of the three
        clock=f"{begins.isoformat(timespec='minutes')}@{speed:g}",
        dev=True,
    )


async def set_up(settings: Settings, draft: Draft, *, speed: float) -> Ready:
    """Writes the network, the gathering with its postings, and a code for an organiser."""
    gathering = _gathering(draft, NetworkId(""))
    async with opened(settings) as database:
        now = await time_of(settings, database)
        async with database.write() as tx:
            network = await _network(tx)
            if await find_gathering(tx, gathering.slug) is None:
                await save_and_plan(tx, replace(gathering, network_id=network.id), now=now)
            scope = Scope(network_id=network.id)
            code = await invite_organiser(tx, scope, sees_needs=True, choose=secrets.choice, now=now)
            saved = await get_gathering(tx, gathering.slug)
        clock = await clock_of(settings.clock, database)
        await let_live(database, clock, saved, count=PEOPLE, seed=1, language=saved.language)
    length = (Agenda(gathering).is_over_at or now) - Agenda(gathering).blocks[0].starts_at + BEFORE
    return Ready(code, round(length / timedelta(minutes=1) / speed) if speed else 0)


def told(url: str, ready: Ready, say: Voice) -> Sequence[str]:
    """What stands in the terminal while it runs, and a line of English where that is another language."""
    pace = say("command.demo.pace", n=ready.minutes) if ready.minutes else say("command.demo.stands_still")
    lines = [say("command.demo.open", url=url), pace, "", say("command.demo.try")]
    lines += [f"  {question}" for question in say("command.demo.questions").splitlines()]
    lines += ["", say("command.demo.organiser", code=ready.code), say("command.demo.stop")]
    return lines if say.language == EN else [*lines, "", voice(EN)("command.demo.in_english", url=url)]


def free_port(wanted: int) -> int:
    """The port, or the next that nobody has. Raises Refused."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((HOST, port))
            except OSError:
                continue
            return int(tried.getsockname()[1])
    raise Refused("command.refused.port_taken", host=HOST, port=wanted)


def remove(settings: Settings) -> None:
    """Takes away what the last demonstration left."""
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    for left in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)


async def _network(tx: Tx) -> Network:
    found = await find_network(tx, NETWORK[0])
    if found is not None:
        return found
    made = Network(NetworkId(uuid4().hex), *NETWORK)
    await add_network(tx, made)
    return made


def _gathering(draft: Draft, network_id: NetworkId) -> Gathering:
    new = Gathering(
        id=GatheringId(uuid4().hex),
        network_id=network_id,
        slug=slug_of(draft.title, draft.starts_on),
        title=draft.title,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        venue="Kulturhuset",
        place="Fjordby",
        contact=CONTACT,
        terms=Terms(deadline=draft.ends_on, fee_late=Fee(), fee_absent=Fee(), capacity=20),
        streams=(STREAM,),
        version=0,
    )
    return merged(draft, None, new=new, new_id=new_block_id).after


COMMANDS = (
    Command(
        "demo",
        "samband demo --speed 120",
        demo,
        (
            Argument("--speed", "N", values.speed),
            Argument("--port", "PORT", values.port),
            Argument("--keep", is_flag=True),
        ),
    ),
)
