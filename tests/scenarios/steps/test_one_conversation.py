"""The same conversation on every way in, from one list of steps, and what it leaves in the database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final

import pytest

from bot.page.assets import Assets
from gatherings.evaluation.evaluation import EvaluationId
from gatherings.registration import Needs
from gatherings.store import Database
from gatherings.store.evaluations import list_evaluations, list_own_answers
from gatherings.store.follows import count_following
from gatherings.store.registrations import find_needs, list_registrations
from gatherings.terms import Mode
from tests.builders import gathering
from tests.scenarios.steps.cards import in_teams, over_http, through_directlinejs
from tests.scenarios.steps.chromium import on_the_page
from tests.scenarios.steps.conversation import Way, go_through
from tests.scenarios.steps.ground import Ground
from tests.scenarios.steps.slack import in_slack, on_an_emulator
from tests.scenarios.steps.terminal import in_the_terminal
from tests.scenarios.test_slack_emulator import SCRIPT
from tests.web.browser import find_chromium

WayIn = Callable[[Ground], AbstractAsyncContextManager[Way]]

EMULATOR: Final = pytest.mark.skipif(not SCRIPT.exists(), reason="the script that starts the emulator is not here")
PAGE: Final = (
    pytest.mark.e2e,
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(not Assets().has_web_chat, reason="the page's bundle is not fetched: make page"),
)


@dataclass(frozen=True)
class Left:
    """What is in the database afterwards."""

    seats: list[tuple[Mode | None, bool | None, Needs]]
    follows: int
    evaluations: list[tuple[EvaluationId, int]]
    answers: list[dict[str, str]]


async def left_in(database: Database) -> Left:
    async with database.read() as tx:
        registered = await list_registrations(tx, gathering().id)
        return Left(
            [(one.seat, one.dinner, await find_needs(tx, one.id)) for one in registered],
            await count_following(tx, gathering().id),
            [(one.id, one.answered) for one in await list_evaluations(tx, gathering().id)],
            [answer for one in registered for answer in await list_own_answers(tx, one.person_id)],
        )


@pytest.mark.parametrize(
    "way_in",
    [
        in_teams,
        in_slack,
        over_http,
        in_the_terminal,
        pytest.param(on_an_emulator, marks=EMULATOR),
        pytest.param(on_the_page, marks=PAGE),
        pytest.param(through_directlinejs, marks=pytest.mark.node),
    ],
)
async def test_who_signs_up_asks_follows_and_evaluates_gets_the_same_answers_on_every_way(
    way_in: WayIn, database: Database, database_address: str, unused_tcp_port: int
) -> None:
    async with way_in(Ground(database, database_address, unused_tcp_port)) as way:
        await go_through(way)
        whole = EvaluationId(f"{gathering().id}:whole")
        assert await left_in(database) == Left(
            [(Mode.ROOM, True, Needs(food="vegetar"))],
            1,
            [(whole, 1)],
            [{"evaluation": whole, "question": "usefulness", "answer": "8"}],
        )
