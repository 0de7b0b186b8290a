"""Things to test with: an invented network, its gathering of two days, and instants in its own zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gatherings.agenda import Agenda
from gatherings.gathering import NB, Contact, Gathering, GatheringId, NetworkId, Stream
from gatherings.organisations import Organisation, OrganisationId
from gatherings.people import Person, PersonId
from gatherings.programme import Block, BlockId, Contributor, EndSource, Kind
from gatherings.registration import Acceptance, Registration, RegistrationId
from gatherings.terms import Fee, Mode, Terms

OSLO = ZoneInfo("Europe/Oslo")
DAY_ONE, DAY_TWO = date(2027, 4, 15), date(2027, 4, 16)  # a Thursday and a Friday
INGRID = Contributor("Ingrid Moe", "rådgiver", "Fjordby kommune")
PER = Contributor("Per Lie")


def at(clock: str, day: date = DAY_ONE) -> datetime:
    """The UTC instant of "HH:MM" on a day of the gathering."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=OSLO).astimezone(UTC)


def block(key: str, start: str, end: str | None, title: str, *, day: date = DAY_ONE, **more: object) -> Block:
    known = EndSource.NONE if end is None else EndSource.EXPLICIT
    made = Block(BlockId(key), day, time.fromisoformat(start), title, end_source=known)
    return replace(made, end=None if end is None else time.fromisoformat(end), **more)  # type: ignore[arg-type]


PROGRAMME = (
    block("velkommen", "09:00", "09:15", "Velkommen til Fjordby", streamed=True),
    block("fylket", "09:15", "10:00", "Nytt fra fylket", kind=Kind.TALK, people=(INGRID,), streamed=True,
          text="Hva er nytt i regional planstrategi?", notes="Ingrid ringer oss på 411 11 111, ingrid@example.org"),
    block("pause", "10:00", "10:15", "Pause", kind=Kind.BREAK),
    block("konflikter", "10:15", "12:00", "Målkonflikter i planarbeidet", kind=Kind.WORKSHOP, people=(INGRID, PER),
          room="Storsalen", streamed=False),
    block("lunsj", "12:00", "12:45", "Lunsj", kind=Kind.MEAL, room="Kantina"),
    block("maling", "12:45", "14:00", "Måling og rapportering", kind=Kind.TALK, people=(PER,), streamed=True),
    block("middag", "19:00", "22:00", "Middag på Fjordhotellet", kind=Kind.SOCIAL),
    block("erfaring", "09:00", "10:30", "Erfaringer fra øyene", day=DAY_TWO, kind=Kind.DISCUSSION, streamed=True),
    block("oppsummering", "10:45", "11:30", "Oppsummering", day=DAY_TWO, streamed=True),
    block("slutt", "11:30", "11:30", "Slutt", day=DAY_TWO),
)  # fmt: skip


def gathering(**changes: object) -> Gathering:
    made = Gathering(
        id=GatheringId("g1"),
        network_id=NetworkId("n1"),
        slug="varsamling-2027-04-15",
        title="Vårsamling",
        starts_on=DAY_ONE,
        ends_on=DAY_TWO,
        venue="Kulturhuset",
        place="Fjordby",
        terms=Terms(deadline=date(2027, 4, 1)),
        contact=Contact("Ola Vik", "400 00 000", "ola.vik@example.org"),
        lead=timedelta(minutes=5),
        programme=PROGRAMME,
        streams=(Stream("https://video.example.org/varsamling"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def agenda(**changes: object) -> Agenda:
    return Agenda(gathering(**changes))


# Sign-up.

FJORDBY, STRANDVIK, LILLEBY = (OrganisationId(f"n1:{key}") for key in ("fjordby", "strandvik", "lilleby"))
ORGANISATIONS = (
    Organisation(FJORDBY, "Fjordby kommune"),
    Organisation(STRANDVIK, "Strandvik kommune"),
    Organisation(LILLEBY, "Lilleby kommune"),
)
DEADLINE, FREE_UNTIL = date(2027, 4, 1), date(2027, 3, 20)
LATE, ABSENT = Fee(1200), Fee()
SIGN_UP = Terms(
    text="Avmelding er gratis til og med 20. mars.",
    opens=datetime(2027, 2, 1, 9),  # noqa: DTZ001 (on the wall)
    deadline=DEADLINE,
    free_until=FREE_UNTIL,
    fee_late=LATE,
    fee_absent=ABSENT,
    capacity=2,
)


def acceptance(terms: Terms = SIGN_UP, **changes: object) -> Acceptance:
    """These terms, accepted on the day before the free days ended."""
    made = Acceptance(at=at("12:00", FREE_UNTIL), language=NB, version=1, text=terms.text or "", terms=terms)
    return replace(made, **changes)  # type: ignore[arg-type]


def registration(**changes: object) -> Registration:
    """A seat in the room, by accepted terms."""
    made = Registration(
        id=RegistrationId("r1"),
        gathering_id=GatheringId("g1"),
        person_id=PersonId("p1"),
        registered_at=at("12:00", FREE_UNTIL),
        organisation_id=FJORDBY,
        seat=Mode.ROOM,
        accepted=acceptance(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def person(name: str, **changes: object) -> Person:
    """Somebody with that id and name."""
    return replace(Person(PersonId(name), name), **changes)  # type: ignore[arg-type]
