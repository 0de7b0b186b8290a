"""What organisers do about a gathering as a whole: call it off, remind the silent, close the attendance list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.answers import Told
from dialogs.asking import args_of, ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.signup.known import agenda_of, require_private
from dialogs.suggestions import NEXT
from gatherings.actions import require_organiser, save_and_plan
from gatherings.actions.attendance import close_attendance, list_absent
from gatherings.actions.registration import require_open
from gatherings.gathering import Gathering, GatheringId
from gatherings.postings.posting import PostingKind
from gatherings.postings.reminder import reminder_now
from gatherings.store.audiences import count_silent
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.postings import add_postings, find_last_fired
from gatherings.times import local_day


async def _asked(visit: Visit, key: str, *, do: str, filling: Mapping[str, object], yes: str) -> Reply:
    gathering = agenda_of(visit).gathering
    about = {"gathering": gathering.title, **filling}
    args, is_light = {"gathering": gathering.id}, do == "remind"  # the others cancel, or let fees follow: a button
    return ask_first(visit, key, do=do, args=args, filling=about, yes=yes, takes_words=is_light)


async def _required(visit: Visit) -> Gathering:
    """The gathering in question. Raises OnlyInPrivate, NotAnOrganiser."""
    require_private(visit)
    gathering = agenda_of(visit).gathering
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    return gathering


async def _confirmed(visit: Visit, kind: str) -> Gathering:
    """The gathering that was asked about, with the deed in the audit. Raises NotAnOrganiser."""
    gathering = await get_gathering_by_id(visit.tx, GatheringId(args_of(visit)["gathering"]))
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    await note(visit, kind, about=gathering.id)
    return gathering


async def ask_cancel(visit: Visit) -> Reply:
    """Asks whether the gathering is really called off."""
    await _required(visit)
    return await _asked(visit, "host.ask_cancel", do="cancel_gathering", filling={}, yes="cancel_gathering")


async def cancel_now(visit: Visit) -> Reply:
    gathering = await _confirmed(visit, "gathering_cancelled")
    await save_and_plan(visit.tx, replace(gathering, is_cancelled=True), now=visit.now)
    return Reply(Told("host.cancelled", {"gathering": gathering.title}), without_question(visit))


async def ask_remind(visit: Visit) -> Reply:
    """Asks whether the silent are reminded now, and says how many they are. Raises what `require_open` does."""
    gathering = await _required(visit)
    obstacle = await _why_not_remind(visit, gathering)
    if obstacle is not None:
        return Reply(obstacle, visit.state)
    silent = await count_silent(visit.tx, gathering.id)
    if silent == 0:
        return Reply(Told("host.nobody_silent", {"gathering": gathering.title}, (NEXT,)), visit.state)
    return await _asked(visit, "host.ask_remind", do="remind", filling={"n": silent}, yes="remind")


async def _why_not_remind(visit: Visit, gathering: Gathering) -> Told | None:
    """Why nobody can be reminded by hand now: there is one reminder a day, and none after registration has closed.

    None where they can. Raises what `require_open` does.
    """
    require_open(gathering, now=visit.now)
    last = await find_last_fired(visit.tx, gathering.id, PostingKind.REMINDER)
    if last is not None and local_day(last, gathering.zone) == local_day(visit.now, gathering.zone):
        return Told("host.reminded_today", {"gathering": gathering.title}, (NEXT,))
    due_at = reminder_now(gathering, now=visit.now).due_at
    if gathering.terms.has_closed(due_at, gathering.zone) or due_at >= gathering.starts_at:
        return Told("host.remind_too_late", _moment(due_at, gathering), (NEXT,))
    return None


async def remind_now(visit: Visit) -> Reply:
    """Reminds them, or says why it cannot be done any more. Raises NotAnOrganiser, and what `require_open` does."""
    asked = await get_gathering_by_id(visit.tx, GatheringId(args_of(visit)["gathering"]))
    obstacle = await _why_not_remind(visit, asked)
    if obstacle is not None:
        return Reply(obstacle, without_question(visit))
    gathering = await _confirmed(visit, "silent_reminded")
    posting = reminder_now(gathering, now=visit.now)
    await add_postings(visit.tx, [posting])
    is_held_back = posting.due_at > visit.now + timedelta(minutes=1)
    key = "host.reminded_later" if is_held_back else "host.reminded"
    return Reply(Told(key, _moment(posting.due_at, gathering), (NEXT,)), without_question(visit))


def _moment(at: datetime, gathering: Gathering) -> dict[str, object]:
    there = at.astimezone(gathering.zone)
    return {"day": there.date(), "clock": there.time()}


async def ask_close(visit: Visit) -> Reply:
    """Asks whether the attendance list is closed, and says how many are absent."""
    gathering = await _required(visit)
    absent = await list_absent(visit.tx, gathering)
    return await _asked(visit, "host.ask_close", do="close_attendance", filling={"n": len(absent)}, yes="close")


async def close_now(visit: Visit) -> Reply:
    gathering = await _confirmed(visit, "attendance_closed")
    absent = await close_attendance(visit.tx, gathering.id, now=visit.now)
    filling = {"gathering": gathering.title, "n": len(absent)}
    return Reply(Told("host.closed", filling, (NEXT,)), without_question(visit))
