"""Fees that an organiser lets go. The line stays, with who did so and why."""

from __future__ import annotations

from datetime import datetime

from gatherings.errors import NoFee
from gatherings.registration import FeeLine, RegistrationId
from gatherings.store import Tx
from gatherings.store.fees import find_fee, waive_fee


async def let_fee_go(tx: Tx, registration_id: RegistrationId, *, by: str, because: str, now: datetime) -> FeeLine:
    """The fee line of a registration, waived. Raises NoFee where none is owed, or it is let go already."""
    is_done = await waive_fee(tx, registration_id, by=by, because=because, at=now)
    waived = await find_fee(tx, registration_id)
    if not is_done or waived is None:
        raise NoFee
    return waived
