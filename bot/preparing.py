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

    def __init__(self, carriers: Mapping[str, Carrier], paces: Mapping[str, ConversationPace]) -> None:
        self._carriers, self._paces = carriers, paces
        self._said: dict[tuple[object, ...], tuple[Agenda, Mapping[str, object] | None]] = {}

    def prepare(
        self, delivery: Delivery, agenda: Agenda, recipient: Recipient, *, now: datetime, machine_now: datetime
    ) -> Outcome | Mapping[str, object]:
        """The payload; the outcome where it does not go. One that cannot be drawn must not hold up the others."""
        try:
            if not delivery.is_reachable:
                return unsent(delivery, DeliveryState.UNREACHABLE, machine_now)
            said = self._what_is_said(delivery, agenda, recipient, now) if delivery.is_wanted else None
            if said is None:
                return unsent(delivery, DeliveryState.WITHDRAWN, machine_now)
            if delivery.posting.useful_until < now:
                return unsent(delivery, DeliveryState.TOO_LATE, machine_now)
            free_at = self._paces[delivery.conversation.channel].free_at(delivery.conversation.id, machine_now)
            return held(delivery, free_at, machine_now) if free_at > machine_now else said
        except Exception:
            log.exception("posting_not_drawn key=%s", delivery.posting.key)
            return unsent(delivery, DeliveryState.FAILED, machine_now, problem="not drawn")

    def _what_is_said(
        self, delivery: Delivery, agenda: Agenda, recipient: Recipient, now: datetime
    ) -> Mapping[str, object] | None:
        """The payload, None where it no longer holds; where it is not about one person found once a minute for all who
        stand alike.
        """
        posting, language = delivery.posting, delivery.language or agenda.gathering.language
        if posting.kind in ABOUT_ONE:
            return self._drawn(delivery, agenda, recipient, language, now)
        minute = now.replace(second=0, microsecond=0)
        key = delivery.posting_id, language, delivery.conversation.channel, minute, recipient.standing
        kept = self._said.get(key)
        if kept is None or kept[0] is not agenda:  # a version can come again with other contents, an agenda cannot
            if len(self._said) > KEPT_AT_MOST:
                self._said.clear()
            kept = self._said[key] = agenda, self._drawn(delivery, agenda, recipient, language, now)
        return kept[1]

    def _drawn(
        self, delivery: Delivery, agenda: Agenda, recipient: Recipient, language: Language, now: datetime
    ) -> Mapping[str, object] | None:
        posting = delivery.posting
        if not is_meant_for(posting, recipient) or not is_still_true(posting, agenda):
            return None
        return self._carriers[delivery.conversation.channel].render(posting, agenda, recipient, language, now)
