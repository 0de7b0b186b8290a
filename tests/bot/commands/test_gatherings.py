from __future__ import annotations

from pathlib import Path

from tests.bot.commands.conftest import SLUG, Terminal

ADD = ("gathering", "add", "varsamling", "--title", "Vårsamling", "--starts-on", "2027-04-15")


def test_a_network_is_added_once(terminal: Terminal) -> None:
    added = terminal("network", "add", "fjord", "--title", "Fjordnettverket", "--json")
    again = terminal("network", "add", "fjord", "--title", "Et annet")
    assert (added.json, again.code, again.err) == (
        {"slug": "fjord", "title": "Fjordnettverket"}, 1, "«fjord» finnes allerede.\n"
    )  # fmt: skip
    assert terminal("network", "list").out.splitlines() == ["kortnavn  tittel", "fjord     Fjordnettverket"]


def test_a_gathering_is_added_with_what_is_known_and_the_rest_is_null(terminal: Terminal) -> None:
    added = terminal(*ADD, "--ends-on", "2027-04-16", "--place", "Fjordby", "--language", "nn", "--json")
    assert added.json == {
        "slug": "varsamling", "title": "Vårsamling", "starts_on": "2027-04-15", "ends_on": "2027-04-16",
        "starts": None, "ends": None, "timezone": "Europe/Oslo", "venue": None, "place": "Fjordby", "deadline": None,
        "terms": None, "opens_at": None, "free_until": None, "fee_late": None, "fee_absent": None, "fee_covers": "room",
        "capacity": None, "capacity_digital": None, "capacity_per_organisation": None, "offer_hours": 24,
        "ladder": ["14d", "7d", "2d", "0d"], "keep_not_understood": False, "language": "nn", "lead_minutes": 5, "contact": None, "cancelled": False, "version": 1,
        "blocks": 0, "streams": [],
    }  # fmt: skip
    assert terminal(*ADD).err == "«varsamling» finnes allerede.\n"


def test_a_new_gathering_speaks_the_language_of_the_installation(terminal: Terminal) -> None:
    assert terminal(*ADD, "--json", LANGUAGE="en").json["language"] == "en"


def test_an_empty_value_takes_away_what_was_there(terminal: Terminal) -> None:
    Path("terms.txt").write_text("Gratis.\nVenteliste.\n", encoding="utf-8")
    terminal(
        *ADD, "--venue", "Kulturhuset", "--deadline", "2027-04-01", "--contact", "Ola Vik", "--terms-file", "terms.txt"
    )
    shown = terminal("gathering", "show", "varsamling", "--json").json
    emptied = terminal(
        "gathering", "set", "varsamling", "--venue", "", "--deadline", "", "--contact", "", "--json"
    ).json
    names = ("venue", "deadline", "contact", "terms")
    assert [shown[name] for name in names] == [
        "Kulturhuset", "2027-04-01", {"name": "Ola Vik", "phone": None, "email": None}, "Gratis.\nVenteliste."
    ]  # fmt: skip
    assert [emptied[name] for name in names] == [None, None, None, "Gratis.\nVenteliste."]


def test_days_in_the_wrong_order_are_refused_and_nothing_is_saved(terminal: Terminal) -> None:
    refused = terminal(*ADD, "--ends-on", "2027-04-14")
    told = "Siste dag (2027-04-14) er før første dag (2027-04-15). Ingenting er lagret.\n"
    assert (refused.code, refused.err, terminal("gathering", "list", "--json").json) == (1, told, [])


def test_a_gathering_that_nobody_can_take_part_in_is_refused(terminal: Terminal) -> None:
    refused = terminal(*ADD, "--capacity", "0", "--capacity-digital", "0")
    assert (refused.code, terminal("gathering", "list", "--json").json) == (1, [])
    assert refused.err == "Det må være plass i salen eller digitalt. Ingenting er lagret.\n"


def test_another_zone_and_another_lead_plan_anew(imported: Terminal) -> None:
    imported("gathering", "set", SLUG, "--timezone", "Europe/London", "--lead-minutes", "10")
    due = {p["title"]: p["due_at"] for p in imported("postings", "--gathering", SLUG, "--json").json}
    assert due["Lunsj"] == "2027-04-15T11:20:00+01:00"


def test_a_cancelled_gathering_posts_that_and_nothing_more(imported: Terminal) -> None:
    ended = imported("gathering", "cancel", SLUG)
    planned = imported("postings", "--gathering", SLUG, "--state", "planned", "--json").json
    assert (ended.code, [posting["kind"] for posting in planned]) == (0, ["called_off"])


def test_a_change_that_changes_nothing_is_refused(imported: Terminal) -> None:
    told = "Ingenting er endret: si hva som skal endres, for eksempel --venue. Se «samband gathering set --help».\n"
    ended = imported("gathering", "set", SLUG)
    assert (ended.code, ended.err, imported("gathering", "show", SLUG, "--json").json["version"]) == (1, told, 1)


def test_a_state_that_does_not_exist_is_refused_with_those_that_do(terminal: Terminal) -> None:
    ended = terminal("postings", "--gathering", SLUG, "--state", "tull")
    assert (ended.code, "velg mellom planned, fired, skipped, withdrawn." in ended.err) == (2, True)


def test_a_gathering_is_shown_with_its_programme(imported: Terminal) -> None:
    lines = imported("gathering", "show", SLUG).out.splitlines()
    assert lines[:2] == [f"Vårsamling ({SLUG})", "torsdag 15. april 2027"]
    assert "  09.45–10.30  Nytt fra fylket (Jonas Eikeland · Strømmes)" in lines


def test_what_is_not_there_is_refused_by_its_name(terminal: Terminal) -> None:
    calls = (("gathering", "show", "x"), ("gathering", "set", "x"), ("gathering", "cancel", "x"),
             ("postings", "--gathering", "x"), ("organiser", "invite", "--gathering", "x"),
             ("stream", "set", "--gathering", "x", "https://video.example.org"), ("ask", "hei", "--gathering", "x"))  # fmt: skip
    ended = [terminal(*call) for call in calls]
    assert [(one.code, one.err) for one in ended] == [(1, "Jeg finner ingen samling som heter «x».\n")] * len(calls)


def test_a_stream_link_is_set_for_the_registered_unless_everyone_is_said(imported: Terminal) -> None:
    url = "https://video.example.org/varsamling"
    imported("stream", "set", "--gathering", SLUG, url)
    first = imported("gathering", "show", SLUG, "--json").json["streams"]
    imported("stream", "set", "--gathering", SLUG, "--for", "everyone", url)
    then = imported("gathering", "show", SLUG, "--json").json["streams"]
    assert (first, then) == (
        [{"url": url, "for": "registered", "block": None}], [{"url": url, "for": "everyone", "block": None}]
    )  # fmt: skip


def test_what_is_not_a_link_or_not_a_block_is_refused(imported: Terminal) -> None:
    plain = imported("stream", "set", "--gathering", SLUG, "http://video.example.org")
    block = imported("stream", "set", "--gathering", SLUG, "--block", "none", "https://video.example.org")
    assert (plain.code, plain.err.startswith("En strømmelenke må begynne med https://.")) == (1, True)
    assert (block.code, block.err) == (1, f"Samlingen «{SLUG}» har ingen bolk med id «none».\n")


def test_an_organisers_code_is_printed_alone_on_its_line(imported: Terminal) -> None:
    code = imported("organiser", "invite", "--network", "nettverk", "--json").json["code"]
    told = imported("organiser", "invite", "--gathering", SLUG).out.splitlines()
    assert [len(part) for part in code.split("-")] == [4, 4, 4]
    assert told[0] in told[1]
    assert imported("organiser", "list").out == "Ingen er arrangør.\n"


def test_a_code_is_for_a_network_or_a_gathering_and_not_for_both(imported: Terminal) -> None:
    neither = imported("organiser", "invite")
    both = imported("organiser", "invite", "--network", "nettverk", "--gathering", SLUG)
    assert [neither.code, both.code, neither.err == both.err] == [1, 1, True]


def test_without_deliveries_that_is_said(imported: Terminal) -> None:
    assert imported("deliveries").out == "Ingen meldinger er på vei eller levert.\n"
    assert imported("deliveries", "--state", "sent", "--json").json == []


def test_messages_that_are_not_understood_are_kept_where_it_is_said(terminal: Terminal) -> None:
    terminal(*ADD)
    told = []
    for said in ("yes", "no"):
        terminal("gathering", "set", "varsamling", "--keep-not-understood", said)
        lines = terminal("gathering", "show", "varsamling").out.splitlines()
        kept = terminal("gathering", "show", "varsamling", "--json").json["keep_not_understood"]
        told.append((kept, "Meldinger som ikke blir forstått, kan arrangørene lese: ja" in lines))
    assert told == [(True, True), (False, False)]
    refused = terminal("gathering", "set", "varsamling", "--keep-not-understood", "ja")
    assert (refused.code, "skal være yes eller no" in refused.err) == (2, True)
