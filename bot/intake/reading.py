"""Reads one file and ends: an errand and the bytes on standard input, the outcome on standard output.

Run as `python -m bot.intake.reading` by `bot.intake.apart`, in an environment without secrets.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from bot.intake.carried import Errand, Outcome, read_errand, refused, write_outcome
from bot.intake.limits import limit_before_loading, limit_before_reading
from gatherings.intake.documents import open_reader
from gatherings.intake.draft import Reason, Unreadable
from gatherings.intake.formats import read_programmes


def main() -> int:
    answers = _kept_apart()
    limit_before_loading()
    errand = read_errand(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    answers.write(write_outcome(_outcome(errand, data)))
    answers.flush()
    return 0


def _kept_apart() -> BinaryIO:
    """Standard output for the outcome alone: what a library prints goes where errors go."""
    kept = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(kept, "wb")


def _outcome(errand: Errand, data: bytes) -> Outcome:
    try:
        open_reader(data, filename=errand.filename)  # loads its library, while it may be compiled and kept
        limit_before_reading()
        return Outcome(read_programmes(data, filename=errand.filename, day=errand.day, today=errand.today))
    except Unreadable as refusal:
        return refused(refusal)
    except (MemoryError, RecursionError):
        return Outcome(reason=Reason.UNSAFE, args={"file": errand.filename})


if __name__ == "__main__":
    sys.modules["numpy"] = None  # type: ignore[assignment]  # a library takes it where it is, and then threads and memory
    sys.exit(main())
