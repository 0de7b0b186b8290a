"""How many examples a property is tried with."""

from __future__ import annotations

from typing import Final

from hypothesis import settings

assert settings.default is not None
SEARCHES: Final = not settings.default.derandomize
"""In `make torture`: other examples each time, many of them, and what they find is made short."""


def examples(usually: int) -> int:
    """So many; in `make torture` ten times as many, and a thousand at least."""
    return max(10 * usually, 1_000) if SEARCHES else usually
