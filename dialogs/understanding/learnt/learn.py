"""Learns the weights from examples: `make learn`. The only place that needs scikit-learn, which nothing else does.

One logistic regression an intent, against all the others. Features that stand in one example alone are left out, and
weights that hardly speak; the rest are rounded to tenths, so that a person can read the file and a change can be seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import normalize

from dialogs.understanding.learnt.features import Features
from dialogs.understanding.learnt.weights import BIAS, SCALE

FEWEST: Final = 2  # examples that a feature stands in
HARDLY: Final = 3  # tenths; a weight below that is left out
STRICTNESS: Final = 10.0  # scikit-learn's C


def learn(examples: Sequence[tuple[Features, str]]) -> Iterable[str]:
    """The lines of weights.tsv, from features with their intents."""
    seen = Counter(feature for features, _ in examples for feature in features)
    known = [{f: 1.0 for f in sorted(features) if seen[f] >= FEWEST} for features, _ in examples]
    columns = DictVectorizer()
    table = normalize(columns.fit_transform(known))
    model = OneVsRestClassifier(LogisticRegression(C=STRICTNESS, solver="liblinear", random_state=0))
    model.fit(table, [intent for _, intent in examples])
    classes = list(zip(model.classes_, model.estimators_, strict=True))
    yield _line(BIAS, {intent: _tenths(one.intercept_[0]) for intent, one in classes}, keeps_all=True)
    for place, feature in enumerate(columns.get_feature_names_out()):
        line = _line(feature, {intent: _tenths(one.coef_[0][place]) for intent, one in classes})
        if "\t" in line:
            yield line


def _tenths(weight: float) -> int:
    return round(weight * SCALE)


def _line(feature: str, weights: dict[str, int], *, keeps_all: bool = False) -> str:
    told = (f"{intent} {weight}" for intent, weight in weights.items() if keeps_all or abs(weight) >= HARDLY)
    return "\t".join([feature, *told])
