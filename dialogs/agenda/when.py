"""When something is: a block, lunch, the breaks, the end."""

from __future__ import annotations

from dialogs.agenda.now import answer_next
from dialogs.agenda.question import Question
from dialogs.agenda.suggestions import where, who
from dialogs.agenda.topics import fixture_of
from dialogs.agenda.who import answer_person
from dialogs.answers import Answer, Fixture, NotInProgramme, WhenIs, WhenItEnds
from dialogs.suggestions import HUMAN, PROGRAMME


def answer_when(question: Question) -> Answer:
    """When what was named is: what is on or still to come before what was."""
    topic = question.slot("topic")
    if not question.is_about_blocks:
        return answer_person(question) if question.slot("person") else answer_next(question)
    if fixture_of(topic) is Fixture.END:
        return _end(question)
    found = question.by_relevance(question.named)
    agenda, reader = question.agenda, question.reader
    if not found:
        missing = fixture_of(topic) or topic
        return NotInProgramme(agenda=agenda, reader=reader, suggestions=(PROGRAMME, HUMAN), topic=missing)
    others = tuple(t for t in question.named if t != found[0])
    if fixture_of(topic):
        others = tuple(t for t in others if t.block.day == found[0].block.day)
    offered = (*where(tuple(found[:1])), *who(tuple(found[:1])), PROGRAMME)
    return WhenIs(agenda=agenda, reader=reader, suggestions=offered, timed=found[0], others=others)


def _end(question: Question) -> Answer:
    """When the programme ends, when today does, and what comes after that."""
    agenda, last = question.agenda, question.agenda.last
    assert last is not None, "a gathering without a programme is answered before"
    today = [t for t in agenda.on_day(agenda.today(question.now)) if t.is_work and last.block.day != t.block.day]
    today_last = max(today, key=lambda t: t.over_at, default=None)
    ended_at = (today_last or last).over_at
    social = [t for t in agenda.blocks if t.starts_at >= ended_at and not t.is_work]
    after = tuple(t for t in social if t.starts_at > question.now and t.block.day == (today_last or last).block.day)
    return WhenItEnds(
        agenda=agenda, reader=question.reader, suggestions=(PROGRAMME,), last=last, today=today_last, after=after[:1]
    )
