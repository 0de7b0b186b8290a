"""Files that mean harm, as they arrive: refused or read within their limits, and nobody else notices."""

from __future__ import annotations

import os
import resource
import socket
import time
from random import Random

import pytest

from bot.intake.apart import read_apart
from gatherings.intake import Draft, Unreadable
from gatherings.intake.draft import Reason
from tests.gatherings.intake.documents.hostile import IN_TIME, READ, pointing_to
from tests.gatherings.intake.documents.made import FIRST_DAY
from tests.gatherings.intake.fuzzed import IN_C, damaged

DAMAGED = int(os.environ.get("SAMBAND_FUZZED", "500")) // 100
CPU_SECONDS = 2.2
"""The child may take 1.6 seconds of CPU; where loading alone took so long, 0.8 more than that."""
WALL_SECONDS = 12.0
"""The same on a machine that does five other things; on one that is free it is under two seconds."""


async def outcome(data: bytes) -> tuple[Draft, ...] | str:
    """The drafts or the reason, within the time that there is."""
    before, began = _spent(), time.monotonic()
    try:
        return await read_apart(data, filename="program", day=None, today=None)
    except Unreadable as refusal:
        return refusal.reason.value
    finally:
        assert _spent() - before < CPU_SECONDS
        assert time.monotonic() - began < WALL_SECONDS


def _spent() -> float:
    """Seconds of CPU that our children have had."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("name", IN_TIME)
async def test_what_never_ends_is_ended(name: str) -> None:
    make, reasons = IN_TIME[name]
    assert await outcome(make()) in reasons


@pytest.mark.parametrize("name", READ)
async def test_what_harms_only_who_looks_at_it_is_not_looked_at(name: str) -> None:
    drafts = await outcome(READ[name]())
    assert not isinstance(drafts, str)
    assert [draft.starts_on for draft in drafts] == [FIRST_DAY]


async def test_nothing_that_a_document_points_to_is_fetched() -> None:
    """A template, a picture, a frame and a data source elsewhere; nobody knocks at the door that they point to."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0)
        drafts = await outcome(pointing_to(f"http://127.0.0.1:{door.getsockname()[1]}/x"))
        with pytest.raises(BlockingIOError):
            door.accept()
    assert not isinstance(drafts, str)
    assert [draft.starts_on for draft in drafts] == [FIRST_DAY]


@pytest.mark.parametrize("name", IN_C)
async def test_a_damaged_file_that_a_library_in_c_reads_is_drafts_or_a_reason(name: str) -> None:
    outcomes = [await outcome(damaged(name, Random(f"{name} {number}"))) for number in range(DAMAGED)]
    assert all(outcomes)
    assert {reason for reason in outcomes if isinstance(reason, str)} <= set(Reason)
