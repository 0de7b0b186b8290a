"""The web page: a card as a Direct Line activity, and the wire that puts it into the conversation."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from bot.cards.card import Card
from bot.channels.adaptive import CONTENT_TYPE, dress_adaptive
from bot.channels.text import as_text
from bot.directline.hub import Hub
from bot.directline.transcript import NoSuchConversation, Transcript
from bot.wire import Address, Outgoing, Receipt, Unreachable

SAMBAND: Final = {"id": "samband", "name": "Samband", "role": "bot"}
LOCALES: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
SPOKEN: Final = "webchat:fallback-text"
"""What Web Chat reads aloud where an activity has no text of its own."""


def dress(card: Card, *, language: str) -> Mapping[str, object]:
    """The activity: one line alone is text, everything else an Adaptive Card with its words beside it."""
    activity: dict[str, object] = {"type": "message", "locale": LOCALES[language]}
    words = as_text(card)
    if card == Card(lines=card.lines) and len(card.lines) == 1:
        return {**activity, "text": words, "textFormat": "plain"}
    dressed = dress_adaptive(card) | {"speak": words, "lang": language}
    return {
        **activity,
        "summary": words,
        "attachments": [{"contentType": CONTENT_TYPE, "content": dressed}],
        "channelData": {SPOKEN: words},
    }


class WebWire:
    """A Wire: appends to the transcript, once for each key, and wakes the open sockets. `now` is machine time."""

    def __init__(self, transcript: Transcript, hub: Hub, *, now: Callable[[], datetime]) -> None:
        self._transcript, self._hub, self._now = transcript, hub, now

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        """The receipt; a page sees what `replaces` one in the place of that one. Raises Unreachable."""
        at = self._now()
        named = outgoing.replaces or _name(at)
        activity = _addressed(outgoing.kept or outgoing.body, address, named=named, at=at)
        key = outgoing.key or secrets.token_hex(16)
        try:
            entry = await self._transcript.append(address.conversation, activity, key=key, at=at)
        except NoSuchConversation:
            if self._hub.tell(address.conversation, activity):  # deleted in this very turn: said, and kept nowhere
                return Receipt(str(activity["id"]))
            raise Unreachable(f"no conversation {address.conversation}") from None
        if outgoing.kept is not None:
            shown = _addressed(outgoing.body, address, named=named, at=at)
            self._hub.show_instead(address.conversation, entry.number, shown)
        self._hub.wake(address.conversation)
        return Receipt(str(entry.activity["id"]))


def _addressed(body: Mapping[str, object], address: Address, *, named: str, at: datetime) -> Mapping[str, object]:
    return {
        **body,
        "id": named,
        "timestamp": (_first_sent(named) or at).isoformat(timespec="milliseconds"),
        "conversation": {"id": address.conversation},
        "from": SAMBAND,
    }


def _name(at: datetime) -> str:
    """An id that tells when it was first sent: Web Chat sorts by time, and a replacement is to keep its place."""
    return f"b_{round(at.timestamp() * 1000):x}_{secrets.token_hex(8)}"


def _first_sent(named: str) -> datetime | None:
    match named.split("_"):
        case ["b", moment, _]:
            return datetime.fromtimestamp(int(moment, 16) / 1000, UTC)
    return None
