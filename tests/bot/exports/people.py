"""Invented people of invented organisations, on the organisers' lists."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.exports.lines import FoodLine, MissingLine, OrganisationShown, OwedLine, ParticipantLine, Reach
from gatherings.gathering import NB, GatheringId
from gatherings.registration import Acceptance, FeeLine, FeeReason, Needs, RegistrationId, RegistrationState
from gatherings.terms import Fee, Mode, Terms
from tests.builders import DAY_ONE, DAY_TWO, at

FORMULAS = (
    "=cmd|' /C calc'!A0",
    "@SUM(1;1)",
    "+47 400 00 000",
    "-1",
    "\tfane",
    "\rretur",
    "\nlinje",
    '=HYPERLINK("https://x.example.org";"Se")',
)

FJORDBY = OrganisationShown("Fjordby", "9901", "Nordfylket", "999 000 111", "BEST-1")
VIKSUND = OrganisationShown("Viksund", "9902", "Nordfylket", "999 000 222")
ACCEPTED = Acceptance(at("12:30"), NB, 1, "Avmelding etter fristen faktureres.", Terms(fee_late=Fee(1200)))

KARI = ParticipantLine(
    "Kari Lie",
    RegistrationState.REGISTERED,
    at("09:00"),
    email="kari.lie@example.org",
    organisation=FJORDBY,
    seat=Mode.ROOM,
    dinner=True,
    answers={"tema": "Skog"},
    attended=frozenset({DAY_ONE, DAY_TWO}),
)
ODD = ParticipantLine(
    "Odd Vik",
    RegistrationState.REGISTERED,
    at("10:00"),
    organisation=FJORDBY,
    seat=Mode.DIGITAL,
    waits_for=Mode.ROOM,
    place=2,
    dinner=False,
)
ANE = ParticipantLine(
    "ane Bø", RegistrationState.WAITING, at("23:30"), organisation=VIKSUND, waits_for=Mode.ROOM, place=1
)
EVA = ParticipantLine("Eva Moe", RegistrationState.CANCELLED, at("08:00"))

LATE = OwedLine(
    FeeLine(
        "f1", GatheringId("g1"), RegistrationId("r1"), "Per Bø", None, FeeReason.LATE, Fee(1200), at("08:15"), ACCEPTED
    ),
    FJORDBY,
)
WAIVED = OwedLine(
    FeeLine(
        *(
            "f2",
            GatheringId("g1"),
            RegistrationId("r2"),
            "Ida Moe",
            None,
            FeeReason.ABSENT,
            Fee(),
            at("16:00"),
            ACCEPTED,
        ),
        waived_at=at("17:00"),
        waived_by="Ola Vik",
        waived_because="Ferja gikk ikke",
    ),
    FJORDBY,
)

VEGAN = FoodLine("Kari Lie", Needs("Vegan"), FJORDBY, dinner=True)
FOOD = (
    FoodLine("Odd Vik", Needs(), FJORDBY, dinner=False),
    VEGAN,
    FoodLine("Eva Moe", Needs(" vegan. ", "Rullestol"), VIKSUND),
    FoodLine("Ane Bø", Needs("Glutenfri; laktosefri"), VIKSUND, dinner=True),
    FoodLine("Per Bø", Needs(access="Teleslynge"), FJORDBY, dinner=True),
)
MISSING = (
    MissingLine("Liv Å", "liv@example.org", VIKSUND, (Reach.TEAMS, Reach.EMAIL)),
    MissingLine(None, "post@example.org", FJORDBY),
)


def wall(clock: str, day: date = DAY_ONE) -> datetime:
    """A time as it stands in a sheet, in no zone."""
    return datetime.combine(day, time.fromisoformat(clock))
