"""The workspaces that we are installed in: whose each bot token is, asked of Slack beside everything else."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.sdk.fields import part, text_of
from bot.slack.web_api import SlackRefused, WebApi
from bot.wire import NotSendable, SendLater, Unreachable

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=1)
PATIENCE: Final = timedelta(seconds=1.5)
"""So long somebody of an unknown workspace waits for it to become known."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace, with our token in it and our user there. `app` is None where Slack did not tell."""

    team: str
    token: str = field(repr=False)
    bot_user: str
    bot: str = ""
    app: str | None = None


class Workspaces:
    """Knows each token's workspace, once it has been asked."""

    def __init__(self, api: WebApi, tokens: tuple[str, ...]) -> None:
        self._api, self._tokens = api, tokens
        self._known: dict[str, Workspace] = {}
        self._left: set[str] = set()
        self._settled: set[int] = set()
        self._asking = asyncio.Lock()

    @property
    def are_all_known(self) -> bool:
        """Whether Slack has said of every token whose it is, or that it is nobody's."""
        return len(self._settled) == len(self._tokens)

    def find(self, team: str) -> Workspace | None:
        return self._known.get(team)

    def get(self, team: str) -> Workspace:
        """The workspace. Raises SendLater where its token may still turn out, else Unreachable or NotSendable."""
        known = self._known.get(team)
        if known is not None:
            return known
        if team in self._left:
            raise Unreachable("the workspace has removed us")
        if not self.are_all_known:
            raise SendLater("the workspaces are not known yet")
        raise NotSendable("no token is of that workspace")

    def leave(self, team: str) -> None:
        """The workspace has removed us: its token is no good any more."""
        if self._known.pop(team, None) is not None:
            self._left.add(team)
            log.warning("slack_workspace_left team=%s", team)

    async def wait_for(self, team: str) -> Workspace | None:
        """The workspace, asked for where it is not known yet; None where it is none of ours, or Slack is silent."""
        if team not in self._known and not self.are_all_known:
            try:
                async with asyncio.timeout(PATIENCE.total_seconds()):
                    await self.ask()
            except TimeoutError:
                log.warning("slack_out_of_reach trouble=TimeoutError")
        return self._known.get(team)

    async def ask_until_known(self) -> None:
        """Asks until every token's workspace is known, with longer and longer pauses."""
        pause = FIRST_PAUSE
        while True:
            await self.ask()
            if self.are_all_known:
                return
            await asyncio.sleep(pause.total_seconds())
            pause = min(pause * 2, LONGEST_PAUSE)

    async def ask(self) -> None:
        """Asks Slack once about each token that is not known."""
        async with self._asking:
            unknown = [number for number in range(len(self._tokens)) if number not in self._settled]
            await asyncio.gather(*map(self._ask, unknown))

    async def _ask(self, number: int) -> None:
        token = self._tokens[number]
        try:
            told = await self._api.ask("auth.test", {}, token=token)
            bot = text_of(told, "bot_id")
            app = await self._app_of(bot, token)
        except SendLater as trouble:
            is_refused = trouble.reason in {"invalid_auth", "not_authed"}
            log.warning("slack_out_of_reach token=%d trouble=%s", number + 1, trouble.reason)
            if is_refused:
                self._settled.add(number)
            return
        except SlackRefused as refused:
            log.error("slack_token_refused token=%d error=%s", number + 1, refused.error)  # noqa: TRY400 (no trace)
            self._settled.add(number)
            return
        known = Workspace(text_of(told, "team_id"), token, text_of(told, "user_id"), bot, app)
        self._known[known.team] = known
        self._settled.add(number)
        log.info("slack_workspace_known team=%s", known.team)

    async def _app_of(self, bot: str, token: str) -> str | None:
        """The app's id, against which every request is held; None where the token may not ask."""
        try:
            told = await self._api.ask("bots.info", {"bot": bot}, token=token)
        except SlackRefused:
            return None
        return text_of(part(told, "bot"), "app_id") or None
