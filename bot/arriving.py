"""What is read of what comes in: who writes, in which language, about which gathering, and what a button stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from secrets import token_hex
from typing import Any, Final

from bot.wire import Incoming
from dialogs.conversation import State
from dialogs.router import DIALOGS
from dialogs.understanding.wish import Wish
from gatherings.gathering import EN, NB, NN, GatheringId, Language
from gatherings.people import Conversation, ConversationId, EmailSource, PersonId
from gatherings.store import Tx
from gatherings.store.people import Meeting, meet
from gatherings.store.profiles import get_person, note_vouched

LONGEST_SLOT: Final = 500
NOT_IN_STORED_ADDRESS: Final = frozenset({"thread"})  # what is sent unasked starts a thread of its own


async def meet_sender(tx: Tx, incoming: Incoming) -> Meeting:
    """Who writes, and where; with the address that the platform vouches for."""
    address = incoming.address
    data = {name: value for name, value in address.data.items() if name not in NOT_IN_STORED_ADDRESS}
    met = Conversation(
        id=ConversationId(token_hex(16)),
        channel=address.channel,
        tenant=address.tenant,
        kind=address.kind,
        address={**data, "conversation": address.conversation},
    )
    sender = incoming.sender
    meeting = await meet(tx, met=met, user=sender.user, name=sender.name, new_person=PersonId(token_hex(16)))
    if not sender.email or meeting.person.email_source is EmailSource.VOUCHED:
        return meeting
    await note_vouched(tx, meeting.person.id, sender.email)
    person = await get_person(tx, meeting.person.id)
    return replace(meeting, person=person or meeting.person)


def wish_of_press(pressed: Mapping[str, object]) -> Wish:
    """The wish that a button stands for; `none` where it is not one of ours."""
    do = pressed.get("do")
    slots = {name: value for name, value in pressed.items() if name != "do" and _is_slot(value)}
    return Wish(do, slots) if isinstance(do, str) and do in DIALOGS else Wish("none")  # type: ignore[arg-type]  # _is_slot has looked


def _is_slot(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_SLOT
    return isinstance(value, int) and not isinstance(value, bool)


def language_of_locale(locale: str | None) -> Language | None:
    """The language of "nb-NO" and its like; None where it is not one of ours."""
    known = {"nb": NB, "no": NB, "nn": NN, "en": EN}
    return known.get((locale or "").lower().split("-")[0].split("_")[0])


def gathering_chosen(incoming: Incoming, state: State) -> GatheringId | None:
    """The gathering that a button names, else the one named last."""
    named: Any = incoming.pressed.get("gathering") or state.get("gathering")
    return GatheringId(named) if isinstance(named, str) else None
