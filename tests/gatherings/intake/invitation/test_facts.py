"""Title, place, terms, seats, contact and digital participation, in many spellings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from gatherings.gathering import Contact
from gatherings.terms import Fee
from tests.gatherings.intake.invitation.letters import invitation, read
from tests.gatherings.intake.texts import refusal, warnings


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Invitasjon til høstsamling i Fjordnettverket", "Høstsamling i Fjordnettverket"),
        ("## Invitasjon til tredje samling i vannprosjektet.", "Tredje samling i vannprosjektet"),
        ("**Invitasjon: Fagdag om vann**", "Fagdag om vann"),
        ("INVITASJON\n\n# Fagdag om vann", "Fagdag om vann"),
        ("Invitation to the spring gathering", "Spring gathering"),
        ("# Innbyding til vårsamling 16. november 2023", "Vårsamling"),
        ("Innbydelse – Fagdag om vann", "Fagdag om vann"),
        ("Emne: Invitasjon til fagdag om vann", "Fagdag om vann"),
        ("# Velkommen til fagdag om vann", "Fagdag om vann"),
        ("# Fagdag om vann", "Fagdag om vann"),
        ("Hei alle\n\nVi inviterer til fagdag om vann.", "Fagdag om vann"),
    ],
)
def test_the_title_is_the_heading_without_the_word_invitation(heading: str, title: str) -> None:
    rest = invitation().split("\n", maxsplit=1)[1]
    assert read(f"{heading}\n{rest}").title == title


def test_without_any_title_it_is_called_after_the_file() -> None:
    draft = read("Tid: 16. november 2023\nSted: Fjordby\nPåmeldingsfrist: 10. november\n")
    assert (draft.title, ("title_from_file", None) in warnings(draft)) == ("Program", True)


@pytest.mark.parametrize(
    ("where", "venue", "place"),
    [
        ("Damphuset, Orkanger", "Damphuset", "Orkanger"),
        ("Damphuset, Orkanger.", "Damphuset", "Orkanger"),
        ("Kulturhuset i Fjordby", "Kulturhuset", "Fjordby"),
        ("På Fjordhotellet i Øyane. Lunsj serveres.", "Fjordhotellet", "Øyane"),
        ("Storsalen, Kulturhuset, 7300 Fjordby", "Storsalen, Kulturhuset", "Fjordby"),
        ("Kulturhuset, Fjordby og digitalt på Teams", "Kulturhuset", "Fjordby"),
        ("Fjordby", None, "Fjordby"),
        ("Fjordhotellet", "Fjordhotellet", None),
        ("Town Hall in Fjordby", "Town Hall", "Fjordby"),
        ("Rådhuset (inngang fra torget), Fjordby", "Rådhuset", "Fjordby"),
        ("Teams", None, None),
    ],
)
def test_a_venue_and_a_place(where: str, venue: str | None, place: str | None) -> None:
    draft = read(invitation(where=where))
    assert (draft.venue, draft.place) == (venue, place)


@pytest.mark.parametrize(
    "line",
    [
        "Torsdag 16. november 2023 kl. 09.00-15.00 på Kulturhuset i Fjordby",
        "Torsdag 16. november 2023 kl. 09.00-15.00\nKulturhuset, Fjordby",
        "Tid og sted: 16. november 2023 kl. 09.00-15.00, Kulturhuset, Fjordby",
    ],
)
def test_a_place_without_a_label_of_its_own(line: str) -> None:
    draft = read(f"# Invitasjon til samling\n\n{line}\n")
    assert (draft.venue, draft.place) == ("Kulturhuset", "Fjordby")


ACTUAL = Fee()


@pytest.mark.parametrize(
    ("sentence", "late", "absent"),
    [
        (
            "(Fri deltakelse, men ved ikke møtt eller avmelding etter frist faktureres du for kostnader.)",
            ACTUAL,
            ACTUAL,
        ),
        ("Ved avmelding etter fristen faktureres faktiske kostnader.", ACTUAL, None),
        ("De som ikke møter, faktureres for faktisk kostnad.", None, ACTUAL),
        ("Ved avmelding etter fristen må du betale et gebyr på 500 kroner.", Fee(500), None),
        ("Avmelding etter fristen: gebyr kr 750,-.", Fee(750), None),
        ("Ved avmelding etter fristen eller uteblivelse faktureres NOK 1 500.", Fee(1500), Fee(1500)),
        ("Gebyret er 500 kr ved avmelding etter fristen og 1000 kr ved ikke møtt.", Fee(500), Fee(1000)),
        (
            "Den som melder seg av etter fristen, betaler 500 kroner. Det samme gjelder den som ikke møter.",
            Fee(500),
            Fee(500),
        ),
        ("Ved uteblivelse uten avmelding faktureres 500 kr.", None, Fee(500)),
        ("Ikkje møtt utan avmelding vert fakturert med kr. 400.", None, Fee(400)),
        ("Late cancellations and no-shows will be invoiced for the actual cost.", ACTUAL, ACTUAL),
        ("If you do not attend, you will be charged NOK 500.", None, Fee(500)),
        ("Cancellation after the deadline costs 600 kroner.", Fee(600), None),
        ("Deltakeravgift: 1500 kr.", None, None),
        ("Vi snakker om kommunale gebyrer på 500 kr.", None, None),
        ("Avmelding etter fristen koster ingenting.", None, None),
        ("Ved avmelding etter fristen kan du bli fakturert for kostnader.", None, None),
        ("Det påløper ikke gebyr ved avmelding etter fristen.", None, None),
        ("De som ikke møter, faktureres.", None, None),
        ("Hvis du ikke melder deg av innen fristen, må du betale 500 kroner.", None, None),
    ],
)
def test_a_fee_is_read_only_for_what_the_sentence_names_for_certain(
    sentence: str, late: Fee | None, absent: Fee | None
) -> None:
    draft = read(invitation(sentence))
    assert (draft.fee_late, draft.fee_absent) == (late, absent)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ved avmelding etter fristen kan du bli fakturert for kostnader.",
        "De som ikke møter, faktureres.",
        "Hvis du ikke melder deg av innen fristen, må du betale 500 kroner.",
    ],
)
def test_a_fee_that_is_not_certain_is_a_warning_with_its_line(sentence: str) -> None:
    assert ("fee_not_read", 7) in warnings(read(invitation(sentence)))


def test_different_fees_for_the_same_thing_are_no_fee() -> None:
    draft = read(invitation("Avmelding etter fristen koster 500 kr.\n\nVed avmelding etter frist faktureres kr 600."))
    assert (draft.fee_late, ("fees_differ", None) in warnings(draft)) == (None, True)


@pytest.mark.parametrize(
    ("rest", "terms"),
    [
        ("(Gratis deltakelse, men ved ikke møtt faktureres kostnader).", "Gratis deltakelse, men ved ikke møtt faktureres kostnader"),
        ("Vilkår: Avmelding etter fristen faktureres.", "Avmelding etter fristen faktureres."),
        ("Avmelding: Etter fristen koster det 500 kr.", "Avmelding: Etter fristen koster det 500 kr."),
        ("Vi ses. Det er gratis å delta. Ta med sko.", "Det er gratis å delta."),
        ("Ved avmelding etter fristen, av hvilken grunn som\nhelst, faktureres kommunen 500 kroner.",
         "Ved avmelding etter fristen, av hvilken grunn som helst, faktureres kommunen 500 kroner."),
        ("Vi drøfter gebyrer og kostnader i kommunene.", None),
    ],
)  # fmt: skip
def test_the_terms_are_the_words_that_state_them(rest: str, terms: str | None) -> None:
    assert read(invitation(rest)).terms == terms


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("Avmelding er gratis til og med 5. november.", date(2023, 11, 5)),
        ("Gratis avmelding fram til 5. november.", date(2023, 11, 5)),
        ("Avmelding etter 5. november faktureres for faktiske kostnader.", date(2023, 11, 5)),
        ("Avmeldingsfrist: 5. november", date(2023, 11, 5)),
        ("Free cancellation until 5 November.", date(2023, 11, 5)),
        ("Ved avmelding senere enn en uke før faktureres 500 kr.", date(2023, 11, 9)),
        ("Cancellations later than 3 days before are charged NOK 500.", date(2023, 11, 13)),
        ("Ved avmelding etter fristen faktureres 500 kr.", None),
    ],
)
def test_the_last_day_to_cancel_free_of_charge_is_read_where_it_is_said(rest: str, expected: date | None) -> None:
    assert read(invitation(rest)).free_until == expected


def test_cancelling_free_of_charge_until_after_the_gathering_is_refused() -> None:
    assert refusal(invitation("Avmeldingsfrist: 20. november 2023")) == ("deadline_after", 7)


@pytest.mark.parametrize(
    ("rest", "is_free"),
    [
        ("Det er gratis å delta.", True),
        ("Pris: Gratis", True),
        ("Fri deltakelse.", True),
        ("Samlinga er gratis.", True),
        ("Participation is free of charge.", True),
        ("Deltakeravgift: 1500 kr.", False),
        ("Deltakeravgiften er 1500 kr.", False),
        ("Det blir gratis lunsj.", None),
        ("Avmelding er gratis til og med 5. november.", None),
        ("", None),
    ],
)
def test_whether_it_is_free_of_charge(rest: str, is_free: bool | None) -> None:  # noqa: FBT001
    assert read(invitation(rest)).is_free is is_free


@pytest.mark.parametrize(
    ("rest", "room", "digital", "each"),
    [
        ("Begrenset til 40 plasser.", 40, None, None),
        ("Maks 40.", 40, None, None),
        ("Det er plass til 40 deltakere.", 40, None, None),
        ("Antall plasser: 40", 40, None, None),
        ("Limited to 40 participants, up to two from each municipality.", 40, None, 2),
        ("Inntil 3 fra hver kommune.", None, None, 3),
        ("Maks to deltakere per kommune.", None, None, 2),
        ("Høgst 4 frå kvar organisasjon.", None, None, 4),
        ("Vi har 40 plasser og 100 digitale plasser.", 40, 100, None),
        ("Innlegget er maks 40 minutter.", None, None, None),
        ("Maks 40. Senere skriver vi at det er plass til 50.", None, None, None),
    ],
)
def test_how_many_there_is_room_for(rest: str, room: int | None, digital: int | None, each: int | None) -> None:
    draft = read(invitation(rest))
    assert (draft.capacity, draft.capacity_digital, draft.capacity_per_organisation) == (room, digital, each)


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        ("Kontakt: Ola Vik, tlf. 400 00 000", Contact("Ola Vik", "400 00 000")),
        ("Spørsmål? Ta kontakt med Ola Vik på ola@fjordby.example.", Contact("Ola Vik", None, "ola@fjordby.example")),
        ("Contact: Kari Nes (+47 40 00 00 30, Kari@Fjordby.example)", Contact("Kari Nes", "+47 40 00 00 30", "kari@fjordby.example")),
        ("Ved spørsmål: prosjektleder Kari Nes, kari@fjordby.example", Contact("Kari Nes", None, "kari@fjordby.example")),
        ("Kontakt: Sekretariatet, post@fjordby.example", Contact("Sekretariatet", None, "post@fjordby.example")),
        ("Kontakt: post@fjordby.example", None),
    ],
)  # fmt: skip
def test_whom_to_ask(line: str, contact: Contact | None) -> None:
    draft = read(invitation(line))
    assert (draft.contact, ("contact_not_read", 7) in warnings(draft)) == (contact, contact is None)


@pytest.mark.parametrize(
    ("rest", "digital"),
    [
        ("Det er mulig å delta digitalt.", True),
        ("Du kan følge samlingen på Teams.", True),
        ("Samlingen strømmes.", True),
        ("Samlinga vert strøyma.", True),
        ("Dette er en hybrid samling.", True),
        ("You can also join online.", True),
        ("Digital deltakelse: ja", True),
        ("Kan du ikke møte, kan du følge dagen digitalt.", True),
        ("Kun fysisk oppmøte.", False),
        ("Samlingen strømmes ikke.", False),
        ("Det vil ikke være mulig å delta digitalt.", False),
        ("Vi kan dessverre ikke tilby digital deltakelse.", False),
        ("In person only.", False),
        ("Digitalt: nei", False),
        ("Vi snakker om digitalisering og digitale verktøy.", None),
        ("Meld deg på digitalt.", None),
        ("Vi vurderer å la dere delta digitalt.", None),
        ("Samlingen strømmes. Det er kun fysisk oppmøte.", None),
    ],
)
def test_whether_one_can_take_part_digitally(rest: str, digital: bool | None) -> None:  # noqa: FBT001
    draft = read(invitation(rest))
    assert (draft.digital, draft.capacity_digital) == (digital, 0 if digital is False else None)


def test_where_nothing_is_said_about_it_one_warning_asks() -> None:
    assert warnings(read(invitation())) == [("digital_unsaid", None)]


@pytest.mark.parametrize("rest", ["Samlingen er heldigital.", "This is online only."])
def test_a_gathering_on_the_net_alone_has_no_room(rest: str) -> None:
    draft = read(invitation(rest))
    assert (draft.digital, draft.capacity) == (True, 0)


def test_a_programme_in_it_is_read_and_the_facts_stay() -> None:
    text = invitation("Program\n\n09.00 Kaffe\n10.00 - 11.00 Innlegg\n12.00 Lunsj\n")
    draft, without = read(text), read(invitation())
    assert [(b.day, b.start, b.end, b.title) for b in draft.blocks] == [
        (date(2023, 11, 16), time(9), time(10), "Kaffe"),
        (date(2023, 11, 16), time(10), time(11), "Innlegg"),
        (date(2023, 11, 16), time(12), None, "Lunsj"),
    ]
    assert replace(draft, blocks=(), checks=(), label=None, warnings=(), text=None) == replace(without, warnings=())
