"""What a child of the nursery does: the service, put together as `samband run` does it, or one command."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from bot.__main__ import main as samband
from bot.app import house_of
from bot.house import House
from bot.serving import serve
from config.settings import Settings
from gatherings.store import Database
from gatherings.store.migrate import migrate
from gatherings.terms import Terms
from jobs.clock import AlarmClock
from jobs.timetable import timetable
from tests.builders import DAY_ONE, at
from tests.scenarios.scene import a_scene
from tests.torture.clock import SharedClock

FASTER: Final = 8
"""The clock rings so much more often: a life is shorter than the second that a tick is in the product."""
LONGEST: Final = timedelta(milliseconds=800)


def serve_house(
    settings: Mapping[str, Any],
    database: Database,
    clock: SharedClock,
    *,
    keeps_jobs: bool,
    started: Callable[[int], None],
) -> None:
    """Serves until it is told to stop, or killed."""
    logging.basicConfig(level="WARNING", stream=sys.stderr)
    logging.getLogger("apscheduler").setLevel("ERROR")  # a ring that finds the last one at work is nothing here
    asyncio.run(_serve(Settings(**settings), database, clock, keeps_jobs=keeps_jobs, started=started))


async def _serve(
    settings: Settings, database: Database, clock: SharedClock, *, keeps_jobs: bool, started: Callable[[int], None]
) -> None:
    """What `bot.app.run` does, with the rig's clock, and one that rings more often."""
    async with house_of(settings, database, clock, keeps_jobs=keeps_jobs, arrivals_follow=False) as house:
        quick = replace(house, alarm=_alarm(database, clock, house)) if keeps_jobs else house
        await serve(house.app, quick.working(), host=settings.host, port=settings.port, started=started)
    await database.close()


def _alarm(database: Database, clock: SharedClock, house: House) -> AlarmClock:
    """The house's own, but for how often its tick comes."""
    jobs = timetable(
        database,
        clock,
        channels={"teams", "web"},
        replica=uuid4().hex,
        wake_courier=house.courier.wake,
        ticked=lambda: None,
    )
    return AlarmClock([replace(job, every=min(job.every / FASTER, LONGEST)) for job in jobs])


def do_command(arguments: Sequence[str], environment: Mapping[str, str], *, output: Path) -> int:
    """How `samband ARGUMENTS` ended; what it wrote is in the file."""
    os.environ.update(environment)
    with output.open("w", encoding="utf-8") as written, redirect_stdout(written):
        try:
            return samband(arguments, source=io.StringIO())
        except SystemExit as ended:
            return int(ended.code or 0)


def warmed(address: str, folder: Path) -> Database:
    """The database, opened by nobody, with the statements of a few turns compiled. On SQLite a template is left."""
    database = Database.at(address)
    asyncio.run(_warm(database, folder))
    return database


async def _warm(database: Database, folder: Path) -> None:
    await migrate(database)
    await database.close()
    if (file := database_file(database)) is not None:
        shutil.copyfile(file, folder / "template.db")
    async with a_scene(database, at=at("08:00")) as scene:
        await scene.change(terms=Terms(deadline=DAY_ONE))
        scene.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
        kari = scene.teams.personal()
        for pressed in ({"do": "follow.start"}, {"do": "signup.start", "gathering": "g1"}):
            await scene.press(kari, pressed)
        await scene.choose(kari, "Meld på, i salen")
        await scene.press(kari, {"do": "signup.cancel", "gathering": "g1"})
        await scene.choose(kari, "Meld av")
        await scene.forward(at("09:30"))
    await database.close()


def database_file(database: Database) -> Path | None:
    """The file of an SQLite database."""
    name = database._writer.url.database
    return Path(name) if database.dialect == "sqlite" and name else None
