"""Prints how well messages are understood: `python -m tests.dialogs.understanding.measure`. `--wrong` lists the misses
of the part that one works on; never those of the part held out.
"""

from __future__ import annotations

import sys
from time import process_time

from dialogs.understanding.names import Names
from dialogs.understanding.reader import understand
from tests.builders import OSLO
from tests.dialogs.understanding.corpus import (
    DEVELOPMENT,
    NOW,
    OWN,
    SEED,
    UNSEEN,
    Measure,
    batch,
    measure,
    messages_in,
    own_names,
    part,
    seed_names,
)

BATCHES = ("first blind", "probes", "second blind", "seats and orders")


def line(name: str, found: Measure) -> str:
    ours = f"{found.right}/{found.ours} = {found.intents:.1%}"
    slots = f"{found.slots_right}/{found.slotted} = {found.slots:.1%}"
    foreign = f"{found.taken}/{found.foreign} = {found.wrongly_taken:.1%}"
    return f"| {name} | {ours} | {slots} | {foreign} |"


def mean_milliseconds() -> float:
    messages = messages_in(OWN)
    started = process_time()
    for message in messages:
        understand(message.text, names=own_names(), now=NOW, zone=OSLO)
    return (process_time() - started) / len(messages) * 1000


def main() -> None:
    seen = measure(part(held_out=False), own_names())
    print("| messages | intents right | slots right | foreign wrongly taken |\n|---|---|---|---|")
    print(line("own, worked on", seen))
    print(line("own, held out", measure(part(held_out=True), own_names())))
    for name in BATCHES:
        print(line(f"of these: {name}", measure(batch(name), own_names())))
    for name in ("like the examples", "thirty people"):
        unseen = [message for message in messages_in(UNSEEN) if message.batch == name]
        print(line(f"**unseen: {name}**", measure(unseen, own_names(), seed=seed_names() if SEED.exists() else None)))
    if DEVELOPMENT.exists():
        print(line("shared examples", measure(messages_in(DEVELOPMENT), Names(), seed=seed_names())))
    print(f"\nmean {mean_milliseconds():.2f} ms a message")
    if "--wrong" in sys.argv:
        for message, wish in seen.wrong:
            print(f"{message.text!r}: {message.intent} {message.slots} <- {wish.intent} {dict(wish.slots)}")


if __name__ == "__main__":
    main()
