from __future__ import annotations

from tests.bot.commands.conftest import SLUG, Terminal
from tests.bot.commands.signup import EARLY, LIST, OF, invite, sign_up


def test_without_anything_done_that_is_said(terminal: Terminal) -> None:
    assert terminal("audit").out == "Ingenting er gjort ennå.\n"


def test_the_newest_comes_first_with_the_time_on_the_gatherings_wall(imported: Terminal) -> None:
    sign_up(imported, "Kari Moe", "kari@example.org")
    lines = imported("audit", "--json").json
    assert [line["kind"] for line in lines] == ["registration_added", "programme_imported"]
    assert lines[0].items() >= {"at": "2027-03-20T12:00:00+01:00", "actor": "operator", "gathering": SLUG}.items()


def test_another_gathering_is_left_out_where_one_is_named(imported: Terminal) -> None:
    imported("gathering", "add", "annen", "--title", "En annen", "--starts-on", "2027-06-01")
    imported("stream", "set", "--gathering", "annen", "https://video.example.org/annen")
    assert [line["kind"] for line in imported("audit", *OF, "--json").json] == ["programme_imported"]
    assert [line["kind"] for line in imported("audit", "--gathering", "annen", "--json").json] == [
        "stream_set", "gathering_added"
    ]  # fmt: skip


def test_no_word_of_a_person_is_in_it(imported: Terminal) -> None:
    invite(imported)
    sign_up(imported, "Kari Moe", "kari.moe@hitra.kommune.no")
    imported("registration", "cancel", "Kari Moe", *OF, **EARLY)
    imported("organiser", "invite", "--network", "nettverk", "--sees-needs")
    told = imported("audit", "--json").out + imported("audit").out
    assert [word for word in LIST.replace(";", "\n").split() if len(word) > 3 and word in told] == []


def test_a_code_that_lets_an_organiser_see_needs_says_so(imported: Terminal) -> None:
    invited = imported("organiser", "invite", "--network", "nettverk", "--sees-needs", "--json").json
    told = imported("organiser", "invite", "--gathering", SLUG, "--sees-needs").out.splitlines()
    assert invited["sees_needs"] is True
    assert told[-1] == "Arrangøren får også se hva folk trenger av mat og tilrettelegging."


def test_an_organiser_is_listed_with_whether_they_see_needs(imported: Terminal) -> None:
    codes = [
        imported("organiser", "invite", "--network", "nettverk", *more, "--json").json["code"]
        for more in (("--sees-needs",), ())
    ]
    for code in codes:
        imported("chat", source=f"jeg er arrangør {code}\n")
    assert [(one["network"], one["sees_needs"]) for one in imported("organiser", "list", "--json").json] == [
        ("nettverk", True)
    ]  # fmt: skip
