"""Alembic's door: runs in the transaction that `gatherings.store.migrate` has opened."""

from alembic import context

from gatherings.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
