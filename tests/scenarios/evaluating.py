"""People in Teams with a seat who are asked what they thought, and Marit, who organises."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Final

from gatherings.evaluation.evaluation import EvaluationId
from gatherings.store import Database
from gatherings.terms import Terms
from tests.builders import DAY_TWO, at, gathering
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, a_scene, place

BEFORE, ENDED = at("10:00", date(2027, 3, 20)), at("11:30", DAY_TWO)
WHOLE: Final = EvaluationId(f"{gathering().id}:whole")
SCORES: Final = {"ada": 8, "bo": 7, "cecilie": 9, "dag": 8, "eli": 3, "finn": 10, "guro": 8}


@asynccontextmanager
async def seated(
    database: Database, users: Collection[str] = tuple(SCORES), *, public_url: str | None = None
) -> AsyncIterator[Scene]:
    """The morning of the last day, at seven; the users have a seat in the room."""
    async with a_scene(database, at=BEFORE, public_url=public_url) as scene:
        await scene.change(terms=Terms(deadline=date(2027, 4, 1)))
        await scene.say(marit(scene), f"jeg er arrangør {await scene.code()}")
        for user in users:
            scene.cloud.members[f"29:{user}"] = f"{user}@hitra.kommune.no"
            await scene.say(talk(scene, user), "meld meg på")
            await scene.choose(talk(scene, user), "Meld på, i salen")
        await scene.clock.put(at("07:00", DAY_TWO))
        yield scene


def talk(scene: Scene, user: str) -> Talk:
    return scene.teams.personal(user, user.capitalize())


def marit(scene: Scene) -> Talk:
    return scene.teams.personal("marit", "Marit Sand")


def cell(scene: Scene, of: Talk, value: int) -> dict[str, Any]:
    """What a number of the last scale that somebody was sent presses."""
    for sent in reversed(scene.cloud.sent_to(place(of))):
        body = sent["attachments"][0]["content"]["body"] if "attachments" in sent else []
        columns = [column for row in body if row["type"] == "ColumnSet" for column in row["columns"]]
        found = [c["selectAction"]["data"] for c in columns if c.get("selectAction", {}).get("data", {}).get("value")]
        if found:
            return dict(next(data for data in found if data["value"] == str(value)))
    raise AssertionError("no scale was sent")


async def rate(scene: Scene, user: str, value: int) -> list[str]:
    """What is answered to a press of a number."""
    return await scene.press(talk(scene, user), cell(scene, talk(scene, user), value))
