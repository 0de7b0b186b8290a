"""Every kind of stored data: what it is for, whether it is about people, and how long it is kept.

The periods are decisions of ours, set out in docs/privacy.md, whose table a test holds to this one. They count in
gathering time, where it is not said that they count in machine time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Table

from gatherings.intake.pending import IMPORTS_LIVE
from gatherings.store import evaluation_tables as e
from gatherings.store import forgetting as f
from gatherings.store import registration_tables as r
from gatherings.store import tables as t
from gatherings.store.audits import forget_audit
from gatherings.store.clocks import forget_beats
from gatherings.store.organisers import forget_tries
from gatherings.store.people import forget_replays
from gatherings.store.transaction import Tx
from gatherings.times import DAY


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, by both clocks."""

    now: datetime
    machine_now: datetime


Forget = Callable[[Tx, Moment, int], Awaitable[int]]
"""Deletes what is older than its rule allows, at most so many rows where there may be many; says how many."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One kind of stored data. `forget` is None where it goes together with something else, or never."""

    table: str
    what: str
    purpose: str
    is_personal: bool
    kept: str
    forget: Forget | None = None


NEEDS_LIVE: Final = 14 * DAY
REPLAYS_LIVE: Final = 2 * DAY
TRIES_LIVE: Final = 2 * DAY
BEATS_LIVE: Final = DAY
SETTLED_LIVE: Final = 90 * DAY
SAID_LIVES: Final = 30 * DAY
NOT_UNDERSTOOD_LIVES: Final = 30 * DAY
WEB_LIVES: Final = 90 * DAY
STATES_LIVE: Final = 7 * DAY  # a sign-up that waits may hold what somebody needs
CODES_LIVE: Final = 7 * DAY
LINKS_LIVE: Final = 30 * DAY
YEARS_OF_GATHERINGS: Final = 1
YEARS_OF_SILENCE: Final = 1
YEARS_OF_AUDIT: Final = 2

NO_RULE: Final = "not deleted by a rule"
A_YEAR: Final = "12 months after the gathering"
WITH_GATHERING: Final = "as long as the gathering"
WITH_NETWORK: Final = "as long as the network"
WITH_PERSON: Final = "as long as the person"


def _two_weeks_ago(today: date) -> date:
    return today - NEEDS_LIVE


def _a_year_ago(today: date) -> date:
    return f.years_before(today, YEARS_OF_GATHERINGS)


def _ago(now: datetime, years: int) -> datetime:
    return datetime.combine(f.years_before(now.date(), years), now.timetz())


def _of_gatherings(table: Table) -> Forget:
    async def forget(tx: Tx, m: Moment, limit: int) -> int:
        return await f.forget_of_gatherings(tx, table, now=m.now, before=_a_year_ago, limit=limit)

    return forget


def _personal(table: str, what: str, purpose: str, kept: str, forget: Forget | None = None) -> Stored:
    return Stored(table, what, purpose, is_personal=True, kept=kept, forget=forget)


def _other(table: str, what: str, purpose: str, kept: str, forget: Forget | None = None) -> Stored:
    return Stored(table, what, purpose, is_personal=False, kept=kept, forget=forget)


RETENTION: Final = (
    _other("network", "network", "who meets", NO_RULE),
    _other("organisation", "organisation", "whom people come from, and invoices go to", WITH_NETWORK),
    _personal("gathering", "gathering, terms and contact person", "what people are told and sign up for", NO_RULE),
    _personal("block", "programme, with speakers and organisers' notes", "what people are told", WITH_GATHERING),
    _other("stream", "stream link", "what people are told", WITH_GATHERING),
    _personal(
        "pending_import",
        "programme that was read and is not saved yet, with speakers and organisers' notes",
        "lets an organiser look at it first",
        "until it is saved or refused, 7 days at most after it was last changed",
        lambda tx, m, n: f.forget_pending_imports(tx, before=m.now - IMPORTS_LIVE, limit=n),
    ),
    _personal(
        "person",
        "name, e-mail, organisation, language, day last written",
        "knows people again",
        "12 months after they last wrote or were first expected, once nothing else here is about them",
        lambda tx, m, n: f.forget_people(tx, now=m.now, before=_ago(m.now, YEARS_OF_SILENCE), limit=n),
    ),
    _personal("identity", "the channel's name for the person", "knows people again", WITH_PERSON),
    _personal("conversation", "private conversation, with its address", "reaches people", WITH_PERSON),
    _other(
        "conversation",
        "group or channel, with its address",
        "reaches those who follow there",
        "12 months after we were put out of it",
        lambda tx, m, n: f.forget_left_conversations(tx, before=_ago(m.now, YEARS_OF_SILENCE), limit=n),
    ),
    _personal(
        "dialog",
        "what a dialog waits for",
        "goes on where it stopped",
        "7 days after it was last written",
        lambda tx, m, n: f.forget_states(tx, before=m.now - STATES_LIVE, limit=n),
    ),
    _personal("follow", "who follows what", "posts the programme", A_YEAR, _of_gatherings(t.follow)),
    _personal("organiser", "rights of organisers", "decides who may do what", "until they are taken away"),
    _other(
        "organiser_code",
        "digest of a code that makes an organiser",
        "invites organisers",
        "7 days after it was used or ended",
        lambda tx, m, n: f.forget_organiser_codes(tx, before=m.now - CODES_LIVE, limit=n),
    ),
    _personal(
        "code_try",
        "that somebody tried a code",
        "bounds guessing",
        "2 days",
        lambda tx, m, _: forget_tries(tx, before=m.now - TRIES_LIVE),
    ),
    _other("posting", "plan of what is posted to many", "posts on time, and once", WITH_GATHERING),
    _personal(
        "posting",
        "plan of what is said to, or about, one person",
        "confirms and offers",
        "90 days after it is settled",
        lambda tx, m, n: f.forget_personal_postings(tx, before=m.now - SETTLED_LIVE, limit=n),
    ),
    _personal(
        "delivery",
        "that a posting went to a conversation, never its text; for e-mail as well",
        "sends once, and shows what failed",
        "90 days after its posting was settled",
        lambda tx, m, n: f.forget_deliveries(tx, before=m.now - SETTLED_LIVE, limit=n),
    ),
    _other("pacing", "when a tenant may be sent to again", "keeps the platforms' limits", "always"),
    _personal(
        "replay",
        "name of a message that was answered",
        "answers a repeated message once",
        "2 days (machine time)",
        lambda tx, m, _: forget_replays(tx, before=m.machine_now - REPLAYS_LIVE),
    ),
    _personal(
        "transcript",
        "conversation of the web page: whose browser, and when",
        "lets a page catch up",
        "90 days after its last entry (machine time); longer while it follows or its person is signed up",
        lambda tx, m, n: f.forget_web_conversations(tx, before=m.machine_now - WEB_LIVES, now=m.now, limit=n),
    ),
    _personal(
        "transcript_entry",
        "what was said on the web page",
        "lets a page catch up",
        "30 days (machine time)",
        lambda tx, m, n: f.forget_said(tx, before=m.machine_now - SAID_LIVES, limit=n),
    ),
    _other("clock", "the rehearsal clock", "rehearses", "always; one row"),
    _other("secret", "the installation's secrets", "signs tokens, cookies and links", "always"),
    _other(
        "heartbeat",
        "that a process is alive",
        "shows health",
        "1 day (machine time)",
        lambda tx, m, _: forget_beats(tx, machine_now=m.machine_now, after=BEATS_LIVE),
    ),
    _personal(
        "invitation", "who is expected", "reminds those who have not answered", A_YEAR, _of_gatherings(r.invitation)
    ),
    _personal(
        "response", "who does not come, or does not know yet", "stops reminders", A_YEAR, _of_gatherings(r.response)
    ),
    _personal(
        "registration",
        "seat, place on the waiting list, accepted terms, dinner, answers to the gathering's questions",
        "gives seats, and is the basis of fees",
        A_YEAR,
        _of_gatherings(r.registration),
    ),
    _personal(
        "need",
        "food and access needs, which may be sensitive",
        "serves and receives everybody",
        "14 days after the gathering",
        lambda tx, m, n: f.forget_needs(tx, now=m.now, before=_two_weeks_ago, limit=n),
    ),
    _personal(
        "handover",
        "digest of a code for a colleague",
        "passes a seat on",
        "7 days after it was used or ended",
        lambda tx, m, n: f.forget_handovers(tx, before=m.now - CODES_LIVE, limit=n),
    ),
    _personal(
        "fee",
        "fee line: name, organisation, reason, amount, time, accepted terms",
        "is the basis of an invoice",
        "5 years after the end of its year",
        lambda tx, m, n: f.forget_fees(tx, now=m.now, limit=n),
    ),
    _personal("attendance", "who was there, by day", "shows who took part", A_YEAR, _of_gatherings(r.attendance)),
    _other(
        "evaluation", "what is asked, and how many have answered", "asks, and tells what came of it", WITH_GATHERING
    ),
    _other(
        "evaluation_secret",
        "what slips are made with, while an evaluation is open; in no backup",
        "lets an answer be changed",
        "until the evaluation is closed, 14 days after it was asked for where nothing else is said",
    ),
    _personal(
        "open_answer",
        "answers on slips that nobody can be known by without the secret",
        "lets an answer be changed",
        "until the evaluation is closed",
    ),
    _other("closed_answer", "numbers and choices of nobody in particular", "tells what came of it", WITH_GATHERING),
    _other(
        "closed_text",
        "free texts of nobody in particular, as they were written",
        "tells what came of it",
        A_YEAR,
        lambda tx, m, n: f.forget_texts(tx, now=m.now, before=_a_year_ago, limit=n),
    ),
    _personal(
        "not_understood",
        "messages that were not understood, by day: the words, without addresses and long numbers, never whose",
        "lets words be added; only by the terms that the person accepted",
        "30 days after the day",
        lambda tx, m, n: f.forget_not_understood(tx, now=m.now, lives=NOT_UNDERSTOOD_LIVES, limit=n),
    ),
    _personal(
        "first_step",
        "what somebody means to do first at home, seen by nobody else",
        "reminds them of it",
        A_YEAR,
        _of_gatherings(e.first_step),
    ),
    _personal(
        "link",
        "that a personal link exists, until when, and whether it was used",
        "knows people on the web page",
        "30 days after it was used, revoked or ended",
        lambda tx, m, n: f.forget_links(tx, before=m.now - LINKS_LIVE, limit=n),
    ),
    _personal(
        "audit",
        "what organisers did: ids and kinds, never text",
        "shows who did what",
        "24 months",
        lambda tx, m, _: forget_audit(tx, before=_ago(m.now, YEARS_OF_AUDIT)),
    ),
)


def as_markdown() -> str:
    """The table as it stands in docs/privacy.md."""
    head = ["| table | what | what for | about people | kept |", "|---|---|---|---|---|"]
    rows = [
        f"| `{one.table}` | {one.what} | {one.purpose} | {'yes' if one.is_personal else 'no'} | {one.kept} |"
        for one in RETENTION
    ]
    return "\n".join([*head, *rows]) + "\n"
