"""`samband chat`: a conversation in the terminal, with the posts of a programme that is followed."""

from __future__ import annotations

import asyncio
import getpass
import os
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Final, TextIO
from uuid import uuid4

from bot.carriers import carrier_of
from bot.channels.console import CHANNEL, ConsoleWire, dress
from bot.clock import clock_of
from bot.commands.command import Argument, Call, Command
from bot.commands.opened import opened
from bot.courier import Courier
from bot.turn import Turn
from bot.wire import Address, Channel, Happening, Incoming, Sender
from gatherings.gathering import Language
from gatherings.people import ConversationKind
from gatherings.ports import Clock
from gatherings.store.agendas import Agendas
from gatherings.store.gatherings import get_gathering
from jobs.clock import AlarmClock
from jobs.timetable import timetable

LEAVING: Final = frozenset({"avslutt", "exit", "quit"})


async def chat(call: Call) -> None:
    """Talks until the input ends or somebody leaves."""
    async with opened(call.settings) as database:
        clock, agendas = await clock_of(call.settings.clock, database), Agendas()
        wire = ConsoleWire(call.out, is_for_scripts=bool(call["json"]))
        channel = Channel(dress, wire)
        language = Language(call.settings.language)
        turn = Turn(database, clock, {CHANNEL: channel}, agendas=agendas, language=language)
        courier = Courier(database, clock, {CHANNEL: carrier_of(channel)}, agendas)
        jobs = timetable(database, clock, replica=uuid4().hex, wake_courier=courier.wake, ticked=lambda: None)
        async with database.read() as tx:
            chosen = None if call["gathering"] is None else (await get_gathering(tx, call["gathering"])).id
        carrying = asyncio.create_task(courier.run(), name="courier")
        try:
            with AlarmClock(jobs):
                await Talk(turn, wire, clock, gathering=chosen).go_on(call)
        finally:
            carrying.cancel()
            with suppress(asyncio.CancelledError):
                await carrying


class Talk:
    """The conversation of this terminal's user. It is the same one the next time."""

    def __init__(self, turn: Turn, wire: ConsoleWire, clock: Clock, *, gathering: str | None) -> None:
        self._turn, self._wire, self._clock = turn, wire, clock
        self._chosen: Mapping[str, object] = {} if gathering is None else {"gathering": gathering}
        self._user = _user()
        self._address = Address(CHANNEL, "", f"terminal:{self._user}", ConversationKind.PERSONAL)

    async def go_on(self, call: Call) -> None:
        """Says who we are, then answers line by line."""
        await self._take(Happening.ARRIVAL)
        async for line in lines_of(call.source):
            if line.strip().casefold() in LEAVING:
                return
            if line.strip():
                await self._answer(line.strip())

    async def _answer(self, line: str) -> None:
        pressed = self._wire.pressed(line)
        if pressed is None:
            await self._take(Happening.MESSAGE, text=line)
        else:
            await self._take(Happening.PRESS, pressed=pressed)

    async def _take(self, what: Happening, *, text: str = "", pressed: Mapping[str, object] | None = None) -> None:
        incoming = Incoming(
            id=uuid4().hex,
            what=what,
            address=self._address,
            sender=Sender(self._user),
            arrived_at=self._clock.now(),
            text=text,
            pressed={**self._chosen, **(pressed or {})},
        )
        await self._turn.answer(incoming)


async def lines_of(source: TextIO) -> AsyncIterator[str]:
    """The lines of a file, a pipe or a terminal, as they come; posts may be printed while we wait for one."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        # A stream of its own: leaving while a line is waited for must not wait for the lock of standard input.
        for line in _own(source):
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, None)

    def read_quietly() -> None:
        with suppress(RuntimeError):  # the loop has closed: nobody waits for more
            read()

    threading.Thread(target=read_quietly, name="lines", daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line


def _own(source: TextIO) -> TextIO:
    try:
        return os.fdopen(os.dup(source.fileno()), encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return source


def _user() -> str:
    """The name of this machine's user: the same person the next time."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "terminal"


COMMANDS = (Command("chat", "samband chat --gathering varsamling-2027", chat, (Argument("--gathering", "SLUG"),)),)
