"""The fake platform's limits are the platform's."""

from __future__ import annotations

from tests.doubles.clocks import HandClock
from tests.doubles.platform_limits import PlatformLimits


def taken(limits: PlatformLimits, clock: HandClock, *, every: float, times: int) -> int:
    """How many of so many posts to one conversation are taken."""
    count = 0
    for _ in range(times):
        count += limits.take(conversation="a", tenant="t") is None
        clock.forward(seconds=every)
    return count


def test_seven_a_second() -> None:
    assert taken(PlatformLimits(clock := HandClock()), clock, every=0, times=20) == 7


def test_sixty_in_thirty_seconds() -> None:
    assert taken(PlatformLimits(clock := HandClock()), clock, every=0.2, times=149) == 60


def test_eighteen_hundred_an_hour() -> None:
    assert taken(PlatformLimits(clock := HandClock()), clock, every=1, times=3_599) == 1_800


def test_fifty_a_second_in_a_tenant() -> None:
    limits = PlatformLimits(HandClock())

    refused = [limits.take(conversation=str(number), tenant=tenant) for tenant in "ab" for number in range(60)]

    assert [refused[:60].count(None), refused[60:].count(None)] == [50, 50]


def test_the_wait_is_that_of_the_window_that_is_full() -> None:
    limits = PlatformLimits(clock := HandClock())
    taken(limits, clock, every=0.2, times=60)

    assert limits.take(conversation="a", tenant="t") == 18
