"""Learns the weights of dialogs/understanding/learnt from examples: `make learn`. Needs scikit-learn, which nothing
else does.

One logistic regression an intent, against all the others. A feature counts by its rarity (TF-IDF) within its block: words,
letters, meanings. It is learnt twice, once from all three and once without the meanings, and the weights are the mean:
what the lexicon and the patterns say was worked out on messages that are learnt from, and would be trusted too much.
Weights that hardly speak are left out and the rest rounded to tenths, so that a person can read the
file and a change can be seen.
Learnt from are examples.jsonl and the part of our own corpus that is not held out; never what is unseen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from math import log, sqrt
from pathlib import Path
from typing import Final

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from dialogs.understanding.learnt.features import Features, block_of
from dialogs.understanding.learnt.weights import BIAS, FILE, SCALE
from dialogs.understanding.reader import best_of_each_intent, heard_in, looked_at
from tests.builders import OSLO
from tests.dialogs.understanding.corpus import EXAMPLES, NOW, UNSEEN, Message, messages_in, own_names, part, seed_names

FEWEST: Final = {"w": 1, "g": 3, "c": 2}  # examples that a feature of each block stands in
HARDLY: Final = 2  # tenths; a weight below that is left out
STRICTNESS: Final = 20.0  # scikit-learn's C
VIEWS: Final = ("wgc", "wg")  # the blocks that each of the two looks at

Learnt = dict[str, tuple[float, dict[str, float]]]  # feature or "bias": its rarity, its weight for each intent


def learnt(examples: Sequence[tuple[Features, str]]) -> Iterable[str]:
    """The lines of weights.tsv, from features with their intents."""
    views = [_seen_by(view, examples) for view in VIEWS]
    for feature, (rarity, _) in views[0].items():
        told = [view[feature][1] for view in views if feature in view]
        weights = {intent: round(SCALE * sum(one[intent] for one in told) / len(views)) for intent in told[0]}
        yield _line(feature, rarity, weights, least=0 if feature == BIAS else HARDLY)


def _seen_by(view: str, examples: Sequence[tuple[Features, str]]) -> Learnt:
    """What is learnt from the features of some blocks."""
    seen = Counter(feature for features, _ in examples for feature in features if block_of(feature) in view)
    rarity = {
        feature: log((1 + len(examples)) / (1 + count)) + 1
        for feature, count in seen.items()
        if count >= FEWEST[block_of(feature)]
    }
    columns = DictVectorizer()
    table = columns.fit_transform([dict(_weighed(features, rarity)) for features, _ in examples])
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")  # liblinear's
    model = OneVsRestClassifier(LogisticRegression(C=STRICTNESS, solver="liblinear", random_state=0))
    model.fit(table, [intent for _, intent in examples])
    classes = list(zip(model.classes_, model.estimators_, strict=True))
    bias = {intent: one.intercept_[0] for intent, one in classes}
    return {BIAS: (0.0, bias)} | {
        feature: (rarity[feature], {intent: one.coef_[0][place] for intent, one in classes})
        for place, feature in enumerate(columns.get_feature_names_out())
    }


def _weighed(features: Features, rarity: Mapping[str, float]) -> Iterable[tuple[str, float]]:
    """The known features with their rarity, shared by the length of their block."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for feature in sorted(features & rarity.keys()):
        blocks[block_of(feature)].append(feature)
    for block in blocks.values():
        length = sqrt(sum(rarity[feature] ** 2 for feature in block))
        yield from ((feature, rarity[feature] / length) for feature in block)


def _line(feature: str, rarity: float, weights: Mapping[str, int], *, least: int) -> str:
    told = (f"{intent} {weight}" for intent, weight in weights.items() if abs(weight) >= least)
    return "\t".join([feature, f"{rarity:.1f}", *told])


def example(message: Message) -> tuple[Features, str]:
    """The features of an example, with the names of the programme that it speaks about, and its intent."""
    names = seed_names() if message.has_seed else own_names()
    heard = heard_in(message.text, names=names, now=NOW, zone=OSLO)
    return looked_at(heard, best_of_each_intent(heard)), message.intent


def main() -> None:
    unseen = {message.text.casefold().strip() for message in messages_in(UNSEEN)}
    known = [*messages_in(EXAMPLES), *part(held_out=False)]
    messages = [message for message in known if message.text.casefold().strip() not in unseen]
    lines = list(learnt([example(message) for message in messages]))
    path = Path(str(files("dialogs.understanding.learnt"))) / FILE
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(messages)} examples, {len(lines) - 1} features")


if __name__ == "__main__":
    main()
