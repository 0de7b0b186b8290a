"""A row of a table as an entry: what its columns say outright, and all of it where it is an export of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from gatherings.intake.aside import Aside, people_text, read_aside
from gatherings.intake.columns import end_source_named, kind_named
from gatherings.intake.draft import Doubt, Reason, Remark, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.hours import Unclear, after
from gatherings.intake.kinds import kind_of
from gatherings.intake.public import one_line, without_addresses
from gatherings.intake.table.cells import Mark, Span, read_end, read_long, read_mark
from gatherings.intake.table.people import exact_people, people_in
from gatherings.programme import EndSource, Kind

ASIDE: Final = "aside"  # the column that an export in Markdown hides

Values = Mapping[str, str]


def has_title(values: Values) -> bool:
    """Whether something is left of the title when it is shown; one of an export of ours is shown as it stands."""
    title = values.get("title", "")
    is_ours = ASIDE in values or end_source_named(values.get("end_source", "")) is not None
    return bool(title.strip() if is_ours else without_addresses(one_line(title))[0])


def entry_of(
    line: int, day: date, span: Span, values: Values, *, is_in_hours: bool = False
) -> tuple[Entry, list[Remark]]:
    """The entry, and what is to be looked at. Raises Unclear for times that cannot be."""
    aside = read_aside(values.get(ASIDE, ""))
    exact = _of_aside(line, day, span, values, aside) if aside else _of_columns(line, day, span, values)
    if exact:
        return exact, []
    end, length = _end(span, values), read_long(values.get("length", ""), is_in_hours=is_in_hours)
    _refuse_backwards(span, end, length, values)
    people, others = people_in(values)
    mark = read_mark(values["streamed"]) if "streamed" in values else Mark(None, is_said=False)
    entry = replace(
        _bare(line, day, span, values),
        end=end,
        length=length,
        people=people,
        assigned=others,
        kind=_kind(values.get("kind", "")),
        streamed=mark.is_streamed,
    )
    return entry, _remarks(entry, mark)


def _bare(line: int, day: date, span: Span, values: Values) -> Entry:
    """The entry with what is a text in both."""
    title, text, notes, room, track = (values.get(name, "") for name in ("title", "text", "notes", "room", "track"))
    return Entry(line, title, span.start, span.end, day=day, text=text, notes=notes, room=room, track=track)


def _remarks(entry: Entry, mark: Mark) -> list[Remark]:
    title = quoted(one_line(entry.title))
    return [remark(Doubt.STREAM_LINK_LEFT, entry.line, title=title)] if mark.is_link else []


def _kind(text: str) -> Kind | None:
    """The kind that a column names, by its own words or by those of titles; None where it says nothing of ours."""
    if not text:
        return None
    told = kind_named(text) or kind_of(text, "")
    return None if told is Kind.OTHER and kind_named(text) is None else told


def _end(span: Span, values: Values) -> time | None:
    said = values.get("end", "")
    if not said:
        return span.end
    end = read_end(said)
    if end is None:
        raise Unclear(Reason.TIME_UNREADABLE, said)
    return end


def _refuse_backwards(span: Span, end: time | None, length: timedelta | None, values: Values) -> None:
    """An end before the start is a mistake, unless a length or a date says that it is the next day."""
    if end is None or end >= span.start or end == time():
        return
    is_said = length is not None and after(span.start, length) == end
    if not is_said and span.ends_on == span.day:
        text = values["start"] if "end" not in values else f"{values['start']} – {values['end']}"
        raise Unclear(Reason.ENDS_BEFORE_START, text)


def _of_columns(line: int, day: date, span: Span, values: Values) -> Entry | None:
    """The whole block, where an export of ours says it in its columns; None for another row."""
    source, people = end_source_named(values.get("end_source", "")), exact_people(values)
    if source is None or people is None or "id" not in values:
        return None
    end = _end(span, values)
    return replace(
        _bare(line, day, span, values),
        id=values["id"],
        end=end,
        end_source=EndSource.NONE if end is None else EndSource.EXPLICIT if source is EndSource.NONE else source,
        people=people,
        kind=_kind(values.get("kind", "")),
        streamed=read_mark(values.get("streamed", "")).is_streamed,
        is_exact=True,
    )


def _of_aside(line: int, day: date, span: Span, values: Values, aside: Aside) -> Entry:
    """The whole block. Where somebody has changed what stands beside it, that counts."""
    seen = span.end if span.end is not None else (span.start if aside.end == span.start else None)
    if seen is not None and seen != aside.end and seen < span.start:
        raise Unclear(Reason.ENDS_BEFORE_START, values["start"])
    source = aside.end_source if seen == aside.end else EndSource.NONE if seen is None else EndSource.EXPLICIT
    is_same = values.get("assigned", "") == people_text(aside.people)
    mark = read_mark(values.get("streamed", ""))
    return replace(
        _bare(line, day, span, values),
        id=aside.id,
        end=seen,
        end_source=source,
        people=aside.people if is_same else people_in(values)[0],
        kind=aside.kind,
        streamed=mark.is_streamed if mark.is_said else aside.streamed,
        is_exact=True,
    )
