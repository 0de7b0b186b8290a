"""A gathering with terms, and people who accept them: what the commands about sign-up are tried on."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from gatherings.actions.changing import accept_for_oneself
from gatherings.actions.registration import accept_terms
from gatherings.gathering import NB
from gatherings.registration import Needs
from gatherings.store import Database
from gatherings.store.gatherings import get_gathering
from gatherings.store.profiles import find_by_email
from gatherings.store.registrations import find_registration, save_needs
from tests.bot.commands.conftest import SLUG, Ended, Terminal

OF = ("--gathering", SLUG)
EARLY = {"CLOCK": "2027-03-20T12:00+01:00@0"}  # before the last free day
LATE = {"CLOCK": "2027-04-05T12:00+02:00@0"}  # after it
ON_THE_DAY = {"CLOCK": "2027-04-15T15:00+02:00@0"}
TERMS = ("--deadline", "2027-04-01", "--fee-late", "1500", "--fee-absent", "actual", "--capacity", "2")

LIST = """\
navn;e-post;organisasjon
Kari Moe;kari.moe@hitra.kommune.no;
Per Lie;per.lie@example.org;Fjordvarme AS
Åse Berg;ase.berg@example.org;Herøy
Ukjent Gjest;;Hitra
"""


def with_terms(terminal: Terminal) -> None:
    ended = terminal("gathering", "set", SLUG, *TERMS)
    assert ended.code == 0, ended.err


def invite(terminal: Terminal, *more: str, text: str = LIST) -> Ended:
    Path("inviterte.csv").write_text(text, encoding="utf-8")
    return terminal("people", "invite", "inviterte.csv", *OF, *more, **EARLY)


def sign_up(terminal: Terminal, name: str, email: str, *more: str, mode: str = "room") -> Ended:
    """Signed up by the operator; has not accepted the terms."""
    who = ("--name", name, "--email", email, "--mode", mode)
    return terminal("registration", "add", *OF, *who, *more, **EARLY)


def accept(address: str, email: str, *, needs: Needs | None = None) -> None:
    """The person accepts the terms, and says what they need."""
    asyncio.run(_accept(address, email, needs or Needs()))


async def _accept(address: str, email: str, needs: Needs) -> None:
    database, now = Database.at(address), datetime.fromisoformat("2027-03-20T12:00+01:00")
    async with database.write() as tx:
        gathering, person = await get_gathering(tx, SLUG), await find_by_email(tx, email)
        assert person is not None
        accepted = accept_terms(gathering, text="Gratis til 1. april.", language=NB, now=now)
        await accept_for_oneself(tx, gathering.id, person.id, accepted, now=now)
        known = await find_registration(tx, gathering.id, person.id)
        assert known is not None
        await save_needs(tx, known.id, needs)
    await database.close()


def audited(terminal: Terminal) -> list[str]:
    """The kinds of what was done at the sample gathering, in order; its import is not told again."""
    lines = terminal("audit", *OF, "--json").json
    assert {line["actor"] for line in lines} == {"operator"}
    return [line["kind"] for line in reversed(lines)][1:]
