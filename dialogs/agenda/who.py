"""Who leads a block, and when a person speaks."""

from __future__ import annotations

from dialogs.agenda.now import answer_now
from dialogs.agenda.question import Question
from dialogs.agenda.suggestions import where
from dialogs.agenda.topics import find_people, fixture_of
from dialogs.answers import Answer, Blocks, LedBy, NotInProgramme, Speaks
from dialogs.suggestions import HUMAN, PROGRAMME


def answer_who(question: Question) -> Answer:
    """Who leads what was named, else what is on, else what comes; of a person, when they speak."""
    if question.is_about_blocks:
        return _leads(question, question.named)
    if question.slot("person"):
        return answer_person(question)
    nearest = _work(question.on) or _work(question.coming) or question.on or question.coming
    return _leads(question, nearest) if nearest else answer_now(question)


def answer_person(question: Question) -> Answer:
    """When a person speaks: now or next first, then the others."""
    agenda, reader = question.agenda, question.reader
    names = find_people(agenda, question.slot("person"))
    found = tuple(t for t in agenda.blocks if any(p.name in names for p in t.block.people))
    if not found:
        said = question.slot("person")
        return NotInProgramme(agenda=agenda, reader=reader, suggestions=(PROGRAMME, HUMAN), topic=said, is_person=True)
    first = question.by_relevance(found)[0]
    name = next(p.name for p in first.block.people if p.name in names)
    others = tuple(t for t in found if t != first)
    offered = (*where((first,)), PROGRAMME)
    return Speaks(agenda=agenda, reader=reader, suggestions=offered, name=name, timed=first, others=others)


def _leads(question: Question, blocks: Blocks) -> Answer:
    agenda, reader, topic = question.agenda, question.reader, question.slot("topic")
    found = question.by_relevance(blocks)
    if not found:
        missing = fixture_of(topic) or topic
        return NotInProgramme(agenda=agenda, reader=reader, suggestions=(PROGRAMME, HUMAN), topic=missing)
    named = next((t for t in found if t.block.people), found[0])
    return LedBy(agenda=agenda, reader=reader, suggestions=(*where((named,)), PROGRAMME), timed=named)


def _work(blocks: Blocks) -> Blocks:
    return tuple(t for t in blocks if t.is_work)
