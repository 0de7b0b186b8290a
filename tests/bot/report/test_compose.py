"""What a report says of its facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.report.compose import compose_report
from bot.report.document import Heading, Paragraph, Picture, Table
from bot.report.facts import Counted, Day, Evaluated, Fees, Participants, Report, Work
from bot.report.write_markdown import write_markdown
from dialogs.phrases import voice
from gatherings.evaluation.results import Results
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language
from gatherings.own_contribution import Contribution, Share
from tests.bot.report.reading import composed, headings, section, table
from tests.bot.report.told import EVALUATED, HELD, MADE_AT, PARTICIPANTS, PICTURE, REPORT, RESULTS, SHARES, WORK
from tests.builders import DAY_ONE


def test_a_report_answers_first_and_ends_with_where_it_has_it_from() -> None:
    document = composed()
    assert headings(document) == [
        "Kort fortalt", "Deltakere", "Program", "Evaluering", "Oppfølging", "Gebyrgrunnlag", "Egeninnsats",
        "Hvor tallene kommer fra",
    ]  # fmt: skip
    assert section(document, "Kort fortalt") == [
        "16 deltakere fra 2 av 10 kommuner og 1 annen organisasjon.",
        "Nytten av samlingen: 7,8 av 10 i snitt, etter 13 svar.",
        "4 gebyrer. De faste gebyrene er 3\xa0600 kroner i alt.",
        "Egeninnsats: 93,50 timer, 46\xa0750 kroner.",
    ]


@pytest.mark.parametrize(
    ("language", "title", "subtitle"),
    [
        (NB, "Rapport fra Vårsamling", "torsdag 15. april – fredag 16. april 2027"),
        (NN, "Rapport frå Vårsamling", "torsdag 15. april – fredag 16. april 2027"),
        (EN, "Report on Vårsamling", "Thursday 15 April – Friday 16 April 2027"),
    ],
)
def test_it_is_called_after_the_gathering_and_says_when_and_where(
    language: Language, title: str, subtitle: str
) -> None:
    document = composed(language=language)
    told = (document.title, document.subtitle, document.language)
    assert told == (title, f"Fjordnettverket · {subtitle} · Kulturhuset, Fjordby", language)


def test_a_gathering_of_one_day_is_told_with_its_hours() -> None:
    held = replace(HELD, days=(Day(DAY_ONE, time(9), time(14)),), place=None)
    subtitle = "Fjordnettverket · torsdag 15. april 2027 kl. 09.00–14.00 · Kulturhuset"
    assert composed(replace(REPORT, held=held)).subtitle == subtitle


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_the_same_figures(language: Language) -> None:
    own, bokmaal = composed(language=language), composed()
    assert [type(part) for part in own.parts] == [type(part) for part in bokmaal.parts]
    tables = [part for part in own.parts if isinstance(part, Table)]
    assert [len(one.rows) for one in tables] == [len(one.rows) for one in bokmaal.parts if isinstance(one, Table)]
    assert all(len(row) == len(one.columns) for one in tables for row in (*one.rows, one.total) if row)


def test_all_of_the_members_and_nobody_else_is_one_short_sentence() -> None:
    told = replace(PARTICIPANTS, homes=PARTICIPANTS.homes[:2], has_absent=False)
    found = section(composed(replace(REPORT, participants=told)), "Kort fortalt")
    assert found[0] == "14 deltakere fra 2 av 10 kommuner."


def test_a_network_of_others_than_municipalities_has_members() -> None:
    told = replace(PARTICIPANTS, homes=PARTICIPANTS.homes[:1], members=1, are_municipalities=False)
    assert section(composed(replace(REPORT, participants=told)), "Kort fortalt")[0] == "7 deltakere fra 1 av 1 medlem."


def test_it_says_whether_attendance_or_registration_was_counted() -> None:
    registered = replace(PARTICIPANTS, counted=Counted.REGISTERED, by_day={}, has_absent=False)
    found = [section(composed(replace(REPORT, participants=one)), "Deltakere") for one in (PARTICIPANTS, registered)]
    assert [lines[0].endswith("Deltakere er de som ble registrert til stede.") for lines in found] == [True, False]
    assert " ".join(found[1]) == (
        "16 deltakere fra 2 av 10 kommuner og 1 annen organisasjon. 9 i salen og 7 digitalt. "
        "1 deltaker har ikke oppgitt organisasjon. "
        "Oppmøte ble ikke registrert. Deltakere er de påmeldte som hadde plass."
    )


def test_who_was_absent_is_a_number_for_each_organisation_once_the_list_is_closed() -> None:
    caption = "Deltakere fra hver organisasjon"
    closed = table(composed(), caption)
    still_open = table(composed(replace(REPORT, participants=replace(PARTICIPANTS, has_absent=False))), caption)
    assert [row[-1] for row in (*closed.rows, closed.total)] == ["1", "0", "0", "0", "1"]
    assert [column.name for column in still_open.columns] == ["Organisasjon", "I salen", "Digitalt", "Deltakere"]


def test_where_everybody_was_there_that_is_said() -> None:
    told = replace(PARTICIPANTS, homes=PARTICIPANTS.homes[1:2])
    assert "Alle påmeldte møtte." in section(composed(replace(REPORT, participants=told)), "Deltakere")[0]


def test_nobody_at_all_is_said_and_nothing_is_reckoned() -> None:
    nobody = Participants(Counted.REGISTERED, (), members=10)
    told = Report(HELD, nobody, Fees(), Work(WORK.hours, Contribution({})))
    document = composed(told)
    assert section(document, "Kort fortalt") == [
        "Ingen deltakere er registrert.",
        "Ingen evaluering er lukket for denne samlingen.",
    ]
    assert section(document, "Gebyrgrunnlag") == ["Ingen gebyrer."]
    assert section(document, "Egeninnsats")[0].startswith("Egeninnsatsen kan ikke regnes ut")


@pytest.mark.parametrize("evaluations", [(), (Evaluated("", None),)])
def test_where_no_evaluation_is_closed_one_sentence_says_so(evaluations: tuple[Evaluated, ...]) -> None:
    document = composed(replace(REPORT, evaluations=evaluations))
    assert section(document, "Evaluering") == ["Ingen evaluering er lukket for denne samlingen."]
    assert "samband evaluation results" not in write_markdown(document).decode()


def test_too_few_answers_are_told_as_two_numbers_alone() -> None:
    few = Evaluated("", Results(5, 16), PICTURE)
    document = composed(replace(REPORT, evaluations=(few,)))
    assert section(document, "Evaluering") == ["5 av 16 svarte. Færre enn 6 svarte, og da vises ikke svarene."]
    assert not any(isinstance(part, Picture) for part in document.parts)


def test_results_are_never_shown_where_they_may_not_be_told() -> None:
    wrong = replace(EVALUATED, results=replace(RESULTS, answered=5))
    told = replace(REPORT, evaluations=(wrong,))
    assert section(composed(told), "Evaluering") == ["5 av 16 svarte. Færre enn 6 svarte, og da vises ikke svarene."]


def test_the_distribution_stands_in_parts_where_it_may() -> None:
    found = table(composed(), "Antall svar på hver verdi fra 1 til 10")
    assert found.rows == (
        ("Alle", "0", "0", "0", "0", "1", "1", "3", "4", "3", "1", "7,8"),
        ("I salen", "0", "0", "0", "0", "0", "0", "1", "3", "2", "1", "8,4"),
        ("Digitalt", "0", "0", "0", "0", "1", "1", "2", "1", "1", "0", "7,0"),
    )


def test_usefulness_stands_beside_earlier_gatherings() -> None:
    found = table(composed(), "Nytten sammenlignet med tidligere samlinger")
    assert found.rows == (
        ("Høstsamling 2025", "7,1", "22"), ("Vårsamling 2026", "7,6", "19"), ("Vårsamling", "7,8", "13")
    )  # fmt: skip


def test_what_was_written_stands_in_its_groups_without_what_is_hidden() -> None:
    found = section(composed(), "Evaluering")
    assert [text for text in found if "vises" in text] == []
    assert found[-4:] == [
        "Verktøyet for målkonflikter.", "Å jobbe i blandede grupper.\nOg et nytt nettverk.", "Maten.",
        "Mer om arealregnskap.",
    ]  # fmt: skip
    assert [text for text in found if text.endswith("svar)")] == ["Metode (2 svar)", "Annet (1 svar)"]


@pytest.mark.parametrize(("asked", "is_told"), [(0, False), (5, False), (6, True)])
def test_who_asked_to_be_reminded_is_told_from_six_up(asked: int, is_told: bool) -> None:  # noqa: FBT001
    assert ("Oppfølging" in headings(composed(replace(REPORT, follow_ups=asked)))) is is_told


def test_fees_are_told_by_organisation_and_reason_and_waived_ones_apart() -> None:
    owed, waived = table(composed(), "Gebyrer"), table(composed(), "Ettergitte gebyrer")
    assert (*owed.rows, owed.total) == (
        ("Fjordby", "sen avmelding", "2", "2\xa0400"),
        ("Fjordby", "ikke møtt", "1", "faktisk kostnad"),
        ("Viksund", "sen avmelding", "1", "1\xa0200"),
        ("I alt", "", "4", "3\xa0600"),
    )
    assert (*waived.rows, waived.total) == (("Viksund", "ikke møtt", "1", "1\xa0200"), ("I alt", "", "1", "1\xa0200"))


def test_own_contribution_is_persons_times_hours_times_rate() -> None:
    found = table(composed(), "Egeninnsats fra hver organisasjon")
    assert (*found.rows, found.total) == (
        ("Fjordby", "7", "41,50", "500", "20\xa0750"),
        ("Viksund", "7", "41,25", "500", "20\xa0625"),
        ("Fjordvarme AS", "1", "6,50", "500", "3\xa0250"),
        ("Uten oppgitt organisasjon", "1", "4,25", "500", "2\xa0125"),
        ("I alt", "16", "93,50", "500", "46\xa0750"),
    )


def test_without_a_rate_only_persons_and_hours_are_shown() -> None:
    shares = {home: Share(one.persons, one.hours) for home, one in SHARES.items()}
    document = composed(replace(REPORT, work=replace(WORK, shares=Contribution(shares))))
    found = table(document, "Egeninnsats fra hver organisasjon")
    assert [column.name for column in found.columns] == ["Organisasjon", "Personer", "Timer"]
    assert section(document, "Kort fortalt")[-1] == "Egeninnsats: 93,50 timer."


def test_every_table_is_traced_to_a_command() -> None:
    of = "--gathering varsamling-2027-04-15"
    assert table(composed(), "Kilder").rows == (
        ("Deltakere", f"samband attendance list {of}"),
        ("Deltakere", f"samband export participants {of}"),
        ("Program", "samband gathering show varsamling-2027-04-15"),
        ("Evaluering", f"samband evaluation results {of}"),
        ("Gebyrgrunnlag", f"samband export fees {of}"),
        ("Egeninnsats", f"samband attendance list {of}"),
        ("Egeninnsats", "samband gathering show varsamling-2027-04-15"),
    )


def test_a_gathering_that_was_cancelled_is_said_to_be() -> None:
    assert composed(replace(REPORT, held=replace(HELD, is_cancelled=True))).parts[0] == Paragraph(
        "Samlingen ble avlyst."
    )


def test_before_it_is_held_the_figures_are_provisional() -> None:
    early = compose_report(REPORT, voice(NB), made_at=MADE_AT - timedelta(days=30))
    assert early.parts[0] == Paragraph("Samlingen er ikke holdt ennå, og tallene er foreløpige.")
    assert composed().parts[0] == Heading("Kort fortalt")
