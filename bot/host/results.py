"""What an evaluation came to: each scale as a picture and the same numbers as a table, choices, and what was before."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.cards.alt_text import alt_text
from bot.cards.draw_evaluation import agenda_teller, question_words, scale_title
from bot.host.desk import Desk
from bot.host.said import draw_said
from bot.pages.html import element, joined, link, paragraph, table
from bot.pictures import picture_url
from bot.plots import plot_svg
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation
from gatherings.evaluation.results import FEWEST, ChoiceResult, Distribution, Earlier, Results, ScaleResult


def draw_results(desk: Desk, closed: Evaluation, what: str, results: Results, before: Sequence[Earlier]) -> Markup:
    """All that is told of a closed evaluation; the two numbers and why, where too few have answered."""
    count = paragraph(count_text(desk, results.answered, results.asked))
    if not results.is_told:
        return joined([count, paragraph(desk.voice("results.too_few", fewest=FEWEST)), _earlier(desk, before)])
    return joined(
        [
            count,
            *(_scale(desk, closed, one) for one in results.scales),
            _earlier(desk, before),
            *(_choice(desk, one) for one in results.choices),
            draw_said(desk, what, results.texts),
            paragraph(desk.voice("results.nameless"), class_="quiet"),
        ]
    )


def count_text(desk: Desk, answered: int, asked: int) -> str:
    """How many have answered, with the rate where it says something: some answer who were not there to be asked."""
    if answered > asked or not asked:
        return desk.voice("results.count", n=answered, asked=asked)
    return desk.voice("host.evaluation.count", n=answered, asked=asked, percent=round(100 * answered / asked))


def _scale(desk: Desk, closed: Evaluation, result: ScaleResult) -> Markup:
    whole, voice = result.whole, desk.voice
    content = [
        element("h2", _heading(desk, closed, result)),
        paragraph(_figures(desk, whole)),
        element("div", plot_svg(whole, label=alt_text(whole, voice)), class_="picture"),
        _file(desk, closed) if result.question == closed.scale else None,
        _parts(desk, result),
        _values(desk, result),
    ]
    return element("section", *content)


def _file(desk: Desk, closed: Evaluation) -> Markup:
    picture = link(picture_url(desk.links.url, closed.id), desk.voice("host.evaluation.picture"))
    answers = link(desk.path("export/answers.xlsx"), desk.voice("host.evaluation.export"))
    return paragraph(joined([picture, answers if desk.has_exports else None], " · "))


def _heading(desk: Desk, closed: Evaluation, result: ScaleResult) -> str:
    tell = agenda_teller(Agenda(desk.gathering), desk.voice, desk.now)
    is_first = result.question == closed.scale
    return (
        scale_title(tell, result.question, closed.block_id) if is_first else question_words(result.question, tell.voice)
    )


def _figures(desk: Desk, told: Distribution) -> str:
    mean, median, spread = _numbers(desk, told)
    return desk.voice("results.figures", mean=mean, median=median, spread=spread)


def _numbers(desk: Desk, told: Distribution) -> tuple[str, str, str]:
    """Mean, median and standard deviation, to one decimal."""
    mean, median, spread = (desk.voice.number(round(one, 1)) for one in (told.mean, told.median, told.spread))
    return mean, median, spread


def _parts(desk: Desk, result: ScaleResult) -> Markup | None:
    """Room and digital beside each other, where both are told."""
    if not result.by_mode:
        return None
    voice, by_mode = desk.voice, result.by_mode
    plots = [
        element("figure", element("figcaption", name), plot_svg(one, label=f"{name}. {alt_text(one, voice)}"))
        for name, one in ((voice(f"results.{mode}"), one) for mode, one in by_mode.items())
    ]
    told = [(voice("host.evaluation.all"), result.whole), *((voice(f"results.{m}"), one) for m, one in by_mode.items())]
    rows = [(name, voice.number(one.n), *_numbers(desk, one)) for name, one in told]
    heads = [voice(f"host.evaluation.{head}") for head in ("part", "answers", "mean", "median", "spread")]
    numbers = table(voice("host.evaluation.parts"), heads, rows)
    return joined([element("div", *plots, class_="beside"), element("div", numbers, class_="numbers")])


def _values(desk: Desk, result: ScaleResult) -> Markup:
    """How many gave each value: what the pictures show."""
    voice, told = desk.voice, [result.whole, *result.by_mode.values()]
    rows = [(str(value), *(str(one.counts[value]) for one in told)) for value in result.whole.counts]
    all_of_them = voice("host.evaluation.all" if result.by_mode else "host.evaluation.answers")
    heads = (voice("host.evaluation.value"), all_of_them, *(voice(f"results.{mode}") for mode in result.by_mode))
    return element("div", table(voice("host.evaluation.values"), heads, rows, is_narrow=True), class_="numbers")


def _earlier(desk: Desk, before: Sequence[Earlier]) -> Markup | None:
    """The earlier gatherings of the network, the latest first."""
    if not before:
        return None
    number = desk.voice.number
    rows = [
        (one.title, number(one.answered), number(round(one.mean, 1)), number(round(one.median, 1))) for one in before
    ]
    heads = [desk.voice(f"host.evaluation.{head}") for head in ("gathering", "answers", "mean", "median")]
    return element("section", table(desk.voice("host.evaluation.before"), heads, rows), class_="numbers")


def _choice(desk: Desk, result: ChoiceResult) -> Markup:
    heads = (desk.voice("host.evaluation.choice"), desk.voice("host.evaluation.answers"))
    rows = [(choice, str(count)) for choice, count in result.counts.items()]
    return element("section", table(question_words(result.question, desk.voice), heads, rows))
