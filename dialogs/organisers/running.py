"""An organiser says that the day is held otherwise than planned: shown first, done at the click, told to the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from dialogs.agenda.topics import find_blocks
from dialogs.answers import Answer, Reader, Suggestion, Told
from dialogs.answers.running import AskDelay, AskSkip
from dialogs.asking import Yes, args_of, ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.signup.known import agenda_of, require_private
from dialogs.suggestions import PROGRAMME
from gatherings.actions import require_organiser
from gatherings.actions.running import hold_otherwise
from gatherings.agenda import Agenda, TimedBlock
from gatherings.errors import ChangedMeanwhile
from gatherings.gathering import Gathering, GatheringId
from gatherings.intake.identity import diff_programmes
from gatherings.programme import BlockId, Programme
from gatherings.rescheduling import delayed, skipped
from gatherings.store.gatherings import get_gathering_by_id

SEES: Final = Reader(sees_streams=True)
CATCH_UP: Final[Yes] = ("catch_up", {"how": "catch_up"})
PULL_FORWARD: Final[Yes] = ("pull_forward", {"how": "pull_forward"})


async def ask_delay(visit: Visit) -> Reply:
    """Shows what starts when if everything is so much later, and asks. Raises what `delayed` does."""
    agenda = await required(visit)
    minutes = visit.wish.slots.get("minutes")
    if not isinstance(minutes, int):
        return Reply(Told("running.delay_how_long", {"gathering": agenda.gathering.title}), visit.state)
    by = timedelta(minutes=minutes)
    moved = delayed(agenda, by, now=visit.now)
    ends = _end_if_made_up(agenda, moved, by, visit.now)

    def shown(buttons: tuple[Suggestion, ...]) -> Answer:
        moves = diff_programmes(agenda.gathering.programme, moved).moved
        return AskDelay(agenda=agenda, reader=SEES, suggestions=buttons, by=by, moves=moves, ends=ends)

    args = as_seen(visit, agenda.gathering, minutes=str(minutes))
    other = () if ends is None else (CATCH_UP,)
    return ask_first(visit, "", do="delay", args=args, filling={}, yes="move_rest", other_yes=other, shown=shown)


def _end_if_made_up(agenda: Agenda, moved: Programme, by: timedelta, now: datetime) -> time | None:
    """When the day's work ends where breaks make up for the delay; None where they make up for nothing of it."""
    caught_up = delayed(agenda, by, now=now, catches_up=True)
    ends, early = _end(agenda, moved, now), _end(agenda, caught_up, now)
    return None if early is None or early == ends else early


def _end(agenda: Agenda, programme: Programme, now: datetime) -> time | None:
    """When the work ends on the day that is under way, or the next to come."""
    there = Agenda(replace(agenda.gathering, programme=programme))
    left = [timed for timed in there.blocks if timed.over_at > now]
    last = there.last_on_day(left[0].block.day) if left else None
    return None if last is None else last.over_at.astimezone(agenda.gathering.zone).time()


async def delay_now(visit: Visit) -> Reply:
    """Moves it as it was shown. Raises NotAnOrganiser, ChangedMeanwhile."""
    agenda, args = await as_asked(visit), args_of(visit)
    by, at = timedelta(minutes=int(args["minutes"])), datetime.fromisoformat(args["at"])
    programme = delayed(agenda, by, now=at, catches_up=visit.wish.slots.get("how") == "catch_up")
    await hold_otherwise(visit.tx, agenda.gathering, programme, by=by, now=visit.now)
    await note(visit, "programme_delayed", about=agenda.gathering.id, subject=args["minutes"])
    return Reply(Told("running.delayed", {"length": by}, (PROGRAMME,)), without_question(visit))


async def ask_skip(visit: Visit) -> Reply:
    """Shows what would be left out, and asks."""
    agenda = await required(visit)
    timed = _meant(visit, agenda)
    if timed is None:
        return Reply(Told("running.skip_which", {"gathering": agenda.gathering.title}, (PROGRAMME,)), visit.state)
    saved = _saved(agenda, timed)

    def shown(buttons: tuple[Suggestion, ...]) -> Answer:
        return AskSkip(agenda=agenda, reader=SEES, suggestions=buttons, timed=timed, saved=saved)

    args = as_seen(visit, agenda.gathering, block=timed.block.id)
    other = (PULL_FORWARD,) if saved else ()
    return ask_first(visit, "", do="skip", args=args, filling={}, yes="leave_out", other_yes=other, shown=shown)


def _meant(visit: Visit, agenda: Agenda) -> TimedBlock | None:
    """The block that is named, of several the next one; where none is, the next block. None where it is over."""
    topic = str(visit.wish.slots.get("topic", ""))
    named = find_blocks(agenda, topic) if topic else agenda.coming(visit.now)
    left = [timed for timed in named if timed.over_at > visit.now]
    return left[0] if left else None


def _saved(agenda: Agenda, timed: TimedBlock) -> timedelta:
    """How much earlier the rest may start; nothing where nothing follows."""
    plain = skipped(agenda, timed.block.id, pulls_forward=False)
    pulled = skipped(agenda, timed.block.id, pulls_forward=True)
    return timedelta() if plain == pulled else timed.over_at - timed.starts_at


async def skip_now(visit: Visit) -> Reply:
    """Leaves it out as it was shown. Raises NotAnOrganiser, ChangedMeanwhile."""
    agenda, args = await as_asked(visit), args_of(visit)
    timed = agenda.get(BlockId(args["block"]))
    pulls = visit.wish.slots.get("how") == "pull_forward"
    programme = skipped(agenda, BlockId(args["block"]), pulls_forward=pulls)
    await hold_otherwise(visit.tx, agenda.gathering, programme, now=visit.now)
    await note(visit, "block_left_out", about=agenda.gathering.id, subject=args["block"])
    title = "" if timed is None else timed.block.title
    return Reply(Told("running.skipped", {"title": title}, (PROGRAMME,)), without_question(visit))


async def required(visit: Visit) -> Agenda:
    """The gathering in question. Raises NoGathering, NotAnOrganiser, OnlyInPrivate."""
    agenda = agenda_of(visit)
    await require_organiser(visit.tx, visit.actor.person_id, agenda.gathering.id)
    require_private(visit)
    return agenda


def as_seen(visit: Visit, gathering: Gathering, **more: str) -> dict[str, str]:
    """What is kept with the question: what was shown is what will be done, or nothing is."""
    return {"gathering": gathering.id, "version": str(gathering.version), "at": visit.now.isoformat(), **more}


async def as_asked(visit: Visit) -> Agenda:
    """The gathering as it was when it was asked about. Raises NotAnOrganiser, ChangedMeanwhile."""
    args = args_of(visit)
    gathering = await get_gathering_by_id(visit.tx, GatheringId(args["gathering"]))
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    if str(gathering.version) != args["version"]:
        raise ChangedMeanwhile(slug=gathering.slug)
    return Agenda(gathering)
