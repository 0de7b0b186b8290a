"""Whole invitations come through whole, in three languages."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from gatherings.gathering import Contact
from gatherings.intake import Draft
from gatherings.intake.formats import read_programme
from gatherings.terms import Fee
from tests.gatherings.intake.invitation.letters import ENGLISH, NYNORSK, read
from tests.gatherings.intake.texts import SAMPLES, warnings

SEED = sorted((Path(__file__).parents[4] / "../shared/seeds").glob("000_*.txt"))


def days(draft: Draft) -> tuple[object, ...]:
    return draft.title, draft.starts_on, draft.ends_on, draft.starts, draft.ends, draft.deadline, draft.free_until


def rest(draft: Draft) -> tuple[object, ...]:
    return (
        draft.venue, draft.place, draft.fee_late, draft.fee_absent, draft.is_free, draft.capacity, draft.capacity_digital,
        draft.capacity_per_organisation, draft.digital, draft.contact,
    )  # fmt: skip


def test_the_sample_in_bokmaal_comes_through_whole() -> None:
    draft = read_programme((SAMPLES / "invitasjon.txt").read_bytes(), filename="invitasjon.txt")
    assert days(draft) == (
        "Høstsamling i Fjordnettverket", date(2027, 11, 18), date(2027, 11, 18), time(9), time(15), date(2027, 11, 12), None,
    )  # fmt: skip
    contact = Contact("Ingrid Moe", "400 00 010", "ingrid.moe@fjordnettverket.example")
    assert rest(draft) == ("Kulturhuset", "Fjordby", Fee(), Fee(), True, 60, None, 4, True, contact)
    assert draft.terms == (
        "Det er gratis å delta. Ved avmelding etter fristen, eller dersom du ikke møter, faktureres kommunen for "
        "faktiske kostnader."
    )
    assert [(f"{b.start:%H.%M}", b.title) for b in draft.blocks] == [
        ("09.00", "Kaffe og registrering"), ("09.30", "Velkommen"), ("12.00", "Lunsj"), ("13.00", "Byvandring langs bekken"),
    ]  # fmt: skip
    assert warnings(draft) == [
        ("end_from_next", 16),
        ("end_from_next", 17),
        ("end_from_next", 18),
        ("end_from_frame", 19),
    ]


def test_one_in_nynorsk_comes_through_whole() -> None:
    draft = read(NYNORSK)
    assert days(draft) == (
        "VÅRSAMLING 2028", date(2028, 3, 16), date(2028, 3, 17), time(10), time(14), date(2028, 2, 29), date(2028, 3, 5),
    )  # fmt: skip
    contact = Contact("Siri Aasen", "400 00 020", "siri@oyane.example")
    assert rest(draft) == ("Fjordhotellet", "Øyane", Fee(500), Fee(500), True, 40, 0, 2, False, contact)
    assert warnings(draft) == [("year_from_text", 1)]


def test_one_in_english_comes_through_whole() -> None:
    draft = read(ENGLISH)
    assert days(draft) == (
        "Spring gathering of the Fjord Network", date(2028, 3, 16), date(2028, 3, 16), time(9), time(15),
        date(2028, 3, 1), None,
    )  # fmt: skip
    contact = Contact("Kari Nes", None, "kari@fjordby.example")
    assert rest(draft) == ("Town Hall", "Fjordby", Fee(500), Fee(1000), True, 40, 0, None, False, contact)
    assert warnings(draft) == []


def test_an_invitation_has_no_blocks_and_its_words_are_kept_without_addresses() -> None:
    draft = read(ENGLISH.replace("In person only.", "Write to post@fjordby.example."))
    assert (draft.blocks, "@" in (draft.text or ""), "Limited to 40" in (draft.text or "")) == ((), False, True)


@pytest.mark.skipif(not SEED, reason="the seeds are not at hand")
def test_the_invitation_of_a_real_gathering_comes_through_whole() -> None:
    draft = read_programme(SEED[0].read_bytes(), filename=SEED[0].name)
    assert days(draft)[1:] == (date(2023, 11, 16), date(2023, 11, 16), time(9), time(15), date(2023, 11, 10), None)
    assert rest(draft) == ("Damphuset", "Orkanger", Fee(), Fee(), True, None, None, None, None, None)
    assert warnings(draft) == [("digital_unsaid", None), ("year_from_text", 40)]
    assert (draft.title.split()[:2], "(" in (draft.terms or "("), len(draft.text or "") > 3000) == (
        ["Andre", "workshop"], False, True,
    )  # fmt: skip
