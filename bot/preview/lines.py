"""What a preview says: which gathering it is, what would differ, what to look at, what is guessed."""

from __future__ import annotations

from datetime import date

from bot.preview.difference import difference_lines
from dialogs.phrases import Voice
from dialogs.places import said_page
from gatherings.actions.importing import Preview
from gatherings.gathering import Gathering
from gatherings.intake.draft import Remark
from gatherings.intake.imported import Import
from gatherings.intake.kinds import is_closing_title
from gatherings.programme import Block, EndSource

MARKED = frozenset({EndSource.NEXT_START, EndSource.NONE})


def dates(shown: Gathering, say: Voice) -> str:
    """ "torsdag 15. april 2027", or the first day to the last."""
    first = say.day(shown.starts_on, today=date.min)
    if shown.starts_on == shown.ends_on:
        return first
    return say("agenda.dates", first=say.day(shown.starts_on), last=say.day(shown.ends_on, today=date.min))


def summary(preview: Preview, say: Voice) -> str:
    """When it is, how many blocks it has, and that nothing is saved yet."""
    imported = preview.imported
    days = dates(imported.after, say)
    if not preview.pending.draft.blocks:
        return say("preview.without_blocks", dates=days)
    key = "new" if imported.before is None else "known"
    return say(f"preview.{key}", dates=days, n=len(imported.after.programme))


def differences(imported: Import, say: Voice) -> list[str]:
    """What would be other than it is; none of a new gathering."""
    if imported.before is None:
        return []
    return difference_lines(imported.before.programme, imported.after.programme, say)


def warning(remark: Remark, say: Voice) -> str:
    """The sentence, with where it stands in the file."""
    text = say(remark.key, **remark.args)
    page = None if remark.page is None else said_page(remark.leaf, remark.page, say)
    line = None if remark.line is None else say("preview.at_line", line=remark.line)
    where = ", ".join(part for part in (page, line) if part)
    return f"{where}: {text}" if where else text


def details(block: Block, say: Voice, *, marks_end: bool = True) -> str:
    """ "Ingrid Moe · Storsalen · Strømmes · slutten er gjettet"."""
    streamed = {True: say("card.streamed"), False: say("card.not_streamed"), None: ""}[block.streamed]
    mark = say(f"preview.mark.{block.end_source}") if marks_end and is_marked(block) else ""
    parts = [say.listed([person.name for person in block.people]), block.room or "", streamed, mark]
    return " · ".join(part for part in parts if part)


def is_marked(block: Block) -> bool:
    """Whether its end is guessed or not known; the mark at the end of a programme needs none."""
    return block.end_source in MARKED and not is_closing_title(block.title)
