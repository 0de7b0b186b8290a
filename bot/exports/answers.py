"""What was answered to an evaluation, without anybody's name. Pure.

Never a row for each who answered: a row is a value with how many gave it, or one text. Where the texts of a question
stood tells nothing: they are sorted before they are shuffled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableSequence
from typing import Any, Final

from bot.exports.lists import heads
from bot.exports.table import Cell, Table
from dialogs.phrases import Voice
from gatherings.evaluation.results import FEWEST, Results, TextResult
from gatherings.schedule import EvaluationQuestion

Shuffle = Callable[[MutableSequence[Any]], None]
Words = Callable[[EvaluationQuestion], str]
Row = tuple[Cell, Cell, Cell]

ANSWERED: Final = ("question", "answer", "count")


def answers(results: Results, *, voice: Voice, words: Words, shuffle: Shuffle) -> Table:
    """The list; see `answer_rows`."""
    rows = answer_rows(results, voice, words=words, shuffle=shuffle)
    return Table(voice("export.list.answers"), heads(ANSWERED, voice), rows)


def answer_rows(results: Results, voice: Voice, *, words: Words, shuffle: Shuffle) -> tuple[Row, ...]:
    """Question, answer, and how many gave it; a text has no number. `words` is what a question is called.

    What is hidden is left out. Where too few have answered, one row says so.
    """
    if not results.is_told:
        return ((_too_few(results, voice), None, None),)
    return (*_counted(results, words), *_written(results, words, shuffle))


def answers_json(results: Results, *, words: Words, shuffle: Shuffle) -> list[dict[str, object]]:
    """The same for scripts: each question with all its values, or its texts, in an order that tells nothing.

    Empty where too few have answered.
    """
    if not results.is_told:
        return []
    counted: list[tuple[EvaluationQuestion, Mapping[Any, int]]] = [
        *((one.question, one.whole.counts) for one in results.scales),
        *((one.question, one.counts) for one in results.choices),
    ]
    return [
        *(_json(question, words, "values", _values(counts, shuffle)) for question, counts in counted),
        *(_json(one.question, words, "texts", _texts(one, shuffle)) for one in results.texts),
    ]


def _json(question: EvaluationQuestion, words: Words, name: str, given: list[Any]) -> dict[str, object]:
    return {"id": question.id, "question": words(question), "kind": question.kind.value, name: given}


def _too_few(results: Results, voice: Voice) -> str:
    asked, fewest = voice.number(results.asked), voice.number(FEWEST)
    return voice("export.too_few", answered=voice.number(results.answered), asked=asked, fewest=fewest)


def _counted(results: Results, words: Words) -> Iterator[Row]:
    """Every value of each scale and every choice, also what nobody gave."""
    for scale in results.scales:
        yield from ((words(scale.question), value, often) for value, often in scale.whole.counts.items())
    for choice in results.choices:
        yield from ((words(choice.question), value, often) for value, often in choice.counts.items())


def _written(results: Results, words: Words, shuffle: Shuffle) -> Iterator[Row]:
    for one in results.texts:
        yield from ((words(one.question), text, None) for text in _texts(one, shuffle))


def _texts(result: TextResult, shuffle: Shuffle) -> list[str]:
    texts = sorted(one.text for one in result.shown)
    shuffle(texts)
    return texts


def _values(counts: Mapping[Any, int], shuffle: Shuffle) -> list[Any]:
    values = [value for value, often in counts.items() for _ in range(often)]
    shuffle(values)
    return values
