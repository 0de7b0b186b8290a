"""A bare botbuilder echo bot, as its documentation has it: `python -m tests.bench.echo PORT`. What we compare with."""

from __future__ import annotations

import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication


class Unconfigured:
    """No app id: authentication is off."""

    APP_ID = ""
    APP_PASSWORD = ""


class Echo(ActivityHandler):  # type: ignore[misc]  # the SDK has no types
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


ADAPTER = CloudAdapter(ConfigurationBotFrameworkAuthentication(Unconfigured()))
BOT = Echo()


async def messages(request: web.Request) -> web.Response:
    answer = await ADAPTER.process(request, BOT)
    return answer if isinstance(answer, web.Response) else web.Response()


async def alive(_: web.Request) -> web.Response:
    return web.Response()


def main() -> None:
    app = web.Application()
    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", alive)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)


if __name__ == "__main__":
    main()
