"""The wire to Slack: messages go straight to the Web API, on pooled connections."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.sdk.fields import part, text_of
from bot.slack.credentials import SlackCredentials
from bot.slack.web_api import SlackRefused, WebApi, unsent
from bot.slack.workspaces import Workspace, Workspaces
from bot.wire import Address, NotSendable, Outgoing, Receipt

log = logging.getLogger(__name__)

ONLY_FOR: Final = "only_for"
"""In the address of an answer: the user who alone sees it."""
ANSWERS_AT: Final = "answers_at"
"""In the address of an answer: where Slack takes it for half an hour, also where we are no member."""
NOT_SHOWN: Final = "invalid_blocks"
KEPT_AT_MOST: Final = 20_000


@dataclass
class Doors:
    """The direct-message channel of each person, as far as this process has met it."""

    _known: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)

    def note(self, team: str, user: str, channel: str) -> None:
        self._known[team, user] = channel
        self._known.move_to_end((team, user))
        if len(self._known) > KEPT_AT_MOST:
            self._known.popitem(last=False)

    def find(self, team: str, user: str) -> str | None:
        return self._known.get((team, user))


@dataclass(frozen=True)
class SlackWire:
    """Implements `Wire` on Slack's Web API."""

    api: WebApi
    workspaces: Workspaces
    credentials: SlackCredentials
    doors: Doors = field(default_factory=Doors)

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        """Slack's receipt: the message's time stamp, which is its id. Raises SendLater, Unreachable or NotSendable.

        One POST; only to a person whom this process has not met yet another before it, which opens the door, and where
        Slack refuses the message for its picture (it must be able to fetch it) another without.
        """
        workspace = self.workspaces.get(address.tenant)
        try:
            answers_at = text_of(address.data, ANSWERS_AT)
            if answers_at and self.credentials.answers_at(answers_at):
                return await self._answer(answers_at, address, outgoing)
            return await self._post(workspace, address, outgoing)
        except SlackRefused as refused:
            raise unsent(refused) from None

    async def _post(self, workspace: Workspace, address: Address, outgoing: Outgoing) -> Receipt:
        method, body = "chat.postMessage", {**outgoing.body, "channel": await self._channel(workspace, address)}
        if outgoing.replaces:
            method, body["ts"] = "chat.update", outgoing.replaces
        else:
            body |= {"unfurl_links": False, "unfurl_media": False, **_thread(address)}
            if only_for := text_of(address.data, ONLY_FOR):
                method, body["user"] = "chat.postEphemeral", only_for
        try:
            taken = await self.api.call(method, body, token=workspace.token)
        except SlackRefused as refused:
            bare = _without_pictures(body)
            if refused.error != NOT_SHOWN or bare is None:
                raise
            log.warning("picture_not_taken")
            taken = await self.api.call(method, bare, token=workspace.token)
        return Receipt(text_of(taken, "ts") or text_of(taken, "message_ts"))

    async def _answer(self, url: str, address: Address, outgoing: Outgoing) -> Receipt:
        answer = {**outgoing.body, "response_type": "ephemeral", "replace_original": False, **_thread(address)}
        await self.api.post_to(url, answer)
        return Receipt("")

    async def _channel(self, workspace: Workspace, address: Address) -> str:
        """The channel's id. Raises SendLater, SlackRefused or NotSendable."""
        channel = text_of(address.data, "channel") or self.doors.find(address.tenant, address.conversation)
        if channel:
            return channel
        opened = await self.api.call("conversations.open", {"users": address.conversation}, token=workspace.token)
        found = text_of(part(opened, "channel"), "id")
        if not found:
            raise NotSendable("no door was opened")
        self.doors.note(address.tenant, address.conversation, found)
        return found


def _thread(address: Address) -> dict[str, str]:
    thread = text_of(address.data, "thread")
    return {"thread_ts": thread} if thread else {}


def _without_pictures(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """The message without its pictures; None where it has none."""
    shown = body.get("blocks", [])
    left = [block for block in shown if block.get("type") != "image"]
    return None if len(left) == len(shown) else {**body, "blocks": left}
