"""Where it is: the room of a block, the venue of the gathering."""

from __future__ import annotations

from dialogs.agenda.question import Question
from dialogs.agenda.topics import fixture_of
from dialogs.answers import Answer, NotInProgramme, Whereabouts
from dialogs.suggestions import HUMAN, NEXT, PROGRAMME


def answer_where(question: Question) -> Answer:
    """Where what was named is, else what is on or comes next, with the gathering's venue and place."""
    agenda, reader, topic = question.agenda, question.reader, question.slot("topic")
    if question.is_about_blocks:
        found = tuple(question.by_relevance(question.named)[:1])
        if not found:
            missing = fixture_of(topic) or topic
            return NotInProgramme(agenda=agenda, reader=reader, suggestions=(PROGRAMME, HUMAN), topic=missing)
        return Whereabouts(agenda=agenda, reader=reader, suggestions=(PROGRAMME,), about=found, is_asked=True)
    about = question.on or question.coming
    offered = (NEXT, PROGRAMME) if question.coming else (PROGRAMME,)
    return Whereabouts(agenda=agenda, reader=reader, suggestions=offered if about else (HUMAN,), about=about)
