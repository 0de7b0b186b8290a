"""Leaving `samband chat` while a job ran wrote a traceback of its cancellation into the terminal."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

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
