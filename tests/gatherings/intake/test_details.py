"""The details of an export, and how they are made one with the table."""

from __future__ import annotations

import pytest

from tests.gatherings.intake.texts import HEADING, hours, programme, read, warnings

ROW = "12:00\t45m\tLunsj\tI kantina."


def test_a_table_alone_and_details_alone_are_enough() -> None:
    section = "## Lunsj\n\n12:00 | 45m\n\nI kantina.\n"
    drafts = [read(programme(ROW)), read(f"{HEADING} - block details\n\n{section}"), read(f"{HEADING}\n\n{section}")]
    told = [(d.title, d.starts_on.isoformat(), hours(d.blocks[0]), d.blocks[0].text, d.warnings) for d in drafts]
    assert told == [("Vårsamling", "2027-04-15", "12:00-12:45 length", "I kantina.", ())] * 3


@pytest.mark.parametrize(
    "mark",
    ["### ADDITIONAL INFORMATION", "#### ADDITIONAL INFORMATION", "ADDITIONAL INFORMATION", "**Additional information:**",
     "## Additional information", "ADDITIONAL INFORMATION: hemmelig", "TILLEGGSINFORMASJON"],
)  # fmt: skip
def test_what_stands_under_additional_information_is_notes(mark: str) -> None:
    details = (
        f"## Lunsj\n\n12:00 | 45m\n\nI kantina.\n\n{mark}\n\nRing kokken.\n\n## Huskeliste\n\n# 3 bord\n\n---\n\nKniver"
    )
    block = read(programme(ROW, details=details)).blocks[0]
    notes = block.notes.removeprefix("hemmelig\n")
    assert (block.title, block.text, notes) == ("Lunsj", "I kantina.", "Ring kokken.\n## Huskeliste\n# 3 bord\nKniver")


def test_a_title_of_the_table_among_the_notes_opens_no_public_part() -> None:
    details = "## Lunsj\n\n12:00 | 45m\n\n### ADDITIONAL INFORMATION\n\n## Lunsj\n\nKokken heter Bo.\n"
    block = read(programme(ROW, details=details)).blocks[0]
    assert (block.text, block.notes) == ("I kantina.", "## Lunsj\nKokken heter Bo.")


def test_what_stands_under_a_capital_heading_we_do_not_know_is_kept_as_notes() -> None:
    draft = read(programme(ROW, details="## Lunsj\n\n12:00 | 45m\n\n#### MATERIALS\n\nTi kniver"))
    assert (draft.blocks[0].text, draft.blocks[0].notes) == ("I kantina.", "MATERIALS\nTi kniver")
    assert warnings(draft) == [("part_kept_as_notes", 12)]


def test_addresses_in_the_public_part_are_moved_to_the_notes() -> None:
    details = (
        "## Lunsj\n\n12:00 | 45m\n\nASSIGNED TO Kari Holm <kari@example.org>\n\nMeld fra (e-post: bo@example.org)."
    )
    draft = read(
        programme(
            "12:00\t45m\tLunsj hos ida@example.org\t",
            details=details.replace("## Lunsj", "## Lunsj hos ida@example.org"),
        )
    )
    block = draft.blocks[0]
    assert (block.title, block.text, [person.name for person in block.people], block.notes.split("\n")) == (
        "Lunsj hos",
        "Meld fra.",
        ["Kari Holm"],
        ["ida@example.org", "bo@example.org", "kari@example.org"],
    )
    assert warnings(draft) == [("address_to_notes", 4)]


def test_names_that_stand_only_in_the_notes_are_nobody() -> None:
    details = "## Lunsj\n\n12:00 | 45m\n\n### ADDITIONAL INFORMATION\n\nv/ Kari Holm\n\nPer Lie presenterer\n\nStreames"
    block = read(programme(ROW, details=details)).blocks[0]
    assert (block.people, block.streamed, block.kind.value) == ((), True, "meal")


def test_the_fuller_text_counts_and_line_breaks_stay() -> None:
    short, long = "Vi går ut.", "Vi går ut.\n- ta på sko\n- ta med lue\n\nVi møtes på kaia."
    details = f"## Tur\n\n12:00 | 45m\n\n{long}\n\n## Pause\n\n13:00 | 15m\n\n{short}"
    draft = read(programme(f"12:00\t45m\tTur\t{short}", f"13:00\t15m\tPause\t{short} Så går vi inn.", details=details))
    assert ([block.text for block in draft.blocks], draft.warnings) == ([long, f"{short} Så går vi inn."], ())


def test_where_the_two_differ_the_table_counts_and_a_warning_says_so() -> None:
    rows = (
        "10:00\t1h\tMøte\tVi ser på kart.",
        "12:00\t45m\tLunsj\t",
        "13:00\t1h\tBefaring i sentrum\t",
        "15:00\t\tSlutt\t",
    )
    details = (
        "## Møte\n\n10:00 | 2h\n\nNoe helt annet enn det som sto.\n\n## Lunsj\n\n12:15 | 45m\n\n"
        "## Befaring sentrum\n\n13:00 | 1h\n\n## Hjemreise\n\n15:30 | 1h"
    )
    draft = read(programme(*rows, details=details))
    assert [f"{hours(block)} {block.title}" for block in draft.blocks] == [
        "10:00-11:00 length Møte",
        "12:00-12:45 length Lunsj",
        "13:00-14:00 length Befaring i sentrum",
        "15:00-? none Slutt",
        "15:30-16:30 length Hjemreise",
    ]
    assert warnings(draft) == [
        ("only_in_table", 7),
        ("length_differs", 11),
        ("texts_differ", 11),
        ("start_differs", 17),
        ("title_differs", 21),
        ("only_in_details", 25),
    ]


def test_equal_titles_meet_by_their_starts() -> None:
    details = "## Pause\n\n14:00 | 15m\n\nFrukt\n\n## Pause\n\n10:00 | 15m\n\nKake"
    draft = read(programme("10:00\t15m\tPause\t", "14:00\t15m\tPause\t", details=details))
    assert ([block.text for block in draft.blocks], draft.warnings) == (["Kake", "Frukt"], ())


def test_details_of_several_days_meet_the_tables_of_their_days() -> None:
    text = (
        "# Samling 29.–30. april 2027\n\n## Dag 1\n\n09:00\t1h\tÅpning\t\n12:00\t1h\tLunsj\t\n\n## Dag 2\n\n12:00\t1h\tLunsj\t\n\n"
        "# Samling 29.–30. april 2027 - block details\n\n## Dag 1\n\n## Åpning\n\n09:00 | 1h\n\nHei\n\n## Lunsj\n\n12:00 | 1h\n\nSuppe\n\n"
        "## Dag 2\n\n## Lunsj\n\n12:00 | 1h\n\nFisk\n"
    )
    unsaid = text.replace("## Dag 1\n\n## Åpning", "## Åpning").replace("## Dag 2\n\n## Lunsj", "## Lunsj")
    told = [[(b.day.day, b.title, b.text) for b in read(version).blocks] for version in (text, unsaid)]
    assert told == [[(29, "Åpning", "Hei"), (29, "Lunsj", "Suppe"), (30, "Lunsj", "Fisk")]] * 2


def test_a_table_and_its_details_may_be_followed_by_another_table() -> None:
    part = "# Samling {0}. april 2027\n\nKL.\tLENGDE\tTITTEL\tBESKRIVELSE\n09:00\t1h\tMøte\t\n\n# Samling {0}. april 2027 - block details\n\n## Møte\n\n09:00 | 1h\n\nTekst {0}\n\nADDITIONAL INFORMATION\n\nStreames\n\n"
    draft = read(part.format(15) + part.format(16))
    assert [(b.day.day, b.text, b.streamed) for b in draft.blocks] == [(15, "Tekst 15", True), (16, "Tekst 16", True)]


def test_a_title_without_hashes_between_rules_is_a_title() -> None:
    draft = read(programme(ROW, details="---\n\nLunsj\n\n---\n\n12:00 | 45m\n\nI kantina. Suppe og brød."))
    assert ([block.text for block in draft.blocks], draft.warnings) == (["I kantina. Suppe og brød."], ())
