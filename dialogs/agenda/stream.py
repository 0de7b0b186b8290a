"""The stream link: of what is on, else of what is streamed next."""

from __future__ import annotations

from dialogs.agenda.question import Question
from dialogs.answers import Answer, Blocks, NotStreamed, Over, StreamLinks, Suggestion
from dialogs.suggestions import FOLLOW, HUMAN, NEXT, PROGRAMME, REST


def answer_stream(question: Question) -> Answer:
    """The links of what is on or was named; where that is not streamed, what is streamed next."""
    asked = tuple(question.by_relevance(question.named)[:1])
    on, then = asked or question.on, _next_streamed(question)
    streamed = _streamed(question, on)
    if streamed:
        return _links(question, streamed)
    if not on and (then or (question.agenda.stream and not question.agenda.blocks)):
        return _links(question, then)
    if question.agenda.blocks and not on and not question.coming:
        return Over(
            agenda=question.agenda, reader=question.reader, suggestions=(PROGRAMME, HUMAN), is_about_stream=True
        )
    offered = (*_follow(question, then), *((NEXT, REST) if then else (PROGRAMME, HUMAN)))
    return NotStreamed(agenda=question.agenda, reader=question.reader, suggestions=offered, on=on, then=then)


def _links(question: Question, streamed: Blocks) -> Answer:
    offered = (*_follow(question, streamed), NEXT, PROGRAMME) if question.coming else _follow(question, streamed)
    return StreamLinks(
        agenda=question.agenda, reader=question.reader, suggestions=offered or (PROGRAMME,), streamed=streamed
    )


def _follow(question: Question, streamed: Blocks) -> tuple[Suggestion, ...]:
    """The way to a link that is not this reader's yet."""
    agenda, reader = question.agenda, question.reader
    hidden = [t for t in streamed if agenda.stream_of(t.block) and reader.link(agenda, t) is None]
    return (FOLLOW,) if hidden else ()


def _streamed(question: Question, blocks: Blocks) -> Blocks:
    return tuple(t for t in blocks if question.agenda.may_be_streamed(t))


def _next_streamed(question: Question) -> Blocks:
    later = [t for t in question.agenda.blocks if t.starts_at > question.now]
    streamed = _streamed(question, tuple(later))
    return tuple(t for t in streamed if t.starts_at == streamed[0].starts_at)
