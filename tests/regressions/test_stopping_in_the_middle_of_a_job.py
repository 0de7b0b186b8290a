"""Leaving `samband chat` while a job ran wrote a traceback of its cancellation into the terminal."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from jobs.clock import AlarmClock, Entry


async def test_a_job_that_is_stopped_with_the_clock_is_not_logged_as_a_failure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    began = asyncio.Event()

    async def wait() -> None:
        began.set()
        await asyncio.sleep(60)

    with caplog.at_level(logging.ERROR), AlarmClock([Entry("wait", timedelta(milliseconds=10), wait)]):
        await began.wait()
    await asyncio.sleep(0.05)
    assert caplog.records == []


async def test_a_job_that_had_not_begun_when_the_clock_stopped_is_not_logged_either(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def do_nothing() -> None:
        await asyncio.sleep(0)

    with (
        caplog.at_level(logging.ERROR),
        AlarmClock([Entry("nothing", timedelta(milliseconds=10), do_nothing)]) as clock,
    ):
        clock._scheduler.modify_job("nothing", next_run_time=datetime.now(UTC))  # noqa: TID251 (the scheduler's own)
    clock._scheduler._process_jobs()  # its timer rang in the same turn of the loop
    await asyncio.sleep(0.05)
    assert caplog.records == []
