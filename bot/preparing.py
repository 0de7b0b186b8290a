"""Whether a claimed delivery goes now, and what it says: drawn for whom it goes to, or once for all who stand alike."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.pace import ConversationPace, Limits
from bot.sending import held, unsent
from bot.wire import Wire
from gatherings.agenda import Agenda
from gatherings.gathering import Language
from gatherings.ports import Clock
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import ABOUT_ONE, Recipient, is_meant_for
from gatherings.postings.truth import is_still_true
from gatherings.store.deliveries import Delivery, DeliveryState, Outcome

log = logging.getLogger(__name__)

KEPT_AT_MOST: Final = 256


@dataclass(frozen=True, slots=True)
class Carrier:
    """A channel as the courier needs it: its wire, how a posting is rendered for it, its limits (None: no limits)."""

    wire: Wire
    render: Callable[[Posting, Agenda, Recipient, Language, datetime], Mapping[str, object]]
    limits: Limits | None = None


class Preparing:
    """Looks at each delivery once more before it goes, and draws it."""

    def __init__(self, clock: Clock, carriers: Mapping[str, Carrier], paces: Mapping[str, ConversationPace]) -> None:
        self._clock, self._carriers, self._paces = clock, carriers, paces
        self._rendered: dict[tuple[object, ...], Mapping[str, object]] = {}

    def prepare(
        self, delivery: Delivery, agenda: Agenda, recipient: Recipient, machine_now: datetime
    ) -> Outcome | Mapping[str, object]:
        """The payload; the outcome where it does not go. One that cannot be drawn must not hold up the others."""
        try:
            obstacle = self._obstacle(delivery, agenda, recipient, machine_now)
            return obstacle or self._body(delivery, agenda, recipient)
        except Exception:
            log.exception("posting_not_drawn key=%s", delivery.posting.key)
            return unsent(delivery, DeliveryState.FAILED, machine_now, problem="not drawn")

    def _obstacle(
        self, delivery: Delivery, agenda: Agenda, recipient: Recipient, machine_now: datetime
    ) -> Outcome | None:
        """Why a delivery does not go now, or not at all; None where it does."""
        if not delivery.is_reachable:
            return unsent(delivery, DeliveryState.UNREACHABLE, machine_now)
        is_wanted = delivery.is_wanted and is_meant_for(delivery.posting, recipient)
        if not is_wanted or not is_still_true(delivery.posting, agenda):
            return unsent(delivery, DeliveryState.WITHDRAWN, machine_now)
        if delivery.posting.useful_until < self._clock.now():
            return unsent(delivery, DeliveryState.TOO_LATE, machine_now)
        free_at = self._paces[delivery.conversation.channel].free_at(delivery.conversation.id, machine_now)
        return held(delivery, free_at, machine_now) if free_at > machine_now else None

    def _body(self, delivery: Delivery, agenda: Agenda, recipient: Recipient) -> Mapping[str, object]:
        """The payload; where it is not about one person rendered once a minute for all who stand alike."""
        now, channel, posting = self._clock.now(), delivery.conversation.channel, delivery.posting
        language = delivery.language or agenda.gathering.language
        render = self._carriers[channel].render
        if posting.kind in ABOUT_ONE:
            return render(posting, agenda, recipient, language, now)
        minute = now.replace(second=0, microsecond=0)
        key = (delivery.posting_id, language, channel, agenda.gathering.version, minute, recipient.standing)
        if key not in self._rendered:
            if len(self._rendered) > KEPT_AT_MOST:
                self._rendered.clear()
            self._rendered[key] = render(posting, agenda, recipient, language, now)
        return self._rendered[key]
