"""Somebody at a terminal looks at a programme before it is saved, corrects it in words, and says yes or no."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.commands.command import Call
from dialogs.corrections import read_correction
from dialogs.understanding.steps import yes_or_no
from gatherings.errors import Refusal
from gatherings.intake.corrections import corrected
from gatherings.intake.draft import Draft

YES, NO = frozenset({"j", "y"}), frozenset({"n", ""})
Look = Callable[[Draft], Awaitable[Sequence[str]]]
"""The lines that show a draft as it would be saved."""


def is_asked(call: Call) -> bool:
    """Whether somebody is there to be asked: at a terminal, and nothing else was said."""
    return call.source.isatty() and not any(call[name] for name in ("yes", "json", "dry-run"))


def corrected_by(draft: Draft, said: Sequence[str]) -> Draft:
    """The draft with what was said, in order. Raises what the first that cannot be does."""
    for text in said:
        draft = corrected(draft, read_correction(text, draft))
    return draft


async def agreed(call: Call, draft: Draft, look: Look) -> Draft | None:
    """The draft that somebody said yes to, with their corrections; None where they said no, or left."""
    for line in await look(draft):
        call.write(line)
    while True:
        call.write(call.say("command.import.ask"))
        answer = call.source.readline()
        said = _answer(answer)
        if said is not None:
            return draft if said else None
        try:
            draft = corrected_by(draft, [answer])
        except Refusal as refused:
            call.write(call.say(f"{refused.key}.text", **refused.args_of_sentence))
            continue
        for line in await look(draft):
            call.write(line)


def _answer(text: str) -> bool | None:
    """Yes or no; None where it is a correction. An empty line, and the end of the input, are a no."""
    bare = text.strip().casefold()
    return bare in YES if bare in YES | NO else yes_or_no(bare)
