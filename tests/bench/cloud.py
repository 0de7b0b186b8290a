"""The Bot Framework's cloud in a process of its own: `python -m tests.bench.cloud`. It says where it is, with a token for
its app; then, for each line on its standard input, how often it was asked for keys, for a login, and sent something.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import Any

from bot.clock import machine_now
from tests.doubles.botframework import APP_ID, APP_PASSWORD, ISSUER, BotFramework


@dataclass(frozen=True, slots=True)
class Counts:
    """How often somebody came."""

    keys: int
    logins: int
    sends: int


@dataclass(frozen=True, slots=True)
class Cloud:
    """A cloud that runs, as its driver sees it."""

    base_url: str
    token: str
    process: asyncio.subprocess.Process

    @property
    def service_url(self) -> str:
        return f"{self.base_url}/teams/"

    def settings(self) -> dict[str, str]:
        """What a service needs to be its app."""
        return {
            "SAMBAND_TEAMS_APP_ID": APP_ID,
            "SAMBAND_TEAMS_APP_PASSWORD": APP_PASSWORD,
            "SAMBAND_TEAMS_KEYS_URL": f"{self.base_url}/v1/.well-known/openidconfiguration",
            "SAMBAND_TEAMS_ISSUER": ISSUER,
            "SAMBAND_TEAMS_LOGIN_URL": f"{self.base_url}/{{tenant}}",
            "SAMBAND_TEAMS_SERVICE_HOSTS": "127.0.0.1",
        }

    async def counts(self) -> Counts:
        """Since the last time that it was asked."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"\n")
        return Counts(**await _line_of(self.process))


@asynccontextmanager
async def a_cloud() -> AsyncIterator[Cloud]:
    """A cloud for as long as the context lasts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.cloud", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Cloud(**await _line_of(process), process=process)
    finally:
        process.terminate()
        await process.wait()


async def _line_of(process: asyncio.subprocess.Process) -> dict[str, Any]:
    assert process.stdout is not None
    async with asyncio.timeout(30):
        found: dict[str, Any] = json.loads(await process.stdout.readline())
    return found


async def main() -> None:
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with BotFramework(machine_now, asks_for_token=False, keeps_limits=False) as cloud:
        _tell({"base_url": cloud.base_url, "token": cloud.mint()})
        while await lines.readline():
            _tell(asdict(Counts(cloud.key_requests, cloud.token_requests, len(cloud.sent))))
            cloud.key_requests = cloud.token_requests = 0
            cloud.sent.clear()


def _tell(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
