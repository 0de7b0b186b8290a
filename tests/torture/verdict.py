"""What became of a round: what was acknowledged and is not there, and what came twice."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Self

from tests.torture.people import ASKED, LEFT, REGISTERED, Ledger
from tests.torture.platform import Taken

_DELIVERED: Final = re.compile(
    rf"(?P<name>I dag: .*|Endret: .*|Avlyst: .*|{re.escape(REGISTERED)}|{re.escape(LEFT)}|{re.escape(ASKED)})|"
    r"(?:Nå|Om .*): (?P<block>Bolk \d+)"
)
DOMAIN: Final = "@hitra.kommune.no"


@dataclass
class Verdict:
    """`lost` names what was acknowledged and is not there."""

    lost: list[str] = field(default_factory=list)
    window_dup: int = 0
    outside_dup: int = 0
    copies: list[str] = field(default_factory=list)
    """The copies that came otherwise than by the window."""
    delivered: int = 0
    acknowledged: int = 0

    def __iadd__(self, other: Self) -> Self:
        self.lost += other.lost
        self.window_dup += other.window_dup
        self.outside_dup += other.outside_dup
        self.copies += other.copies
        self.delivered += other.delivered
        self.acknowledged += other.acknowledged
        return self


@dataclass(frozen=True, slots=True)
class Outage:
    """From when to when the database's server was gone."""

    began_at: datetime
    ended_at: datetime


def said_twice(
    taken: Sequence[Taken], receipts: frozenset[str], outages: Sequence[Outage], presses: Mapping[str, int]
) -> tuple[int, list[str]]:
    """How many copies of deliveries came of a kill between the send and its mark, and which came otherwise.

    A copy that was never marked is inside the window where the delivery was not marked before it, and where its sender
    was killed after it (what comes next is from another process), or lost its database. What somebody did is told once
    for each time. Who pressed anew because it broke is answered anew.
    """
    found = defaultdict[tuple[str, str], list[Taken]](list)
    for one in taken:
        if (named := name_of(one.title)) is not None:
            found[one.conversation, named].append(one)
    inside, outside = 0, list[str]()
    for (conversation, named), copies in found.items():
        again = presses.get(conversation.removeprefix("a:"), 0)
        most = 1 + again if named in {REGISTERED, LEFT} else 1
        if named in {REGISTERED, LEFT} and sum(one.id in receipts for one in copies) > most:
            outside.append(f"{named} for {conversation}: {copies}")
        for number, (first, second) in enumerate(zip(copies, [*copies[1:], None], strict=True)):
            if first.id in receipts:
                continue
            is_told = sum(one.id in receipts for one in copies[:number]) >= most
            if is_told or (second is not None and not (again or _is_cut_off(first, copies[number + 1 :], outages))):
                outside.append(f"{named} for {conversation}: {first}, {second}")
            elif second is not None:
                inside += 1
    return inside, outside


def _is_cut_off(first: Taken, later: Sequence[Taken], outages: Sequence[Outage]) -> bool:
    """Whether who sent the first could not mark it: another process sent it again, or the database was gone."""
    is_gone = any(gone.began_at <= later[-1].at and gone.ended_at >= first.at for gone in outages)
    return is_gone or any(first.bearer != one.bearer for one in later)


def name_of(title: str) -> str | None:
    """What a delivery tells, by its first line; None where it is an answer that is no delivery."""
    found = _DELIVERED.fullmatch(title)
    return None if found is None else found["name"] or found["block"]


def undelivered(rows: Sequence[tuple[Any, ...]], taken: Sequence[Taken]) -> list[str]:
    """Deliveries that have no end, or are marked as sent and never came."""
    came = {one.id for one in taken}
    waiting = [f"delivery of {row[4]} to {row[2]} has no end" for row in rows if row[0] == "waiting"]
    return waiting + [
        f"delivery of {row[4]} to {row[2]} is marked, and never came"
        for row in rows
        if row[0] == "sent" and row[1] not in came
    ]


def unheard(
    ledger: Ledger, fired: Sequence[tuple[Any, ...]], rows: Sequence[tuple[Any, ...]], taken: Sequence[Taken]
) -> list[str]:
    """What somebody ought to have been told and was not: each block that fired while they followed, what they did last."""
    to_whom = {(row[4], row[2]) for row in rows}
    missing = [
        f"{key} was not for {name}"
        for key, settled_at in fired
        for name, since in ledger.follows.items()
        if since < instant(settled_at) and (key, f"a:{name}") not in to_whom
    ]
    titles = {(one.conversation, one.title) for one in taken}
    for told, names in ((REGISTERED, ledger.registered - ledger.left), (LEFT, ledger.left)):
        missing += [f"{name} was not told: {told}" for name in names if (f"a:{name}", told) not in titles]
    return missing


def not_in_exports(
    ledger: Ledger, participants: str, answers: str, programme: str, starts: Mapping[str, set[str]]
) -> list[str]:
    """What differs between the ledger and the exports, which are the JSON of `samband export`."""
    listed = {row["email"] for row in json.loads(participants) if row["state"] == "registered"}
    expected = {f"{name}{DOMAIN}" for name in ledger.is_in}
    wrong = [f"{name} is not listed as the ledger has them" for name in sorted(listed ^ expected)]
    given = Counter(int(value) for one in json.loads(answers)[:1] for value in one["values"])
    if len(ledger.answered) >= 6 and given != Counter(ledger.answered.values()):
        wrong.append(f"answers: {sorted(given.items())} and not {sorted(Counter(ledger.answered.values()).items())}")
    moved = [(one["title"], one["start"][:5]) for one in json.loads(programme)]
    return wrong + [f"{title} starts at {at}" for title, at in moved if at not in starts[title]]


def instant(stored: Any) -> datetime:
    """The instant that a database has, however it shows it."""
    at = datetime.fromisoformat(str(stored))
    return at if at.tzinfo else at.replace(tzinfo=UTC)
