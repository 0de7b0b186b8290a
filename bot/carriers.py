"""What carries postings to a channel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.cards.draw_posting import draw_posting
from bot.pace import Limits
from bot.preparing import Carrier
from bot.wire import Channel
from dialogs.phrases import voice
from gatherings.agenda import Agenda
from gatherings.gathering import Language
from gatherings.ports import PageLink
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import Recipient


def carrier_of(channel: Channel, *, limits: Limits | None = None, link: PageLink | None = None) -> Carrier:
    """What the courier needs to carry postings to a channel. `link` makes the addresses of the pages, where others than
    this machine can open them.
    """

    def render(
        posting: Posting, agenda: Agenda, recipient: Recipient, language: Language, now: datetime
    ) -> Mapping[str, object]:
        card = draw_posting(posting, agenda, recipient, voice=voice(language), now=now, link=link)
        return channel.dress(card, language=language)

    return Carrier(channel.wire, render, limits)
