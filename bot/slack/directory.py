"""Slack's directory: the name, the language and the address of a person we are talking with."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from bot.sdk.directory import KEPT_AT_MOST, email_of
from bot.sdk.fields import part, text_of
from bot.slack.web_api import SlackRefused, WebApi
from bot.slack.workspaces import Workspaces
from bot.wire import Address, Known, NotSendable, SendLater, Unreachable

log = logging.getLogger(__name__)

PATIENCE: Final = timedelta(seconds=1)
"""An answer in three seconds is to hold this as well."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack tells of a person; None where it does not. The address is one that this workspace vouches for."""

    name: str | None = None
    locale: str | None = None
    email: str | None = None


NOBODY: Final = Profile()


@dataclass
class SlackDirectory:
    """Asks `users.info`, once for each person as long as the process lasts."""

    api: WebApi
    workspaces: Workspaces
    _known: dict[tuple[str, str], Profile] = field(default_factory=dict)

    async def find(self, address: Address, user: str) -> Known:
        """The person's name and address; nothing where Slack may not tell, or does not say in time."""
        profile = await self.profile(address.tenant, user)
        return Known(profile.name, profile.email)

    def foresee(self, address: Address) -> None:
        """Nothing: who writes to us is asked for when they do."""

    async def profile(self, team: str, user: str) -> Profile:
        """What is known of a person; nothing where Slack does not say in time: then it is asked again next time."""
        if (team, user) not in self._known:
            try:
                async with asyncio.timeout(PATIENCE.total_seconds()):
                    found = await self._asked(team, user)
            except (TimeoutError, SendLater, Unreachable, NotSendable) as trouble:
                log.info("profile_not_read trouble=%s", type(trouble).__name__)
                return NOBODY
            if len(self._known) >= KEPT_AT_MOST:
                self._known.clear()
            self._known[team, user] = found
        return self._known[team, user]

    async def _asked(self, team: str, user: str) -> Profile:
        token = self.workspaces.get(team).token
        try:
            told = await self.api.ask("users.info", {"user": user, "include_locale": "true"}, token=token)
        except SlackRefused as refused:
            log.info("profile_refused error=%s", refused.error)
            return NOBODY
        return profile_of(part(told, "user"), team=team)


def profile_of(user: Any, *, team: str) -> Profile:  # noqa: ANN401 (raw JSON)
    """The profile of a user's raw fields. Of somebody from another organisation no address is vouched for."""
    profile = part(user, "profile")
    name = text_of(profile, "real_name") or text_of(user, "real_name") or text_of(profile, "display_name")
    is_theirs = text_of(user, "team_id") in {"", team} and not user.get("is_stranger")
    is_vouched = is_theirs and user.get("is_email_confirmed") is not False
    email = email_of(text_of(profile, "email")) if is_vouched else None
    return Profile(name.strip() or None, text_of(user, "locale") or None, email)
