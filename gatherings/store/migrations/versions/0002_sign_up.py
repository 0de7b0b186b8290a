"""Sign-up: organisations, registrations, what people need and may owe.

Plain ALTERs alone: to copy a table, as the batch mode does on SQLite, would delete what hangs on its rows.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import gatherings.store.columns
from gatherings.organisations import municipalities
from gatherings.store.organisations import organisation_row

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_AGES = (("person", "seen_at"), ("dialog", "saved_at"), ("transcript", "last_at"))


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", gatherings.store.columns.Instant(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("gathering_id", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)

    organisation = op.create_table(
        "organisation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("network_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("other_names", sa.JSON(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("organisation_number", sa.Text(), nullable=True),
        sa.Column("invoice_reference", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_organisation_network_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("network_id", "key", name=op.f("uq_organisation_network_id_key")),
    )
    _add_municipalities(organisation)
    op.create_table(
        "fee",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("gathering_id", sa.Text(), nullable=False),
        sa.Column("registration_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fee", sa.Text(), nullable=False),
        sa.Column("at", gatherings.store.columns.Instant(timezone=True), nullable=False),
        sa.Column("accepted", sa.JSON(), nullable=False),
        sa.Column("waived_at", gatherings.store.columns.Instant(timezone=True), nullable=True),
        sa.Column("waived_by", sa.Text(), nullable=True),
        sa.Column("waived_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gathering_id"], ["gathering.id"], name=op.f("fk_fee_gathering_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_fee_organisation_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee")),
        sa.UniqueConstraint("gathering_id", "registration_id", name=op.f("uq_fee_gathering_id_registration_id")),
    )
    op.create_table(
        "attendance",
        sa.Column("gathering_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("checked_in_at", gatherings.store.columns.Instant(timezone=True), nullable=False),
        sa.Column("by_organiser", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gathering_id"], ["gathering.id"], name=op.f("fk_attendance_gathering_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("gathering_id", "person_id", "day", name=op.f("pk_attendance")),
    )
    op.create_index("ix_attendance_person_id", "attendance", ["person_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("gathering_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("invited_at", gatherings.store.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["gathering_id"], ["gathering.id"], name=op.f("fk_invitation_gathering_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("gathering_id", "person_id", name=op.f("pk_invitation")),
    )
    op.create_index("ix_invitation_person_id", "invitation", ["person_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("gathering_id", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("created_at", gatherings.store.columns.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", gatherings.store.columns.Instant(timezone=True), nullable=False),
        sa.Column("used_at", gatherings.store.columns.Instant(timezone=True), nullable=True),
        sa.Column("revoked_at", gatherings.store.columns.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["gathering_id"], ["gathering.id"], name=op.f("fk_link_gathering_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_link_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index("ix_link_person_id", "link", ["person_id", "gathering_id", "purpose"], unique=False)

    op.create_table(
        "registration",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("gathering_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("registered_at", gatherings.store.columns.Instant(timezone=True), nullable=False),
        sa.Column("seat", sa.Text(), nullable=True),
        sa.Column("waits_for", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("offered_until", gatherings.store.columns.Instant(timezone=True), nullable=True),
        sa.Column("accepted", sa.JSON(), nullable=True),
        sa.Column("is_exempt", sa.Boolean(), nullable=False),
        sa.Column("dinner", sa.Boolean(), nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("cancelled_at", gatherings.store.columns.Instant(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gathering_id"], ["gathering.id"], name=op.f("fk_registration_gathering_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_registration_organisation_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_registration_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("gathering_id", "person_id", name=op.f("uq_registration_gathering_id_person_id")),
    )
    op.create_index("ix_registration_person_id", "registration", ["person_id"], unique=False)
    op.create_index(
        "ix_registration_offered_until",
        "registration",
        ["offered_until"],
        unique=False,
        postgresql_where=sa.text("offered_until IS NOT NULL"),
        sqlite_where=sa.text("offered_until IS NOT NULL"),
    )

    op.create_table(
        "response",
        sa.Column("gathering_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", gatherings.store.columns.Instant(timezone=True), nullable=True),
        sa.Column("muted_at", gatherings.store.columns.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["gathering_id"], ["gathering.id"], name=op.f("fk_response_gathering_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_response_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("gathering_id", "person_id", name=op.f("pk_response")),
    )
    op.create_index("ix_response_person_id", "response", ["person_id"], unique=False)

    op.create_table(
        "handover",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("registration_id", sa.Text(), nullable=False),
        sa.Column("expires_at", gatherings.store.columns.Instant(timezone=True), nullable=False),
        sa.Column("taken_at", gatherings.store.columns.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_handover_registration_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_handover")),
    )
    op.create_index("ix_handover_registration_id", "handover", ["registration_id"], unique=False)

    op.create_table(
        "need",
        sa.Column("registration_id", sa.Text(), nullable=False),
        sa.Column("food", sa.Text(), nullable=True),
        sa.Column("access", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_need_registration_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_need")),
    )
    op.add_column("gathering", sa.Column("opens", sa.DateTime(), nullable=True))
    op.add_column("gathering", sa.Column("free_until", sa.Date(), nullable=True))
    op.add_column("gathering", sa.Column("fee_late", sa.Text(), nullable=True))
    op.add_column("gathering", sa.Column("fee_absent", sa.Text(), nullable=True))
    op.add_column("gathering", sa.Column("fee_covers_digital", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("gathering", sa.Column("capacity", sa.Integer(), nullable=True))
    op.add_column("gathering", sa.Column("capacity_digital", sa.Integer(), nullable=True))
    op.add_column("gathering", sa.Column("capacity_per_organisation", sa.Integer(), nullable=True))
    op.add_column("gathering", sa.Column("offer_minutes", sa.Integer(), server_default="1440", nullable=False))
    op.add_column("gathering", sa.Column("ladder", sa.JSON(), server_default="[14, 7, 2, 0]", nullable=False))
    op.add_column("gathering", sa.Column("questions", sa.JSON(), server_default="[]", nullable=False))
    op.add_column(
        "gathering", sa.Column("attendance_closed_at", gatherings.store.columns.Instant(timezone=True), nullable=True)
    )

    op.add_column("conversation", sa.Column("for_organisers", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("organiser", sa.Column("sees_needs", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column("organiser_code", sa.Column("sees_needs", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column("person", sa.Column("email", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("email_source", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("organisation_id", sa.Text(), nullable=True))
    op.create_index("ix_person_email", "person", ["email"], unique=False)

    op.add_column("posting", sa.Column("person_id", sa.Text(), nullable=True))
    op.create_index("ix_posting_person_id", "posting", ["person_id"], unique=False)
    _add_ages()


def _add_ages() -> None:
    """What forgetting needs: when something was last used (what is there counts from now), and ways to find it."""
    for table, column in _AGES:
        op.add_column(table, sa.Column(column, gatherings.store.columns.Instant(timezone=True), nullable=True))
        op.execute(f'UPDATE "{table}" SET {column} = CURRENT_TIMESTAMP')  # noqa: S608 (names of our own)
    op.create_index("ix_transcript_entry_written_at", "transcript_entry", ["written_at"], unique=False)
    op.create_index("ix_delivery_conversation_id", "delivery", ["conversation_id"], unique=False)


def _add_municipalities(organisation: sa.Table) -> None:
    """The networks that are there have the municipalities as members, as new ones do."""
    names = organisation.c.keys()
    for network_id in [row[0] for row in op.get_bind().execute(sa.text("SELECT id FROM network"))]:
        rows = [organisation_row(network_id, one) for one in municipalities()]
        op.bulk_insert(organisation, [{name: row[name] for name in names} for row in rows])


def downgrade() -> None:
    op.drop_index("ix_delivery_conversation_id", "delivery")
    op.drop_index("ix_transcript_entry_written_at", "transcript_entry")
    for table, column in _AGES:
        op.drop_column(table, column)

    op.drop_index("ix_posting_person_id", "posting")
    op.drop_column("posting", "person_id")

    op.drop_index("ix_person_email", "person")
    op.drop_column("person", "organisation_id")
    op.drop_column("person", "email_source")
    op.drop_column("person", "email")

    op.drop_column("conversation", "for_organisers")
    op.drop_column("organiser_code", "sees_needs")

    op.drop_column("organiser", "sees_needs")

    op.drop_column("gathering", "attendance_closed_at")
    op.drop_column("gathering", "questions")
    op.drop_column("gathering", "ladder")
    op.drop_column("gathering", "offer_minutes")
    op.drop_column("gathering", "capacity_per_organisation")
    op.drop_column("gathering", "capacity_digital")
    op.drop_column("gathering", "capacity")
    op.drop_column("gathering", "fee_covers_digital")
    op.drop_column("gathering", "fee_absent")
    op.drop_column("gathering", "fee_late")
    op.drop_column("gathering", "free_until")
    op.drop_column("gathering", "opens")

    op.drop_table("need")
    op.drop_index("ix_handover_registration_id", "handover")

    op.drop_table("handover")
    op.drop_index("ix_response_person_id", "response")

    op.drop_table("response")
    op.drop_index("ix_registration_offered_until", "registration")
    op.drop_index("ix_registration_person_id", "registration")

    op.drop_table("registration")
    op.drop_index("ix_link_person_id", "link")

    op.drop_table("link")
    op.drop_index("ix_invitation_person_id", "invitation")

    op.drop_table("invitation")
    op.drop_index("ix_attendance_person_id", "attendance")

    op.drop_table("attendance")
    op.drop_table("fee")
    op.drop_table("organisation")
    op.drop_index("ix_audit_at", "audit")

    op.drop_table("audit")
