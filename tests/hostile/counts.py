"""The hostile suites say how much they tried: each test adds to a count, and a run ends with a line of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

import pytest

MARK: Final = "hostile: "

Count = Callable[[str, int], None]


def counting(request: pytest.FixtureRequest) -> Count:
    """Adds to the count of a name; the counts travel with the test's report, from every worker."""

    def count(what: str, number: int = 1) -> None:
        request.node.user_properties.append((f"{MARK}{what}", number))

    return count


def counted(terminalreporter: pytest.TerminalReporter) -> list[str]:
    """The lines of a whole run."""
    totals: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", ()):
        for name, number in getattr(report, "user_properties", ()):
            if name.startswith(MARK) and report.when == "call":
                totals[name] += int(number)
    return [f"{name} {number}" for name, number in sorted(totals.items())]
