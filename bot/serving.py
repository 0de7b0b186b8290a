"""The port: opened when everything is ready, closed in good order when the process is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from aiohttp import web

log = logging.getLogger(__name__)


async def serve(
    app: web.Application,
    work: AbstractAsyncContextManager[object],
    *,
    host: str,
    port: int,
    started: Callable[[int], None],
) -> None:
    """Answers until told to stop, with `work` going on beside it. Raises OSError where the port cannot be had."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        taken = runner.addresses[0][1]
        spare_the_collector()
        log.info("service_started port=%d", taken)
        started(taken)
        async with work:
            await _until_told_to_stop()
    finally:
        await runner.cleanup()


def spare_the_collector() -> None:
    """What is loaded by now stays, and a turn makes thousands of small things that go at once: a tenth of its CPU.

    It is not looked through once more: that is an eighth of a second, in which nobody is answered, for a dozen things.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def _until_told_to_stop() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, stopped.set)
    await stopped.wait()
