"""Measures understanding against two simple baselines, on messages that nobody has learnt from: `make baselines`.

The baselines learn from the same examples: the nearest one by its letters (rapidfuzz), and TF-IDF of words and letters
with a logistic regression (scikit-learn). Prints both tables of docs/understanding.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rapidfuzz import fuzz, process, utils
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline, make_union

from dialogs.understanding.wish import NONE
from tests.dialogs.understanding.corpus import (
    EXAMPLES,
    UNSEEN,
    Message,
    intent_read,
    messages_in,
    part,
)

NEAR_ENOUGH: Final = 70
BATCHES: Final = ("like the examples", "thirty people")

Read = Callable[[Message], str]


def nearest(examples: Sequence[Message]) -> Read:
    """The intent of the example with the most like letters; none where none is much like it."""
    texts = [utils.default_process(example.text) for example in examples]

    def read(message: Message) -> str:
        query = utils.default_process(message.text)
        found = process.extractOne(query, texts, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_ENOUGH)
        return NONE if found is None else examples[found[2]].intent

    return read


def regressed(examples: Sequence[Message]) -> Read:
    """The likeliest intent by TF-IDF and a logistic regression."""
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
    )
    model = make_pipeline(features, OneVsRestClassifier(LogisticRegression(C=20, solver="liblinear")))
    model.fit([example.text for example in examples], [example.intent for example in examples])
    return lambda message: str(model.predict([message.text])[0])


def figures(messages: Iterable[Message], read: Read) -> str:
    """ "270/283 = 95.4% | 6/500 = 1.2%": ours read rightly, foreign ones taken."""
    told = [(message, read(message)) for message in messages]
    ours = [intent in message.accepted for message, intent in told if not message.is_foreign]
    taken = [intent not in message.accepted for message, intent in told if message.is_foreign]
    return f"{sum(ours)}/{len(ours)} = {sum(ours) / len(ours):.1%} | {sum(taken)}/{len(taken)} = {sum(taken) / len(taken):.1%}"


def confusions(messages: Iterable[Message]) -> Iterable[str]:
    """What was read instead, by intent, most often first; of the foreign ones what they were taken for."""
    wrong = Counter((m.intent, found) for m in messages if (found := intent_read(m)) not in m.accepted)
    all_of = Counter(message.intent for message in messages)
    for intent in sorted(all_of, key=lambda one: (one == NONE, one)):
        missed = {found: count for (meant, found), count in wrong.most_common() if meant == intent}
        right = all_of[intent] - sum(missed.values())
        told = ", ".join(f"{found} {count}" for found, count in missed.items())
        yield f"| {intent} | {right}/{all_of[intent]} | {told} |"


def main() -> None:
    examples = [*messages_in(EXAMPLES), *part(held_out=False)]
    readers: dict[str, Read] = {
        "nearest example": nearest(examples),
        "TF-IDF and logistic regression": regressed(examples),
        "Samband": intent_read,
    }
    print("| reader | batch | intents right | foreign wrongly taken |\n|---|---|---|---|")
    for batch in BATCHES:
        messages = [message for message in messages_in(UNSEEN) if message.batch == batch]
        for name, read in readers.items():
            print(f"| {name} | {batch} | {figures(messages, read)} |")
    print("\n| meant | right | read instead |\n|---|---|---|")
    for row in confusions([message for message in messages_in(UNSEEN) if message.batch == BATCHES[0]]):
        print(row)


if __name__ == "__main__":
    main()
