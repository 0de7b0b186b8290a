"""The tables of sign-up: organisations, who is expected, who comes, what they need, what they may owe."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, Table, Text, UniqueConstraint, false, text

from gatherings.store.columns import SERIAL, Instant, link_to, metadata, own_id

organisation = Table(
    "organisation",
    metadata,
    own_id(),
    link_to("network"),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("other_names", JSON, nullable=False),
    Column("number", Text),
    Column("county", Text),
    Column("domains", JSON, nullable=False),
    Column("is_member", Boolean, nullable=False),
    Column("organisation_number", Text),
    Column("invoice_reference", Text),
    UniqueConstraint("network_id", "key"),
)

invitation = Table(
    "invitation",
    metadata,
    link_to("gathering", key=True),
    link_to("person", key=True),
    Column("invited_at", Instant, nullable=False),
    Index("ix_invitation_person_id", "person_id"),
)

response = Table(
    "response",
    metadata,
    link_to("gathering", key=True),
    link_to("person", key=True),
    Column("answer", Text),
    Column("answered_at", Instant),
    Column("muted_at", Instant),
    Index("ix_response_person_id", "person_id"),
)

registration = Table(
    "registration",
    metadata,
    own_id(),
    link_to("gathering"),
    link_to("person"),
    link_to("organisation", nullable=True, on_delete="SET NULL"),
    Column("registered_at", Instant, nullable=False),
    Column("seat", Text),
    Column("waits_for", Text),
    Column("place", Integer, nullable=False),
    Column("offered_until", Instant),
    Column("accepted", JSON),
    Column("is_exempt", Boolean, nullable=False),
    Column("dinner", Boolean),
    Column("is_listed", Boolean, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("cancelled_at", Instant),
    Column("sequence", Integer, nullable=False),
    UniqueConstraint("gathering_id", "person_id"),
    Index("ix_registration_person_id", "person_id"),
    Index("ix_registration_seats", "gathering_id", "seat", "organisation_id", "id"),
    Index("ix_registration_places", "gathering_id", "place"),
    Index(
        "ix_registration_offers",
        "gathering_id",
        "offered_until",
        postgresql_where=text("offered_until IS NOT NULL"),
        sqlite_where=text("offered_until IS NOT NULL"),
    ),
)

need = Table(
    "need",
    metadata,
    link_to("registration", key=True),
    Column("food", Text),
    Column("access", Text),
)

handover = Table(
    "handover",
    metadata,
    Column("digest", Text, primary_key=True),
    link_to("registration"),
    Column("expires_at", Instant, nullable=False),
    Column("taken_at", Instant),
    Index("ix_handover_registration_id", "registration_id"),
)

fee = Table(
    "fee",
    metadata,
    own_id(),
    link_to("gathering"),
    Column("registration_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    link_to("organisation", nullable=True, on_delete="SET NULL"),
    Column("reason", Text, nullable=False),
    Column("fee", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("accepted", JSON, nullable=False),
    Column("waived_at", Instant),
    Column("waived_by", Text),
    Column("waived_because", Text),
    UniqueConstraint("gathering_id", "registration_id"),
)

attendance = Table(
    "attendance",
    metadata,
    link_to("gathering", key=True),
    link_to("person", key=True),
    Column("day", Date, primary_key=True),
    Column("mode", Text, nullable=False),
    Column("checked_in_at", Instant, nullable=False),
    Column("by_organiser", Boolean, nullable=False, server_default=false()),
    Index("ix_attendance_person_id", "person_id"),
)

link = Table(
    "link",
    metadata,
    own_id(),
    link_to("person"),
    link_to("gathering", nullable=True),
    Column("purpose", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("revoked_at", Instant),
    Index("ix_link_person_id", "person_id", "gathering_id", "purpose"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("gathering_id", Text),
    Column("subject", Text),
    Index("ix_audit_at", "at"),
)
