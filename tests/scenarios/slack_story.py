"""Somebody in Slack, as they see it and use it: on our own stand-in by HTTP or by the socket, or on the emulator."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from pydantic import SecretStr

from tests.doubles.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack
from tests.doubles.slack_client import SlackClient, button, buttons

View = Mapping[str, Any]
PATIENCE: Final = 60.0
"""Seconds: the first words that a process understands take as long as many, on a busy machine."""


class Platform(Protocol):
    """What stands in a person's direct messages, the forms that are open, and what opens one."""

    async def messages(self, user: str) -> list[dict[str, Any]]: ...

    async def forms(self) -> list[View]: ...

    async def trigger(self) -> str: ...


@dataclass(frozen=True)
class OwnStandIn:
    """Our own Slack."""

    slack: FakeSlack

    async def messages(self, user: str) -> list[dict[str, Any]]:
        return self.slack.sent_to(user)

    async def forms(self) -> list[View]:
        return list(self.slack.views.values())

    async def trigger(self) -> str:
        return self.slack.trigger()


@dataclass
class Somebody:
    """A person with the bot before them. `form` is the one that is open."""

    platform: Platform
    client: SlackClient
    form: View | None = None

    async def say(self, text: str) -> list[str]:
        """What is answered to what they write to the bot alone."""
        return await self.send(self.client.direct(text))

    async def press(self, label: str) -> list[str]:
        """What is answered to the press of a button of the last message; nothing where that opens a form."""
        shown = (await self.platform.messages(self.client.user))[-1]
        return await self.send(self.client.press(button(shown["blocks"], label)))

    async def send_form(self, **filled: str) -> list[str]:
        """What is answered when the open form is sent; nothing where it goes on in the same form."""
        assert self.form is not None, "no form is open"
        before = len(await self.platform.messages(self.client.user))
        reply = await self.client.send(await self._triggered(self.client.submit(self.form, **filled)))
        assert reply.status == 200, reply
        goes_on = reply.body["response_action"] == "update"
        self.form = {**self.form, **reply.body["view"]} if goes_on else None
        return [] if goes_on else await self._answered(before)

    async def send(self, payload: Mapping[str, Any]) -> list[str]:
        """What is answered to something that Slack tells."""
        before, self.form = len(await self.platform.messages(self.client.user)), None
        known = [str(form["id"]) for form in await self.platform.forms()]
        reply = await self.client.send(await self._triggered(payload))
        assert reply.status == 200, reply
        return await self._answered(before, known=known)

    async def all_said(self) -> list[str]:
        """Everything that stands in their direct messages."""
        return [str(one["text"]) for one in await self.platform.messages(self.client.user)]

    async def labels(self) -> list[str]:
        """The buttons of the last message."""
        return [one["text"]["text"] for one in buttons((await self.platform.messages(self.client.user))[-1]["blocks"])]

    async def _triggered(self, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**payload, "trigger_id": await self.platform.trigger()} if "trigger_id" in payload else payload

    async def _answered(self, before: int, *, known: list[str] | None = None) -> list[str]:
        """The messages that have come, once there is one, or a form. An answer may come after its acknowledgement."""
        async with asyncio.timeout(PATIENCE):
            while True:
                said = [str(one["text"]) for one in (await self.platform.messages(self.client.user))[before:]]
                forms = [form for form in await self.platform.forms() if known is not None and form["id"] not in known]
                if said or forms:
                    self.form = forms[-1] if forms else None
                    return said
                await asyncio.sleep(0.01)


def settings_of(slack: FakeSlack, *, by_socket: bool = False) -> dict[str, object]:
    """The settings of a service that is this platform's app."""
    way_in = (
        {"slack_app_token": SecretStr(APP_TOKEN)} if by_socket else {"slack_signing_secret": SecretStr(SIGNING_SECRET)}
    )
    return {"slack_bot_token": SecretStr(BOT_TOKEN), "slack_api_url": slack.api_url, **way_in}
