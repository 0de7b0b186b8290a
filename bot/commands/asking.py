"""`samband ask` and `samband understand`: what would be answered, and what is read out of words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.ask import ask, gatherings_at
from bot.channels.text import as_text
from bot.commands import values
from bot.commands.command import Argument, Call, Command, Refused, as_json
from bot.commands.opened import opened, time_of
from dialogs.phrases import Voice
from dialogs.understanding.explained import Explanation, explained
from dialogs.understanding.reader import explain, names_of
from dialogs.understanding.wish import Wish
from gatherings.agenda import Agenda
from gatherings.gathering import DEFAULT_TIMEZONE, LANGUAGES, Gathering, Language
from gatherings.store import Database, Tx
from gatherings.store.gatherings import get_gathering, get_gathering_by_id

HOME = ZoneInfo(DEFAULT_TIMEZONE)


async def ask_once(call: Call) -> None:
    """The answer to one question, as a newcomer would get it; nothing is changed."""
    async with opened(call.settings) as database:
        gathering = await _named(database, call["gathering"])
        at = call["at"]
        now = await time_of(call.settings, database) if at is None else values.in_zone(at, gathering)
        asked = await ask(
            database,
            " ".join(call["text"]),
            slug=call["gathering"],
            now=now,
            language=None if call["lang"] is None else Language(call["lang"]),
            as_organiser=bool(call["organiser"]),
        )
    answer = {
        "intent": asked.wish.intent,
        "slots": dict(asked.wish.slots),
        "text": as_text(asked.card),
        "blocks": [timed.block.title for timed in asked.answer.blocks],
    }
    cards = [asked.card, *([asked.then] if asked.then else [])]
    call.show(answer, ["\n\n".join(as_text(card, with_choices=True) for card in cards)])


async def understand_lines(call: Call) -> None:
    """JSON lines with `text` in; the same with `intent`, `slots` and `confidence` out, each as it comes. A text that is
    given is read instead; with --explain it is told why it is read so.
    """
    async with opened(call.settings) as database:
        named = await _named(database, call["gathering"])
        at = call["at"]
        now = await time_of(call.settings, database) if at is None else values.in_zone(at, named)
        async with database.read() as tx:
            gathering = named or await _current(tx, now)
    names = names_of(None if gathering is None else Agenda(gathering))
    zone = gathering.zone if gathering else HOME
    given = [{"text": " ".join(call["text"])}] if call["text"] else read_lines(call.source)
    for line in given:
        reading = explain(line["text"], names=names, now=now, zone=zone)
        why = explained(reading) if call["explain"] else None
        if why is not None and call["text"] and not call["json"]:
            for told in reasons(reading.wish, why, call.say):
                call.write(told)
        else:
            call.write(as_json({**line, **read_as(reading.wish), **({"explain": why.as_json()} if why else {})}))


def read_as(wish: Wish) -> dict[str, object]:
    """What was read, for a script; a second wish and what may have been meant only where there are any."""
    found: dict[str, object] = {
        "intent": wish.intent,
        "slots": dict(wish.slots),
        "confidence": round(wish.confidence, 3),
    }
    if wish.also is not None:
        found["also"] = read_as(wish.also)
    if wish.guesses:
        found["guesses"] = [guess.intent for guess in wish.guesses]
    return found


def reasons(wish: Wish, why: Explanation, say: Voice) -> Iterator[str]:
    """Why it was read so, for a person."""
    slots = ", ".join(f"{name}={value}" for name, value in wish.slots.items())
    yield say("command.understand.read", intent=wish.intent, slots=slots, sure=say.decimal(wish.confidence, places=2))
    if wish.also is not None:
        yield say("command.understand.also", intent=wish.also.intent)
    yield say(f"command.understand.by_{why.decided_by}")
    yield say("command.understand.words")
    yield from (f"  {word}: {', '.join(concepts) or '?'}" for word, concepts in why.words)
    yield from (f"  {concept}: {value}" for concept, value in why.found)
    yield say("command.understand.patterns")
    for intent, written, sure, lowered_by in why.patterns:
        less = ", ".join(f"{word} −{say.decimal(cost, places=2)}" for word, cost in lowered_by.items())
        yield f"  {intent} «{written}» {say.decimal(sure, places=2)}" + (f" ({less})" if less else "")
    yield say("command.understand.examples", intent=why.likeliest, lead=say.decimal(why.lead, places=1))
    yield from (f"  {feature}: {say.decimal(weight, places=1)}" for feature, weight in why.features)


def read_lines(source: TextIO) -> Iterator[Mapping[str, Any]]:
    """The objects of JSON lines; empty lines are left out. Raises Refused, with the line's number."""
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise Refused("command.refused.not_a_json_line", line=number)
        yield found


async def _named(database: Database, slug: str | None) -> Gathering | None:
    """The gathering of a slug. Raises NoSuchGathering."""
    if slug is None:
        return None
    async with database.read() as tx:
        return await get_gathering(tx, slug)


async def _current(tx: Tx, now: datetime) -> Gathering | None:
    meant = await gatherings_at(tx, now)
    return await get_gathering_by_id(tx, meant[0].id) if meant else None


_AT = Argument("--at", "ISO-TIME", values.moment)

COMMANDS = (
    Command(
        "ask",
        'samband ask "hva er neste?" --at 2027-04-15T12:20',
        ask_once,
        (
            Argument("TEXT", read=values.words, is_many=True),
            Argument("--gathering", "SLUG"),
            _AT,
            Argument("--lang", choices=LANGUAGES),
            Argument("--organiser", is_flag=True),
        ),
    ),
    Command(
        "understand",
        "samband understand --at 2027-04-15T12:20 < questions.jsonl",
        understand_lines,
        (
            Argument("TEXT", is_many=True, is_optional=True, words="message"),
            Argument("--gathering", "SLUG"),
            _AT,
            Argument("--explain", is_flag=True),
        ),
    ),
)
