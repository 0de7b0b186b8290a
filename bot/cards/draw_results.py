"""How an evaluation stands: a number while it is open, the distribution with what came before once it is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.cards.alt_text import alt_text
from bot.cards.card import Card, Choice, Fact, Picture
from bot.cards.choices import suggested
from bot.cards.draw_evaluation import agenda_teller, evaluation_button, question_words
from bot.cards.teller import Teller
from bot.cards.words import NAME, short
from dialogs.answers.evaluation import Phase, ResultsShown
from dialogs.phrases import Voice
from dialogs.suggestions import NEXT
from gatherings.evaluation.results import FEWEST, Distribution, Results, ScaleResult
from gatherings.postings.posting import Posting

TEXTS_SHOWN: Final = 3


def draw_results(answer: ResultsShown, *, voice: Voice, now: datetime) -> Card:
    """What organisers may see of an evaluation, and what they can do about it."""
    tell = agenda_teller(answer.agenda, voice, now)
    match answer.phase:
        case Phase.NEVER:
            return _without(tell, "results.never")
        case Phase.TO_COME:
            moment = "" if answer.opens_at is None else tell.moment(answer.opens_at)
            return _without(tell, "results.to_come", moment=moment)
        case Phase.OPEN:
            return _open(answer, tell)
        case Phase.CLOSED:
            return _closed(answer, tell)


def _without(tell: Teller, key: str, **filling: str) -> Card:
    """None has been asked for yet; it can be now."""
    now = evaluation_button(tell, "ask_evaluation", "organiser.evaluate")
    questions = evaluation_button(tell, "questions", "evaluation.questions")
    title = tell.voice(key, gathering=tell.gathering, **filling)
    return Card(title, choices=(now, questions, suggested(NEXT, tell.voice)))


def _open(answer: ResultsShown, tell: Teller) -> Card:
    asked = answer.evaluation
    assert asked is not None, "it is open"
    close = evaluation_button(tell, "close_evaluation", "organiser.evaluation_close", evaluation=asked.id)
    lines = (
        tell.voice("results.count", n=asked.answered, asked=asked.asked),
        tell.voice("results.open_until", moment=tell.moment(asked.closes_at), fewest=FEWEST),
    )
    return Card(tell.voice("results.open", gathering=tell.gathering), lines, choices=(close,))


def _closed(answer: ResultsShown, tell: Teller) -> Card:
    results = answer.results
    assert results is not None, "it is closed"
    title = tell.voice("results.closed", gathering=tell.gathering)
    count = tell.voice("results.count", n=results.answered, asked=results.asked)
    if not results.is_told:
        return Card(title, (count, tell.voice("results.too_few", fewest=FEWEST)), choices=_pages(answer, tell))
    scale = results.scales[0] if results.scales else None
    lines = [count, *([] if scale is None else [_figures(scale.whole, tell)]), *_said(results, tell)]
    picture = None if scale is None or answer.picture is None else Picture(answer.picture, _alternative(scale, tell))
    if scale is not None and picture is None:
        lines.insert(2, _alternative(scale, tell))
    return Card(
        title,
        tuple(lines),
        facts=_facts(answer, scale, tell),
        picture=picture,
        choices=_pages(answer, tell),
        footer=tell.voice("results.nameless"),
    )


def _figures(whole: Distribution, tell: Teller) -> str:
    number = tell.voice.number
    return tell.voice(
        "results.figures",
        mean=number(round(whole.mean, 1)),
        median=number(round(whole.median, 1)),
        spread=number(round(whole.spread, 1)),
    )


def _alternative(scale: ScaleResult, tell: Teller) -> str:
    return alt_text(scale.whole, tell.voice)


def _facts(answer: ResultsShown, scale: ScaleResult | None, tell: Teller) -> tuple[Fact, ...]:
    """The parts where they are large enough, and the earlier gatherings of the network."""
    number = tell.voice.number
    parts = [] if scale is None else [(tell.voice(f"results.{mode}"), one) for mode, one in scale.by_mode.items()]
    of_parts = [
        Fact(label, tell.voice("results.part", mean=number(round(one.mean, 1)), n=one.n)) for label, one in parts
    ]
    earlier = [
        Fact(short(one.title, NAME), tell.voice("results.part", mean=number(round(one.mean, 1)), n=one.answered))
        for one in answer.before
    ]
    return (*of_parts, *earlier)


def _said(results: Results, tell: Teller) -> list[str]:
    """For each question in free text how many wrote, and what most of them wrote of."""
    lines = []
    for result in results.texts:
        groups = [name for name, _ in list(result.groups.items())[:TEXTS_SHOWN] if name]
        about = tell.voice.listed([short(name, NAME) for name in groups]) if groups else ""
        question = question_words(result.question, tell.voice)
        key = "results.said_of" if about else "results.said"
        lines.append(tell.voice(key, question=question, n=len(result.shown), about=about))
    return lines


def _pages(answer: ResultsShown, tell: Teller) -> tuple[Choice, ...]:
    page = () if answer.page is None else (Choice(tell.voice("button.open_host"), url=answer.page),)
    return (*page, suggested(NEXT, tell.voice))


def draw_evaluation_closed(posting: Posting, tell: Teller) -> Card:
    """To the organisers: that it is closed, and where it can be seen."""
    see = evaluation_button(
        tell, "see_results", "organiser.results", is_main=True, evaluation=posting.facts["evaluation"]
    )
    return Card(
        tell.voice("results.told", gathering=tell.gathering), (tell.voice("results.told_text"),), choices=(see,)
    )
