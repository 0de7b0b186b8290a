"""A process that was stopped inside a transaction held the lock of a tenant's lane until it woke: nobody else sent."""

from __future__ import annotations

from gatherings.store import Database
from gatherings.store.database import STOPPED_AFTER
from gatherings.store.deliveries import LEASE


async def test_the_server_ends_a_transaction_that_nobody_goes_on_with_before_a_lease_is_over(
    postgres_address: str,
) -> None:
    database = Database.at(postgres_address)
    async with database.write() as tx:
        ends_after = (await tx.exec_driver_sql("SHOW idle_in_transaction_session_timeout")).scalar_one()
    await database.close()
    assert ends_after == f"{STOPPED_AFTER.seconds}s"
    assert STOPPED_AFTER < LEASE
