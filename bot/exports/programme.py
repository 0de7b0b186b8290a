"""A programme to take away, in each of the forms that can be read again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from bot.exports.programme_frab import programme_frab
from bot.exports.programme_markdown import programme_markdown
from bot.exports.programme_table import programme_table
from bot.exports.write_csv import write_csv
from dialogs.phrases import Voice
from gatherings.errors import NoProgramme
from gatherings.gathering import Gathering
from gatherings.programme import Programme

PROGRAMME: Final = "programme"
ICS, FRAB, CSV, MD = "ics", "frab", "csv", "md"


class Form(NamedTuple):
    """What a form is called as a file, and over HTTP."""

    ending: str
    type: str


FORMS: Final[Mapping[str, Form]] = {
    ICS: Form("ics", "text/calendar; charset=utf-8"),
    FRAB: Form("xml", "application/xml; charset=utf-8"),
    CSV: Form("csv", "text/csv; charset=utf-8"),
    MD: Form("md", "text/markdown; charset=utf-8"),
}


def write_programme(
    gathering: Gathering, form: str, *, voice: Voice, stamped_at: datetime, with_notes: bool = False
) -> bytes:
    """The file; notes only in a CSV that is asked to have them. Raises NoProgramme."""
    blocks = in_order(gathering)
    if form == ICS:
        from bot.exports.programme_ics import programme_ics  # noqa: PLC0415 (icalendar takes megabytes)

        return programme_ics(gathering, blocks, stamped_at=stamped_at)
    if form == FRAB:
        return programme_frab(gathering, blocks)
    if form == MD:
        return programme_markdown(gathering, blocks, voice=voice)
    return write_csv(programme_table(gathering, blocks, voice=voice, with_notes=with_notes))


def in_order(gathering: Gathering) -> Programme:
    """The blocks as a reader has them: by day and start. Raises NoProgramme where there are none."""
    if not gathering.programme:
        raise NoProgramme(gathering=gathering.title)
    return tuple(sorted(gathering.programme, key=lambda block: (block.day, block.start)))
