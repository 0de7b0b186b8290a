"""Who took part: how many, from where, and on what that count rests."""

from __future__ import annotations

from collections.abc import Iterator

from bot.report.document import Bullets, Heading, Paragraph, Part, Table
from bot.report.facts import Home, Participants
from bot.report.sections.wording import columns, name_of
from dialogs.phrases import Voice


def participants_section(told: Participants, voice: Voice) -> Iterator[Part]:
    yield Heading(voice("report.heading.participants"))
    yield Paragraph(" ".join(_sentences(told, voice)))
    if told.by_day:
        days = ((voice.day(day), n) for day, n in told.by_day.items())
        yield Bullets(tuple(voice("report.participants.by_day", day=day, n=voice.number(n)) for day, n in days))
    if told.homes:
        yield _table(told, voice)


def lead(told: Participants, voice: Voice) -> str:
    """ "50 deltakere fra 7 av 10 kommuner." """
    if not told.there:
        return voice("report.participants.none")
    homes = _homes(told, voice)
    if not homes:
        return voice("report.participants.lead_alone", n=told.there)
    return voice("report.participants.lead", n=told.there, homes=voice.listed(homes))


def _homes(told: Participants, voice: Voice) -> list[str]:
    """How many organisations there were: of the members, and beside them."""
    found, others = [], told.others_there
    if told.members:
        kind = "municipalities" if told.are_municipalities else "members"
        found.append(voice(f"report.participants.{kind}", n=told.members, there=told.members_there))
    if others:
        kind = "further" if told.members else "organisations"
        found.append(voice(f"report.participants.{kind}", n=others))
    return found


def _sentences(told: Participants, voice: Voice) -> Iterator[str]:
    yield lead(told, voice)
    if told.there:
        seats = {"room": voice.number(told.room), "digital": voice.number(told.digital)}
        yield voice("report.participants.modes", **seats)
    if told.without_organisation:
        yield voice("report.participants.without_organisation", n=told.without_organisation)
    if told.has_absent:
        is_any = told.absent > 0
        yield (
            voice("report.participants.absent", n=told.absent) if is_any else voice("report.participants.nobody_absent")
        )
    yield voice(f"report.participants.{told.counted}")


def _table(told: Participants, voice: Voice) -> Table:
    numbers = ("room", "digital", "there", *(("absent",) if told.has_absent else ()))
    rows = tuple((name_of(one.organisation, voice), *_cells(one, told, voice)) for one in told.homes)
    return Table(
        voice("report.participants.caption"),
        columns(voice, ("organisation",), numbers),
        rows,
        (voice("report.total"), *_cells(told, told, voice)),
    )


def _cells(one: Home | Participants, told: Participants, voice: Voice) -> tuple[str, ...]:
    numbers = (one.room, one.digital, one.there, *((one.absent,) if told.has_absent else ()))
    return tuple(voice.number(number) for number in numbers)
