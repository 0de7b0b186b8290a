"""Ten programmes of ten secretariats, each in a form of its own, made by the libraries that make such files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring
from zoneinfo import ZoneInfo

from docx.document import Document
from icalendar import Calendar, Event
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Cm

from tests.gatherings.intake.documents.made import BLANK, TITLE_AND_BODY, TITLE_ONLY, slides, word, workbook
from tests.gatherings.intake.documents.pdfs import At, pdf

TEXT: Final = """\
Fagdager om folkehelse
Fjordby, 8.–9. september 2027

Dag 1 – onsdag 8. september
10.00 – 10.30  Registrering og kaffe
10.30 – 10.45  Velkommen v/ ordfører Kari Nes, Fjordby kommune
10.45 – 12.00  Nærmiljø og helse. Ingrid Moe, forsker, Nordvik universitet
12.00 – 13.00  Lunsj
1300-1415      Verksted: kart over uterommene (Rom: Naustet)
14.15–14.30    Pause
14.30 – 15.30  Samtale: Hva virker? Med Ola Vik og Tone Berg
15.30          Slutt for dagen

Dag 2 – torsdag 9. september
kl. 9 – 10     Gåtur langs havna
kl. 10 – 11.30 Erfaringer fra Øyane v/ Per Lie, Øyane kommune
kl. 11.30 – 12 Oppsummering
kl. 12         Lunsj
"""

MARKDOWN: Final = """\
# Network day, Nordvik, 3 June 2027

| Time | Session | Speaker | Room |
|:-----|:--------|:--------|:-----|
| 09:00–09:15 | Welcome | Jane Smith | Hall A |
| 09:15–10:00 | **Water in the city** | John Field, University of Nordvik | Hall A |
| 10:00–10:20 | *Coffee* | | Foyer |
| 10:20–11:30 | Workshop: rain gardens | Mary Hill; Andrew Stone | Room 2 |
| 11:30–12:30 | Lunch | | |
"""

SESSIONLAB: Final = """\
# Vintersamling 14. januar 2027

KL.\tLENGDE\tTITTEL\tBESKRIVELSE
09:00\t20m\tKaffi\t
09:20\t40m\t<b>Skulevegen</b>\tTuva Lid frå Fjordby kommune fortel.
\t\t\tKva har dei lært?
10:00\t1h 15m\tVerkstad: trygg skuleveg\t
\t↓ 45m\t\t
12:00\t1h 00m\tLunsj\t

# Vintersamling 14. januar 2027 - block details

## Kaffi

09:00 | 20m

## Skulevegen

09:20 | 40m

Tuva Lid frå Fjordby kommune fortel.
Kva har dei lært?

## Verkstad: trygg skuleveg

10:00 | 1h 15m

ASSIGNED TO Nils Dal

### ADDITIONAL INFORMATION

Ring Per om bord og stolar.

## Lunsj

12:00 | 1h 00m
"""

SESSIONLAB_ROWS: Final = (
    ("Day", "Time", "Duration", "Title", "Description", "Additional information", "Assigned to", "Room"),
    ("Day 1", "09:00", "30", "Kaffe", "", "Nøkler hos Ola", "", "Foajeen"),
    (
        "Day 1",
        "09:30",
        "45",
        "Barnehager i 2040",
        "Om arealer, og om folk;\n«og mer»",
        "",
        "Ida Berg, Per Lie",
        "Salen",
    ),
    ("Day 1", "10:15", "75", "Gruppearbeid", "", "", "", "Rom 3"),
    ("Day 2", "08:30", "90", "Veien videre", "", "", "Ida Berg", "Salen"),
)

WORD_DAYS: Final = (
    (
        "Tysdag 20. april",
        (
            ("10.00–10.30", "Kaffi og rundstykke", "", "Kantina"),
            ("10.30–11.15", "Ny jernbane, nye tettstader", "Marit Dale, planleggar, Fjordby kommune", "Aulaen"),
            ("11.15–12.00", "Spørjerunde", "Marit Dale og Olav Ness", "Aulaen"),
            ("12.00–13.00", "Lunsj", "", "Kantina"),
        ),
    ),
    (
        "Onsdag 21. april",
        (("09.00–11.00", "Verkstad: teikn stasjonen", "Siri Aas", "Grupperom 1"), ("11.00", "Heimreise", "", "")),
    ),
)

PDF_ROWS: Final = (
    ("09.30", "Registrering og kaffe"),
    ("10.00", "Velkommen ved Ola Vik, rådmann"),
    ("10.15", "Flom: hva lærte vi? Ved Ingrid Moe, Nordvik kommune"),
    ("11.30", "Lunsj"),
    ("12.15", "Øvelse i grupper"),
    ("14.45", "Oppsummering"),
    ("15.00", "Slutt"),
)

AGENDA: Final = (
    "09.00–09.20 Åpning ved Kari Nes",
    "09.20–10.20 Digitale tvillinger – Jonas Eik, Fjordby kommune",
    "10.20–10.40 Pause",
    "10.40–11.40 Prøv selv!",
    "11.40–12.00 Deling i plenum",
)

AT: Final = datetime
XLSX: Final[tuple[tuple[object, ...], ...]] = (
    ("Kulturnettverket", None, None, None, None, None, None),
    (),
    ("Uke", "Dato", "Fra kl.", "Til kl.", "Hva skjer?", "Hvem", "Hvor"),
    (37, AT(2027, 9, 14), time(9), time(9, 30), "Frokost", None, "Kafeen"),
    (None, None, time(9, 30), time(10, 15), "Bygdebok på nett", "Runa Teig (Øyane bibliotek)", "Biblioteket"),
    (None, None, time(10, 15), time(12), "Omvisning i arkivet", "Leif Dal; Siri Aas", "Kjelleren"),
    (),
    (37, AT(2027, 9, 15), time(8, 30), time(10), "Verksted: digitalisering", "Runa Teig", "Lab 2"),
    (None, None, time(10), time(10, 30), "Avslutning", None, "Kafeen"),
)

EVENTS: Final = (
    ("Kaffe", (9, 0), (9, 30), "Foajeen", ""),
    ("Energi i bygg", (9, 30), (10, 30), "Salen", "Ved Tone Berg, energirådgiver"),
    ("Lunsj", (11, 0), (12, 0), "Kantina", ""),
)

TALKS: Final = (
    ("09:00", "00:45", "Open data, open minds", "Hall 1", ("Jane Smith", "Mary Hill")),
    ("10:00", "01:30", "Workshop: a register for all", "Lab", ("John Field",)),
    ("12:00", "01:00", "Lunch", "Canteen", ()),
)


def sessionlab_csv() -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(SESSIONLAB_ROWS)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def word_tables() -> bytes:
    def write(document: Document) -> None:
        document.add_heading("Knutepunktsamling i Fjordby 20.–21. april 2027", 0)
        document.add_paragraph("Velkomen til to dagar om stasjonar og tettstader.")
        for day, rows in WORD_DAYS:
            document.add_heading(day, 2)
            table = document.add_table(rows=0, cols=4)
            for row in (("Kl.", "Kva", "Kven", "Stad"), *rows):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text

    return word(write)


def pdf_invitation() -> bytes:
    lines = [
        At(50, 800, "Invitasjon til beredskapsdag", size=20),
        At(50, 770, "Tid: torsdag 18. november 2027 kl. 09.30–15.00"),
        At(50, 755, "Sted: Damphuset, Nordvik"),
        At(50, 740, "Påmeldingsfrist: 4. november 2027"),
        At(50, 715, "Vi inviterer kommunene til en dag om flom og beredskap. Det er plass til 60."),
        At(50, 690, "Program", size=15),
    ]
    rows = [At(x, 665 - 18 * n, text) for n, row in enumerate(PDF_ROWS) for x, text in zip((50, 110), row, strict=True)]
    return pdf([*lines, *rows], [At(50, 800, "Spørsmål? Ring Kari Nes, telefon 400 00 001, før kl. 15.00.")])


def slide_deck() -> bytes:
    def write(deck: Slides) -> None:
        _slide(deck, TITLE_ONLY, "Teknologidagen i Øyane 2. februar 2027")
        _slide(deck, TITLE_AND_BODY, "Hvorfor er vi her?", ("42 kommuner er med", "Vi møtes to ganger i året"))
        agenda = _slide(deck, TITLE_AND_BODY, "Agenda", AGENDA)
        assert agenda.notes_slide.notes_text_frame
        agenda.notes_slide.notes_text_frame.text = "13.00–14.00 Møte for ledelsen"
        _slide(deck, TITLE_AND_BODY, "Digitale tvillinger", ("Kostnad: 250 000 kr", "Ferdig i 2029"))
        figures = deck.slides.add_slide(deck.slide_layouts[BLANK]).shapes.add_textbox(Cm(1), Cm(1), Cm(9), Cm(3))
        figures.text_frame.text = "Takk for i dag! Ring 400 00 000"

    return slides(write)


def _slide(deck: Slides, layout: int, title: str, lines: Sequence[str] = ()) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[layout])
    assert slide.shapes.title
    slide.shapes.title.text = title
    if lines:
        slide.placeholders[1].text_frame.text = "\n".join(lines)
    return slide


def odd_workbook() -> bytes:
    return workbook({"Oversikt": XLSX, "Budsjett": [("Post", "Kr"), ("Leie", 12000)]})


def calendar() -> bytes:
    made = Calendar()
    made.add("prodid", "-//Fjordby//Kalender//NO")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Energidagen")
    for title, start, end, place, text in EVENTS:
        event = Event()
        event.add("summary", title)
        for name, at in (("dtstart", start), ("dtend", end)):
            event.add(name, datetime(2027, 3, 11, *at, tzinfo=ZoneInfo("Europe/Oslo")))
        event.add("location", place)
        event.add("description", text)
        made.add_component(event)
    return bytes(made.to_ical())


def frab_xml() -> bytes:
    schedule = Element("schedule")
    SubElement(SubElement(schedule, "conference"), "title").text = "Registers in the North"
    day = SubElement(schedule, "day", date="2027-10-05", index="1")
    for number, (start, length, title, room, people) in enumerate(TALKS, start=1):
        event = SubElement(SubElement(day, "room", name=room), "event", id=str(number))
        for name, text in (("start", start), ("duration", length), ("title", title), ("room", room)):
            SubElement(event, name).text = text
        persons = SubElement(event, "persons")
        for one in people:
            SubElement(persons, "person").text = one
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(schedule, encoding="unicode").encode()


def frab_json() -> bytes:
    rooms = {
        room: [{"id": 1, "start": start, "duration": length, "title": title, "persons": [{"name": one} for one in people]}]
        for start, length, title, room, people in TALKS
    }  # fmt: skip
    days = [{"index": 1, "date": "2027-10-05", "rooms": rooms}]
    return json.dumps({"schedule": {"conference": {"title": "Registers in the North", "days": days}}}).encode()


MADE: Final[dict[str, Callable[[], bytes]]] = {
    "text.txt": TEXT.encode,
    "markdown.md": MARKDOWN.encode,
    "sessionlab.txt": SESSIONLAB.encode,
    "sessionlab.csv": sessionlab_csv,
    "word.docx": word_tables,
    "invitation.pdf": pdf_invitation,
    "deck.pptx": slide_deck,
    "odd.xlsx": odd_workbook,
    "calendar.ics": calendar,
    "schedule.xml": frab_xml,
    "schedule.json": frab_json,
}
"""By the name of the file. The last two are one programme."""
