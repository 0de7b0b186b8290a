"""Servers in processes of their own, so that each one's CPU is its own."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import psutil


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers at a port."""

    pid: int
    port: int

    def cpu_seconds(self) -> float:
        """What it has used so far, in user and kernel."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@asynccontextmanager
async def running(module: str, *arguments: str, port: int, environment: Mapping[str, str]) -> AsyncIterator[Server]:
    """`python -m MODULE …` for as long as the context lasts, once its port answers."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, env={**os.environ, **environment}, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await _until_it_answers(port)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        await process.wait()


async def _until_it_answers(port: int, *, within: float = 30) -> None:
    async with asyncio.timeout(within), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz"):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
