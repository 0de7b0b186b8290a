"""Invented facts for reports: two days in Fjordby, with everything that a report can tell."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from typing import Final

from PIL import Image

from bot.exports.lines import NO_ORGANISATION, OrganisationShown
from bot.report.document import Picture
from bot.report.facts import (
    Counted,
    Day,
    Entry,
    Evaluated,
    Fees,
    FeeSum,
    Held,
    Home,
    Participants,
    Report,
    Series,
    SeriesLine,
    Work,
)
from gatherings.evaluation.results import ChoiceResult, Earlier, Results, Said, ScaleResult, TextResult, distribution
from gatherings.own_contribution import Contribution, Share
from gatherings.registration import FeeReason
from gatherings.schedule import NEXT_TIME, TAKEAWAY, USEFULNESS, EvaluationQuestion, QuestionKind
from gatherings.terms import Mode
from tests.builders import DAY_ONE, DAY_TWO, INGRID, OSLO, PER

MADE_AT: Final = datetime(2027, 4, 20, 9, tzinfo=OSLO)
FJORDBY, VIKSUND = OrganisationShown("Fjordby", "9901"), OrganisationShown("Viksund", "9902")
FJORDVARME = OrganisationShown("Fjordvarme AS")
ROOM, DIGITAL = [8, 9, 7, 10, 8, 8, 9], [6, 7, 8, 7, 9, 5]
VISIT = EvaluationQuestion("again", QuestionKind.CHOICE, "Kommer du igjen?", ("Ja", "Nei"))

DAYS = (
    Day(DAY_ONE, time(9), time(14), (
        Entry(time(9), time(9, 15), "Velkommen til Fjordby"),
        Entry(time(9, 15), time(10), "Nytt fra fylket", (INGRID,)),
        Entry(time(10, 15), time(12), "Målkonflikter i planarbeidet", (INGRID, PER)),
        Entry(time(12), time(12, 45), "Lunsj"),
    )),
    Day(DAY_TWO, time(9), time(11, 30), (Entry(time(9), time(10, 30), "Erfaringer fra øyene"),)),
)  # fmt: skip
HELD = Held("varsamling-2027-04-15", "Vårsamling", "Fjordnettverket", DAYS, "Kulturhuset", "Fjordby")
PARTICIPANTS = Participants(
    Counted.ATTENDED,
    (
        Home(FJORDBY, is_member=True, room=5, digital=2, absent=1),
        Home(VIKSUND, is_member=True, room=3, digital=4),
        Home(FJORDVARME, room=1),
        Home(NO_ORGANISATION, digital=1),
    ),
    members=10,
    are_municipalities=True,
    by_day={DAY_ONE: 16, DAY_TWO: 12},
    has_absent=True,
)
FEES = Fees(
    (
        FeeSum(FJORDBY, FeeReason.LATE, 2, 2400),
        FeeSum(FJORDBY, FeeReason.ABSENT, 1, None),
        FeeSum(VIKSUND, FeeReason.LATE, 1, 1200),
    ),
    (FeeSum(VIKSUND, FeeReason.ABSENT, 1, 1200),),
)
HOURS = {DAY_ONE: Decimal("4.25"), DAY_TWO: Decimal("2.25")}
SHARES = {
    FJORDBY: Share(7, Decimal("41.50"), 500),
    VIKSUND: Share(7, Decimal("41.25"), 500),
    FJORDVARME: Share(1, Decimal("6.50"), 500),
    NO_ORGANISATION: Share(1, Decimal("4.25"), 500),
}
WORK = Work(HOURS, Contribution(SHARES, 500))
RESULTS = Results(
    13,
    16,
    (
        ScaleResult(
            USEFULNESS,
            distribution([*ROOM, *DIGITAL]),
            {Mode.ROOM: distribution(ROOM), Mode.DIGITAL: distribution(DIGITAL)},
        ),
    ),
    (ChoiceResult(VISIT, {"Ja": 11, "Nei": 2}),),
    (
        TextResult(TAKEAWAY, (
            Said("1", "Verktøyet for målkonflikter.", "Metode"),
            Said("2", "Å jobbe i blandede grupper.\nOg et nytt nettverk.", "Metode"),
            Said("3", "Maten.", None),
            Said("4", "Noe som ikke skal vises.", "Metode", is_hidden=True),
        )),
        TextResult(NEXT_TIME, (Said("5", "Mer om arealregnskap."),)),
    ),
)  # fmt: skip
EARLIER = (Earlier("Høstsamling 2025", 7.1, 7.0, 22), Earlier("Vårsamling 2026", 7.6, 8.0, 19))


def png(colour: str = "navy") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 20), colour).save(made, "PNG")
    return made.getvalue()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#17365d"/></svg>'
PICTURE = Picture(png(), SVG, "Fordelingen av svarene: flest ga 8.")
EVALUATED = Evaluated("", RESULTS, PICTURE, EARLIER)
REPORT = Report(HELD, PARTICIPANTS, FEES, WORK, (EVALUATED,), follow_ups=9)

SERIES = Series(
    "fjord",
    "Fjordnettverket",
    (
        SeriesLine(replace(HELD, slug="host-2026", title="Høstsamling", days=(Day(DAY_ONE.replace(year=2026)),)),
                   replace(PARTICIPANTS, counted=Counted.REGISTERED), Share(14, Decimal(70), 500)),
        SeriesLine(HELD, PARTICIPANTS, WORK.shares.total, RESULTS.scales[0]),
    ),
    organisations=4,
    rate=500,
)  # fmt: skip
