"""Somebody's Slack: what they write, press and fill in, as Slack tells it, by HTTP or by the socket."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.doubles.slack import APP_ID, BOT, GENERAL, TEAM, FakeSlack


@dataclass(frozen=True)
class Reply:
    """What acknowledged it."""

    status: int
    body: Any


@dataclass(frozen=True)
class SlackClient:
    """Sends to a bot's `/slack/events`, or over the socket where there is no `url`."""

    slack: FakeSlack
    session: aiohttp.ClientSession
    url: str | None = None
    user: str = "U0KARI"
    team: str = TEAM

    def event(self, kind: str, /, **fields: Any) -> dict[str, Any]:
        """An event, in its envelope."""
        return {
            "type": "event_callback",
            "team_id": self.team,
            "api_app_id": APP_ID,
            "event_id": f"Ev{self.slack.number()}",
            "event_time": 1_700_000_000,
            "authorizations": [{"team_id": self.team, "user_id": BOT, "is_bot": True}],
            "event": {"type": kind, "event_ts": self.slack.stamp(), **fields},
        }

    def direct(self, text: str, **more: Any) -> dict[str, Any]:
        """What somebody writes to the bot alone."""
        channel = self.slack.door(self.user, team=self.team)
        ts = self.slack.stamp()
        return self.event("message", user=self.user, text=text, channel=channel, channel_type="im", ts=ts, **more)

    def mention(self, text: str, *, channel: str = GENERAL, **more: Any) -> dict[str, Any]:
        ts = self.slack.stamp()
        return self.event("app_mention", user=self.user, text=f"<@{BOT}> {text}", channel=channel, ts=ts, **more)

    def in_channel(self, text: str, *, channel: str = GENERAL, **more: Any) -> dict[str, Any]:
        """What somebody writes in a channel without a mention."""
        ts = self.slack.stamp()
        return self.event("message", user=self.user, text=text, channel=channel, channel_type="channel", ts=ts, **more)

    def home_opened(self, tab: str = "home") -> dict[str, Any]:
        channel = self.slack.door(self.user, team=self.team)
        return self.event("app_home_opened", user=self.user, channel=channel, tab=tab)

    def press(
        self,
        button: Mapping[str, Any],
        *,
        channel: str | None = None,
        state: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """The press of a button in a message: in the direct messages, or in a channel."""
        there = channel or self.slack.door(self.user, team=self.team)
        name = "directmessage" if channel is None else "general"
        return {
            "type": "block_actions",
            "team": {"id": self.team, "domain": "fjord"},
            "api_app_id": APP_ID,
            "user": {"id": self.user, "team_id": self.team},
            "trigger_id": self.slack.trigger(),
            "response_url": f"{self.slack.base_url}/commands/{self.slack.number()}",
            "channel": {"id": there, "name": name},
            "message": {"ts": self.slack.stamp(), "type": "message"},
            "container": {"type": "message", "channel_id": there},
            "actions": [{**button, "action_ts": self.slack.stamp()}],
            "state": {"values": state or {}},
            **more,
        }

    def press_in_view(self, view: Mapping[str, Any], button: Mapping[str, Any], **filled: str) -> dict[str, Any]:
        """The press of a button in a form, or on the Home tab."""
        shown = {**view, "state": {"values": filled_in(view, filled)}}
        pressed = self.press(button)
        for name in ("channel", "message", "response_url", "state"):
            del pressed[name]
        return {**pressed, "view": shown, "container": {"type": "view", "view_id": view.get("id")}}

    def submit(self, view: Mapping[str, Any], **filled: str) -> dict[str, Any]:
        """A form that is sent."""
        return {
            "type": "view_submission",
            "team": {"id": self.team, "domain": "fjord"},
            "api_app_id": APP_ID,
            "user": {"id": self.user, "team_id": self.team},
            "trigger_id": self.slack.trigger(),
            "view": {**view, "hash": self.slack.number(), "state": {"values": filled_in(view, filled)}},
        }

    def command(self, text: str, *, channel: str = GENERAL, name: str = "general") -> dict[str, str]:
        return {
            "command": "/samband",
            "text": text,
            "team_id": self.team,
            "api_app_id": APP_ID,
            "channel_id": channel,
            "channel_name": name,
            "user_id": self.user,
            "trigger_id": self.slack.trigger(),
            "response_url": f"{self.slack.base_url}/commands/{self.slack.number()}",
        }

    async def send(self, payload: Mapping[str, Any]) -> Reply:
        """What acknowledges it."""
        if self.url is None:
            kinds = {"event_callback": "events_api", None: "slash_commands"}
            return Reply(200, await self.slack.tell(kinds.get(payload.get("type"), "interactive"), payload))
        if payload.get("type") == "event_callback":
            return await self.post(json.dumps(payload).encode(), "application/json")
        fields = payload if "command" in payload else {"payload": json.dumps(payload)}
        return await self.post(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    async def post(self, body: bytes, content_type: str, **headers: str) -> Reply:
        """Posts a body as Slack would: signed, unless a header says otherwise."""
        assert self.url is not None
        sent = {"Content-Type": content_type, **self.slack.signed(body), **headers}
        async with self.session.post(self.url, data=body, headers=sent) as response:
            text = await response.text()
            return Reply(response.status, json.loads(text) if text.startswith("{") else text)


def filled_in(view: Mapping[str, Any], filled: Mapping[str, str]) -> dict[str, Any]:
    """The state of a form: what stands in it, and what is filled in, in the shape of each element."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        state[block["block_id"]] = {element["action_id"]: _value(element, filled)}
    return state


def _value(element: Mapping[str, Any], filled: Mapping[str, str]) -> dict[str, Any]:
    named = element["action_id"]
    given = next((value for name, value in filled.items() if named == name or named.endswith(f".{name}")), None)
    if element["type"] in {"plain_text_input", "email_text_input"}:
        return {"type": element["type"], "value": element.get("initial_value") if given is None else given}
    options = [*element.get("options", ()), *(o for g in element.get("option_groups", ()) for o in g["options"])]
    if element["type"] in {"checkboxes", "multi_static_select"}:
        wanted = given.split(",") if given is not None else [o["value"] for o in element.get("initial_options", ())]
        return {"type": element["type"], "selected_options": [o for o in options if o["value"] in wanted]}
    chosen = element.get("initial_option") if given is None else next(o for o in options if o["value"] == given)
    return {"type": element["type"], "selected_option": chosen}


def buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The buttons of a message or a view."""
    found = [e for block in blocks for e in block.get("elements", ()) if e.get("type") == "button"]
    return found + [b["accessory"] for b in blocks if b.get("accessory", {}).get("type") == "button"]


def button(blocks: list[dict[str, Any]], label: str) -> dict[str, Any]:
    return next(one for one in buttons(blocks) if one["text"]["text"] == label)
