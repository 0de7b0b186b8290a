"""Reads an invitation as a secretariat writes it: free text or Markdown, with labels or without."""

from __future__ import annotations

from collections.abc import Sequence

from gatherings.intake.draft import Doubt, Draft, Reason, Remark, Source, remark
from gatherings.intake.hours import Unclear
from gatherings.intake.invitation.contact import read_contact
from gatherings.intake.invitation.deadline import read_deadline
from gatherings.intake.invitation.digital import read_digital, read_only_digital
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.marks import INVITES, is_about_deadline
from gatherings.intake.invitation.passages import Passage, read_passages
from gatherings.intake.invitation.rules import read_rules
from gatherings.intake.invitation.seats import read_seats
from gatherings.intake.invitation.stamps import read_stamps
from gatherings.intake.invitation.title import find_heading, title_in_prose, title_of
from gatherings.intake.invitation.when import read_when
from gatherings.intake.invitation.where import read_where
from gatherings.intake.public import plain, without_addresses
from gatherings.intake.slugs import title_from_file

LONGEST_TEXT = 20_000
LABELS_THAT_TELL = 2
LINES_THAT_TELL = 300
MOST_LINES = 2000
TELLING = frozenset({Topic.WHEN, Topic.WHERE, Topic.WHEN_WHERE, Topic.DEADLINE})


def sniff(source: Source) -> bool:
    """Whether it is headed as an invitation, has the labels of one, or a day with an hour and a deadline."""
    passages = read_passages(source.lines[:LINES_THAT_TELL])
    topics = {one.topic for one in passages if one.topic in TELLING}
    if len(topics) >= LABELS_THAT_TELL or topics & {Topic.DEADLINE, Topic.WHEN_WHERE}:
        return True
    return any(one.topic is None and INVITES.match(one.text) for one in passages) or (
        any(map(_says_day_and_hour, passages)) and any(is_about_deadline(one.text) for one in passages)
    )


def read(source: Source, *, leaving: frozenset[int] = frozenset()) -> tuple[Draft]:
    """The draft of the gathering, without a programme; its lines, `leaving`, are read elsewhere. Raises Unreadable with
    the line that cannot be right.
    """
    if len(source.lines) > MOST_LINES:
        raise source.refusal(Reason.TOO_MANY_LINES, limit=MOST_LINES)
    everything = read_passages(source.lines)
    if not everything:
        raise source.refusal(Reason.NO_PROGRAMME)
    passages = tuple(one for one in everything if one.line not in leaving)
    remarks: list[Remark] = []
    heading = find_heading(passages or everything)
    title = _title(source, passages, heading, remarks)
    when = read_when(source, passages or everything, heading, remarks)
    where = read_where(passages, when.told, remarks)
    rules = read_rules(source, passages, when, remarks)
    deadline = read_deadline(source, passages, when, remarks)
    seats = read_seats(passages, remarks)
    contact = read_contact(passages, remarks)
    digital = read_digital(passages, remarks)
    is_only_digital = where.is_only_digital or read_only_digital(passages)
    if digital is None and not is_only_digital:
        remarks.append(remark(Doubt.DIGITAL_UNSAID))
    draft = Draft(
        title=title,
        starts_on=when.starts_on,
        ends_on=when.ends_on,
        starts=when.starts,
        ends=when.ends,
        blocks=(),
        venue=where.venue,
        place=where.place,
        deadline=deadline,
        terms=rules.text,
        free_until=rules.free_until,
        fee_late=rules.fees.late,
        fee_absent=rules.fees.absent,
        is_free=rules.is_free,
        capacity=0 if is_only_digital else seats.room,
        capacity_digital=0 if digital is False else seats.digital,
        capacity_per_organisation=seats.per_organisation,
        contact=contact,
        digital=True if is_only_digital else digital,
        text=_text(passages, heading),
        warnings=_in_order(remarks),
    )
    return (draft,)


def _says_day_and_hour(passage: Passage) -> bool:
    try:
        stamps = read_stamps(passage.text)
    except Unclear:
        return False
    return bool(stamps.days and stamps.clocks)


def _title(source: Source, passages: Sequence[Passage], heading: Passage | None, remarks: list[Remark]) -> str:
    if heading is not None:
        return title_of(heading)
    told = title_in_prose(passages)
    if told and told[0]:
        remarks.append(remark(Doubt.TITLE_GUESSED, told[1], title=told[0]))
        return told[0]
    title = title_from_file(source.file)
    remarks.append(remark(Doubt.TITLE_FROM_FILE, title=title))
    return title


def _text(passages: Sequence[Passage], heading: Passage | None) -> str | None:
    """What is neither a label's value nor the heading, a paragraph each."""
    rest = (one.text for one in passages if one.topic is None and (heading is None or one.line != heading.line))
    return without_addresses(plain("\n\n".join(rest)))[0][:LONGEST_TEXT] or None


def _in_order(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(remarks, key=lambda found: (found.line or 0, found.key)))
