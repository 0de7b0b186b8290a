"""A database with rows in every table: one person with all that can be kept of them, and another who stays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from gatherings.gathering import NB, Gathering, Network, NetworkId
from gatherings.people import PersonId
from gatherings.registration import Acceptance
from gatherings.store import Database, Tx
from gatherings.store import evaluation_tables as e
from gatherings.store import registration_tables as r
from gatherings.store import tables as t
from gatherings.store.evaluations import slip_of
from gatherings.store.gatherings import save_gathering
from gatherings.store.networks import add_network
from gatherings.store.terms import acceptance_json
from gatherings.terms import Fee, Terms
from tests.builders import ORGANISATIONS, at, gathering

NOW = at("12:00")
KARI, OLA = PersonId("person-kari"), PersonId("person-ola")
NAME, EMAIL, USER = "Kari Prøvesen", "kari.provesen@fjordby.example", "dl_karis-browser"
WORDS = ("nøttefritt", "teleslynge", "svaret-mitt", "hei-på-deg", "venter-på-dette", "gebyr-fordi",
         "første-steget", "evaluert-slik")  # fmt: skip
TERMS = Terms(
    text="Den som melder seg av for sent, faktureres.", deadline=date(2027, 4, 1), fee_late=Fee(), fee_absent=Fee(500)
)
ACCEPTED = acceptance_json(Acceptance(NOW - timedelta(days=60), NB, 1, "Vilkårene slik de ble lest.", TERMS))
HELD = gathering(terms=TERMS)


def short(who: PersonId) -> str:
    """What other ids than the person's own are made of."""
    return who.removeprefix("person-")


async def fill(database: Database, *, held: Gathering = HELD, now: datetime = NOW) -> None:
    """Everything, as if it had been written now."""
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"), members=ORGANISATIONS)
        await save_gathering(tx, held)
        for who in (OLA, KARI):
            await _fill_person(tx, who, held, now)
        for table, row in _impersonal(held, now):
            await tx.execute(insert(table).values(**row))


async def _fill_person(tx: Tx, who: PersonId, held: Gathering, now: datetime) -> None:
    for table, row in [*_known(who, now), *_signed_up(who, held, now), *_said(who, held, now)]:
        await tx.execute(insert(table).values(**row))


def _known(who: PersonId, now: datetime) -> list[tuple[Any, dict[str, Any]]]:
    kari = who == KARI
    name, email = (NAME, EMAIL) if kari else ("Ola Vik", "ola.vik@fjordby.example")
    user = USER if kari else "dl_olas-browser"
    place = {"tenant": "", "kind": "personal", "person_id": who}
    external = f"c_{who}"
    return [
        (t.person, {"id": who, "name": name, "language": NB, "email": email, "email_source": "given",
                    "organisation_id": "n1:4201", "seen_at": now}),
        (t.identity, {"channel": "web", "tenant": "", "user": user, "person_id": who}),
        (t.conversation, {"id": f"web-{who}", "channel": "web", "external": external,
                          "address": {"conversation": external, "user": user}, **place}),
        (t.conversation, {"id": f"mail-{who}", "channel": "email", "external": f"{who}:{email}",
                          "address": {"conversation": email, "name": name}, **place}),
        (t.conversation, {"id": f"group-{short(who)}", "channel": "teams", "tenant": "t1", "external": f"g-{name[0]}",
                          "kind": "group", "address": {"conversation": "g"}, "unreachable_at": now}),
        (t.dialog, {"conversation_id": f"web-{who}", "person_id": who, "saved_at": now,
                    "state": {"asked": "venter-på-dette" if kari else "annet"}}),
        (t.dialog, {"conversation_id": f"group-{short(who)}", "person_id": who, "state": {}, "saved_at": now}),
        (t.follow, {"gathering_id": "g1", "conversation_id": f"web-{who}", "since": now}),
        (t.organiser, {"id": f"o-{who}", "person_id": who, "network_id": "n1"}),
        (t.pending_import, {"id": f"import-{short(who)}", "person_id": who, "network_id": "n1", "position": 0, "as_read": {}, "draft": {},
                            "file": "program.txt", "changed_at": now}),
        (t.code_try, {"person_id": who, "tried_at": now}),
        (t.replay, {"conversation_id": f"web-{who}", "activity": f"u-{who}", "seen_at": now}),
    ]  # fmt: skip


def _signed_up(who: PersonId, held: Gathering, now: datetime) -> list[tuple[Any, dict[str, Any]]]:
    kari, mine = who == KARI, {"gathering_id": held.id, "person_id": who}
    one = f"registration-{short(who)}"
    return [
        (r.invitation, {**mine, "invited_at": now}),
        (r.response, {**mine, "answer": "undecided", "answered_at": now}),
        (r.registration, {**mine, "id": one, "registered_at": now, "seat": "room", "place": 0, "accepted": ACCEPTED,
                          "is_exempt": False, "is_listed": True, "sequence": 1,
                          "answers": {"q": "svaret-mitt" if kari else "Olas"}}),
        (r.need, {"registration_id": one, "food": "nøttefritt" if kari else "vegetar",
                  "access": "teleslynge" if kari else None}),
        (r.handover, {"digest": f"digest-{short(who)}", "registration_id": one, "expires_at": now}),
        (r.fee, {"id": f"fee-{short(who)}", "gathering_id": held.id, "registration_id": one, "reason": "late",
                 "name": NAME if kari else "Ola Vik", "fee": "actual", "at": now, "accepted": ACCEPTED,
                 "waived_at": now, "waived_by": OLA if kari else KARI,
                 "waived_because": "gebyr-fordi" if kari else "Olas grunn"}),
        (r.attendance, {**mine, "day": held.starts_on, "mode": "room", "checked_in_at": now}),
        (e.first_step, {**mine, "text": "første-steget" if kari else "Olas steg", "remind_at": now}),
        (r.link, {**mine, "id": f"link-{who}", "purpose": "personal", "created_at": now, "expires_at": now}),
        (r.audit, {"at": now, "actor": who, "kind": "fee_waived", "gathering_id": held.id, "subject": "noe"}),
        (r.audit, {"at": now, "actor": "operator", "kind": "signed_up", "gathering_id": held.id, "subject": who}),
        (r.audit, {"at": now, "actor": "operator", "kind": "cancelled", "gathering_id": held.id, "subject": one}),
    ]  # fmt: skip


def _said(who: PersonId, held: Gathering, now: datetime) -> list[tuple[Any, dict[str, Any]]]:
    user = USER if who == KARI else "dl_olas-browser"
    said = {"type": "message", "from": {"id": user, "role": "user"}, "text": "hei-på-deg" if who == KARI else "hallo"}
    told = {"type": "message", "from": {"id": "samband", "role": "bot"}, "summary": f"svar til {who}"}
    lines = [
        {"conversation": f"c_{who}", "number": n, "key": f"k{n}", "activity": activity, "written_at": now}
        for n, activity in enumerate((said, told), start=1)
    ]
    posting = {"gathering_id": held.id, "due_at": now, "useful_until": now, "rank": 0, "state": "fired",
               "settled_at": now}  # fmt: skip
    mine = {"id": f"posting-{who}", "key": f"start:g1:{who}:1", "person_id": who, "kind": "confirmation",
            "audience": "person", "facts": {"registration": f"registration-{short(who)}"}}  # fmt: skip
    about = {"id": f"about-{short(who)}", "key": f"given_up:registration-{short(who)}:1", "kind": "given_up",
             "audience": "organisers", "facts": {"registration": f"registration-{short(who)}"}}  # fmt: skip
    sent = {"channel": "web", "tenant": "", "state": "sent", "visible_at": now, "attempts": 1, "settled_at": now}
    return [
        (t.transcript, {"conversation": f"c_{who}", "owner": user, "opened_at": now, "last_number": 2, "last_at": now}),
        *((t.transcript_entry, line) for line in lines),
        (t.posting, {**posting, **mine}),
        (t.posting, {**posting, **about}),
        (t.delivery, {**sent, "posting_id": mine["id"], "conversation_id": f"web-{who}"}),
        (t.delivery, {**sent, "posting_id": about["id"], "conversation_id": f"web-{who}"}),
    ]


def _impersonal(held: Gathering, now: datetime) -> list[tuple[Any, dict[str, Any]]]:
    posting = {"id": "posting", "key": "day:g1", "gathering_id": held.id, "kind": "day", "audience": "following",
               "due_at": now, "useful_until": now, "rank": 0, "state": "fired", "facts": {},
               "settled_at": now}  # fmt: skip
    asked = {"gathering_id": held.id, "questions": [], "opened_at": now, "answered": 0, "asked": 2}
    answer = {"evaluation_id": "e-open", "question": "takeaway"}
    return [
        (e.evaluation, {"id": "e-open", "closes_at": now, **asked}),
        (e.evaluation, {"id": "e-closed", "closes_at": now, "closed_at": now, "is_wiped": True, **asked}),
        (e.evaluation_secret, {"evaluation_id": "e-open", "value": "hemmelig"}),
        (e.open_answer, {**answer, "slip": slip_of("hemmelig", KARI), "value": "evaluert-slik"}),
        (e.open_answer, {**answer, "slip": slip_of("hemmelig", OLA), "value": "Olas svar"}),
        (e.closed_answer, {"id": "a1", "evaluation_id": "e-closed", "question": "usefulness", "value": "8"}),
        (e.closed_text, {"id": "a2", "evaluation_id": "e-closed", "question": "takeaway", "text": "noens ord"}),
        (t.not_understood, {"gathering_id": held.id, "day": now.date(), "language": NB, "text": "noen sa dette",
                            "nearest": None, "times": 1}),
        (t.organiser_code, {"digest": "d", "network_id": "n1", "expires_at": now}),
        (t.posting, posting),
        (t.delivery, {"posting_id": "posting", "conversation_id": f"web-{KARI}", "channel": "web", "tenant": "",
                      "state": "sent", "visible_at": now, "attempts": 1, "settled_at": now}),
        (t.pacing, {"channel": "web", "tenant": "", "free_at": now}),
        (t.clock, {"id": 1, "setting": "", "gathering_at": now, "machine_at": now, "speed": 1.0}),
        (t.secret, {"name": "key", "value": "v"}),
        (t.heartbeat, {"replica": "r1", "machine_at": now, "gathering_at": now}),
    ]  # fmt: skip
