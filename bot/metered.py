"""In front of the turns: too much from one person is told once and then not answered, of one tenant sent back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.arriving import language_of_locale
from bot.buckets import Pace, Rate
from bot.cards.draw import draw
from bot.wire import Channel, Happening, Incoming, Outgoing, Receipt, TooMuch, Turns
from dialogs.answers import Told
from dialogs.phrases import voice
from gatherings.gathering import Language

log = logging.getLogger(__name__)

OF_A_PERSON: Final = Rate(burst=120, a_minute=30)
"""Nobody writes a line every two seconds for long; a sign-up with all its questions is a dozen presses."""
OF_A_TENANT: Final = Rate(burst=10_000, a_minute=18_000)
"""Ten thousand people press a button in one minute when an evaluation opens. In the long run it is 300 a second, of
which each costs a millisecond: no tenant has more than a third of a processor.
"""
TOLD: Final = Rate(burst=1, a_minute=0.1)


class Metered:
    """Turns for what a platform carries to us. The web page has limits of its own (`bot/directline/limits.py`)."""

    def __init__(
        self,
        turns: Turns,
        channels: Mapping[str, Channel],
        *,
        language: Language,
        now: Callable[[], datetime],
        of_a_person: Rate = OF_A_PERSON,
        of_a_tenant: Rate = OF_A_TENANT,
    ) -> None:
        self._turns, self._channels, self._language, self._now = turns, channels, language, now
        self._people, self._tenants = Pace(of_a_person, now=now), Pace(of_a_tenant, now=now)
        self._told = Pace(TOLD, now=now)

    async def take(self, incoming: Incoming) -> Sequence[Outgoing]:
        """The replies; a sentence the first time that it is too much of a person, then none. Raises TooMuch."""
        if self._is_let_in(incoming):
            return await self._turns.take(incoming)
        return self._told_once(incoming)

    async def answer(self, incoming: Incoming) -> None:
        """The same, and sends them. Raises TooMuch, and what the wire raises."""
        if self._is_let_in(incoming):
            await self._turns.answer(incoming)
            return
        for outgoing in self._told_once(incoming):
            await self._channels[incoming.address.channel].wire.send(incoming.address, outgoing)

    async def arrived(self, outgoing: Outgoing, receipt: Receipt) -> None:
        await self._turns.arrived(outgoing, receipt)

    def _is_let_in(self, incoming: Incoming) -> bool:
        """Whether the person may have another turn. That we were put out is always heard. Raises TooMuch."""
        wait = self._tenants.take(_tenant(incoming))
        if wait is not None:
            log.warning("tenant_sent_back channel=%s", incoming.address.channel)
            raise TooMuch(wait)
        return incoming.what is Happening.DEPARTURE or self._people.take(_person(incoming)) is None

    def _told_once(self, incoming: Incoming) -> list[Outgoing]:
        """The sentence; nothing where it has been said a short while ago."""
        if self._told.take(_person(incoming)) is not None:
            return []
        log.info("person_paused channel=%s", incoming.address.channel)
        language = language_of_locale(incoming.sender.locale) or self._language
        card = draw(Told("too_much"), voice=voice(language), now=self._now())
        return [Outgoing(self._channels[incoming.address.channel].dress(card, language=language))]


def _tenant(incoming: Incoming) -> str:
    return f"{incoming.address.channel}/{incoming.address.tenant}"


def _person(incoming: Incoming) -> str:
    return f"{_tenant(incoming)}/{incoming.sender.user}"
