"""Shows the answers of a turn: as messages, as a form that opens or goes on, or on the Home tab."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.pace import SLACK_WINDOWS, ConversationPace
from bot.slack.dressed import as_form, as_home, may_be_form
from bot.slack.heard import Heard, Opens, Shown
from bot.slack.slack_wire import SlackWire
from bot.slack.web_api import SlackRefused
from bot.wire import Address, NotSendable, Outgoing, Receipt, SendLater, Turns, Unreachable
from gatherings.people import ConversationId
from gatherings.ports import Clock

log = logging.getLogger(__name__)

TRIES: Final = 4
PAUSE: Final = timedelta(seconds=1)
LONGEST_PAUSE: Final = timedelta(seconds=30)
"""An answer that would come later than that is not waited for: the person has asked again by then."""


@dataclass(frozen=True)
class Replies:
    """Shows what is answered; what cannot be shown is logged, for there is nobody left to tell."""

    wire: SlackWire
    turns: Turns
    clock: Clock
    _pace: ConversationPace = field(default_factory=lambda: ConversationPace(SLACK_WINDOWS))

    async def show(self, heard: Heard, replies: Sequence[Outgoing]) -> None:
        """Shows the answers of a turn as it was heard. What confirms something is a message, wherever it was asked."""
        in_form = await self._show_form(heard, replies)
        rest = [reply for reply in replies if reply is not in_form]
        if heard.shown is Shown.HOME and rest:
            await self._publish(heard, rest)
            rest = [reply for reply in rest if reply.delivery is not None]
        for reply in rest:
            await self.send(heard.place, reply)

    def after_form(self, replies: Sequence[Outgoing]) -> tuple[Mapping[str, object], Outgoing | None]:
        """What a form that was sent turns into: the next question, and the answer that is it; else it closes."""
        asking = next(filter(may_be_form, replies), None)
        if asking is None:
            return {"response_action": "clear"}, None
        return {"response_action": "update", "view": as_form(asking)}, asking

    async def send(self, place: Address, reply: Outgoing) -> None:
        """Sends one; what Slack does not take now is tried a few times more."""
        for attempt in range(1, TRIES + 1):
            try:
                await self._wait_for_turn(place)
                receipt = await self.wire.send(place, reply)
            except SendLater as later:
                pause = PAUSE * attempt if later.after is None else later.after
                if attempt == TRIES or pause > LONGEST_PAUSE:
                    log.warning("reply_not_sent reason=%s", later)
                    return
                await self.clock.sleep_until(self.clock.machine_now() + pause)
            except (Unreachable, NotSendable) as trouble:
                log.warning("reply_not_sent reason=%s", trouble)
                return
            else:
                await self.turns.arrived(reply, receipt)
                return

    async def _wait_for_turn(self, place: Address) -> None:
        """Until Slack takes another message there: one a second."""
        here, now = ConversationId(f"{place.tenant}:{place.conversation}"), self.clock.machine_now()
        free_at = self._pace.free_at(here, now)
        self._pace.note(here, max(free_at, now))
        if free_at > now:
            await self.clock.sleep_until(free_at)

    async def _show_form(self, heard: Heard, replies: Sequence[Outgoing]) -> Outgoing | None:
        """The answer that is shown as a form; None where none is, or where Slack does not take it any more."""
        asking = next(filter(may_be_form, replies), None)
        if asking is None or not heard.trigger:
            return None
        if not await self.open(Opens(heard.incoming.address.tenant, as_form(asking), heard.trigger)):
            return None
        await self.turns.arrived(asking, Receipt(""))
        return asking

    async def open(self, form: Opens) -> bool:
        """Whether Slack took it: it opens within three seconds, or not at all."""
        return await self._call("views.open", form.team, {"trigger_id": form.trigger, "view": form.view})

    async def _publish(self, heard: Heard, replies: list[Outgoing]) -> None:
        who = heard.incoming
        view = {"user_id": who.sender.user, "view": as_home(replies)}
        await self._call("views.publish", who.address.tenant, view)

    async def _call(self, method: str, team: str, body: Mapping[str, object]) -> bool:
        """Whether Slack took it. It is tried once."""
        try:
            await self.wire.api.call(method, body, token=self.wire.workspaces.get(team).token)
        except (SendLater, SlackRefused, Unreachable, NotSendable) as trouble:
            log.warning("view_not_shown method=%s reason=%s", method, trouble)
            return False
        return True
