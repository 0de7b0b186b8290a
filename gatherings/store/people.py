"""People, the conversations we meet them in, and what each dialog waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, and_, bindparam, delete, exists, insert, select, update

from gatherings.gathering import GatheringId, Language
from gatherings.organisations import OrganisationId
from gatherings.people import Conversation, ConversationId, ConversationKind, EmailSource, Person, PersonId
from gatherings.store.inserting import insert_or_ignore, written
from gatherings.store.tables import conversation, dialog, follow, identity, organiser, person, replay
from gatherings.store.transaction import Tx
from gatherings.times import DAY


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who writes and where, with the dialog's state as it was left; its conversation is locked until the commit."""

    person: Person
    conversation: Conversation
    state: Mapping[str, Any]
    has_chosen_language: bool
    follows: GatheringId | None
    organises: bool
    """Whether the person is an organiser of anything at all; of what, `organisers` tells."""
    seen_at: datetime | None = None
    """When the person last wrote, to the day; where they never have, since when they are known."""
    is_first: bool = False
    """Whether nobody has been met in this conversation before, or not since we were put out of it."""


async def meet(tx: Tx, *, met: Conversation, user: str, name: str | None, new_person: PersonId) -> Meeting:
    """The person and the conversation, made where they are new; takes the lock of the conversation.

    `met.id` and `new_person` are used for what is new. The address is kept as it was last seen; a person's name as it
    was first given, or as they have given it themselves since.
    """
    found, is_first = await _find_meeting(tx, met, user), False
    if found is None:
        is_first = await _add_meeting(tx, met, user=user, name=name, new_person=new_person)
        found = await _find_meeting(tx, met, user)
    assert found is not None
    if found.address != met.address or found.unreachable_at is not None:
        seen = update(conversation).where(conversation.c.id == found.id)
        await tx.execute(seen.values(address=met.address, unreachable_at=None))
    if name is not None and found.person_name is None:
        await tx.execute(update(person).where(person.c.id == found.the_person).values(name=name))
    return Meeting(
        person=Person(
            id=PersonId(found.the_person),
            name=found.person_name or name,
            language=_language(found.person_language),
            email=found.email,
            email_source=None if found.email_source is None else EmailSource(found.email_source),
            organisation_id=None if found.organisation_id is None else OrganisationId(found.organisation_id),
        ),
        conversation=Conversation(
            ConversationId(found.id),
            found.channel,
            found.tenant,
            ConversationKind(found.kind),
            met.address,
            _language(found.language),
        ),
        state=found.state or {},
        has_chosen_language=found.language_chosen,
        follows=None if found.gathering_id is None else GatheringId(found.gathering_id),
        organises=found.organises,
        seen_at=found.seen_at,
        is_first=is_first or found.unreachable_at is not None,
    )


_PLACE = (
    conversation.c.channel == bindparam("channel"),
    conversation.c.tenant == bindparam("tenant"),
    conversation.c.external == bindparam("external"),
)
_LOCK = select(conversation.c.id).where(*_PLACE).with_for_update(key_share=True)
_MEETING = (
    select(
        conversation,
        person.c.id.label("the_person"),
        person.c.name.label("person_name"),
        person.c.language.label("person_language"),
        person.c.language_chosen,
        person.c.email,
        person.c.email_source,
        person.c.organisation_id,
        person.c.seen_at,
        dialog.c.state,
        follow.c.gathering_id,
        exists(organiser.c.id).where(organiser.c.person_id == person.c.id).correlate(person).label("organises"),
    )
    .select_from(conversation)
    .join(identity, and_(identity.c.channel == conversation.c.channel, identity.c.tenant == conversation.c.tenant))
    .join(person, person.c.id == identity.c.person_id)
    .outerjoin(dialog, and_(dialog.c.conversation_id == conversation.c.id, dialog.c.person_id == person.c.id))
    .outerjoin(follow, follow.c.conversation_id == conversation.c.id)
    .where(*_PLACE, identity.c.user == bindparam("user"))
    .order_by(follow.c.since.desc())
    .limit(1)
)


async def _find_meeting(tx: Tx, met: Conversation, user: str) -> Row[Any] | None:
    place = {"channel": met.channel, "tenant": met.tenant, "external": external_of(met)}
    if tx.dialect.name == "postgresql":
        # First the lock, then the look, which goes with it: one statement would read the state as it was before the
        # wait. The lock lets deliveries be written to the conversation meanwhile.
        tx.send(_LOCK, place)
    return (await tx.execute(_MEETING, {**place, "user": user})).first()


def external_of(met: Conversation) -> str:
    """The platform's own name of the conversation."""
    return str(met.address["conversation"])


async def _add_meeting(tx: Tx, met: Conversation, *, user: str, name: str | None, new_person: PersonId) -> bool:
    """Whether the conversation is new."""
    who = {"channel": met.channel, "tenant": met.tenant, "user": user}
    known = select(identity.c.person_id).where(*(identity.c[column] == value for column, value in who.items()))
    person_id = (await tx.execute(known)).scalar()
    if person_id is None:
        await tx.execute(insert(person).values(id=new_person, name=name, language_chosen=False))
        added = await tx.execute(insert_or_ignore(tx, identity).values(**who, person_id=new_person))
        if added.rowcount == 0:  # another turn of the same person was first
            await tx.execute(delete(person).where(person.c.id == new_person))
        person_id = (await tx.execute(known)).scalar()
    is_private = met.kind is ConversationKind.PERSONAL
    added = await tx.execute(
        insert_or_ignore(tx, conversation).values(
            id=met.id,
            channel=met.channel,
            tenant=met.tenant,
            external=external_of(met),
            kind=met.kind.value,
            address=met.address,
            person_id=person_id if is_private else None,
        )
    )
    return bool(added.rowcount)


async def is_replay(tx: Tx, conversation_id: ConversationId, activity: str, *, at: datetime) -> bool:
    """True when this activity has been answered before; remembers it otherwise."""
    values = {"conversation_id": conversation_id, "activity": activity, "seen_at": at}
    return (await tx.execute(insert_or_ignore(tx, replay), values)).rowcount == 0


async def forget_replays(tx: Tx, *, before: datetime) -> int:
    """How many remembered activities were old enough to forget."""
    return (await tx.execute(delete(replay).where(replay.c.seen_at < before))).rowcount


async def save_state(tx: Tx, met: Meeting, state: Mapping[str, Any], *, at: datetime) -> None:
    """Keeps what the dialog waits for, and on which day the person wrote; writes nothing when all is as it was.

    Of somebody who has been deleted meanwhile nothing is kept.
    """
    if met.seen_at is None or at - met.seen_at >= DAY:
        tx.send(_SEEN, {"whose": met.person.id, "at": at})
    if state == met.state:
        return
    values = {"where": met.conversation.id, "whose": met.person.id, "what": dict(state), "at": at}
    tx.send(written(tx, dialog, "conversation_id", "person_id", of=_STATE), values)


# Put together once: a statement costs more to build than to run.
_SEEN: Final = update(person).where(person.c.id == bindparam("whose")).values(seen_at=bindparam("at"))
_STATE: Final = (
    select(
        conversation.c.id.label("conversation_id"),
        person.c.id.label("person_id"),
        bindparam("what", type_=dialog.c.state.type).label("state"),
        bindparam("at", type_=dialog.c.saved_at.type).label("saved_at"),
    )
    .join_from(conversation, person, person.c.id == bindparam("whose"))
    .where(conversation.c.id == bindparam("where"))
)
"""A row where both are there, and none else."""


async def set_language(tx: Tx, person_id: PersonId, language: Language, *, is_chosen: bool) -> None:
    """Remembers the language in which a person is answered; a chosen one is not changed by guessing."""
    values = {"language": language, "language_chosen": is_chosen}
    await tx.execute(update(person).where(person.c.id == person_id).values(**values))


async def set_conversation_language(tx: Tx, conversation_id: ConversationId, language: Language) -> None:
    """The language of what is posted to a group or a channel."""
    await tx.execute(update(conversation).where(conversation.c.id == conversation_id).values(language=language))


async def set_for_organisers(tx: Tx, conversation_id: ConversationId, *, is_theirs: bool) -> None:
    """Whether a group or a channel is shared by organisers alone."""
    marked = update(conversation).where(conversation.c.id == conversation_id)
    await tx.execute(marked.values(for_organisers=is_theirs))


async def mark_unreachable(tx: Tx, conversation_id: ConversationId, *, at: datetime) -> None:
    """Nothing more is sent there until somebody writes from it."""
    await tx.execute(update(conversation).where(conversation.c.id == conversation_id).values(unreachable_at=at))


def _language(value: str | None) -> Language | None:
    return None if value is None else Language(value)
