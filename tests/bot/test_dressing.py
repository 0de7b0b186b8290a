"""What is drawn once for many is what each would have been shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import teams
from bot.dressing import STANDS_FOR, Dressing
from bot.wire import Address, Channel, Happening, Incoming, Sender
from dialogs.agenda import answer_agenda
from dialogs.answers import Answer, Told, Upcoming
from dialogs.understanding.wish import Wish
from gatherings.gathering import EN, NB, NN, Language
from gatherings.people import ConversationKind
from tests.builders import DAY_ONE, agenda, at
from tests.doubles.wire import ListWire

SPRING = agenda()
INTENTS = ("agenda.now", "agenda.next", "agenda.day", "agenda.at", "agenda.when", "agenda.who", "agenda.where")
NOW = at("12:20")


def incoming(*, channel: str = "teams", timezone: str | None = None) -> Incoming:
    here = Address(channel, "t1", "a:kari", ConversationKind.PERSONAL, {})
    return Incoming("m1", Happening.MESSAGE, here, Sender("29:kari", "Kari", timezone=timezone), NOW)


def dressing() -> Dressing:
    return Dressing({"teams": Channel(teams.dress, ListWire()), "web": Channel(teams.dress, ListWire())})


def answer(intent: str, now: datetime) -> Answer:
    return answer_agenda(Wish(intent, {"minutes": "45"}), agenda=SPRING, now=now, sees_streams=True)


def body(
    of: Dressing, told: Answer, *, language: Language = NB, now: datetime = NOW, **where: Any
) -> Mapping[str, object]:
    return of.dressed(told, incoming(**where), language=language, now=now)


@given(
    intent=st.sampled_from(INTENTS),
    language=st.sampled_from((NB, NN, EN)),
    minutes=st.integers(0, 3 * 24 * 60),
    seconds=st.tuples(st.integers(0, 59), st.integers(0, 59)),
)
def test_each_is_shown_what_they_would_be_shown_alone(
    intent: str, language: Language, minutes: int, seconds: tuple[int, int]
) -> None:
    of, minute = dressing(), at("00:00", DAY_ONE) + timedelta(minutes=minutes)
    for second in seconds:
        now = minute + timedelta(seconds=second)
        told = answer(intent, now)
        assert body(of, told, language=language, now=now) == body(dressing(), told, language=language, now=now)


def test_the_same_answer_is_the_same_object_until_the_time_that_is_told_may_be_another() -> None:
    of, told = dressing(), answer("agenda.next", NOW)
    first = body(of, told)
    assert body(of, answer("agenda.next", NOW), now=NOW + timedelta(seconds=STANDS_FOR - 1)) is first
    assert body(of, told, now=NOW + timedelta(seconds=STANDS_FOR)) is not first


@pytest.mark.parametrize("other", [{"language": NN}, {"timezone": "Europe/London"}, {"channel": "web"}])
def test_who_reads_otherwise_is_drawn_for(other: dict[str, Any]) -> None:
    of, told = dressing(), answer("agenda.next", NOW)
    assert body(of, told) is not body(of, told, **other)
    assert body(of, told, **other) == body(dressing(), told, **other)


def test_another_answer_is_drawn() -> None:
    of, told = dressing(), answer("agenda.next", NOW)
    assert isinstance(told, Upcoming)
    other = replace(told, reader=replace(told.reader, sees_streams=False))
    assert body(of, told) is not body(of, other)


def test_what_is_somebodys_own_is_kept_for_nobody() -> None:
    of, told = dressing(), Told("greeting")
    assert body(of, told) is not body(of, told)
