"""What stands in the database, read past the house by SQL of our own."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, Final

Row = dict[str, Any]

_QUERIES: Final = {
    "registrations": "SELECT * FROM registration ORDER BY place, person_id",
    "fees": "SELECT registration_id, reason, fee, waived_at FROM fee ORDER BY registration_id",
    "evaluations": "SELECT * FROM evaluation ORDER BY id",
    "slips": "SELECT evaluation_id, count(DISTINCT slip) AS n FROM open_answer GROUP BY evaluation_id",
    "gatherings": "SELECT * FROM gathering",
    "there": "SELECT DISTINCT person_id FROM attendance",
}


@dataclass(frozen=True)
class Watched:
    """The rows that promises are made about, as they were at one moment."""

    registrations: dict[str, Row]
    """By the person."""
    fees: dict[str, Row]
    """By the registration."""
    evaluations: dict[str, Row]
    slips: dict[str, int]
    gathering: Row
    there: frozenset[str]


def watch(look: sqlite3.Connection) -> Watched:
    rows = {name: [dict(row) for row in look.execute(query)] for name, query in _QUERIES.items()}
    for one in rows["registrations"]:
        one["accepted"] = json.loads(one["accepted"]) if one["accepted"] else None
    return Watched(
        registrations={one["person_id"]: one for one in rows["registrations"]},
        fees={one["registration_id"]: one for one in rows["fees"]},
        evaluations={one["id"]: one for one in rows["evaluations"]},
        slips={one["evaluation_id"]: one["n"] for one in rows["slips"]},
        gathering=rows["gatherings"][0],
        there=frozenset(one["person_id"] for one in rows["there"]),
    )
