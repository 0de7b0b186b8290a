"""What is kept about one person, as plain rows with readable names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, case, literal, or_, select

from gatherings.people import WEB, PersonId
from gatherings.store.evaluation_tables import first_step
from gatherings.store.import_tables import pending_import
from gatherings.store.registration_tables import (
    attendance,
    audit,
    fee,
    handover,
    invitation,
    link,
    need,
    organisation,
    registration,
    response,
)
from gatherings.store.tables import (
    code_try,
    conversation,
    delivery,
    dialog,
    follow,
    gathering,
    identity,
    network,
    organiser,
    person,
    posting,
    replay,
    transcript,
    transcript_entry,
)
from gatherings.store.transaction import Tx

Rows = list[dict[str, Any]]

_GATHERING = gathering.c.title.label("gathering")
_NETWORK = network.c.title.label("network")
_ORGANISATION = organisation.c.name.label("organisation")


async def person_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(
        *_named(person, "name", "email", "language", "language_chosen", "seen_at"),
        person.c.email_source.label("email_comes_from"),
        _ORGANISATION,
    ).outerjoin(organisation, organisation.c.id == person.c.organisation_id)
    return await _rows(tx, query.where(person.c.id == person_id))


async def identity_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(*_named(identity, "channel", "tenant", "user"))
    return await _rows(tx, query.where(identity.c.person_id == person_id))


async def conversation_rows(tx: Tx, person_id: PersonId) -> Rows:
    """Private conversations, each with what was said there where that is kept."""
    columns = _named(conversation, "channel", "tenant", "external", "kind", "address", "language", "unreachable_at")
    found = await _rows(tx, select(*columns).where(conversation.c.person_id == person_id))
    said = await _said(tx, await list_transcripts_of(tx, person_id))
    for row in found:
        row["said"] = said.pop(row["external"], []) if row["channel"] == WEB else []
    return [*found, *({"channel": WEB, "external": name, "said": lines} for name, lines in said.items())]


async def _said(tx: Tx, names: Sequence[str]) -> dict[str, Rows]:
    query = select(transcript_entry).where(transcript_entry.c.conversation.in_(names))
    said: dict[str, Rows] = {name: [] for name in names}
    for row in await tx.execute(query.order_by(transcript_entry.c.conversation, transcript_entry.c.number)):
        said[row.conversation].append({"at": _plain(row.written_at), **_line(row.activity)})
    return said


def _line(activity: Mapping[str, Any]) -> dict[str, Any]:
    is_own = (activity.get("from") or {}).get("role") == "user"
    return {"by": "you" if is_own else "samband", "text": activity.get("text") or activity.get("summary")}


async def dialog_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(*_named(conversation, "channel", "kind"), *_named(dialog, "saved_at", "state"))
    query = query.join_from(dialog, conversation)
    return await _rows(tx, query.where(dialog.c.person_id == person_id))


async def follow_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(_GATHERING, conversation.c.channel, follow.c.since).select_from(follow)
    query = query.join(gathering).join(conversation)
    return await _rows(tx, query.where(conversation.c.person_id == person_id))


async def registration_rows(tx: Tx, person_id: PersonId) -> Rows:
    columns = [one for one in registration.c if not one.name.endswith("id")]
    query = (
        select(_GATHERING, _ORGANISATION, *columns, need.c.food, need.c.access)
        .join_from(registration, gathering)
        .outerjoin(organisation, organisation.c.id == registration.c.organisation_id)
        .outerjoin(need, need.c.registration_id == registration.c.id)
    )
    return await _rows(tx, query.where(registration.c.person_id == person_id).order_by(registration.c.registered_at))


async def code_rows(tx: Tx, person_id: PersonId) -> Rows:
    """Codes that they made for a colleague: when they end, never what they are."""
    query = select(_GATHERING, *_named(handover, "expires_at", "taken_at"))
    query = (
        query.select_from(handover).join(registration).join(gathering, gathering.c.id == registration.c.gathering_id)
    )
    return await _rows(tx, query.where(registration.c.person_id == person_id))


async def fee_rows(tx: Tx, person_id: PersonId) -> Rows:
    """Fee lines of the registrations that are known still."""
    columns = _named(fee, "name", "reason", "fee", "at", "accepted", "waived_at", "waived_because")
    query = select(_GATHERING, _ORGANISATION, *columns).select_from(fee).join(gathering)
    query = query.outerjoin(organisation, organisation.c.id == fee.c.organisation_id)
    return await _rows(tx, query.where(fee.c.registration_id.in_(_registrations_of(person_id))))


async def invitation_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(_GATHERING, invitation.c.invited_at).join_from(invitation, gathering)
    return await _rows(tx, query.where(invitation.c.person_id == person_id))


async def response_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(_GATHERING, *_named(response, "answer", "answered_at", "muted_at")).join_from(response, gathering)
    return await _rows(tx, query.where(response.c.person_id == person_id))


async def attendance_rows(tx: Tx, person_id: PersonId) -> Rows:
    columns = _named(attendance, "day", "mode", "checked_in_at", "by_organiser")
    query = select(_GATHERING, *columns).join_from(attendance, gathering)
    return await _rows(tx, query.where(attendance.c.person_id == person_id))


async def first_step_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(_GATHERING, *_named(first_step, "text", "remind_at")).join_from(first_step, gathering)
    return await _rows(tx, query.where(first_step.c.person_id == person_id))


async def organiser_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(_NETWORK, _GATHERING, organiser.c.sees_needs).select_from(organiser)
    query = query.outerjoin(network, network.c.id == organiser.c.network_id)
    query = query.outerjoin(gathering, gathering.c.id == organiser.c.gathering_id)
    return await _rows(tx, query.where(organiser.c.person_id == person_id))


async def import_rows(tx: Tx, person_id: PersonId) -> Rows:
    """Programmes that they have had read and not saved: of which file, for what; what stands there is not of them."""
    query = select(_NETWORK, _GATHERING, *_named(pending_import, "file", "changed_at")).select_from(pending_import)
    query = query.outerjoin(network, network.c.id == pending_import.c.network_id)
    query = query.outerjoin(gathering, gathering.c.id == pending_import.c.gathering_id)
    return await _rows(tx, query.where(pending_import.c.person_id == person_id))


async def link_rows(tx: Tx, person_id: PersonId) -> Rows:
    """Links without their ids: whoever has an id may be taken for the person."""
    columns = _named(link, "purpose", "created_at", "expires_at", "used_at", "revoked_at")
    query = select(_GATHERING, *columns).select_from(link).outerjoin(gathering, gathering.c.id == link.c.gathering_id)
    return await _rows(tx, query.where(link.c.person_id == person_id))


async def audit_rows(tx: Tx, person_id: PersonId) -> Rows:
    """What they did, and what was done about them; never by whom, or about whom."""
    did = case((audit.c.actor == person_id, literal("you did it")), else_=literal("it was about you")).label("part")
    query = select(*_named(audit, "at", "kind"), did, _GATHERING).select_from(audit)
    query = query.outerjoin(gathering, gathering.c.id == audit.c.gathering_id)
    concerns = or_(audit.c.actor == person_id, audit.c.subject == person_id, _is_subject(person_id))
    return await _rows(tx, query.where(concerns).order_by(audit.c.id))


def _is_subject(person_id: PersonId) -> ColumnElement[bool]:
    return audit.c.subject.in_(_registrations_of(person_id))


async def posting_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(_GATHERING, *_named(posting, "kind", "due_at", "state", "settled_at", "facts"))
    query = query.join_from(posting, gathering)
    return await _rows(tx, query.where(posting.c.person_id == person_id).order_by(posting.c.due_at))


async def delivery_rows(tx: Tx, person_id: PersonId) -> Rows:
    query = select(_GATHERING, posting.c.kind, *_named(delivery, "channel", "state", "settled_at", "problem"))
    query = query.select_from(delivery).join(posting).join(gathering, gathering.c.id == posting.c.gathering_id)
    query = query.join(conversation, conversation.c.id == delivery.c.conversation_id)
    return await _rows(tx, query.where(conversation.c.person_id == person_id).order_by(delivery.c.id))


async def trace_rows(tx: Tx, person_id: PersonId) -> Rows:
    """When codes were tried, and which messages were answered lately."""
    tried = select(code_try.c.tried_at).where(code_try.c.person_id == person_id)
    seen = select(replay.c.activity, replay.c.seen_at).where(replay.c.conversation_id.in_(_conversations_of(person_id)))
    return [*await _rows(tx, tried), *await _rows(tx, seen)]


async def list_transcripts_of(tx: Tx, person_id: PersonId) -> list[str]:
    """The web page's conversations that are the person's: by their browsers, or by their private conversations."""
    users = select(identity.c.user).where(identity.c.person_id == person_id, identity.c.channel == WEB)
    mine = conversation.c.person_id == person_id, conversation.c.channel == WEB
    theirs = transcript.c.owner.in_(users) | transcript.c.conversation.in_(select(conversation.c.external).where(*mine))
    return list(await tx.scalars(select(transcript.c.conversation).where(theirs).order_by(transcript.c.opened_at)))


def _registrations_of(person_id: PersonId) -> Select[tuple[str]]:
    return select(registration.c.id).where(registration.c.person_id == person_id)


def _conversations_of(person_id: PersonId) -> Select[tuple[str]]:
    return select(conversation.c.id).where(conversation.c.person_id == person_id)


def _named(of: Any, *names: str) -> list[Column[Any]]:  # noqa: ANN401 (a table)
    return [of.c[name] for name in names]


async def _rows(tx: Tx, query: Select[Any]) -> Rows:
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in await tx.execute(query)]  # noqa: SLF001 (SQLAlchemy's own way to a mapping)


def _plain(value: Any) -> Any:  # noqa: ANN401 (a column's value)
    return value.isoformat() if isinstance(value, date) else value
