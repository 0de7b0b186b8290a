"""The driver's side of the nursery: orders processes, and hears of their beginning and their end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final, Self

from tests.torture.clock import SharedClock
from tests.torture.fate import Fate, Point

ROOT: Final = Path(__file__).parents[2]
NEVER: Final = Fate(Point.FILE, 1_000_000)
WARM_WITHIN: Final = 600.0
KILLED: Final = -int(signal.SIGKILL)


@dataclass(eq=False)
class Life:
    """A child process. `born` has its pid, `started` its port, `ended` how it ended (minus the signal)."""

    fate: Fate
    born: asyncio.Future[int] = field(default_factory=asyncio.Future)
    started: asyncio.Future[int] = field(default_factory=asyncio.Future)
    ended: asyncio.Future[int] = field(default_factory=asyncio.Future)
    output: Path = Path()

    def send(self, told: signal.Signals) -> None:
        """Signals the process, if it lives."""
        if self.born.done() and not self.ended.done():
            try:
                os.kill(self.born.result(), told)
            except ProcessLookupError:
                return

    def kill(self) -> None:
        self.send(signal.SIGKILL)

    async def until_started(self) -> bool:
        """Whether it has begun to serve, before it ended."""
        await asyncio.wait([self.started, self.ended], return_when=asyncio.FIRST_COMPLETED)
        return self.started.done()

    async def until_ended(self, *, within: float | None = None) -> bool:
        """Whether it ended in that many seconds."""
        await asyncio.wait([self.ended], timeout=within)
        return self.ended.done()


class Nursery:
    """Forks processes of one that is warmed for some databases. `async with Nursery(folder, address) as nursery`."""

    def __init__(self, folder: Path, *addresses: str) -> None:
        self.folder, self._addresses = folder, addresses
        self.clock = SharedClock.at(folder / "clock")
        self.log = folder / "service.log"
        self._numbers = count(1)
        self._lives: dict[int, Life] = {}

    async def __aenter__(self) -> Self:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "tests.torture.nursery", str(theirs.fileno())]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: ASYNC220 (it is heard of by its socket)
                [*command, str(self.folder), *self._addresses],
                pass_fds=[theirs.fileno()],
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        theirs.close()
        ours.setblocking(False)  # noqa: FBT003
        self._control, self._warm = ours, asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().add_reader(ours, self._heard)
        await asyncio.wait_for(self._warm, WARM_WITHIN)
        return self

    async def __aexit__(self, *_: object) -> None:
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        await asyncio.to_thread(self._process.wait)

    async def serve(self, settings: Mapping[str, Any], *, fate: Fate = NEVER, keeps_jobs: bool = True) -> Life:
        """A service that has been born. Its settings name one of the databases."""
        return await self._order(fate, do="serve", settings=settings, keeps_jobs=keeps_jobs)

    async def command(self, *arguments: str, fate: Fate = NEVER, **settings: str) -> Life:
        """`samband ARGUMENTS`, with these settings, in a process that has been born."""
        environment = {f"SAMBAND_{name}": value for name, value in settings.items()}
        return await self._order(fate, do="command", arguments=arguments, environment=environment)

    async def ran(self, *arguments: str, **settings: str) -> str:
        """What a command wrote that must be well."""
        life = await self.command(*arguments, fate=NEVER, **settings)
        code = await life.ended
        assert code == 0, f"{arguments} ended with {code}; see {self.log}"
        return life.output.read_text(encoding="utf-8")

    async def _order(self, fate: Fate, **order: Any) -> Life:
        number = next(self._numbers)
        life = self._lives[number] = Life(fate, output=self.folder / f"output-{number % 16}")
        told = {"order": number, "log": str(self.log), "output": str(life.output), "point": fate.point}
        self._control.send(json.dumps({**told, "count": fate.count, **order}).encode())
        await life.born
        return life

    def _heard(self) -> None:
        packet = self._control.recv(65_536)
        if not packet:
            asyncio.get_running_loop().remove_reader(self._control)
            gone = RuntimeError(f"the nursery has ended; see {self.log}")
            for future in (self._warm, *(f for life in self._lives.values() for f in (life.born, life.ended))):
                if not future.done():
                    future.set_exception(gone)
            return
        news: Mapping[str, Any] = json.loads(packet)
        if "warm" in news:
            self._warm.set_result(True)
            return
        life = self._lives[news["order"]]
        for name in ("born", "started", "ended"):
            if name in news:
                getattr(life, name).set_result(news[name])
        if "ended" in news:
            del self._lives[news["order"]]
