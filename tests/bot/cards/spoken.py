"""What is said to a question about the agenda, as text, in every language."""

from __future__ import annotations

from datetime import date, time, timedelta
from textwrap import dedent

from bot.cards.card import Card
from bot.cards.draw import draw
from bot.channels.text import as_text
from dialogs.agenda import answer_agenda
from dialogs.phrases import voice
from dialogs.understanding.wish import Wish
from gatherings.agenda import Agenda
from gatherings.gathering import LANGUAGES, NB, Language
from gatherings.programme import Block
from tests.builders import DAY_ONE, PROGRAMME, agenda, at, block

SPRING = agenda()


def card(
    intent: str,
    clock: str,
    *,
    day: date = DAY_ONE,
    about: Agenda | None = SPRING,
    sees_streams: bool = True,
    is_digital: bool | None = None,
    language: Language = NB,
    **slots: str | int,
) -> Card:
    """The card that answers a wish at a time of a day of the gathering."""
    now = at(clock, day)
    wish = Wish(intent, {name.rstrip("_"): value for name, value in slots.items()})
    answer = answer_agenda(wish, agenda=about, now=now, sees_streams=sees_streams, is_digital=is_digital)
    return draw(answer, voice=voice(language), now=now)


def spoken(
    intent: str,
    clock: str,
    *,
    day: date = DAY_ONE,
    about: Agenda | None = SPRING,
    sees_streams: bool = True,
    is_digital: bool | None = None,
    **slots: str | int,
) -> tuple[str, ...]:
    """The card's text with its buttons: bokmål, nynorsk, English."""
    drawn = [
        card(
            intent,
            clock,
            day=day,
            about=about,
            sees_streams=sees_streams,
            is_digital=is_digital,
            language=language,
            **slots,
        )
        for language in LANGUAGES
    ]
    return tuple(as_text(one, with_choices=True) for one in drawn)


def texts(*written: str) -> tuple[str, ...]:
    """The texts as they stand in a test, without their indentation."""
    return tuple(dedent(text).strip("\n") for text in written)


def tracks() -> Agenda:
    """A morning with two tracks, and a festival of which no end is known."""
    beside = (
        block("a", "10:15", "11:00", "Havbruk", track="Spor A", room="Sal 1"),
        block("b", "10:15", "11:30", "Skog og klima", track="Spor B", room="Sal 2", streamed=True),
        block("c", "11:30", None, "Festival"),
    )
    return agenda(programme=(*PROGRAMME[:3], *beside))


def many(number: int = 200) -> Agenda:
    """A day of blocks of five minutes, from midnight on."""
    return agenda(programme=tuple(_short(i) for i in range(number)))


def _short(position: int) -> Block:
    start, end = (_clock(timedelta(minutes=5 * (position + more))) for more in (0, 1))
    return block(f"b{position}", start, end, f"Innlegg {position + 1}")


def _clock(after_midnight: timedelta) -> str:
    minutes = int(after_midnight.total_seconds() // 60) % (24 * 60)
    return f"{time(minutes // 60, minutes % 60):%H:%M}"
