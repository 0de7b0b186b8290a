"""Removes the traces of one person that do not go with their row: they stand elsewhere, or stay without them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Text, cast, delete, or_, select, update

from gatherings.people import PersonId
from gatherings.registration import RegistrationId
from gatherings.store.audits import make_anonymous
from gatherings.store.own_data import list_transcripts_of
from gatherings.store.registration_tables import fee
from gatherings.store.tables import (
    conversation,
    dialog,
    gathering,
    network,
    organiser,
    person,
    posting,
    replay,
    transcript,
)
from gatherings.store.transaction import Tx


async def lock_person(tx: Tx, person_id: PersonId) -> str | None:
    """The person's name, "" where it is not known; nobody signs them up until the commit. None where they are gone."""
    query = select(person.c.name).where(person.c.id == person_id).with_for_update()
    row = (await tx.execute(query)).first()
    return None if row is None else row.name or ""


async def remove_said(tx: Tx, person_id: PersonId) -> None:
    """Deletes what was said on the web page, that there was such a conversation, and which messages were answered."""
    names = await list_transcripts_of(tx, person_id)
    await tx.execute(delete(transcript).where(transcript.c.conversation.in_(names)))
    theirs = select(conversation.c.id).where(conversation.c.person_id == person_id)
    await tx.execute(delete(replay).where(replay.c.conversation_id.in_(theirs)))


async def remove_postings(tx: Tx, person_id: PersonId) -> None:
    """Deletes what was, or would be, said to the person, with its deliveries."""
    names_them = posting.c.key.contains(person_id, autoescape=True)
    await tx.execute(delete(posting).where(or_(posting.c.person_id == person_id, names_them)))


async def remove_dialogs_about(tx: Tx, known: Sequence[str]) -> None:
    """Ends dialogs, of whomever, that wait for an answer about one of these ids."""
    state = cast(dialog.c.state, Text)
    for one in known:
        await tx.execute(delete(dialog).where(state.contains(one, autoescape=True)))


async def make_nameless(tx: Tx, person_id: PersonId, registrations: Sequence[RegistrationId], *, instead: str) -> None:
    """Puts another id in the place of the person's, and of their registrations', wherever it is kept without them."""
    for known in (person_id, *registrations):
        await make_anonymous(tx, known, instead=instead)


async def strip_fees(
    tx: Tx, person_id: PersonId, name: str, registrations: Sequence[RegistrationId], *, instead: str
) -> int:
    """How many fee lines stay, with no more than an invoice needs; an organiser who waived one is no longer named.

    Who waived is kept as an id or as a name; a name counts only where the person is an organiser: others have it too.
    """
    organises = select(organiser.c.id).where(organiser.c.person_id == person_id).exists()
    waived = update(fee).where(or_(fee.c.waived_by == person_id, (fee.c.waived_by == name) & organises))
    await tx.execute(waived.values(waived_by=instead))
    theirs = update(fee).where(fee.c.registration_id.in_(registrations))
    return (await tx.execute(theirs.values(waived_because=None))).rowcount


async def list_left_alone(tx: Tx, person_id: PersonId) -> list[str]:
    """The titles of networks whose only organiser the person is, and of gatherings that nobody else organises."""
    others = select(organiser).where(organiser.c.person_id != person_id).subquery()
    mine = select(organiser.c.network_id, organiser.c.gathering_id).where(organiser.c.person_id == person_id).subquery()
    networks = select(network.c.title).where(
        network.c.id.in_(select(mine.c.network_id)),
        network.c.id.not_in(select(others.c.network_id).where(others.c.network_id.is_not(None))),
    )
    gatherings = select(gathering.c.title).where(
        gathering.c.id.in_(select(mine.c.gathering_id)),
        gathering.c.id.not_in(select(others.c.gathering_id).where(others.c.gathering_id.is_not(None))),
        gathering.c.network_id.not_in(select(others.c.network_id).where(others.c.network_id.is_not(None))),
    )
    titles = [*await tx.scalars(networks), *await tx.scalars(gatherings)]
    return sorted(title for title in titles if title)
