"""What a picture of a distribution says, in words."""

from __future__ import annotations

from dialogs.phrases import Voice
from gatherings.evaluation.results import Distribution


def alt_text(distribution: Distribution, voice: Voice) -> str:
    """How many gave each value that somebody gave, and the mean to one decimal."""
    if not distribution.n:
        return voice("plot.none")
    gave = [_gave(value, count, voice) for value, count in distribution.counts.items() if count]
    mean = voice.number(round(distribution.mean, 1))
    return voice("plot.alt", n=distribution.n, gave=voice.listed(gave), mean=mean)


def _gave(value: int, count: int, voice: Voice) -> str:
    return voice("plot.gave", count=voice.number(count), value=value)
