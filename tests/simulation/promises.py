"""What must be so after every step, whatever has happened. The numbers are those of docs/simulation.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from tests.builders import OSLO
from tests.simulation.network import Arrival
from tests.simulation.operations import CANARY
from tests.simulation.watched import Row, Watched, watch
from tests.simulation.world import World, instant_of

HORIZON: Final = timedelta(seconds=3)
"""A delivery that is claimed in its last second is on its way for as long as its slot and the answer take."""
FEWEST: Final = 6
MAY_HOLD_TEXTS: Final = frozenset({"open_answer", "closed_text"})


class Broken(AssertionError):  # noqa: N818
    """A promise was not kept."""


@dataclass
class Promises:
    """`before` is how things were after the step before; what follows has grown out of all steps until now."""

    world: World
    before: Watched
    owed: dict[str, tuple[str, str]] = field(default_factory=dict)
    answered: dict[str, set[str]] = field(default_factory=dict)
    looked_at: int = 0
    checks: int = 0

    @classmethod
    def begin(cls, world: World) -> Promises:
        return cls(world, watch(world.look))

    def check(self, actor: str, began: datetime) -> None:
        """Looks at everything. `actor` is who, or what, the step was; it began at `began` (gathering time)."""
        after = watch(self.world.look)
        self.checks += 1
        self._seats(after)
        self._registrations(actor, after, began)
        self._fees(actor, after, began)
        self._evaluations(actor, after)
        for arrival in self.world.network.arrivals[self.looked_at :]:
            self._arrival(arrival, after)
        self.looked_at = len(self.world.network.arrivals)
        self._require(not self.world.network.complaints, "; ".join(self.world.network.complaints))
        self.before = after

    def _require(self, holds: object, what: str) -> None:
        if not holds:
            raise Broken(what)

    # 1 to 3: seats and the waiting list.

    def _seats(self, after: Watched) -> None:
        for mode, column in (("room", "capacity"), ("digital", "capacity_digital")):
            limit, held, had = after.gathering[column], held_of(after, mode), held_of(self.before, mode)
            self._require(limit is None or held <= max(limit, had), f"{held} seats of {limit} ({mode})")
            line = [row for row in after.registrations.values() if row["waits_for"] == mode]
            places = [row["place"] for row in line]
            self._require(len(set(places)) == len(places), f"two on one place: {places}")
            offered = [row["offered_until"] is not None for row in line]
            self._require(offered == sorted(offered, reverse=True), f"offered past somebody: {offered} ({mode})")
        for row in after.registrations.values():
            is_both = row["waits_for"] is not None and (row["seat"] in {"room", row["waits_for"]})
            self._require(not is_both, f"{row['person_id']} has a seat and waits for it")
            self._require(row["offered_until"] is None or row["waits_for"], f"{row['person_id']} is offered what?")

    # 4: what is said to stand, stands.

    def _registrations(self, actor: str, after: Watched, began: datetime) -> None:
        self._require(set(self.before.registrations) <= set(after.registrations), "a registration is gone")
        for person, now in after.registrations.items():
            was = self.before.registrations.get(person)
            if was is None:
                self._require(person == f"p-{actor}", f"{person} was signed up by {actor}")
                continue
            self._require(now["sequence"] >= was["sequence"], f"{person} has gone back")
            if person == f"p-{actor}":
                continue
            self._require(now["seat"] == was["seat"], f"{person} had {was['seat']}, has {now['seat']} by {actor}")
            is_lapsed = was["offered_until"] is not None and instant_of(was["offered_until"]) < self.world.clock.latest
            may_leave = actor == "tick" and is_lapsed
            self._require(
                (now["waits_for"], now["place"]) == (was["waits_for"], was["place"]) or may_leave,
                f"{person} lost place {was['place']} by {actor}",
            )
            if actor == "death":
                self._require(now == was, f"{person} is not as before the crash")

    # 5: fees.

    def _fees(self, actor: str, after: Watched, began: datetime) -> None:
        closing = after.gathering["attendance_closed_at"] and not self.before.gathering["attendance_closed_at"]
        for person, now in after.registrations.items():
            was = self.before.registrations.get(person)
            leaves = was is not None and was["seat"] is not None and now["seat"] is None
            if leaves and was is not None:
                late = self._late_fee(was, began)
                if late is not None:
                    self.owed[now["id"]] = ("late", late)
            if (
                now["seat"] is not None
                and (was is None or was["seat"] != now["seat"])
                and _covers(now, after.gathering)
            ):
                self.owed.pop(now["id"], None)
            if closing and now["seat"] and person not in after.there and now["id"] not in self.owed:
                absent = _terms(now).get("fee_absent")
                if absent is not None and _can_owe(now, after.gathering):
                    self.owed[now["id"]] = ("absent", absent)
        if after.gathering["is_cancelled"]:
            self.owed.clear()
        found = {one: (row["reason"], row["fee"]) for one, row in after.fees.items()}
        self._require(found == self.owed, f"fees are {found}, and should be {self.owed}")

    def _late_fee(self, was: Row, began: datetime) -> str | None:
        """By what the person accepted, on the wall in Oslo; a day put off since counts for them."""
        if not _can_owe(was, self.before.gathering):
            return None
        terms, today = _terms(was), str(began.astimezone(OSLO).date())
        days = [one["free_until"] or one["deadline"] for one in (terms, self.before.gathering)]
        is_late = all(day is not None and today > day for day in days)
        return terms.get("fee_late") if is_late else None

    # 6: evaluations.

    def _evaluations(self, actor: str, after: Watched) -> None:
        for one, row in after.evaluations.items():
            known = self.answered.setdefault(one, set())
            slips, was = after.slips.get(one, 0), self.before.slips.get(one, 0)
            if row["closed_at"] is None:
                if slips > was:
                    self._require(actor not in known, f"{actor} has two slips")
                    known.add(actor)
                self._require(slips == len(known), f"{slips} slips of {len(known)} people")
            else:
                self._require(row["answered"] == len(known), f"{row['answered']} of {len(known)} are counted")
                self._closed(one)

    def _closed(self, one: str) -> None:
        for table in ("open_answer", "evaluation_secret"):
            [n] = self.world.look.execute(f"SELECT count(*) FROM {table} WHERE evaluation_id = ?", (one,)).fetchone()
            self._require(n == 0, f"{table} is kept after closing")
        [kept] = self.world.look.execute(
            "SELECT count(*) FROM closed_answer WHERE evaluation_id = ? AND question = 'usefulness'", (one,)
        ).fetchone()
        n = len(self.answered[one])
        self._require(kept <= n and (n >= FEWEST or kept == 0), f"{kept} answers are told of {n}")

    # 7 to 10: what arrives.

    def _arrival(self, arrival: Arrival, after: Watched) -> None:
        where, key = arrival.conversation, arrival.key
        if not key.startswith("delivery:"):
            return
        row = self.world.look.execute(
            "SELECT posting.*, delivery.conversation_id AS place FROM delivery JOIN posting ON posting.id = posting_id"
            " WHERE delivery.id = ?",
            (key.removeprefix("delivery:"),),
        ).fetchone()
        self._require(row is not None, f"{where} was told what is not in the database")
        self._require(row["place"] == f"c-{where}", f"{where} got what was for {row['place']}")
        network = self.world.network
        copies = [one.number for one in network.arrivals if (one.conversation, one.key) == (where, key)]
        most = 1 + network.unanswered[where, key] + sum(1 for one in copies if one in network.excused)
        self._require(len(copies) <= most, f"{where} got {row['key']} {len(copies)} times, at most {most}")
        self._require(arrival.latest >= instant_of(row["due_at"]), f"{row['key']} came before it was due")
        until = instant_of(row["useful_until"]) + HORIZON
        self._require(arrival.now <= until, f"{row['key']} came too late: {arrival.now - until}")
        if row["kind"] == "confirmation":
            _, registration, sequence = row["key"].split(":")
            stands = {one["id"]: one["sequence"] for one in after.registrations.values()}
            self._require(stands.get(registration, -1) >= int(sequence), f"{where} was told what is not kept")

    def is_quiet(self) -> bool:
        """Whether nothing waits to be sent, and nothing is due."""
        return not self._waiting() and not self._due()

    def _waiting(self) -> list[str]:
        query = (
            "SELECT posting.key FROM delivery JOIN posting ON posting.id = posting_id WHERE delivery.state = 'waiting'"
        )
        return [row["key"] for row in self.world.look.execute(query)]

    def _due(self) -> list[str]:
        query = "SELECT key FROM posting WHERE state = 'planned' AND due_at < ?"
        return [row["key"] for row in self.world.look.execute(query, (_stored(self.world.clock.now()),))]

    def at_the_end(self) -> None:
        """Nothing waits, nothing is due that was not looked at, and no text of an evaluation stands anywhere else."""
        self._require(not self._waiting(), f"waits for ever: {self._waiting()}")
        self._require(not self._due(), f"due, and not settled: {self._due()}")
        for table in self.world.look.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table["name"] not in MAY_HOLD_TEXTS:
                rows = self.world.look.execute(f"SELECT * FROM {table['name']}")
                told = any(CANARY in str(tuple(row)) for row in rows)
                self._require(not told, f"the text of an evaluation stands in {table['name']}")


def held_of(watched: Watched, mode: str) -> int:
    """Seats that people have or are offered."""
    return sum(
        row["seat"] == mode or (row["waits_for"] == mode and row["offered_until"] is not None)
        for row in watched.registrations.values()
    )


def _terms(row: Row) -> dict[str, Any]:
    return dict(row["accepted"]["terms"]) if row["accepted"] else {}


def _covers(row: Row, gathering: Row) -> bool:
    terms = _terms(row) or {"fee_covers_digital": bool(gathering["fee_covers_digital"])}
    return row["seat"] == "room" or (row["seat"] == "digital" and bool(terms["fee_covers_digital"]))


def _can_owe(row: Row, gathering: Row) -> bool:
    is_held = row["accepted"] is not None and row["seat"] is not None and not gathering["is_cancelled"]
    return is_held and not row["is_exempt"] and row["waits_for"] is None and _covers(row, gathering)


def _stored(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S.%f}"
