"""What an operator does beside the service: imports that move blocks, and backups. They are killed as well."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Final

from bot.exports.programme import CSV, write_programme
from dialogs.phrases import voice
from gatherings.gathering import NB, Gathering
from gatherings.programme import Block
from gatherings.store import Database
from gatherings.store.stepping import list_differences
from tests.torture.births import KILLED, Nursery
from tests.torture.fate import Point, fate_of_command
from tests.torture.people import Ledger
from tests.torture.stores import REGISTERED, Store
from tests.torture.verdict import DOMAIN

OFTEN, SELDOM = 0.12, 0.2
MOST_TIMES, MIGRATING = 3, 200
AHEAD: Final = timedelta(minutes=15)


class Errands:
    """One at a time, now and then. `lost` is what they acknowledged and did not keep."""

    def __init__(self, nursery: Nursery, store: Store, chance: Random, ledger: Ledger, folder: Path) -> None:
        self._nursery, self._store, self._chance, self._ledger = nursery, store, chance, ledger
        self._programme, self._copy = folder / "program.csv", folder / "copy.db"
        self.lost: list[str] = []
        self.imported = 0
        self.starts: dict[str, set[str]] = {}

    def begin(self, made: Gathering) -> None:
        """The gathering as it is stored."""
        self._gathering = made
        self.starts = {one.title: {f"{one.start:%H:%M}"} for one in made.programme}

    async def run_one(self, now: datetime) -> str | None:
        """Now and then an errand, half of them killed; the point at which it was."""
        if self._chance.random() > OFTEN:
            return None
        if self._store.address.startswith("sqlite") and self._chance.random() < 0.4:
            return await self._back_up()
        return await self._import(now)

    async def migrate(self) -> list[str]:
        """Brings an empty database up to date, killed a few times on the way; the points at which it was."""
        if self._chance.random() > SELDOM:
            return []
        address, killed = self._store.make_empty(), list[str]()
        for _ in range(MOST_TIMES):
            code, point = await self._done("migrate", most=MIGRATING, DATABASE_URL=address)
            if point is None:
                break
            killed.append(point)
        else:
            code = await (await self._nursery.command("migrate", DATABASE_URL=address)).ended
        if code != 0 or (found := await _differences(address)):
            self.lost.append(f"a migration ended with {code}, and {found if code == 0 else ''} differs")
        return killed

    async def _import(self, now: datetime) -> str | None:
        """A block of later is moved by a minute. Where the import is killed either time may stand."""
        later = [one for one in self._gathering.programme if self._can_move(one, now)]
        if not later:
            return None
        chosen = self._chance.choice(later)
        moved = replace(chosen, start=_minute_later(chosen.start))
        programme = tuple(moved if one is chosen else one for one in self._gathering.programme)
        wanted = replace(self._gathering, programme=programme)
        self._programme.write_bytes(write_programme(wanted, CSV, voice=voice(NB), stamped_at=now))
        read = "import", str(self._programme), "--gathering", wanted.slug
        clock = f"{now.isoformat()}@0"
        code, point = await self._done(*read, DATABASE_URL=self._store.address, CLOCK=clock)
        if code == 0:
            self.begin(wanted)
            self.imported += 1
        elif code == KILLED:
            for one in wanted.programme:
                self.starts[one.title].add(f"{one.start:%H:%M}")
        else:
            self.lost.append(f"an import ended with {code}")
        return point

    async def _back_up(self) -> str | None:
        """A copy that is whole, with everybody in it who was registered before; killed, whole or not there."""
        self._copy.unlink(missing_ok=True)
        before = self._ledger.registered - self._ledger.leaving
        code, point = await self._done("backup", str(self._copy), DATABASE_URL=self._store.address)
        if code not in {0, KILLED} or (code == 0 and not self._copy.exists()):
            self.lost.append(f"a backup ended with {code}")
        if self._copy.exists():
            with closing(sqlite3.connect(self._copy)) as copy:
                whole = copy.execute("PRAGMA integrity_check").fetchall()
                listed = {row[0] for row in copy.execute(REGISTERED)}
            gone = {f"{name}{DOMAIN}" for name in before - self._ledger.leaving} - listed
            self.lost += [f"a backup is not whole: {whole}"] if whole != [("ok",)] else []
            self.lost += [f"a backup lacks {name}" for name in sorted(gone)]
        return point

    async def _done(self, *arguments: str, most: int = 40, **settings: str) -> tuple[int, str | None]:
        """How a command ended, and where it was killed."""
        fate = fate_of_command(self._chance, most=most)
        life = await self._nursery.command(*arguments, fate=fate, **settings)
        if fate.point is Point.ANY and not await life.until_ended(within=fate.count / 1000):
            life.kill()
        code = await life.ended
        return code, f"{arguments[0]}:{fate.point}" if code == KILLED else None

    def _can_move(self, one: Block, now: datetime) -> bool:
        starts_at = datetime.combine(one.day, one.start, tzinfo=self._gathering.zone)
        return starts_at > now + AHEAD and one.end is not None and _minute_later(one.start) < one.end


async def _differences(address: str) -> list[object]:
    """What a migrated database lacks."""
    database = Database.at(address)
    found = await list_differences(database)
    await database.close()
    return found


def _minute_later(at: time) -> time:
    return (datetime.combine(date.min, at) + timedelta(minutes=1)).time()
