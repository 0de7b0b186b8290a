"""What a process that reads a file may have. It takes the limits upon itself, and cannot take them off again."""

from __future__ import annotations

import resource
import signal
import sys
import time
from contextlib import suppress
from typing import Final

MEMORY_BYTES: Final = 768 * 1024 * 1024
CPU_SECONDS_AT_MOST: Final = 6
"""With the loading of libraries, which takes seconds where they have never been compiled."""
CPU_SECONDS: Final = 1.6
CPU_SECONDS_TO_READ: Final = 0.8
"""So much is there for the file, however long the loading took."""
MOST_DESCRIPTORS: Final = 16
FORBIDDEN: Final = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn")
"""Beginnings of what Python tells of before it does it."""


def limit_before_loading() -> None:
    """Memory and CPU. Nothing has been read yet."""
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS_AT_MOST)


def limit_before_reading() -> None:
    """No files written, few opened, no processes, no connections; and a time that ends the process when it is up.

    The clock is that of the CPU: on a busy machine a file is not refused because others are at work.
    """
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, MOST_DESCRIPTORS)
    _limit(resource.RLIMIT_NPROC, 0)
    sys.addaudithook(_refuse)
    left = max(CPU_SECONDS - time.process_time(), CPU_SECONDS_TO_READ)
    signal.setitimer(signal.ITIMER_PROF, left)  # its signal ends the process


def _limit(kind: int, most: int) -> None:
    """Lowers a limit, where the system has it and it is not lower already."""
    soft, hard = resource.getrlimit(kind)
    wanted = min(one for one in (most, soft, hard) if one != resource.RLIM_INFINITY)
    with suppress(ValueError, OSError):  # macOS does not let memory be limited
        resource.setrlimit(kind, (wanted, wanted))


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
