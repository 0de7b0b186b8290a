"""Every table. Instants are aware UTC; wall-clock dates and times stand as they were written."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
)

from gatherings.store import (
    columns,
    evaluation_tables,
    import_tables,
    not_understood_table,
    posting_tables,
    registration_tables,
)
from gatherings.store.columns import SERIAL, Instant, link_to, own_id

metadata = columns.metadata  # whoever asks for it here gets the tables with it
evaluation = evaluation_tables.evaluation
pending_import = import_tables.pending_import
not_understood = not_understood_table.not_understood
posting, delivery, pacing = posting_tables.posting, posting_tables.delivery, posting_tables.pacing
registration = registration_tables.registration  # people, conversations and postings here; sign-up there

network = Table("network", metadata, own_id(), Column("slug", Text, nullable=False, unique=True), Column("title", Text))

gathering = Table(
    "gathering",
    metadata,
    own_id(),
    link_to("network"),
    Column("slug", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("starts", Time),
    Column("ends", Time),
    Column("timezone", Text, nullable=False),
    Column("venue", Text),
    Column("place", Text),
    Column("terms", Text),
    Column("opens", DateTime),
    Column("deadline", Date),
    Column("free_until", Date),
    Column("fee_late", Text),
    Column("fee_absent", Text),
    Column("fee_covers_digital", Boolean, nullable=False, server_default=false()),
    Column("capacity", Integer),
    Column("capacity_digital", Integer),
    Column("capacity_per_organisation", Integer),
    Column("offer_minutes", Integer, nullable=False, server_default="1440"),
    Column("ladder", JSON, nullable=False, server_default="[14, 7, 2, 0]"),
    Column("keeps_not_understood", Boolean, nullable=False, server_default=false()),
    Column("questions", JSON, nullable=False, server_default="[]"),
    Column("evaluation", JSON, nullable=False, server_default="{}"),
    Column("attendance_closed_at", Instant),
    Column("language", Text, nullable=False),
    Column("lead_minutes", Integer, nullable=False),
    Column("contact_name", Text),
    Column("contact_phone", Text),
    Column("contact_email", Text),
    Column("is_cancelled", Boolean, nullable=False, default=False),
    Column("version", Integer, nullable=False, default=1),
    Column("edition", Text),
    Index("ix_gathering_ends_on", "ends_on"),
)

block = Table(
    "block",
    metadata,
    own_id(),
    link_to("gathering"),
    Column("position", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("start", Time, nullable=False),
    Column("end", Time),
    Column("end_source", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("people", JSON, nullable=False),
    Column("streamed", Boolean),
    Column("room", Text),
    Column("track", Text),
    Index("ix_block_gathering_id", "gathering_id"),
)

stream = Table(
    "stream",
    metadata,
    own_id(),
    link_to("gathering"),
    Column("block_id", Text, ForeignKey("block.id", ondelete="CASCADE"), nullable=True),
    Column("url", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Index("ix_stream_gathering_id", "gathering_id"),
)

person = Table(
    "person",
    metadata,
    own_id(),
    Column("name", Text),
    Column("language", Text),
    Column("language_chosen", Boolean, nullable=False, default=False),
    Column("email", Text),
    Column("email_source", Text),
    Column("organisation_id", Text),
    Column("seen_at", Instant),
    Index("ix_person_email", "email"),
)

identity = Table(
    "identity",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    link_to("person"),
    Index("ix_identity_person_id", "person_id"),
)

conversation = Table(
    "conversation",
    metadata,
    own_id(),
    Column("channel", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("external", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("address", JSON, nullable=False),
    link_to("person", nullable=True),
    Column("language", Text),
    Column("unreachable_at", Instant),
    Column("for_organisers", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("channel", "tenant", "external"),
    Index("ix_conversation_person_id", "person_id"),
)

dialog = Table(
    "dialog",
    metadata,
    link_to("conversation", key=True),
    link_to("person", key=True),
    Column("state", JSON, nullable=False),
    Column("saved_at", Instant),
)

follow = Table(
    "follow",
    metadata,
    link_to("gathering", key=True),
    link_to("conversation", key=True),
    Column("since", Instant, nullable=False),
    Index("ix_follow_conversation_id", "conversation_id"),
)

organiser = Table(
    "organiser",
    metadata,
    own_id(),
    link_to("person"),
    link_to("network", nullable=True),
    link_to("gathering", nullable=True),
    Column("sees_needs", Boolean, nullable=False, server_default=false()),
    Index("ix_organiser_person_id", "person_id"),
)

organiser_code = Table(
    "organiser_code",
    metadata,
    Column("digest", Text, primary_key=True),
    link_to("network", nullable=True),
    link_to("gathering", nullable=True),
    Column("sees_needs", Boolean, nullable=False, server_default=false()),
    Column("expires_at", Instant, nullable=False),
    Column("redeemed_at", Instant),
)

code_try = Table(
    "code_try",
    metadata,
    Column("id", SERIAL, primary_key=True),
    link_to("person"),
    Column("tried_at", Instant, nullable=False),
    Index("ix_code_try_person_id", "person_id", "tried_at"),
)

replay = Table(
    "replay",
    metadata,
    Column("conversation_id", Text, primary_key=True),
    Column("activity", Text, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Index("ix_replay_seen_at", "seen_at"),
)

transcript = Table(
    "transcript",
    metadata,
    Column("conversation", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("last_at", Instant),
)

transcript_entry = Table(
    "transcript_entry",
    metadata,
    Column("conversation", Text, ForeignKey("transcript.conversation", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("activity", JSON, nullable=False),
    Column("written_at", Instant, nullable=False),
    UniqueConstraint("conversation", "key"),
    Index("ix_transcript_entry_written_at", "written_at"),
)

clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("setting", Text, nullable=False),
    Column("gathering_at", Instant, nullable=False),
    Column("machine_at", Instant, nullable=False),
    Column("speed", Float, nullable=False),
)

secret = Table("secret", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("replica", Text, primary_key=True),
    Column("machine_at", Instant, nullable=False),
    Column("gathering_at", Instant, nullable=False),
)
