"""What is on, and what comes next."""

from __future__ import annotations

from dialogs.agenda.question import Question
from dialogs.agenda.suggestions import where, who
from dialogs.answers import (
    Answer,
    BetweenBlocks,
    Blocks,
    DoneForToday,
    NotStarted,
    OnNow,
    Over,
    Suggestion,
    Upcoming,
    WhenIs,
)
from dialogs.suggestions import FOLLOW, HUMAN, NEXT, NOW, PROGRAMME, REST, WHERE


def answer_now(question: Question) -> Answer:
    """What is on; in a gap, where the gathering stands and what comes."""
    agenda, reader, on = question.agenda, question.reader, question.on
    if on:
        offered = (NEXT, *_rest(question), *who(on)) if question.coming else (PROGRAMME, *who(on))
        return OnNow(agenda=agenda, reader=reader, suggestions=offered, on=on, then=question.coming)
    return _gap(question)


def answer_next(question: Question) -> Answer:
    """What comes next, and what is on meanwhile; after the day's or the gathering's end, that.

    Where a block was named ("hva skjer etter lunsj") it is what comes after that one.
    """
    agenda, reader = question.agenda, question.reader
    following = _following(question)
    if following:
        return WhenIs(agenda=agenda, reader=reader, suggestions=(PROGRAMME,), timed=following[0], others=following[1:])
    on, coming = question.on, question.coming
    if not on and (not coming or agenda.is_done_for_the_day(question.now)):
        return _gap(question)
    offered = (*((NOW,) if on else where(coming)), *_rest(question), *who(coming))
    return Upcoming(agenda=agenda, reader=reader, suggestions=offered, coming=coming, on=on)


def _following(question: Question) -> Blocks:
    """What starts when the named block has ended; empty where none was named, or nothing comes after it."""
    named = question.by_relevance(question.named) if question.slot("topic") else []
    if not named:
        return ()
    later = [t for t in question.agenda.blocks if t.starts_at >= named[0].over_at and t != named[0]]
    return tuple(t for t in later if t.starts_at == later[0].starts_at)


def _rest(question: Question) -> tuple[Suggestion, ...]:
    """ "The rest of the day", where there is any, else the whole programme."""
    today = question.agenda.today(question.now)
    return (REST,) if any(t.block.day == today for t in question.coming) else (PROGRAMME,)


def _gap(question: Question) -> Answer:
    """Nothing is on: before, between, after the day's work, or over."""
    agenda, reader, now, coming = question.agenda, question.reader, question.now, question.coming
    if not coming:
        return Over(agenda=agenda, reader=reader, suggestions=(PROGRAMME, HUMAN))
    today = agenda.today(now)
    has_begun = any(t.starts_at <= now for t in agenda.on_day(today))
    if coming[0] in agenda.blocks[: len(coming)] or (coming[0].block.day == today and not has_begun):
        return NotStarted(agenda=agenda, reader=reader, suggestions=(PROGRAMME, WHERE, FOLLOW), first=coming)
    if agenda.is_done_for_the_day(now):
        return DoneForToday(agenda=agenda, reader=reader, suggestions=(PROGRAMME,), coming=coming)
    offered = (*_rest(question), *where(coming), *who(coming))
    return BetweenBlocks(agenda=agenda, reader=reader, suggestions=offered, coming=coming)
