"""An organiser sets a fact of a gathering in the chat: shown first, set at the click."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from dialogs.answers import Told
from dialogs.asking import args_of, ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.signup.known import agenda_of, require_private
from dialogs.suggestions import NEXT
from gatherings.actions import require_organiser, save_and_plan
from gatherings.gathering import Gathering, GatheringId
from gatherings.intake.dates import read_heading
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.terms import Fee
from gatherings.times import local_day

LONGEST_PLACE: Final = 100
NUMBER: Final = re.compile(r"\d{1,6}")
ACTUAL: Final = re.compile(r"faktisk|faktiske|actual", re.IGNORECASE)

Value = date | int | str | Fee | None
Setting = Callable[[Gathering, Any], Gathering]


def day_in(text: str, *, after: date) -> date | None:
    """The day that a text names; without a year the first such day from `after` on. None where it names none."""
    written = read_heading(text).written
    if written is None:
        return None
    years = [written.year] if written.year else [after.year, after.year + 1]
    for year in years:
        try:
            day = date(year, written.month, written.day)
        except ValueError:
            continue
        if written.year or day >= after - timedelta(days=1):
            return day
    return None


def number_in(text: str) -> int | None:
    found = NUMBER.search(text)
    return None if found is None else int(found[0])


def fee_in(text: str) -> Fee | None:
    """ "500 kroner", "faktisk kostnad"; None where it says neither."""
    if ACTUAL.search(text):
        return Fee()
    kroner = number_in(text)
    return Fee(kroner) if kroner else None


SETTINGS: Final[Mapping[str, Setting]] = {
    "deadline": lambda g, day: replace(g, terms=replace(g.terms, deadline=day)),
    "free_until": lambda g, day: replace(g, terms=replace(g.terms, free_until=day)),
    "opens": lambda g, day: replace(g, terms=replace(g.terms, opens=datetime.combine(day, datetime.min.time()))),
    "starts_on": lambda g, day: replace(g, starts_on=day, ends_on=day + (g.ends_on - g.starts_on)),
    "capacity": lambda g, number: replace(g, terms=replace(g.terms, capacity=number)),
    "fee_late": lambda g, fee: replace(g, terms=replace(g.terms, fee_late=fee)),
    "fee_absent": lambda g, fee: replace(g, terms=replace(g.terms, fee_absent=fee)),
    "venue": lambda g, text: replace(g, venue=text),
    "place": lambda g, text: replace(g, place=text),
}
DAYS: Final = frozenset({"deadline", "free_until", "opens", "starts_on"})
FEES: Final = frozenset({"fee_late", "fee_absent"})


def value_of(what: str, text: str, *, after: date) -> Value:
    """What a text sets a thing to; None where it cannot be read."""
    if what in DAYS:
        return day_in(text, after=after)
    if what == "capacity":
        return number_in(text)
    if what in FEES:
        return fee_in(text)
    return " ".join(text.split())[:LONGEST_PLACE] or None


async def ask_setting(visit: Visit) -> Reply:
    """Shows what would be set, and asks. Raises OnlyInPrivate, NotAnOrganiser."""
    require_private(visit)
    gathering = agenda_of(visit).gathering
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    what, text = str(visit.wish.slots.get("what", "")), str(visit.wish.slots.get("value", ""))
    value = _read(visit, gathering, what, text)
    if what not in SETTINGS or value is None:
        return Reply(Told("setting.unclear", {"gathering": gathering.title}), visit.state)
    if what == "starts_on" and gathering.programme:
        return Reply(Told("setting.programme_moves_by_import", {"gathering": gathering.title}), visit.state)
    filling = {"gathering": gathering.title, "value": value.kroner if isinstance(value, Fee) else value}
    is_actual = isinstance(value, Fee) and value.kroner is None
    key = f"setting.ask_{what}{'_actual' if is_actual else ''}"
    args = {"gathering": gathering.id, "what": what, "value": text}
    return ask_first(visit, key, do="set", args=args, filling=filling, yes="set")


def _read(visit: Visit, gathering: Gathering, what: str, text: str) -> Value:
    return value_of(what, text, after=local_day(visit.now, gathering.zone))


async def set_now(visit: Visit) -> Reply:
    """Sets it; what is planned moves with it. Raises NotAnOrganiser."""
    args = args_of(visit)
    gathering = await get_gathering_by_id(visit.tx, GatheringId(args["gathering"]))
    person_id = visit.actor.person_id
    await require_organiser(visit.tx, person_id, gathering.id)
    value = _read(visit, gathering, args["what"], args["value"])
    await save_and_plan(visit.tx, SETTINGS[args["what"]](gathering, value), now=visit.now)
    await note(visit, "gathering_set", about=gathering.id, subject=args["what"])
    return Reply(Told("setting.done", {"gathering": gathering.title}, (NEXT,)), without_question(visit))
