"""Files that commands read and write. What cannot be is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

from bot.commands import values
from bot.commands.command import Refused
from gatherings.intake.decoding import LARGEST_BYTES


def read_file(name: str, *, most: int = LARGEST_BYTES) -> bytes:
    """The bytes of a file, and at most one more than is ever read, however large it is. Raises Refused."""
    try:
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise Refused("command.refused.no_such_file", file=values.words(name)) from None
    except (OSError, ValueError):
        raise Refused("command.refused.file_not_read", file=values.words(name)) from None


def write_file(name: str, content: bytes) -> None:
    """Writes a file, in the place of one that is there. Raises Refused."""
    try:
        Path(name).write_bytes(content)
    except (OSError, ValueError):
        raise Refused("command.refused.file_not_written", file=values.words(name)) from None
