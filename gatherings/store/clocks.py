"""The rehearsal clock's row, the installation's secret, and the heart of each replica."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from gatherings.store.inserting import insert_or_ignore, upsert
from gatherings.store.tables import clock, heartbeat, secret
from gatherings.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Gathering time was `gathering_at` when the machine's was `machine_at`, and runs `speed` times as fast.

    `setting` is the text that it was begun with: another text begins anew, the same goes on after a restart.
    """

    setting: str
    gathering_at: datetime
    machine_at: datetime
    speed: float

    def now(self, machine_now: datetime) -> datetime:
        """Gathering time at an instant of machine time."""
        return self.gathering_at + (machine_now - self.machine_at) * self.speed

    def moved(self, to: datetime, *, machine_now: datetime) -> Rehearsal:
        """The same clock, set to another instant, running on from there."""
        return Rehearsal(self.setting, to, machine_now, self.speed)


async def find_rehearsal(tx: Tx) -> Rehearsal | None:
    row = (await tx.execute(select(clock))).first()
    return None if row is None else Rehearsal(row.setting, row.gathering_at, row.machine_at, row.speed)


async def begin_rehearsal(tx: Tx, begun: Rehearsal) -> Rehearsal:
    """The rehearsal that is under way with this setting, or else this one, which begins by it."""
    await tx.execute(insert_or_ignore(tx, clock).values(**_columns(begun)))
    await tx.execute(select(clock.c.id).with_for_update())
    found = await find_rehearsal(tx)
    if found is not None and found.setting == begun.setting:
        return found
    await save_rehearsal(tx, begun)
    return begun


async def save_rehearsal(tx: Tx, rehearsal: Rehearsal) -> None:
    """Sets the clock, for every process."""
    written = upsert(tx, clock).values(**_columns(rehearsal))
    await tx.execute(written.on_conflict_do_update(index_elements=["id"], set_=_columns(rehearsal)))


def _columns(rehearsal: Rehearsal) -> dict[str, object]:
    return {
        "id": 1,
        "setting": rehearsal.setting,
        "gathering_at": rehearsal.gathering_at,
        "machine_at": rehearsal.machine_at,
        "speed": rehearsal.speed,
    }


async def get_secret(tx: Tx, name: str, *, made: str) -> str:
    """The installation's secret of that name; `made` becomes it the first time."""
    await tx.execute(insert_or_ignore(tx, secret).values(name=name, value=made))
    return str((await tx.execute(select(secret.c.value).where(secret.c.name == name))).scalar_one())


async def beat(tx: Tx, replica: str, *, machine_at: datetime, gathering_at: datetime) -> None:
    """Says that a replica's scheduler is alive."""
    values = {"machine_at": machine_at, "gathering_at": gathering_at}
    if (await tx.execute(update(heartbeat).where(heartbeat.c.replica == replica).values(**values))).rowcount == 0:
        await tx.execute(insert(heartbeat).values(replica=replica, **values))


async def find_last_beat(tx: Tx) -> datetime | None:
    """When any replica last beat, in machine time."""
    latest: datetime | None = (await tx.execute(select(func.max(heartbeat.c.machine_at)))).scalar()
    return latest


async def forget_beats(tx: Tx, *, machine_now: datetime, after: timedelta = timedelta(days=1)) -> int:
    """How many hearts that stopped beating are forgotten."""
    return (await tx.execute(delete(heartbeat).where(heartbeat.c.machine_at < machine_now - after))).rowcount
