"""A draft and the gathering that it is for, made one. Pure: nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.intake.draft import Doubt, Draft, Remark, remark
from gatherings.intake.kept import kept_of
from gatherings.programme import BlockId, Programme
from gatherings.terms import Terms


@dataclass(frozen=True, slots=True)
class Import:
    """A gathering as it was, None where it is new, and as the draft makes it; what an organiser should look at."""

    before: Gathering | None
    after: Gathering
    remarks: tuple[Remark, ...]

    @property
    def changes_nothing(self) -> bool:
        return self.before == self.after


def merged(
    draft: Draft,
    before: Gathering | None,
    *,
    new: Gathering,
    new_id: Callable[[], BlockId],
    as_read: Programme = (),
) -> Import:
    """The gathering that the draft makes of what was there; what the draft does not say stays.

    `new` is what it starts from where there is none. `as_read` are the blocks as the file has them, where the draft has
    been corrected since: a block that was known there stays the same, whatever is corrected of it.
    """
    base = before or new
    kept = kept_of(base.programme, draft, new_id=new_id, as_read=as_read)
    has_title = all(one.key != f"intake.warning.{Doubt.TITLE_FROM_FILE}" for one in draft.warnings)
    ids = {block.id for block in kept.programme}
    after = replace(
        base,
        title=draft.title if has_title or before is None else base.title,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        venue=draft.venue or base.venue,
        place=draft.place or base.place,
        terms=merged_terms(draft, base.terms),
        contact=draft.contact or base.contact,
        programme=kept.programme,
        streams=tuple(stream for stream in base.streams if stream.block_id is None or stream.block_id in ids),
    )
    remarks = (*_still_doubtful(draft, after), *draft.checks, *kept.remarks, *_about_zone(draft, after))
    return Import(before, _with_hours(after, draft), remarks)


def merged_terms(draft: Draft, terms: Terms) -> Terms:
    """The terms with what the draft says, field by field; what it does not say stays."""
    said = {
        "text": draft.terms,
        "deadline": draft.deadline,
        "free_until": draft.free_until,
        "fee_late": draft.fee_late,
        "fee_absent": draft.fee_absent,
        "capacity": draft.capacity,
        "capacity_digital": draft.capacity_digital,
        "capacity_per_organisation": draft.capacity_per_organisation,
    }
    return replace(terms, **{name: value for name, value in said.items() if value is not None})  # type: ignore[arg-type]


def _about_zone(draft: Draft, after: Gathering) -> tuple[Remark, ...]:
    """That the file is in another zone than the gathering, whose own stays."""
    if draft.timezone is None or draft.timezone == after.timezone:
        return ()
    return (remark(Doubt.TIMEZONE_DIFFERS, zone=draft.timezone, other=after.timezone),)


def _still_doubtful(draft: Draft, after: Gathering) -> tuple[Remark, ...]:
    """The draft's warnings; whether one can take part digitally is not asked where an organiser has said it."""
    is_known = after.terms.capacity_digital is not None or after.terms.capacity == 0
    unsaid = f"intake.warning.{Doubt.DIGITAL_UNSAID}"
    return tuple(one for one in draft.warnings if not (is_known and one.key == unsaid))


def _with_hours(made: Gathering, draft: Draft) -> Gathering:
    """With its first and last clock times, from the programme where the draft does not say."""
    if not draft.blocks:
        made = replace(made, starts=draft.starts or made.starts, ends=draft.ends or made.ends)
        draft = replace(draft, starts=made.starts, ends=made.ends)
    agenda = Agenda(made)
    first = agenda.blocks[0].block.start if agenda.blocks else None
    ends_at = agenda.ends_at
    last = None if ends_at is None else ends_at.astimezone(made.zone).time()
    return replace(made, starts=draft.starts or first, ends=draft.ends or last)
