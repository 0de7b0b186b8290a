"""The real service, `python -m bot run`, in a process of its own, as an app of the fake cloud."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.doubles.botframework import BotFramework
from tests.scenarios.scene import settings_of

ROOT = Path(__file__).parents[2]
RUN = (sys.executable, "-m", "bot", "run", "--json")
STARTS_WITHIN = 60  # seconds: two processors for everybody


@dataclass(frozen=True)
class Service:
    process: asyncio.subprocess.Process
    url: str
    log: Path

    async def terminate(self, *, within: float = 25) -> tuple[int, float]:
        """How it ended when told to stop, and after how many seconds."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(within):
            code = await self.process.wait()
        return code, loop.time() - begun


def environment_of(cloud: BotFramework, address: str, **more: str) -> dict[str, str]:
    """What the service is told; nothing of what this process was told."""
    settings = settings_of(cloud)
    told = {
        "DATABASE_URL": address,
        "PORT": "0",
        "TEAMS_APP_ID": settings.teams_app_id or "",
        "TEAMS_APP_PASSWORD": settings.teams_app_password.get_secret_value() if settings.teams_app_password else "",
        "TEAMS_KEYS_URL": settings.teams_keys_url or "",
        "TEAMS_ISSUER": settings.teams_issuer or "",
        "TEAMS_LOGIN_URL": settings.teams_login_url or "",
        "TEAMS_SERVICE_HOSTS": ",".join(settings.teams_service_hosts),
        "TEAMS_RATE": "1000",
        "LOG_FORMAT": "json",
        **more,
    }
    return {"PATH": os.environ["PATH"], **{f"SAMBAND_{name}": value for name, value in told.items()}}


@asynccontextmanager
async def running(
    environment: Mapping[str, str], *, log: Path, command: Sequence[str] = RUN, folder: Path = ROOT
) -> AsyncIterator[Service]:
    """The service, once it answers, for as long as the context lasts; its log goes to a file."""
    with log.open("ab") as written:
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=written
        )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(STARTS_WITHIN):
            line = await process.stdout.readline()
        assert line, f"it did not start; see {log}"
        yield Service(process, json.loads(line)["url"], log)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
