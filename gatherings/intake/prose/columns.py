"""The columns of a table that a programme was pasted from, by their headings."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gatherings.intake.prose.days import DayMark, day_of_heading
from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.words import TRACK

NAMES: Final = {
    "start": (
        "kl", "tid", "tidspunkt", "tidsrom", "klokkeslett", "klokka", "klokken", "når", "start", "starts",
        "fra", "frå", "time", "when", "from", "hour", "hours", "tidsplan",
    ),
    "end": (
        "slutt", "til", "end", "ends", "to", "stop",
    ),
    "length": (
        "lengde", "lengd", "varighet", "varigheit", "length", "duration", "min", "minutter", "minutt",
        "minutes",
    ),
    "title": (
        "tittel", "title", "tema", "hva", "kva", "program", "programpost", "programme", "emne", "post",
        "sak", "topic", "session", "what", "item", "event", "agenda", "aktivitet", "activity", "innlegg",
        "navn", "namn", "innhold", "innhald", "overskrift", "foredrag", "bolk", "talk", "block", "subject",
    ),
    "people": (
        "hvem", "kven", "innleder", "innledere", "innleiar", "innleiarar", "foredragsholder",
        "foredragsholdere", "foredragshaldar", "foredragshaldarar", "ansvarlig", "ansvarleg", "ansvar",
        "speaker", "speakers", "who", "presenter", "presenters", "responsible", "ved", "v", "medvirkende",
        "medverkande", "person", "lead", "leader", "leder", "leiar", "assigned to", "tildelt", "deltakere",
        "host", "av", "by",
    ),
    "room": (
        "rom", "lokale", "sted", "stad", "hvor", "kor", "kvar", "room", "location", "where", "place",
        "venue", "sal",
    ),
    "stream": (
        "strømmes", "strømming", "strømmet", "strøymast", "strøyming", "streames", "streamed", "streaming",
        "stream", "digitalt", "direktesendes",
    ),
    "notes": (
        "notat", "notater", "notatar", "notes", "internt", "intern merknad", "additional information",
        "tilleggsinformasjon",
    ),
    "text": (
        "beskrivelse", "beskriving", "skildring", "description", "merknad", "merknader", "kommentar",
        "kommentarer", "comment", "comments", "detaljer", "detaljar", "details", "om", "about", "info",
        "format", "form", "metode",
    ),
    "day": (
        "dag", "dato", "date", "day",
    ),
    "number": (
        "nr", "no", "#", "nummer", "sak nr",
    ),
}  # fmt: skip
_FIELD_OF: Final = {name: field for field, names in NAMES.items() for name in names}
LONGEST_NAME: Final = 30


class Column(NamedTuple):
    """What a column holds; of a track its name, of a day the day."""

    field: str
    name: str = ""
    day: DayMark | None = None


Columns = tuple[Column, ...]


def columns_of(line: Line) -> Columns | None:
    """The columns that the line names; None where it is no row of headings."""
    cells = line.cells
    if len(cells) < len(("start", "title")) or any(len(cell) > LONGEST_NAME for cell in cells):
        return None
    columns = tuple(_column(cell, line) for cell in cells)
    fields = [column.field for column in columns]
    is_header = "start" in fields and any(field in ("title", "people", "track", "of_day") for field in fields)
    return _one_title(columns) if is_header else None


def is_name(text: str) -> bool:
    """Whether the text is what a column is called."""
    return text.strip(" .:*").casefold() in _FIELD_OF


def _column(cell: str, line: Line) -> Column:
    name = re.split(r"[/(,]| og | and |  ", cell.strip(" .:*").casefold())[0].strip(" .:")
    if name in _FIELD_OF:
        return Column(_FIELD_OF[name], cell)
    if TRACK.match(cell):
        return Column("track", " ".join(cell.split()))
    mark = day_of_heading(Line(line.number, cell, is_loud=True)) if cell else None
    return Column("of_day", cell, mark) if mark else Column("", cell)


def _one_title(columns: Columns) -> Columns:
    """The first column that may be the title is it; a second one is text. One that is unknown may be it, too."""
    titles = [n for n, column in enumerate(columns) if column.field == "title"]
    spread = any(column.field in ("track", "of_day") for column in columns)
    if not titles and not spread:
        titles = [n for n, column in enumerate(columns) if not column.field][:1]
    return tuple(
        column._replace(field="title" if n == titles[0] else "text") if n in titles else column
        for n, column in enumerate(columns)
    )
