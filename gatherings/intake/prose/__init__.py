"""Reads a programme that is written as text: as pasted from an invitation, a document or slides."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gatherings.intake import invitation
from gatherings.intake.assembly import assemble
from gatherings.intake.draft import Doubt, Draft, Reason, Remark, Source, Unreadable
from gatherings.intake.invitation.marks import INVITES, SIGN_UP
from gatherings.intake.invitation.passages import read_passages
from gatherings.intake.invitation.where import Where, read_where
from gatherings.intake.prose.dating import is_of_mail
from gatherings.intake.prose.reading import Read, Text, find_programmes, read_texts

UNSAID: Final = (Doubt.DIGITAL_UNSAID, Doubt.NO_DEADLINE)


def sniff(source: Source) -> bool:
    """Whether there are rows of hours and titles in it; those that cannot be are rows as well."""
    try:
        return find_programmes(source) is not None
    except Unreadable:
        return True


def read(source: Source) -> tuple[Draft, ...]:
    """A draft for each programme in the text. Raises Unreadable with the line that cannot be right."""
    text = find_programmes(source)
    if text is None:
        raise source.refusal(Reason.NO_PROGRAMME)
    where = read_where(text.said.passages, None, [])
    return tuple(_placed(_draft(source, one), where) for one in read_texts(text))


def read_invitation(source: Source) -> tuple[Draft, ...]:
    """The invitation's facts, with its programme where it has one; a draft for each, where it has several."""
    text = find_programmes(source)
    if text is None:
        return invitation.read(source)
    facts = _facts(source, text)
    if facts is None:
        return read(source)
    remarks = tuple(found for found in facts.warnings if not (_asks(found) and not _invites(source)))
    return tuple(_joined(facts, _draft(source, one), remarks) for one in read_texts(text))


def _facts(source: Source, text: Text) -> Draft | None:
    """What the invitation says beside its programme; None where only the programme has the days."""
    try:
        mail = {one.line for one in read_passages(source.lines) if is_of_mail(one)}
        (facts,) = invitation.read(source, leaving=text.own | mail)
    except Unreadable as refused:
        if not refused.key.endswith((Reason.NO_DAY, Reason.NO_YEAR)):
            raise
        return None
    return facts


def _asks(found: Remark) -> bool:
    return found.key.endswith(UNSAID)


def _invites(source: Source) -> bool:
    """Whether it is more than a programme: it invites, or speaks of signing up."""
    return any(INVITES.match(line.lstrip("#*_ ")) or SIGN_UP.search(line) for line in source.lines)


def _draft(source: Source, one: Read) -> Draft:
    return replace(assemble(source, one.title, one.entries, one.remarks), label=one.label or None)


def _placed(draft: Draft, where: Where) -> Draft:
    return replace(draft, venue=where.venue, place=where.place)


def _joined(facts: Draft, draft: Draft, remarks: tuple[Remark, ...]) -> Draft:
    """The draft of the programme with the facts of its invitation; its days are those of both."""
    told = {(found.key, found.line) for found in remarks}
    own = (found for found in draft.warnings if not found.key.endswith(Doubt.TITLE_FROM_FILE))
    kept = [found for found in own if (found.key, found.line) not in told]
    apart = draft.starts_on > facts.ends_on or draft.ends_on < facts.starts_on
    return replace(
        facts,
        title=draft.title if apart else facts.title,
        starts_on=draft.starts_on if apart else min(facts.starts_on, draft.starts_on),
        ends_on=draft.ends_on if apart else max(facts.ends_on, draft.ends_on),
        starts=draft.starts if apart else facts.starts or draft.starts,
        ends=draft.ends if apart else facts.ends or draft.ends,
        blocks=draft.blocks,
        checks=draft.checks,
        label=draft.label,
        warnings=tuple(sorted((*remarks, *kept), key=lambda found: (found.line or 0, found.key))),
    )
