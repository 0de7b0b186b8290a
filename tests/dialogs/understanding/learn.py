"""Learns the weights of dialogs/understanding/learnt from examples: `make learn`. Needs scikit-learn, which nothing
else does.

One logistic regression an intent, against all the others. Features that stand in one example alone are left out, and
weights that hardly speak; the rest are rounded to tenths, so that a person can read the file and a change can be seen.
Learnt from are examples.jsonl and the part of our own corpus that is not held out; never what is unseen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import normalize

from dialogs.understanding.learnt.features import Features, features_of
from dialogs.understanding.learnt.weights import BIAS, FILE, SCALE
from dialogs.understanding.reader import explain
from tests.builders import OSLO
from tests.dialogs.understanding.corpus import EXAMPLES, NOW, UNSEEN, Message, messages_in, own_names, part, seed_names

FEWEST: Final = 2  # examples that a feature stands in
HARDLY: Final = 3  # tenths; a weight below that is left out
STRICTNESS: Final = 10.0  # scikit-learn's C


def learnt(examples: Sequence[tuple[Features, str]]) -> Iterable[str]:
    """The lines of weights.tsv, from features with their intents."""
    seen = Counter(feature for features, _ in examples for feature in features)
    known = [{f: 1.0 for f in sorted(features) if seen[f] >= FEWEST} for features, _ in examples]
    columns = DictVectorizer()
    table = normalize(columns.fit_transform(known))
    model = OneVsRestClassifier(LogisticRegression(C=STRICTNESS, solver="liblinear", random_state=0))
    model.fit(table, [intent for _, intent in examples])
    classes = list(zip(model.classes_, model.estimators_, strict=True))
    yield _line(BIAS, {intent: _tenths(one.intercept_[0]) for intent, one in classes}, least=0)
    for place, feature in enumerate(columns.get_feature_names_out()):
        line = _line(feature, {intent: _tenths(one.coef_[0][place]) for intent, one in classes}, least=HARDLY)
        if "\t" in line:
            yield line


def _tenths(weight: float) -> int:
    return round(weight * SCALE)


def _line(feature: str, weights: Mapping[str, int], *, least: int) -> str:
    told = (f"{intent} {weight}" for intent, weight in weights.items() if abs(weight) >= least)
    return "\t".join([feature, *told])


def looked_at(message: Message) -> tuple[Features, str]:
    """The features of an example, with the names of the programme that it speaks about, and its intent."""
    names = seed_names() if message.has_seed else own_names()
    reading = explain(message.text, names=names, now=NOW, zone=OSLO)
    return features_of(reading.heard, reading.candidates), message.intent


def main() -> None:
    unseen = {message.text.casefold().strip() for message in messages_in(UNSEEN)}
    known = [*messages_in(EXAMPLES), *part(held_out=False)]
    messages = [message for message in known if message.text.casefold().strip() not in unseen]
    lines = list(learnt([looked_at(message) for message in messages]))
    path = Path(str(files("dialogs.understanding.learnt"))) / FILE
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(messages)} examples, {len(lines) - 1} features")


if __name__ == "__main__":
    main()
