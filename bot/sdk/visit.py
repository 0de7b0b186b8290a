"""One activity's way through the SDK: its kind decides which turn is taken, or none."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from botbuilder.core import ActivityHandler
from botbuilder.schema import InvokeResponse

from bot.sdk.fields import Raw, objects, text_of
from bot.sdk.incoming import arrival_in, concerns_us, departure_in, is_from_a_bot, message_in, press_in
from bot.sdk.typing_sign import TypingMeanwhile
from bot.wire import Address, NotSendable, Outgoing, Receipt, SendLater, Turns, Unreachable, Wire

log = logging.getLogger(__name__)

ADAPTIVE_CARD: Final = "application/vnd.microsoft.card.adaptive"
MESSAGE: Final = "application/vnd.microsoft.activity.message"
ERROR: Final = "application/vnd.microsoft.error"


@dataclass(frozen=True)
class Visit(ActivityHandler):
    """Maps an activity to `Incoming` and has it answered. One object for one activity."""

    raw: Raw
    arrived_at: datetime
    turns: Turns
    wire: Wire
    typing_after: timedelta

    async def on_message_activity(self, *_: object) -> None:
        if not is_from_a_bot(self.raw):
            message = message_in(self.raw, self.arrived_at)
            async with TypingMeanwhile(self.wire, message.address, after=self.typing_after):
                await self.turns.answer(message)

    async def on_conversation_update_activity(self, *_: object) -> None:
        """Others who come and go are not our business."""
        if concerns_us(self.raw, "membersAdded"):
            await self._arrive()
        elif concerns_us(self.raw, "membersRemoved"):
            await self._depart()

    async def on_installation_update(self, *_: object) -> None:
        """An upgrade is neither an arrival nor a departure."""
        if self.raw.get("action") == "add":
            await self._arrive()
        elif self.raw.get("action") == "remove":
            await self._depart()

    async def on_invoke_activity(self, *_: object) -> InvokeResponse:
        """The answer to a press; 404 for what we never ask Teams for. (501 would look like a failure of ours.)"""
        if self.raw.get("name") != "adaptiveCard/action":
            return InvokeResponse(status=HTTPStatus.NOT_FOUND.value)
        press = press_in(self.raw, self.arrived_at)
        if press is None:
            return InvokeResponse(status=HTTPStatus.BAD_REQUEST.value, body=_refusal())
        replies = await self.turns.take(press)
        for reply in replies[:1]:
            await self.turns.arrived(reply, Receipt(press.id))
        await self._send(press.address, replies[1:])
        return InvokeResponse(status=HTTPStatus.OK.value, body=invoke_body(replies))

    async def _arrive(self) -> None:
        """Teams tells of it twice, as either type of activity and in any order; a turn greets once."""
        await self.turns.answer(arrival_in(self.raw, self.arrived_at))

    async def _depart(self) -> None:
        await self.turns.answer(departure_in(self.raw, self.arrived_at))

    async def _send(self, address: Address, replies: Sequence[Outgoing]) -> None:
        for reply in replies:
            try:
                await self.wire.send(address, reply)
            except (SendLater, Unreachable, NotSendable) as trouble:
                log.warning("reply_not_sent reason=%s", trouble)


def invoke_body(replies: Sequence[Outgoing]) -> dict[str, Any]:
    """What answers an `Action.Execute`: the first reply, a card in the place of the pressed one, or a sentence."""
    body = replies[0].body if replies else {}
    for attachment in objects(body, "attachments"):
        if attachment.get("contentType") == ADAPTIVE_CARD:
            return _body(HTTPStatus.OK, ADAPTIVE_CARD, attachment["content"])
    return _body(HTTPStatus.OK, MESSAGE, text_of(body, "text"))


def _refusal() -> dict[str, Any]:
    return _body(HTTPStatus.BAD_REQUEST, ERROR, {"code": "BadRequest", "message": "no Action.Execute"})


def _body(status: HTTPStatus, kind: str, value: object) -> dict[str, Any]:
    return {"statusCode": status.value, "type": kind, "value": value}
