"""The methods of Slack's Web API, with the platform's rules, on what stands in its workspaces."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from aiohttp import web

TEAM, OTHER_TEAM, APP_ID, BOT = "T0FJORD", "T0STRAND", "A0SAMBAND", "U0BOT"
BOT_TOKEN, OTHER_TOKEN = "xoxb-fjord", "xoxb-strand"
GENERAL = "C0GENERAL"
SCOPES = "app_mentions:read,channels:history,channels:read,chat:write,commands,groups:history,groups:read,im:history,im:write,mpim:history,mpim:write,users:read,users:read.email"
TRIGGER_LENGTH = timedelta(seconds=3)
LONGEST_TEXT = 40_000
MOST_BLOCKS = {"modal": 100, "home": 100, "message": 50}


@dataclass(frozen=True)
class Posted:
    """A message as it stands now; `only_for` is the user who alone sees it."""

    channel: str
    ts: str
    body: dict[str, Any]
    only_for: str | None = None
    thread: str | None = None


@dataclass
class Team:
    """A workspace: our user in it, its people and their direct messages with us."""

    id: str
    bot_user: str = BOT
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    doors: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=lambda: {GENERAL: "open"})


class SlackMethods:
    """What stands where, and what changes it. `now` is machine time, for limits and triggers."""

    def __init__(self, now: Callable[[], datetime], *, keeps_limits: bool = True) -> None:
        self._now, self.keeps_limits = now, keeps_limits
        self.teams = {BOT_TOKEN: Team(TEAM), OTHER_TOKEN: Team(OTHER_TEAM, "U0BOT2")}
        self.scopes = SCOPES
        """What our tokens may do."""
        self.posted: list[Posted] = []
        self.refused = 0
        """How often it was too fast for us."""
        self.views: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, dict[str, Any]] = {}
        self.arrived = asyncio.Event()
        self._last_post: dict[str, datetime] = {}
        self._triggers: dict[str, datetime] = {}
        self._numbers = count(1)

    def method(self, name: str) -> Callable[[Team, dict[str, Any]], web.Response] | None:
        """What does a method; None where there is none of that name."""
        return getattr(self, f"_{name.replace('.', '_')}", None)

    def add_user(self, user: str, name: str, *, email: str = "", team: str = TEAM, **more: Any) -> None:
        profile = {"real_name": name, **({"email": email} if email else {})}
        self._team(team).users[user] = {"id": user, "team_id": team, "locale": "nb-NO", "profile": profile, **more}

    def door(self, user: str, *, team: str = TEAM) -> str:
        """The direct-message channel of somebody with the bot."""
        return self._team(team).doors.setdefault(user, f"D{user[1:]}")

    def trigger(self) -> str:
        """What opens a form, for three seconds."""
        made = f"{next(self._numbers)}.{TEAM}.{next(self._numbers)}"
        self._triggers[made] = self._now()
        return made

    def stamp(self) -> str:
        """The id of a message."""
        return f"1700000000.{next(self._numbers):06d}"

    def _team(self, team: str) -> Team:
        return next(one for one in self.teams.values() if one.id == team)

    def _auth_test(self, team: Team, _: dict[str, Any]) -> web.Response:
        told = {"ok": True, "team_id": team.id, "user_id": team.bot_user, "bot_id": "B0BOT", "team": "Fjord"}
        return web.json_response(told, headers={"X-OAuth-Scopes": self.scopes})

    def _bots_info(self, _: Team, body: dict[str, Any]) -> web.Response:
        return web.json_response({"ok": True, "bot": {"id": body["bot"], "app_id": APP_ID}})

    def _users_info(self, team: Team, body: dict[str, Any]) -> web.Response:
        user = team.users.get(body.get("user", ""))
        return no("user_not_found") if user is None else web.json_response({"ok": True, "user": user})

    def _conversations_open(self, team: Team, body: dict[str, Any]) -> web.Response:
        user = body.get("users", "")
        if user not in team.users:
            return no("user_not_found")
        return web.json_response({"ok": True, "channel": {"id": self.door(user, team=team.id)}})

    def _chat_postMessage(self, team: Team, body: dict[str, Any]) -> web.Response:  # noqa: N802 (Slack's name)
        if (refusal := self._refusal(team, body)) is not None:
            return refusal
        return self._stands(body, only_for=None)

    def _chat_postEphemeral(self, team: Team, body: dict[str, Any]) -> web.Response:  # noqa: N802 (Slack's name)
        if body.get("user") not in team.users:
            return no("user_not_in_channel")
        return self._refusal(team, body) or self._stands(body, only_for=str(body["user"]))

    def _chat_update(self, team: Team, body: dict[str, Any]) -> web.Response:
        for number, one in enumerate(self.posted):
            if (one.channel, one.ts) == (body.get("channel"), body.get("ts")):
                self.posted[number] = replace(one, body=body)
                return web.json_response({"ok": True, "ts": one.ts, "channel": one.channel})
        return no("message_not_found")

    def _refusal(self, team: Team, body: dict[str, Any]) -> web.Response | None:
        channel = body.get("channel", "")
        standing = "open" if channel in team.doors.values() else team.channels.get(channel)
        if standing is None:
            return no("channel_not_found")
        if standing != "open":
            return no(standing)
        if not body.get("text"):
            return no("no_text")
        if len(body["text"]) > LONGEST_TEXT:
            return no("msg_too_long")
        if len(body.get("blocks", [])) > MOST_BLOCKS["message"]:
            return no("invalid_blocks")
        return self._limited(channel)

    def _limited(self, channel: str) -> web.Response | None:
        now, last = self._now(), self._last_post.get(channel)
        if self.keeps_limits and last is not None and now - last < timedelta(seconds=1):
            self.refused += 1
            answer = {"ok": False, "error": "ratelimited"}
            return web.json_response(answer, status=429, headers={"Retry-After": "1"})
        self._last_post[channel] = now
        return None

    def _stands(self, body: dict[str, Any], *, only_for: str | None) -> web.Response:
        made = Posted(body["channel"], self.stamp(), body, only_for, body.get("thread_ts"))
        self.posted.append(made)
        self.arrived.set()
        named = "ts" if only_for is None else "message_ts"
        return web.json_response({"ok": True, named: made.ts, "channel": made.channel})

    def _views_open(self, _: Team, body: dict[str, Any]) -> web.Response:
        made_at = self._triggers.pop(body.get("trigger_id", ""), None)
        if made_at is None:
            return no("invalid_trigger_id")
        if self._now() - made_at > TRIGGER_LENGTH:
            return no("expired_trigger_id")
        return self._shown(f"V{next(self._numbers)}", body["view"])

    def _views_update(self, _: Team, body: dict[str, Any]) -> web.Response:
        return self._shown(body["view_id"], body["view"]) if body.get("view_id") in self.views else no("not_found")

    def _views_publish(self, _: Team, body: dict[str, Any]) -> web.Response:
        if len(body["view"]["blocks"]) > MOST_BLOCKS["home"]:
            return no("invalid_arguments")
        self.homes[body["user_id"]] = body["view"]
        return web.json_response({"ok": True, "view": body["view"]})

    def _shown(self, named: str, view: dict[str, Any]) -> web.Response:
        title = view.get("title", {}).get("text", "")
        if not title or len(title) > 24 or len(view["blocks"]) > MOST_BLOCKS["modal"]:
            return no("invalid_arguments")
        self.views[named] = {**view, "id": named}
        return web.json_response({"ok": True, "view": self.views[named]})


def no(error: str) -> web.Response:
    return web.json_response({"ok": False, "error": error})
