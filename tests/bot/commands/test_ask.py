from __future__ import annotations

import json

from tests.bot.commands.conftest import SLUG, Terminal

AT = "2027-04-15T12:20"


def test_a_question_is_answered_in_the_fixed_form(imported: Terminal) -> None:
    ended = imported("ask", "hva er neste?", "--at", AT, "--json")
    assert ended.json.keys() == {"intent", "slots", "text", "blocks"}
    assert (ended.code, ended.json["intent"], ended.json["blocks"]) == (
        0, "agenda.next", ["Når arealplanen møter hverdagen"]
    )  # fmt: skip
    assert ended.json["text"].splitlines()[:2] == [
        "Neste: Når arealplanen møter hverdagen", "kl. 12.30–14.00, om 10 minutter. Nå er det lunsj."
    ]  # fmt: skip


def test_quotation_marks_are_not_needed(imported: Terminal) -> None:
    assert imported("ask", "hva", "er", "neste?", "--at", AT).out == imported("ask", "hva er neste?", "--at", AT).out


def test_a_time_without_a_zone_is_the_gatherings(imported: Terminal) -> None:
    imported("gathering", "set", SLUG, "--timezone", "Europe/London")
    local = imported("ask", "hva er neste?", "--at", AT, "--gathering", SLUG)
    utc = imported("ask", "hva er neste?", "--at", "2027-04-15T11:20Z", "--gathering", SLUG)
    assert local.out == utc.out


def test_the_answer_is_in_the_language_that_was_asked_for(imported: Terminal) -> None:
    answers = [imported("ask", "hva er neste?", "--at", AT, "--lang", language).out[:5] for language in ("nb", "en")]
    assert answers == ["Neste", "Next:"]


def test_the_language_that_is_chosen_is_that_of_the_answer(imported: Terminal) -> None:
    for more in ((), ("--lang", "nb")):
        told = imported("ask", "kan du svare på nynorsk?", "--at", AT, "--json", *more).json["text"]
        assert told == "Greitt, eg svarar på nynorsk."


def test_a_gathering_of_long_ago_still_answers_where_there_is_no_other(imported: Terminal) -> None:
    later = "2029-01-01T09:00"
    asked = imported("ask", "når var panelsamtalen?", "--at", later, "--json").json
    understood = imported("understand", "--at", later, source='{"text": "når er panelsamtalen?"}').out
    topic = "Panelsamtale: Hva virker, og hva koster det?"
    assert (asked["blocks"], json.loads(understood)["slots"]) == ([topic], {"topic": topic})


def test_without_a_time_it_is_now_on_the_rehearsals_clock(imported: Terminal) -> None:
    ended = imported("ask", "hva er neste?", "--json", CLOCK="2027-04-15T11:20+02:00@0")
    assert ended.json["blocks"] == ["Lunsj"]


def test_asking_changes_nothing(imported: Terminal) -> None:
    imported("ask", "følg programmet", "--at", AT)
    imported("ask", f"jeg er arrangør {'ABCD-EFGH-JKMN'}", "--at", AT)
    assert imported("organiser", "list", "--json").json == []


def test_words_that_are_no_text_do_no_harm(imported: Terminal) -> None:
    ended = imported("ask", "hva er \udcff\x1b neste?", "--at", AT)
    assert (ended.code, ended.err) == (0, "")


def test_json_lines_come_back_with_what_was_understood(imported: Terminal) -> None:
    source = '{"text": "hva er neste?", "id": 7}\n\n{"text": "når er lunsj?", "intent": "guess"}\n'
    ended = imported("understand", "--at", AT, source=source)
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [(line.get("id"), line["intent"], line["slots"]) for line in lines] == [
        (7, "agenda.next", {}), (None, "agenda.when", {"topic": "lunsj"})
    ]  # fmt: skip
    assert all(0 <= line["confidence"] <= 1 for line in lines)


def test_a_title_of_the_gathering_is_understood(imported: Terminal) -> None:
    source = '{"text": "når er panelsamtalen?"}'
    slots = json.loads(imported("understand", "--gathering", SLUG, "--at", AT, source=source).out)["slots"]
    assert slots == {"topic": "Panelsamtale: Hva virker, og hva koster det?"}


def test_a_bad_line_is_refused_by_its_number(terminal: Terminal) -> None:
    for bad in ("hei", '{"text": 3}', "[]", '{"no": "text"}', "[" * 100_000):
        ended = terminal("understand", source=f'{{"text": "hei"}}\n{bad}\n')
        told = "Linje 2 er ikke et JSON-objekt med en tekst i «text».\n"
        assert (ended.code, ended.out.count("\n"), ended.err) == (1, 1, told)


def test_what_is_asked_after_the_answer_is_shown_as_well(imported: Terminal) -> None:
    ended = imported("ask", "jeg vil melde på meg og en kollega fra Gloppen", CLOCK="2027-03-20T12:00+01:00@0")
    first, then = ended.out.strip().split("\n\n")
    assert (first.startswith("Jeg melder bare på deg."), then.splitlines()[0]) == (True, "Meld deg på Vårsamling")


def test_why_a_message_is_read_so_is_told_to_people_and_scripts(imported: Terminal) -> None:
    told = imported("understand", "--explain", "når", "er", "lunsj", "--at", AT).out
    source = '{"text": "når er lunsj"}\n'
    found = json.loads(imported("understand", "--explain", "--at", AT, source=source).out)
    assert told.splitlines()[:2] == ["Lest som agenda.when (topic=lunsj), sikkerhet 1,00", "Et mønster avgjorde."]
    assert (found["explain"]["decided_by"], found["explain"]["likeliest"]) == ("pattern", "agenda.when")


def test_two_wishes_of_one_message_are_both_told(imported: Terminal) -> None:
    found = json.loads(imported("understand", "når er lunsj og hvor er det", "--at", AT, "--json").out)
    assert (found["intent"], found["also"]["intent"]) == ("agenda.when", "agenda.where")
