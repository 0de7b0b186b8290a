"""What differs between two programmes, in plain words."""

from __future__ import annotations

from typing import Final

from dialogs.phrases import Voice
from gatherings.intake.identity import Change, diff_programmes
from gatherings.programme import Block, Programme

TOLD: Final = ("title", "kind", "text", "notes", "people", "streamed", "room", "track")


def difference_lines(old: Programme, new: Programme, say: Voice) -> list[str]:
    """One line for each block that is new, gone, moved or changed; none where nothing differs."""
    diff = diff_programmes(old, new)
    return [
        *(say("command.import.added", title=b.title, when=_when(b, say)) for b in diff.added),
        *(say("command.import.removed", title=b.title, when=_when(b, say)) for b in diff.removed),
        *(_moved(change, say) for change in diff.moved),
        *(_changed(change, say) for change in diff.changed),
    ]


def _moved(change: Change, say: Voice) -> str:
    before, after = _when(change.before, say), _when(change.after, say)
    return say("command.import.moved", title=change.after.title, before=before, after=after)


def _changed(change: Change, say: Voice) -> str:
    names = [name for name in TOLD if getattr(change.before, name) != getattr(change.after, name)]
    what = say.listed([say(f"command.import.part_{name}") for name in names])
    return say("command.import.changed", title=change.before.title, what=what)


def _when(block: Block, say: Voice) -> str:
    return say("time.moment", date=say.day(block.day), clock=say.span(block.start, block.end))
