"""A Teams client: activities as Teams sends them, signed by the cloud and posted to the bot."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp

from tests.doubles.botframework import APP_ID, TENANT, BotFramework

BOT = {"id": f"28:{APP_ID}", "name": "Samband"}
MENTION = {"type": "mention", "mentioned": BOT, "text": "<at>Samband</at>"}

_IDS = count(1_700_000_000_000)


@dataclass(frozen=True)
class Talk:
    """A conversation that a person has with the bot; its methods make activities of it."""

    service_url: str
    conversation: dict[str, Any]
    user: dict[str, Any] = field(
        default_factory=lambda: {"id": "29:kari", "name": "Kari Nes", "aadObjectId": "aad-kari"}
    )
    tenant: str = TENANT
    channel_id: str = "msteams"

    def activity(self, kind: str | None, /, **more: Any) -> dict[str, Any]:
        """Any activity. A field given as None is left out."""
        known: dict[str, Any] = {
            "type": kind,
            "id": str(next(_IDS)),
            "timestamp": "2027-04-15T07:00:00.000Z",
            "serviceUrl": self.service_url,
            "channelId": self.channel_id,
            "from": self.user,
            "recipient": BOT,
            "conversation": self.conversation,
            "channelData": {"tenant": {"id": self.tenant}},
            "locale": "nb-NO",
        }
        return {name: value for name, value in {**known, **more}.items() if value is not None}

    def message(self, text: str, **more: Any) -> dict[str, Any]:
        """What a person writes; in a group or a channel with the mention of the bot that Teams asks for."""
        if self.conversation["conversationType"] == "personal":
            return self.activity("message", text=text, textFormat="plain", **more)
        said = f"<at>Samband</at>&nbsp;{text}\n"
        return self.activity("message", text=said, textFormat="plain", **{"entities": [MENTION], **more})

    def submit(self, data: dict[str, Any]) -> dict[str, Any]:
        """The press of an `Action.Submit`."""
        return self.activity("message", value=data, replyToId="sent-1")

    def execute(self, data: dict[str, Any], **action: Any) -> dict[str, Any]:
        """The press of an `Action.Execute`."""
        value = {"action": {"type": "Action.Execute", "data": data, **action}, "trigger": "manual"}
        return self.activity("invoke", name="adaptiveCard/action", value=value)

    def members_added(self, *ids: str) -> dict[str, Any]:
        return self.activity("conversationUpdate", membersAdded=[{"id": one} for one in ids or [BOT["id"]]])

    def members_removed(self, *ids: str) -> dict[str, Any]:
        return self.activity("conversationUpdate", membersRemoved=[{"id": one} for one in ids or [BOT["id"]]])

    def installation_update(self, action: str = "add") -> dict[str, Any]:
        return self.activity("installationUpdate", action=action)


@dataclass(frozen=True)
class Reply:
    """What the bot's endpoint answered."""

    status: int
    body: Any
    retry_after: str | None = None


@dataclass(frozen=True)
class TeamsClient:
    """Posts to a bot's `/api/messages`."""

    cloud: BotFramework
    session: aiohttp.ClientSession
    url: str

    def personal(self, user: str = "kari", name: str = "Kari Nes") -> Talk:
        conversation = {"id": f"a:{user}", "conversationType": "personal", "tenantId": TENANT}
        person = {"id": f"29:{user}", "name": name, "aadObjectId": f"aad-{user}"}
        return Talk(self.cloud.service_url, conversation, person)

    def group(self, chat: str = "group") -> Talk:
        conversation = {"id": f"19:{chat}@thread.v2", "conversationType": "groupChat", "isGroup": True}
        return Talk(self.cloud.service_url, {**conversation, "tenantId": TENANT})

    def channel(self, channel: str = "general", *, thread: str | None = "1700") -> Talk:
        conversation_id = f"19:{channel}@thread.tacv2" + (f";messageid={thread}" if thread else "")
        conversation = {"id": conversation_id, "conversationType": "channel", "isGroup": True, "tenantId": TENANT}
        return Talk(self.cloud.service_url, conversation)

    async def post(self, activity: Any, *, token: str | None = None, **more: Any) -> Reply:
        """Posts an activity (or raw bytes) as the cloud would: signed, unless a `token` is given, which may be ""."""
        bearer = self.cloud.mint() if token is None else token
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
        told = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        async with self.session.post(self.url, data=told, headers={**headers, **more.get("headers", {})}) as response:
            text = await response.text()
            body = json.loads(text) if text.startswith("{") else text
            return Reply(response.status, body, response.headers.get("Retry-After"))
