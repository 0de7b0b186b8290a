"""Told to stop in the middle of a broadcast: it ends in time, and the next process goes on where it stopped."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.clock import machine_now
from gatherings.store import Database
from tests.doubles.botframework import BotFramework
from tests.operation.broadcast import CLOCK, all_settled, counted, prepare, until
from tests.operation.service import environment_of, running

KINDS = 2  # the day's programme, and the first block


@pytest.mark.e2e
async def test_nothing_is_lost_and_nothing_comes_twice(
    database: Database, database_address: str, tmp_path: Path
) -> None:
    people, log = 200, tmp_path / "log"
    async with BotFramework(machine_now, keeps_limits=False) as cloud:
        await prepare(database, cloud, people=people)
        environment = environment_of(cloud, database_address, CLOCK=CLOCK)
        stopped_at = []
        for part in (0.2, 0.6):
            async with running(environment, log=log) as service:
                await until(lambda part=part: len(cloud.sent) >= part * people * KINDS)  # type: ignore[misc]
                code, seconds = await service.terminate()
                stopped_at.append(len(cloud.sent))
                assert (code, seconds < 25) == (0, True)
        async with running(environment, log=log) as service:
            await all_settled(database)
            assert (await service.terminate())[0] == 0
        assert max(stopped_at) < people * KINDS, "it was over before it was told to stop"
        assert Counter(counted(cloud).values()) == {1: people * KINDS}
    assert [line for line in log.read_text().splitlines() if '"level": "error"' in line] == []


@pytest.mark.e2e
async def test_what_hangs_does_not_keep_it_and_is_sent_by_the_next(sqlite_address: str, tmp_path: Path) -> None:
    """Nobody can know whether a post that was never answered has arrived: that one alone may come twice."""
    people, hung = 30, "a:00003"
    database = Database.at(sqlite_address)
    async with BotFramework(machine_now, keeps_limits=False) as cloud:
        await prepare(database, cloud, people=people)
        cloud.fault(None, conversation=hung)
        environment = environment_of(cloud, sqlite_address, CLOCK=CLOCK)
        async with running(environment, log=tmp_path / "log") as service:
            await until(lambda: len(cloud.sent) >= people)
            code, seconds = await service.terminate()
            assert (code, 10 < seconds < 25) == (0, True)
        async with running(environment, log=tmp_path / "log") as service:
            await all_settled(database, within=180)
            assert (await service.terminate())[0] == 0
        twice = {conversation for (conversation, _), times in counted(cloud).items() if times > 1}
        assert (len(counted(cloud)), twice) == (people * KINDS, {hung})
    await database.close()
