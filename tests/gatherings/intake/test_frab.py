"""Schedules of frab and pretalx as programmes."""

from __future__ import annotations

import json

import pytest

from gatherings.intake import Draft, Unreadable
from gatherings.programme import Kind
from tests.gatherings.intake.sources import draft_of
from tests.gatherings.intake.texts import hours

XML = """<?xml version="1.0" encoding="UTF-8"?>
<schedule><version>1</version><conference><title>Nordvikdagene</title><time_zone_name>Europe/Stockholm</time_zone_name></conference>
<day index="1" date="2027-04-15"><room name="Storsalen">
<event guid="x" id="5"><date>2027-04-15T09:00:00+02:00</date><start>09:00</start><duration>00:45</duration><title>Klima i nord</title>
<subtitle>Kort</subtitle><track>A</track><type>Workshop</type><abstract>Om &lt;b&gt;klima&lt;/b&gt;.</abstract><persons><person id="1">Kari Nes</person></persons></event>
<event id="6"><start>10:00</start><duration>00:30</duration><title>Kaffe</title></event>
</room></day></schedule>"""
EVENTS = [
    {"id": 1, "date": "2027-04-15T09:00:00+02:00", "start": "09:00", "duration": "00:45", "title": "Klima i nord", "track": {"nb": "A"}, "type": "Workshop", "subtitle": "Kort", "abstract": "Om klima.", "persons": [{"public_name": "Kari Nes"}]},
    {"id": 2, "start": "10:00", "duration": "00:30", "title": "Kaffe", "persons": []},
]  # fmt: skip
DAYS = [{"date": "2027-04-15", "rooms": {"Storsalen": EVENTS}}]
CONFERENCE = {"title": "Nordvikdagene", "time_zone_name": "Europe/Stockholm", "days": DAYS}
WIDGET = {
    "talks": [{"title": "Klima i nord", "start": "2027-04-15T07:00:00Z", "end": "2027-04-15T07:45:00Z", "room": 1, "track": 2, "speakers": ["AB"], "abstract": "Om klima."}],
    "rooms": [{"id": 1, "name": {"en": "Storsalen"}}], "tracks": [{"id": 2, "name": "A"}], "speakers": [{"code": "AB", "name": "Kari Nes"}], "timezone": "Europe/Stockholm",
}  # fmt: skip


def shown(draft: Draft) -> list[tuple[object, ...]]:
    return [(f"{b.day} {hours(b)}", b.title, b.text, b.room, b.track, [p.name for p in b.people]) for b in draft.blocks]


KLIMA = ("2027-04-15 09:00-09:45 length", "Klima i nord", "Kort\n\nOm klima.", "Storsalen", "A", ["Kari Nes"])
KAFFE: tuple[object, ...] = ("2027-04-15 10:00-10:30 length", "Kaffe", "", "Storsalen", None, [])


@pytest.mark.parametrize(
    ("name", "text"), [("s.xml", XML), ("s.json", json.dumps({"schedule": {"conference": CONFERENCE}}))]
)
def test_a_schedule_is_a_programme(name: str, text: str) -> None:
    draft = draft_of(text, name)
    assert (draft.title, draft.timezone, shown(draft), draft.blocks[0].kind) == (
        "Nordvikdagene", "Europe/Stockholm", [KLIMA, KAFFE], Kind.WORKSHOP,
    )  # fmt: skip


def test_what_the_widget_is_given_is_one_too() -> None:
    assert shown(draft_of(json.dumps(WIDGET, indent=1), "w.json")) == [(*KLIMA[:2], "Om klima.", *KLIMA[3:])]


def test_a_line_of_json_may_be_as_long_as_it_likes() -> None:
    text = json.dumps({"schedule": {"conference": CONFERENCE}}).replace("Om klima.", "ord " * 20_000)
    assert len(draft_of(text, "s.json").blocks) == 2


@pytest.mark.parametrize(
    ("was", "becomes", "meant"),
    [
        ("<start>10:00", "<start>25:00", ("no_such_time", 6)),
        ("<start>10:00", "<start>ti", ("time_unreadable", 6)),
        ("00:30", "26:00", ("too_long", 6)),
        ("00:30", "litt", ("length_unclear", 6)),
        ("<title>Kaffe", "<title>", ("no_title", 6)),
        ("</persons>", "", ("broken_here", 5)),
        ("<schedule>", '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><schedule>', ("entities", None)),
        ("<schedule>", '<!DOCTYPE s SYSTEM "file:///etc/passwd"><schedule>', ("entities", None)),
    ],
)
def test_what_cannot_be_right_is_refused_by_its_line(was: str, becomes: str, meant: tuple[str, int | None]) -> None:
    with pytest.raises(Unreadable) as refused:
        draft_of(XML.replace(was, becomes, 1), "s.xml")
    assert (refused.value.key.removeprefix("intake.refusal."), refused.value.args_of_sentence.get("line")) == meant


@pytest.mark.parametrize(
    "text",
    [
        '{"talks": [[[[',
        '{"talks":' + "[" * 100_000,
        '{"schedule": 5}',
        '{"talks": [{"title": 5}]}',
        "<schedule></schedule>",
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        draft_of(text, "s.json")


def test_a_line_in_json_is_where_the_title_stands() -> None:
    text = json.dumps({"schedule": {"conference": CONFERENCE}}, indent=1).replace('"10:00"', '"25:00"')
    with pytest.raises(Unreadable) as refused:
        draft_of(text, "s.json")
    line = refused.value.args_of_sentence["line"]
    assert isinstance(line, int)
    assert '"Kaffe"' in text.split("\n")[line - 1]
