"""Shows the answers of a turn: as messages, as a form that opens or goes on, or on the Home tab."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.pace import SLACK_WINDOWS, ConversationPace
from bot.replying import Replying
from bot.slack.dressed import as_form, as_home, may_be_form
from bot.slack.heard import Heard, Opens, Shown
from bot.slack.slack_wire import SlackWire
from bot.slack.web_api import SlackRefused
from bot.wire import Address, NotSendable, NotTaken, Outgoing, Receipt, SendLater, Unreachable
from gatherings.people import ConversationId
from gatherings.ports import Clock

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Paced:
    """The wire, at one message a second to each place."""

    wire: SlackWire
    clock: Clock
    _pace: ConversationPace = field(default_factory=lambda: ConversationPace(SLACK_WINDOWS))

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        """The platform's receipt. Raises SendLater, Unreachable or NotSendable."""
        here, now = ConversationId(f"{address.tenant}:{address.conversation}"), self.clock.machine_now()
        free_at = self._pace.free_at(here, now)
        self._pace.note(here, max(free_at, now))
        if free_at > now:
            await self.clock.sleep_until(free_at)
        return await self.wire.send(address, outgoing)


@dataclass(frozen=True)
class Replies:
    """Shows what is answered; what cannot be shown is logged, for there is nobody left to tell."""

    paced: Paced
    replying: Replying

    @property
    def wire(self) -> SlackWire:
        """For what is shown at once and no message: forms, the Home tab."""
        return self.paced.wire

    async def show(self, heard: Heard, replies: Sequence[Outgoing]) -> None:
        """Shows the answers of a turn as it was heard. What confirms something is a message, wherever it was asked.

        Raises NotTaken.
        """
        in_form = await self._show_form(heard, replies)
        rest = [reply for reply in replies if reply is not in_form]
        if heard.shown is Shown.HOME and rest:
            if not await self._publish(heard, rest) and rest[0].apologises:
                raise NotTaken("the Home tab")
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
        """Sends one, when Slack takes another message there; what Slack does not take now is tried a few times more.

        Raises NotTaken.
        """
        try:
            await self.replying.send(self.paced, place, reply)
        except (SendLater, NotSendable) as trouble:
            log.warning("reply_not_sent reason=%s", trouble)

    async def _show_form(self, heard: Heard, replies: Sequence[Outgoing]) -> Outgoing | None:
        """The answer that is shown as a form; None where none is, or where Slack does not take it any more."""
        asking = next(filter(may_be_form, replies), None)
        if asking is None or not heard.trigger:
            return None
        if not await self.open(Opens(heard.incoming.address.tenant, as_form(asking), heard.trigger)):
            return None
        await self.replying.arrived(asking, Receipt(""))
        return asking

    async def open(self, form: Opens) -> bool:
        """Whether Slack took it: it opens within three seconds, or not at all."""
        return await self._call("views.open", form.team, {"trigger_id": form.trigger, "view": form.view})

    async def _publish(self, heard: Heard, replies: list[Outgoing]) -> bool:
        who = heard.incoming
        view = {"user_id": who.sender.user, "view": as_home(replies)}
        return await self._call("views.publish", who.address.tenant, view)

    async def _call(self, method: str, team: str, body: Mapping[str, object]) -> bool:
        """Whether Slack took it. It is tried once."""
        try:
            await self.wire.api.call(method, body, token=self.wire.workspaces.get(team).token)
        except (SendLater, SlackRefused, Unreachable, NotSendable) as trouble:
            log.warning("view_not_shown method=%s reason=%s", method, trouble)
            return False
        return True
