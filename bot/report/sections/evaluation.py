"""What the evaluations came to: only those that are closed, and of them only what `Results` allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.cards.draw_evaluation import question_words
from bot.report.document import PART, QUESTION, Bullets, Column, Heading, Paragraph, Part, Table, one_line, some_lines
from bot.report.facts import Evaluated, Report
from bot.report.sections.wording import columns
from dialogs.phrases import Voice
from gatherings.evaluation.results import (
    FEWEST,
    ChoiceResult,
    Distribution,
    Earlier,
    Results,
    Said,
    ScaleResult,
    TextResult,
)
from gatherings.schedule import HIGHEST, LOWEST, SCALE, EvaluationQuestion


def evaluation_section(told: Report, voice: Voice) -> Iterator[Part]:
    yield Heading(voice("report.heading.evaluation"))
    if not told.closed:
        yield Paragraph(voice("report.evaluation.none"))
    for one in told.closed:
        assert one.results is not None, "it is closed"
        yield Heading(one_line(one.title) or voice("report.evaluation.whole"), PART)
        yield Paragraph(answered(one.results, voice))
        if one.results.is_told:
            yield from _told(one, one.results, told.held.title, voice)


def answered(results: Results, voice: Voice) -> str:
    """How many have answered, and that it is not told what where they are too few."""
    numbers = {"answered": voice.number(results.answered), "asked": voice.number(results.asked)}
    said = voice("report.evaluation.answered", **numbers)
    return said if results.is_told else f"{said} {voice('report.evaluation.too_few', fewest=FEWEST)}"


def usefulness(found: ScaleResult, voice: Voice) -> str:
    """The mean in a sentence."""
    whole = found.whole
    return voice("report.evaluation.usefulness", mean=mean(whole.mean, voice), highest=HIGHEST, n=voice.number(whole.n))


def mean(number: float, voice: Voice) -> str:
    return voice.decimal(number, places=1)


def _told(one: Evaluated, results: Results, gathering: str, voice: Voice) -> Iterator[Part]:
    for scale in results.scales:
        yield Heading(question_of(scale.question, voice), QUESTION)
        yield Paragraph(_in_words(scale.whole, voice))
        if one.picture is not None and scale is results.scales[0]:
            yield one.picture
        yield _distribution(scale, voice)
    if one.earlier and one.usefulness is not None:
        yield _compared((*one.earlier, _now(gathering, one.usefulness.whole)), voice)
    for choice in results.choices:
        yield Heading(question_of(choice.question, voice), QUESTION)
        yield _choices(choice, voice)
    for text in results.texts:
        yield from _texts(text, voice)


def question_of(question: EvaluationQuestion, voice: Voice) -> str:
    """The question as it was asked."""
    return one_line(question_words(question, voice))


def _in_words(whole: Distribution, voice: Voice) -> str:
    return voice(
        "report.evaluation.scale",
        mean=mean(whole.mean, voice),
        median=mean(whole.median, voice),
        spread=mean(whole.spread, voice),
        highest=HIGHEST,
        n=voice.number(whole.n),
    )


def _distribution(scale: ScaleResult, voice: Voice) -> Table:
    parts: Mapping[str, Distribution] = {
        voice("report.evaluation.everybody"): scale.whole,
        **{voice(f"report.head.{mode}"): part for mode, part in scale.by_mode.items()},
    }
    values = tuple(columns_of_values(voice))
    rows = tuple((name, *_counts(part, voice)) for name, part in parts.items())
    caption = voice("report.evaluation.distribution", lowest=LOWEST, highest=HIGHEST)
    return Table(caption, values, rows)


def columns_of_values(voice: Voice) -> Iterator[Column]:
    """How they took part, the values from lowest to highest, and the mean."""
    yield Column(voice("report.head.took_part"))
    yield from (Column(str(value), is_number=True) for value in SCALE)
    yield Column(voice("report.head.mean"), is_number=True)


def _counts(part: Distribution, voice: Voice) -> tuple[str, ...]:
    return (*(voice.number(part.counts[value]) for value in SCALE), mean(part.mean, voice))


def _now(gathering: str, whole: Distribution) -> Earlier:
    return Earlier(gathering, whole.mean, whole.median, whole.n)


def _compared(gatherings: tuple[Earlier, ...], voice: Voice) -> Table:
    rows = tuple((one_line(one.title), mean(one.mean, voice), voice.number(one.answered)) for one in gatherings)
    heads = columns(voice, ("gathering",), ("mean", "answers"))
    return Table(voice("report.evaluation.earlier"), heads, rows)


def _choices(found: ChoiceResult, voice: Voice) -> Table:
    rows = tuple((one_line(choice), voice.number(n)) for choice, n in found.counts.items())
    return Table(voice("report.evaluation.choices"), columns(voice, ("choice",), ("count",)), rows)


def _texts(found: TextResult, voice: Voice) -> Iterator[Part]:
    """What was written, by its groups; hidden ones are left out, and so is a question of which nothing is left."""
    if found.shown:
        yield Heading(question_of(found.question, voice), QUESTION)
    has_groups = any(found.groups)
    for group, said in found.groups.items():
        if has_groups:
            yield Paragraph(_group(group, said, voice), is_label=True)
        yield Bullets(tuple(some_lines(one.text) for one in said))


def _group(group: str, said: tuple[Said, ...], voice: Voice) -> str:
    if group:
        return voice("report.evaluation.group", n=len(said), group=one_line(group))
    return voice("report.evaluation.ungrouped", n=len(said))
