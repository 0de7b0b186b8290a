"""Somebody in Slack, as they see it and use it: on our own stand-in by HTTP or by the socket, or on the emulator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from pydantic import SecretStr

from tests.doubles.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack
from tests.doubles.slack_client import SlackClient, button, buttons

View = Mapping[str, Any]


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
        return await self._new(self.client.direct(text))

    async def press(self, label: str, *, before: int = 0) -> list[str]:
        """What is answered to the press of a button of the last message, or of one before it."""
        shown = (await self.platform.messages(self.client.user))[-1 - before]
        known = len(await self.platform.forms())
        said = await self._new(self.client.press(button(shown["blocks"], label)))
        forms = await self.platform.forms()
        self.form = forms[-1] if len(forms) > known else None
        return said

    async def send_form(self, **filled: str) -> list[str]:
        """What is answered when the open form is sent; it goes on in the same form, or closes."""
        assert self.form is not None, "no form is open"
        before = len(await self.platform.messages(self.client.user))
        reply = await self.client.send(await self._triggered(self.client.submit(self.form, **filled)))
        assert reply.status == 200, reply
        goes_on = reply.body["response_action"] == "update"
        self.form = {**self.form, **reply.body["view"]} if goes_on else None
        return [] if goes_on else await self._since(before, at_least=1)

    async def labels(self) -> list[str]:
        """The buttons of the last message."""
        return [one["text"]["text"] for one in buttons((await self.platform.messages(self.client.user))[-1]["blocks"])]

    async def _new(self, payload: Mapping[str, Any]) -> list[str]:
        before = len(await self.platform.messages(self.client.user))
        reply = await self.client.send(await self._triggered(payload))
        assert reply.status == 200, reply
        return await self._since(before)

    async def _triggered(self, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**payload, "trigger_id": await self.platform.trigger()} if "trigger_id" in payload else payload

    async def _since(self, before: int, *, at_least: int = 0) -> list[str]:
        """The messages that have come; a form is closed before what is answered is sent."""
        while True:
            found = (await self.platform.messages(self.client.user))[before:]
            if len(found) >= at_least:
                return [str(one["text"]) for one in found]


def settings_of(slack: FakeSlack, *, by_socket: bool = False) -> dict[str, object]:
    """The settings of a service that is this platform's app."""
    way_in = (
        {"slack_app_token": SecretStr(APP_TOKEN)} if by_socket else {"slack_signing_secret": SecretStr(SIGNING_SECRET)}
    )
    return {"slack_bot_token": SecretStr(BOT_TOKEN), "slack_api_url": slack.api_url, **way_in}


def another(somebody: Somebody, user: str) -> Somebody:
    return Somebody(somebody.platform, replace(somebody.client, user=user))
