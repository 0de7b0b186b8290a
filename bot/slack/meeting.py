"""A person of Slack, known in private before they have written there: what is personal goes on where they are alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from bot.slack.places import CHANNEL, in_private
from bot.wire import Incoming
from gatherings.people import Conversation, ConversationId, PersonId
from gatherings.store import Database
from gatherings.store.people import meet
from gatherings.store.profiles import list_channels_of
from gatherings.store.visitors import find_person_of_user

KEPT_AT_MOST: Final = 20_000

MeetInPrivate = Callable[[Incoming], Awaitable[bool]]
"""Makes sure that who sent something can be written to in private; whether they were not known at all."""


@dataclass
class Meetings:
    """Asks the database once for each person as long as the process lasts."""

    database: Database
    _met: set[tuple[str, str]] = field(default_factory=set)

    async def __call__(self, incoming: Incoming) -> bool:
        who = incoming.address.tenant, incoming.sender.user
        if who in self._met:
            return False
        is_new = False if await self._is_met(*who) else await self._meet(*who, name=incoming.sender.name)
        if len(self._met) >= KEPT_AT_MOST:
            self._met.clear()
        self._met.add(who)
        return is_new

    async def _is_met(self, team: str, user: str) -> bool:
        async with self.database.read() as tx:
            person = await find_person_of_user(tx, channel=CHANNEL, tenant=team, user=user)
            return person is not None and CHANNEL in (await list_channels_of(tx, [person.id])).get(person.id, ())

    async def _meet(self, team: str, user: str, *, name: str | None) -> bool:
        """Whether the person is new."""
        private, new = in_private(team, user), PersonId(uuid4().hex)
        place = {"conversation": private.conversation}
        made = Conversation(ConversationId(uuid4().hex), CHANNEL, team, private.kind, place)
        async with self.database.write() as tx:
            return (await meet(tx, met=made, user=user, name=name, new_person=new)).person.id == new
