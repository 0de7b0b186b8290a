"""Takes what Slack sends, whichever way it came, and says what acknowledges it: always within three seconds.

What is acknowledged has been begun, and is waited for when the process is told to stop; as a rule it is done by then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

from bot.sdk.fields import Raw, text_of
from bot.sdk.turned_away import TurnedAway, forbidden
from bot.slack.directory import SlackDirectory
from bot.slack.events import Hearing, hear_event
from bot.slack.fields import kind_of, team_of
from bot.slack.heard import Heard, Lacking, Left, Opens, Sent, Shown
from bot.slack.interactions import hear_command, hear_form, hear_press
from bot.slack.meeting import MeetInPrivate
from bot.slack.places import Threads
from bot.slack.replying import Replies
from bot.slack.workspaces import Workspace, Workspaces
from bot.wire import Happening, Incoming, NotTaken, Outgoing, TooMuch, Turns
from gatherings.people import ConversationKind

log = logging.getLogger(__name__)

ACKNOWLEDGED_WITHIN: Final = timedelta(seconds=2.2)
"""Slack waits for three seconds, and the way to it takes some."""
STOPPED_WITHIN: Final = timedelta(seconds=15)


@dataclass(frozen=True)
class Answering:
    """One for each process. No turn begins before `ready`.

    `meet` makes a person known in private before what they said in company is answered.
    """

    workspaces: Workspaces
    directory: SlackDirectory
    turns: Turns
    replies: Replies
    meet: MeetInPrivate
    ready: asyncio.Event
    app: str | None = None
    patience: timedelta = ACKNOWLEDGED_WITHIN
    threads: Threads = field(default_factory=Threads)
    _under_way: set[asyncio.Task[Any]] = field(default_factory=set)

    async def take(self, payload: Raw, *, arrived_at: datetime) -> Mapping[str, object] | None:
        """What acknowledges it, None where that has no content. Raises TurnedAway: then nothing was begun, or (503)
        nothing is kept of what broke, and the person was not told.
        """
        heard = self._hear(payload, await self._admitted(payload), arrived_at)
        match heard:
            case Lacking(errors):
                return {"response_action": "errors", "errors": dict(errors)}
            case Heard(shown=Shown.SENT):
                return await self._sent(heard)
            case Heard():
                await self._acknowledged(self._begin(self._answer(heard)))
            case Opens():
                await self._acknowledged(self._begin(self.replies.open(heard)))
            case Left(team):
                self.workspaces.leave(team)
        return None

    async def close(self) -> None:
        """Waits for what is under way."""
        if self._under_way:
            _, left = await asyncio.wait(set(self._under_way), timeout=STOPPED_WITHIN.total_seconds())
            for task in left:
                task.cancel()

    async def _admitted(self, payload: Raw) -> Workspace:
        """The workspace that it is from. Raises TurnedAway: it is none of ours (403), or may turn out to be (503)."""
        workspace = await self.workspaces.wait_for(team_of(payload))
        if workspace is None and not self.workspaces.are_all_known:
            raise TurnedAway(HTTPStatus.SERVICE_UNAVAILABLE, "the workspaces are not known yet")
        if workspace is None:
            raise forbidden("a workspace that is none of ours")
        expected = self.app or workspace.app
        if expected is not None and text_of(payload, "api_app_id") != expected:
            raise forbidden("for another app")
        return workspace

    async def _acknowledged(self, work: asyncio.Task[Any]) -> None:
        """Returns when it is done, or when it is time to acknowledge it. Raises TurnedAway where it has broken."""
        await asyncio.wait({work}, timeout=self.patience.total_seconds())
        trouble = work.exception() if work.done() and not work.cancelled() else None
        if isinstance(trouble, TooMuch):
            raise TurnedAway(HTTPStatus.TOO_MANY_REQUESTS, "the workspace sends too much")
        if trouble is not None:
            raise TurnedAway(HTTPStatus.SERVICE_UNAVAILABLE, "it broke, and nobody was told")

    def _hear(self, payload: Raw, workspace: Workspace, arrived_at: datetime) -> Sent:
        hearing = Hearing(workspace, arrived_at, self.threads, self.replies.wire.doors)
        match kind_of(payload):
            case "event_callback":
                return hear_event(payload, hearing)
            case "block_actions":
                return hear_press(payload, hearing)
            case "view_submission":
                return hear_form(payload, hearing)
            case "command":
                return hear_command(payload, hearing)
        return None

    async def _answer(self, heard: Heard) -> None:
        await self.replies.show(heard, await self._turn(heard))

    async def _turn(self, heard: Heard) -> Sequence[Outgoing]:
        """The replies of the turn. Who opens their messages for the first time is greeted, and nobody twice."""
        await self.ready.wait()
        incoming = await self._with_profile(heard.incoming)
        if incoming.what is Happening.ARRIVAL and incoming.address.kind is ConversationKind.PERSONAL:
            return await self.turns.take(incoming) if await self.meet(incoming) else []
        if incoming.what is Happening.MESSAGE and incoming.address.kind is not ConversationKind.PERSONAL:
            await self.meet(incoming)
        return await self.turns.take(incoming)

    async def _with_profile(self, incoming: Incoming) -> Incoming:
        if incoming.what is Happening.DEPARTURE:
            return incoming
        profile = await self.directory.profile(incoming.address.tenant, incoming.sender.user)
        return replace(incoming, sender=replace(incoming.sender, name=profile.name, locale=profile.locale))

    async def _sent(self, heard: Heard) -> Mapping[str, object]:
        """What the form turns into. Where the turn takes longer, it closes, and what is answered comes as messages."""
        turn = self._begin(self._turn(heard))
        await self._acknowledged(turn)
        if not turn.done():
            self._begin(self._show_later(turn, heard))
            return {"response_action": "clear"}
        if turn.cancelled():
            return {"response_action": "clear"}
        shown, in_form = self.replies.after_form(turn.result())
        rest = [reply for reply in turn.result() if reply is not in_form]
        self._begin(self.replies.show(replace(heard, shown=Shown.MESSAGE), rest))
        return shown

    async def _show_later(self, turn: asyncio.Task[Sequence[Outgoing]], heard: Heard) -> None:
        await self.replies.show(replace(heard, shown=Shown.MESSAGE), await turn)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        trouble = None if task.cancelled() else task.exception()
        if isinstance(trouble, NotTaken):
            log.warning("turn_not_taken reason=%s", trouble)
        elif trouble is not None and not isinstance(trouble, TooMuch):
            log.error("turn_failed reference=%s", uuid4().hex[:4], exc_info=trouble)
