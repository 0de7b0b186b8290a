"""`samband gathering`: what an operator says of a gathering beside its programme."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.networks import network_for
from bot.commands.opened import opened, time_of
from bot.commands.schedules import SCHEDULE_OPTIONS, given_schedule
from bot.commands.shown import programme_lines, setup_json
from bot.commands.shown_terms import number_lines, numbers_json, terms_lines
from bot.commands.table import table
from bot.commands.terms import TERMS_OPTIONS, given_terms, read_questions
from bot.preview.lines import dates
from dialogs.phrases import Voice
from gatherings.actions import save_and_plan
from gatherings.errors import AlreadyThere
from gatherings.gathering import LANGUAGES, Contact, Gathering, GatheringId, Language, NetworkId
from gatherings.schedule import USUAL_SCHEDULE, Schedule
from gatherings.store import Tx
from gatherings.store.gatherings import find_gathering, get_gathering, list_gatherings
from gatherings.store.registrations import list_registrations
from gatherings.terms import Terms

FIELDS: Final = (
    "title",
    "venue",
    "place",
    "timezone",
    "language",
    "lead",
    "contact",
    "starts_on",
    "ends_on",
)


async def add(call: Call) -> None:
    """A gathering without a programme yet. Raises AlreadyThere."""
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            if await find_gathering(tx, call["slug"]) is not None:
                raise AlreadyThere(slug=call["slug"])
            network = await network_for(tx, call["network"])
            made = checked(replace(_new(call, network.id), **_given(call, Terms(), USUAL_SCHEDULE)))
            await save_and_plan(tx, made, now=now)
            await note(tx, "gathering_added", about=made, now=now)
            saved = await get_gathering(tx, made.slug)
    call.show(setup_json(saved), [call.say("command.gathering.added", title=saved.title, slug=saved.slug)])


async def change(call: Call) -> None:
    """Changes what was given, and plans anew: another zone or lead moves what is to be posted. Raises Refused where
    nothing was given.
    """
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["slug"])
            if not call.given.keys() - {"slug", "json"}:
                raise Refused("command.refused.nothing_to_change")
            given = _given(call, found.terms, found.evaluation)
            changed = checked(replace(found, network_id=await _network_of(tx, call, found), **given))
            await save_and_plan(tx, changed, now=now)
            await note(tx, "gathering_changed", about=changed, now=now)
            saved = await get_gathering(tx, changed.slug)
    call.show(setup_json(saved), [call.say("command.gathering.changed", title=saved.title, slug=saved.slug)])


async def cancel(call: Call) -> None:
    """Calls the gathering off: what was planned is not posted."""
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["slug"])
            await save_and_plan(tx, replace(found, is_cancelled=True), now=now)
            await note(tx, "gathering_cancelled", about=found, now=now)
            saved = await get_gathering(tx, found.slug)
    call.show(setup_json(saved), [call.say("command.gathering.cancelled", title=saved.title, slug=saved.slug)])


async def show(call: Call) -> None:
    """All that is set, how many have signed up, and the programme."""
    async with opened(call.settings) as database, database.read() as tx:
        found = await get_gathering(tx, call["slug"])
        registrations = await list_registrations(tx, found.id)
    lines = _lines(found, number_lines(registrations, call.say), call.say)
    call.show({**setup_json(found), **numbers_json(registrations)}, lines)


async def show_all(call: Call) -> None:
    async with opened(call.settings) as database, database.read() as tx:
        found = await list_gatherings(tx)
    head = [call.say(f"command.column.{name}") for name in ("slug", "title", "from", "to", "blocks")]
    rows = [(g.slug, g.title, g.starts_on, g.ends_on, len(g.programme)) for g in found]
    nothing = [call.say("command.gathering.none")]
    call.show([setup_json(one) for one in found], table(head, rows) if found else nothing)


def checked(made: Gathering) -> Gathering:
    """The gathering. Raises Refused where its last day is before its first."""
    if made.ends_on < made.starts_on:
        raise Refused("command.refused.ends_before_start", starts=str(made.starts_on), ends=str(made.ends_on))
    return made


def _new(call: Call, network_id: NetworkId) -> Gathering:
    return Gathering(
        id=GatheringId(uuid4().hex),
        network_id=network_id,
        slug=call["slug"],
        title=call["title"],
        starts_on=call["starts-on"],
        ends_on=call["ends-on"] or call["starts-on"],
        language=Language(call.settings.language),
        version=0,
    )


def _given(call: Call, terms: Terms, schedule: Schedule) -> dict[str, Any]:
    """The fields that were given, with their values; an empty text has taken its value away."""
    options = {**call.given, "lead": call["lead-minutes"]} if "lead-minutes" in call.given else dict(call.given)
    found = {name: options[option] for name in FIELDS if (option := name.replace("_", "-")) in options}
    if "questions-file" in call.given:
        found["questions"] = read_questions(call["questions-file"])
    return {**found, "terms": given_terms(call, terms), "evaluation": given_schedule(call, schedule)}


async def _network_of(tx: Tx, call: Call, found: Gathering) -> NetworkId:
    return found.network_id if call["network"] is None else (await network_for(tx, call["network"])).id


def _lines(shown: Gathering, numbers: list[str], say: Voice) -> list[str]:
    facts = {
        "venue": ", ".join(part for part in (shown.venue, shown.place) if part),
        "timezone": shown.timezone,
        "deadline": "" if shown.deadline is None else say.day(shown.deadline, today=shown.starts_on),
        "contact": _contact(shown.contact),
        "lead": say("time.minutes", n=int(shown.lead.total_seconds()) // 60),
        "streams": ", ".join(stream.url for stream in shown.streams),
    }
    told = [f"{say(f'command.gathering.fact_{name}')}: {value}" for name, value in facts.items() if value]
    cancelled = [say("agenda.cancelled.title", gathering=shown.title)] if shown.is_cancelled else []
    head = [f"{shown.title} ({shown.slug})", dates(shown, say), *cancelled]
    return [*head, *told, *terms_lines(shown, say), *numbers, *programme_lines(shown, say)]


def _contact(contact: Contact | None) -> str:
    return "" if contact is None else ", ".join(part for part in (contact.name, contact.phone, contact.email) if part)


def _options(*, is_new: bool) -> tuple[Argument, ...]:
    return (
        Argument("--title", "TITLE", values.words, is_required=is_new),
        Argument("--starts-on", "YYYY-MM-DD", values.day, is_required=is_new),
        Argument("--ends-on", "YYYY-MM-DD", values.day),
        Argument("--network", "SLUG"),
        Argument("--timezone", "ZONE", values.timezone),
        Argument("--venue", "TEXT", values.words_or_none),
        Argument("--place", "TEXT", values.words_or_none),
        *TERMS_OPTIONS,
        Argument("--questions-file", "FILE"),
        *SCHEDULE_OPTIONS,
        Argument("--lead-minutes", "N", values.lead),
        Argument("--language", choices=LANGUAGES),
        Argument("--contact", '"NAME, PHONE, E-MAIL"', values.contact),
    )


_NEW, _KNOWN = Argument("SLUG", read=values.slug), Argument("SLUG")

COMMANDS = (
    Command(
        "gathering add",
        'samband gathering add varsamling-2027 --title "Vårsamling" --starts-on 2027-04-15',
        add,
        (_NEW, *_options(is_new=True)),
    ),
    Command(
        "gathering set",
        'samband gathering set varsamling-2027 --contact "Ola Vik, 400 00 000, ola.vik@example.org"',
        change,
        (_KNOWN, *_options(is_new=False)),
    ),
    Command("gathering list", "samband gathering list", show_all),
    Command("gathering show", "samband gathering show varsamling-2027", show, (_KNOWN,)),
    Command("gathering cancel", "samband gathering cancel varsamling-2027", cancel, (_KNOWN,)),
)
