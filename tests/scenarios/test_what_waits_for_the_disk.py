"""What somebody does is on the disk before they are told; who only asks waits for no disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest

from gatherings.store import Database
from gatherings.store.sqlite_engine import put_on_disk
from tests.builders import at
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, a_scene

BEFORE = at("10:00", date(2027, 3, 15))


@pytest.fixture
def flushes() -> list[int]:
    """What was flushed so far."""
    return []


@pytest.fixture
async def here(sqlite_address: str, flushes: list[int]) -> AsyncIterator[Scene]:
    def noted(file: int) -> None:
        flushes.append(file)
        put_on_disk(file)

    database = Database.at(sqlite_address, flush=noted)
    async with a_scene(database, at=BEFORE) as scene:
        yield scene
    await database.close()


async def waits(scene: Scene, talk: Talk, said: str, flushes: list[int]) -> bool:
    """Whether the disk was waited for before the answer."""
    before = len(flushes)
    assert await scene.say(talk, said)
    return len(flushes) > before


@pytest.mark.parametrize(
    "said", ["hva er neste på agendaen?", "når er lunsj?", "what is on now?", "kven leier bolken?"]
)
async def test_a_question_waits_for_no_disk(here: Scene, flushes: list[int], said: str) -> None:
    kari = here.teams.personal()
    await here.say(kari, "hei")
    assert not await waits(here, kari, said, flushes)


@pytest.mark.parametrize("said", ["meld meg på", "følg programmet", "på engelsk, takk", "når er lunsj, og meld meg på"])
async def test_what_changes_anything_does(here: Scene, flushes: list[int], said: str) -> None:
    kari = here.teams.personal()
    await here.say(kari, "hei")
    assert await waits(here, kari, said, flushes)


async def test_a_question_in_the_middle_of_a_sign_up_does(here: Scene, flushes: list[int]) -> None:
    kari = here.teams.personal()
    await here.say(kari, "meld meg på")
    before = len(flushes)
    await here.say(kari, "når er lunsj?")
    assert len(flushes) > before
