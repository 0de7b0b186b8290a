"""The programme as a file: what is never in it, and what others read in it."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from bot.exports.programme import CSV, FORMS, FRAB, ICS, MD, write_programme
from dialogs.phrases import voice
from gatherings.errors import NoProgramme
from gatherings.gathering import EN, LANGUAGES, NB, Gathering, Language
from gatherings.intake.columns import column_of, end_source_named, kind_named, streamed_named
from gatherings.programme import Contributor, EndSource, Kind
from tests.bot.calendar.files import Read
from tests.builders import DAY_TWO, block, gathering
from tests.gatherings.intake.sources import draft_of

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
SMALL = gathering(
    ends_on=DAY_TWO,
    programme=(
        block("b1", "09:00", "09:45", "Klima & natur", kind=Kind.TALK, text="Om <alt>.", room="Storsalen",
              people=(Contributor("Ingrid Moe", "rådgiver"),), notes="HEMMELIG"),
        block("b2", "12:00", None, "Lunsj", kind=Kind.MEAL, streamed=False),
        block("b3", "22:00", "01:00", "Dans", day=DAY_TWO, track="Kveld", end_source=EndSource.LENGTH),
    ),
)  # fmt: skip


def exported(form: str, made: Gathering = SMALL, language: Language = NB, *, with_notes: bool = False) -> str:
    written = write_programme(made, form, voice=voice(language), stamped_at=NOW, with_notes=with_notes)
    return written.decode("utf-8-sig")


@pytest.mark.parametrize("form", FORMS)
def test_notes_and_links_are_never_in_it(form: str) -> None:
    text = exported(form, with_notes=form != CSV)
    assert ("HEMMELIG" in text, "video.example" in text, "ola.vik" in text) == (False, False, False)


def test_notes_are_in_a_csv_that_is_asked_for_them() -> None:
    assert exported(CSV, with_notes=True).count("HEMMELIG") == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_gathering_without_a_programme_has_nothing_to_export(form: str) -> None:
    with pytest.raises(NoProgramme):
        exported(form, gathering(programme=()))


def test_the_schedule_is_what_screens_and_telephones_expect() -> None:
    root = ET.fromstring(exported(FRAB))
    for event in root.iter("event"):
        assert len(event.attrib.pop("guid")) == 36
    expected = ET.fromstring("""<schedule><generator name="Samband" version="1"/><version>1</version>
<conference><acronym>varsamling-2027-04-15</acronym><title>Vårsamling</title><start>2027-04-15</start><end>2027-04-16</end><days>2</days>
<timeslot_duration>00:05</timeslot_duration><time_zone_name>Europe/Oslo</time_zone_name></conference>
<day index="1" date="2027-04-15" start="2027-04-15T09:00:00+02:00" end="2027-04-15T12:00:00+02:00"><room name="Storsalen"><event id="1">
<date>2027-04-15T09:00:00+02:00</date><start>09:00</start><duration>00:45</duration><room>Storsalen</room><slug>klima-natur-2027-04-15-1</slug>
<title>Klima &amp; natur</title><subtitle/><track/><type>talk</type><language>nb</language><abstract>Om &lt;alt&gt;.</abstract><description/>
<persons><person id="1">Ingrid Moe</person></persons><links/></event></room><room name="Kulturhuset"><event id="2">
<date>2027-04-15T12:00:00+02:00</date><start>12:00</start><duration>00:00</duration><room>Kulturhuset</room><slug>lunsj-2027-04-15-2</slug>
<title>Lunsj</title><subtitle/><track/><type>meal</type><language>nb</language><abstract/><description/><persons/><links/></event></room></day>
<day index="2" date="2027-04-16" start="2027-04-16T22:00:00+02:00" end="2027-04-17T01:00:00+02:00"><room name="Kulturhuset"><event id="3">
<date>2027-04-16T22:00:00+02:00</date><start>22:00</start><duration>03:00</duration><room>Kulturhuset</room><slug>dans-2027-04-16-3</slug>
<title>Dans</title><subtitle/><track>Kveld</track><type>other</type><language>nb</language><abstract/><description/><persons/><links/></event></room></day>
</schedule>""")
    assert plain(root) == plain(expected)


def plain(element: ET.Element) -> tuple[object, ...]:
    """An element as it is compared: without the blanks between elements."""
    return element.tag, dict(element.attrib), (element.text or "").strip(), tuple(map(plain, element))


def test_the_calendar_is_one_to_others() -> None:
    file = exported(ICS)
    calendar: Read = Calendar.from_ical(file)
    events = list(calendar.walk("VEVENT"))
    assert [str(one["SUMMARY"]) for one in events] == ["Klima & natur", "Lunsj", "Dans"]
    assert [one.errors for one in calendar.walk()] == [[] for _ in calendar.walk()]
    assert str(events[0]["LOCATION"]) == "Storsalen, Kulturhuset, Fjordby"
    assert f"{events[2]['DTEND'].dt:%d %H:%M}" == "17 01:00"
    assert (file.count("\n") == file.count("\r\n"), max(len(line.encode()) for line in file.split("\r\n")) <= 75) == (
        True,
        True,
    )
    assert (str(calendar["VERSION"]), [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]) == (
        "2.0",
        ["Europe/Oslo"],
    )


def test_the_markdown_is_a_table_a_day_that_people_read() -> None:
    shown = [line.partition("<!--")[0].rstrip() for line in exported(MD).splitlines() if line]
    assert shown == [
        "# Vårsamling",
        "## torsdag 15. april 2027",
        "| Tid | Tittel | Ved | Rom | Spor | Strømmes |",
        "| --- | --- | --- | --- | --- | --- |",
        "| 09.00–09.45 | **Klima \\& natur**<br>Om \\<alt\\>. | Ingrid Moe (rådgiver) | Storsalen |  |",
        "| 12.00 | **Lunsj** |  |  |  | nei",
        "## fredag 16. april 2027",
        "| Tid | Tittel | Ved | Rom | Spor | Strømmes |",
        "| --- | --- | --- | --- | --- | --- |",
        "| 22.00–01.00 | **Dans** |  |  | Kveld |",
    ]


def test_what_somebody_changes_in_the_csv_counts() -> None:
    text = exported(CSV, language=EN).replace('"09:00";"09:45"', '"09:10";"09:50"').replace("Ingrid Moe", "Per Lie")
    changed = draft_of(text, "p.csv").blocks[0]
    assert (changed.id, f"{changed.start:%H:%M}-{changed.end:%H:%M}", changed.people) == (
        "b1", "09:10-09:50", (Contributor("Per Lie", "rådgiver"),),
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_csv_is_known_when_it_is_read_again(language: Language) -> None:
    say = voice(language)
    heads = {key.rpartition(".")[2]: say(key) for key in say.phrases if key.startswith("export.programme.head.")}
    short = {key.rpartition(".")[2]: say(key) for key in say.phrases if key.startswith("export.programme.short.")}
    assert [column_of(head) for head in heads.values()] == list(heads)
    assert [column_of(head) for head in short.values()] == list(short)
    assert [kind_named(say(f"export.programme.kind_{kind}")) for kind in Kind] == list(Kind)
    assert [end_source_named(say(f"export.programme.end_{source}")) for source in EndSource] == list(EndSource)
    streamed = (say("export.yes"), say("export.no"), say("export.programme.unsaid"))
    assert [streamed_named(word) for word in streamed] == ["yes", "no", "unsaid"]
