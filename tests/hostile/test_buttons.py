"""What a button carries may be altered in every field: nothing outside the sender's own rows changes by it.

A hundred presses in a normal run, the same ones each time; SAMBAND_PRESSED=100000 takes as many.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from random import Random
from typing import Final

import pytest
from sqlalchemy import select

from dialogs.router import DIALOGS
from gatherings.store import Database
from gatherings.store.tables import conversation, identity
from tests.hostile.buttons import Crowd, Pressed, Undone, a_crowd, altered, ids_in
from tests.hostile.counts import Count

OF_ALL: Final = {"open_answer"}
"""Answers stand on slips that name nobody."""
PRESSES: Final = int(os.environ.get("SAMBAND_PRESSED", "100"))


@pytest.fixture
def database_address(sqlite_address: str) -> str:
    return sqlite_address


async def own(database: Database, user: str) -> tuple[str, ...]:
    """What a row of somebody's own names: the person, or the private conversation."""
    async with database.read() as tx:
        person = (await tx.execute(select(identity.c.person_id).where(identity.c.user == user))).scalar_one()
        place = select(conversation.c.id).where(conversation.c.external == f"a:{user}")
        return str(person), str((await tx.execute(place)).scalar_one())


def others(undone: Undone, ids: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(table, row) for table, row in undone.changed() if not any(one in row for one in ids)]


async def test_an_altered_button_changes_nothing_of_anybody_else(database: Database, count: Count) -> None:
    crowd = await a_crowd(database)
    buttons = [*{repr(one): one for one in crowd.shown.buttons}.values()]
    assert {str(one["do"]) for one in buttons} <= set(DIALOGS)
    await they_are_live(crowd, buttons)
    for user, also in (("mallory", ()), ("elsewhere", ("'g2'", "'n2'"))):
        await crowd.press(user, {"do": "signup.start", "gathering": "g1"})
        its_own = (*await own(database, user), *also)
        attacker, undone = await crowd.undone()
        ids = await ids_in(database)
        everything = [made for button in buttons for made in altered(button, ids)]
        for pressed in Random(f"{user} {PRESSES}").sample(everything, min(PRESSES // 2, len(everything))):
            told = await attacker.press(user, pressed)
            assert "Det gikk ikke" not in told, pressed
            assert others(undone, its_own) == [], pressed
            count("altered buttons", 1)


async def they_are_live(crowd: Crowd, buttons: Sequence[Pressed]) -> None:
    """Else nothing would be shown: in the hands of those to whom they were shown they change something."""
    again, undone = await crowd.undone()
    changed: dict[str, set[str]] = {"ada": set(), "marit": set()}
    for user, tables in changed.items():
        ids = await own(crowd.database, user)
        for pressed in buttons:
            await again.press(user, pressed)
            tables.update(table for table, _ in undone.changed())
            assert user != "ada" or {table for table, _ in others(undone, ids)} <= OF_ALL, pressed
    assert changed["ada"] >= {"attendance", "open_answer"}
    assert changed["marit"] >= {"gathering", "evaluation", "posting"}
