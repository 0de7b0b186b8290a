"""`samband run` and `samband migrate`: the service, and the tables it needs."""

from __future__ import annotations

from collections.abc import Callable

from bot.clock import Start
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import connected, opened
from config.settings import Settings
from gatherings.store.migrate import migrate
from gatherings.store.reach import Condition, look_at


async def run(call: Call) -> None:
    """Serves until it is told to stop. What is wrong with the settings is said before the port opens."""
    settings = call.settings
    if settings.clock is not None:
        Start.read(settings.clock)
    async with opened(settings):
        pass
    started = lambda url: call.show({"url": url}, [call.say("command.run.started", url=url)])  # noqa: E731
    await serve(settings, started=started, keeps_jobs=not call["no-jobs"])


async def serve(
    settings: Settings, *, started: Callable[[str], None], keeps_jobs: bool = True, arrivals_follow: bool = False
) -> None:
    """Serves until the process is told to stop. Raises Refused where the port cannot be had."""
    from bot import app  # noqa: PLC0415 (the SDK is slow to import, and few commands need it)

    is_open = False

    def opened_at(url: str) -> None:
        nonlocal is_open
        is_open = True
        started(url)

    try:
        await app.run(settings, keeps_jobs=keeps_jobs, arrivals_follow=arrivals_follow, started=opened_at)
    except OSError:
        if is_open:
            raise
        raise Refused("command.refused.port_taken", host=settings.host, port=settings.port) from None


async def bring_up_to_date(call: Call) -> None:
    """Brings the tables to those of this version; does nothing where they are."""
    async with connected(call.settings) as database:
        if await look_at(database) is Condition.UNREACHABLE:
            raise Refused("command.refused.database_unreachable")
        revision = await migrate(database)
    call.show({"revision": revision}, [call.say("command.migrate.done", revision=revision)])


COMMANDS = (
    Command("run", "SAMBAND_PORT=8080 samband run", run, (Argument("--no-jobs", is_flag=True),)),
    Command("migrate", "samband migrate", bring_up_to_date),
)
