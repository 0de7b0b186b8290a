"""One gathering from the invitation to the deletion: over HTTP, with a mail server, and the clock of a rehearsal."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date

import pytest

from gatherings.actions.expected import invite_rows
from gatherings.intake.invited import read_invited
from gatherings.store import Database
from gatherings.store.fees import list_fees
from gatherings.store.tables import metadata
from gatherings.terms import Fee, Terms
from jobs.keep_house import keep_house
from tests.builders import DAY_ONE, DAY_TWO, at, gathering
from tests.doubles.smtp import Post, mail_server
from tests.scenarios.clocks import RehearsedClock
from tests.scenarios.page import a_visitor
from tests.scenarios.scene import a_scene, place
from tests.scenarios.story import Story

TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(500), fee_absent=Fee(), capacity=3)
LIST = """\
Navn;E-post;Kommune
Kari Nes;kari.nes@hitra.kommune.no;Hitra
Per Lie;per.lie@orland.kommune.no;Ørland
Siv Dahl;siv.dahl@orland.kommune.no;Ørland
Anne Holm;anne.holm@afjord.kommune.no;Åfjord
Ola Berg;ola.berg@froya.kommune.no;Frøya
Eva Moe;eva.moe@froya.kommune.no;Frøya
Jon Vik;jon.vik@froya.kommune.no;Frøya
"""
QUESTION = "Kommer du torsdag 15. april til fredag 16. april?"
INVITED = at("10:00", date(2027, 3, 15))
NUDGES = [at("09:00", date(2027, *day)) for day in ((3, 18), (3, 24), (3, 30), (4, 1))]
"""14, 7 and 2 days before the deadline, and its morning; the second is moved from Maundy Thursday."""

KARI_OWES = ("Hitra", "Kari Nes", "sen avmelding", "500", "")
OLA_OWES = ("Frøya", "Ola Berg", "ikke møtt", "faktisk kostnad")


@pytest.fixture
async def story(database: Database) -> AsyncIterator[Story]:
    post, clock = Post(), RehearsedClock(database, INVITED)
    async with (
        mail_server(post) as port,
        a_scene(database, at=INVITED, clock=clock, smtp_port=port) as scene,
        a_visitor(scene.url) as ola,
        a_visitor(scene.url) as eva,
        a_visitor(scene.url) as host,
    ):
        await scene.change(terms=TERMS)
        yield Story(scene, post, ola, eva, host)


async def test_from_the_invitation_to_the_deletion(story: Story) -> None:
    await the_list_is_read(story)
    await the_silent_are_asked_and_answer(story)
    await the_ladder_goes_on_for_those_who_have_not_answered(story)
    await a_late_cancellation_costs_what_was_shown(story)
    await who_moves_up_after_the_deadline_owes_nothing(story)
    await a_colleague_takes_a_seat(story)
    await the_registered_are_reminded_and_check_in(story)
    await absence_exists_once_the_list_is_closed(story)
    await a_fee_is_let_go(story)
    await of_who_is_deleted_the_fee_line_alone_is_left(story)


async def the_list_is_read(story: Story) -> None:
    scene = story.scene
    became = await scene.say(story.marit, f"jeg er arrangør {await scene.code()}")
    assert became[0].startswith("Du er nå arrangør.")
    for name, email in (
        ("Kari Nes", "kari.nes@hitra.kommune.no"),
        ("Per Lie", "per.lie@orland.kommune.no"),
        ("Siv Dahl", "siv.dahl@orland.kommune.no"),
        ("Anne Holm", "anne.holm@afjord.kommune.no"),
    ):
        await scene.say(story.in_teams(name, email), "er jeg påmeldt?")
    async with scene.database.write() as tx:
        rows = read_invited(LIST.encode(), filename="inviterte.csv").rows
        expected = await invite_rows(tx, gathering(), rows, now=scene.clock.now())
    assert (len(expected.new), expected.remarks) == (7, ())


async def the_silent_are_asked_and_answer(story: Story) -> None:
    scene, kari = story.scene, story.kari
    assert await story.nudged(NUDGES[0]) == {"kari", "per", "siv", "anne", "ola", "eva", "jon"}
    assert scene.posts(kari)[-1] == QUESTION

    shown = await scene.choose(kari, "Kommer")
    assert "Melder du deg av etter torsdag 1. april, faktureres Hitra kommune 500 kroner." in shown[0]
    assert (await scene.choose(kari, "Meld på, i salen"))[0].startswith("Du er påmeldt, i salen.")
    changed = [
        await scene.say(kari, "jeg vil heller delta digitalt"),
        await scene.choose(kari, "Bytt til digitalt"),
        await scene.say(kari, "jeg vil heller være i salen"),
        await scene.choose(kari, "Bytt til salen"),
        await scene.say(kari, "jeg er vegetarianer"),
    ]
    assert [said[0].split("\n")[0] for said in changed] == [
        "Vil du bytte til digital plass på Vårsamling?",
        "Du er påmeldt, digitalt.",
        "Vil du bytte til plass i salen?",
        "Du er påmeldt, i salen.",
        "Du er påmeldt, i salen.",
    ]
    assert "Mat: Vegetar." in changed[-1][0]
    assert (await scene.choose(story.in_teams("Per Lie"), "Kommer ikke"))[0].startswith("Takk, da vet vi det")
    assert (await scene.choose(story.in_teams("Siv Dahl"), "Ikke minn meg på dette"))[0].startswith(
        "Du får ikke flere påminnelser"
    )
    await ola_signs_up_from_his_letter(story)
    await story.eva.press(story.link_to("eva"), "undecided")
    assert (await story.eva.open())[-1].startswith("Greit. Vi spør deg én gang til")


async def ola_signs_up_from_his_letter(story: Story) -> None:
    link = story.link_to("ola")
    before = await story.ola.get(link)
    assert "Du svarer som Ola Berg" in before.words
    landed = await story.ola.press(link, "room")
    assert landed.path == "/"
    assert "Ola Berg, Frøya kommune" in (await story.ola.open())[-1]
    assert (await story.ola.choose("Meld på, i salen"))[0].startswith("Du er påmeldt, i salen.")


async def the_ladder_goes_on_for_those_who_have_not_answered(story: Story) -> None:
    scene = story.scene
    assert await story.nudged(NUDGES[1]) == {"anne", "jon"}
    gro = story.in_teams("Gro Aas", "gro.aas@hitra.kommune.no")
    await scene.say(gro, "meld meg på i salen")
    assert (await scene.choose(gro, "Meld på, i salen"))[0].startswith("Du er påmeldt, i salen.")
    await scene.choose(story.anne, "Kommer")
    waits = await scene.choose(story.anne, "Venteliste for salen")
    assert waits[0].startswith("Salen er full. Du står som nummer 1 på ventelisten og har digital plass så lenge.")
    assert await story.nudged(NUDGES[2]) == {"jon"}
    assert await story.nudged(NUDGES[3]) == {"jon", "eva"}


async def a_late_cancellation_costs_what_was_shown(story: Story) -> None:
    scene, kari = story.scene, story.kari
    await scene.forward(at("10:00", date(2027, 4, 6)))
    asked = await scene.say(kari, "jeg må melde meg av")
    assert "Melder du deg av nå, faktureres Hitra kommune 500 kroner." in asked[0]
    done = await scene.choose(kari, "Meld av likevel")
    await scene.tick()
    assert "Hitra kommune faktureres 500 kroner." in done[0]
    assert scene.posts(story.marit)[-1] == "Sen avmelding: Vårsamling"


async def who_moves_up_after_the_deadline_owes_nothing(story: Story) -> None:
    scene = story.scene
    assert scene.posts(story.anne)[-1] == "Det er ledig en plass til deg i salen."
    taken = await scene.choose(story.anne, "Ta plassen")
    assert taken[0].startswith("Du er påmeldt, i salen.")
    assert "Det koster ingenting å melde seg av." in taken[0]


async def a_colleague_takes_a_seat(story: Story) -> None:
    scene, gro = story.scene, story.in_teams("Gro Aas")
    given = await scene.say(gro, "gi plassen til en kollega")
    code = given[0].split("\n")[0].removeprefix("Kode: ")
    tor = story.in_teams("Tor Nes", "tor.nes@hitra.kommune.no")
    await scene.say(tor, f"ta plassen {code}")
    assert (await scene.choose(tor, "Ta plassen"))[0].startswith("Du er påmeldt, i salen.")
    await scene.tick()
    assert scene.posts(gro)[-1] == "Du er meldt av."
    assert scene.posts(story.marit)[-1] == "En plass er gitt videre: Vårsamling"


async def the_registered_are_reminded_and_check_in(story: Story) -> None:
    scene = story.scene
    for day, title in ((date(2027, 4, 8), "Om 7 dager: Vårsamling"), (date(2027, 4, 14), "I morgen: Vårsamling")):
        assert await story.nudged(at("09:00", day)) == {"anne", "tor", "ola"}
        assert [scene.posts(story.anne)[-1], (await story.ola.read())[-1].split("\n")[0]] == [title, title]
    await scene.forward(at("08:55", DAY_ONE))
    there = await scene.say(story.tor, "jeg er her")
    assert "registrert kl. 08.55, i salen." in there[0]


async def absence_exists_once_the_list_is_closed(story: Story) -> None:
    scene = story.scene
    await scene.forward(at("12:00", DAY_TWO))
    asked = await scene.say(story.marit, "åpne arrangørsiden")
    assert "Lenken virker én gang" in asked[0]
    await story.host.press(scene.link_in_last(story.marit))
    assert await story.fees() == [KARI_OWES]
    asked = await scene.say(story.marit, "lukk oppmøtelista")
    assert "2 som er påmeldt, er ikke registrert som møtt" in asked[0]
    await scene.choose(story.marit, "Lukk listen")
    assert await story.fees() == [(*OLA_OWES, ""), KARI_OWES]


async def a_fee_is_let_go(story: Story) -> None:
    page = await story.host.get(f"/host/{gathering().slug}/fees")
    found = re.search(r'href="([^"]+/fees/[^"]+)">[^<]*<span[^>]*> Ola Berg<', page.text)
    assert found is not None
    await story.host.press(found[1], by="Marit Sand", because="Syk")
    assert await story.fees() == [(*OLA_OWES, "Marit Sand"), KARI_OWES]


async def of_who_is_deleted_the_fee_line_alone_is_left(story: Story) -> None:
    scene = story.scene
    await scene.say(story.kari, "slett meg")
    last = await scene.choose(story.kari, "Slett alt om meg")
    assert last[0].startswith("Alt om deg er slettet.")
    assert "Én gebyrlinje er beholdt" in last[0]
    assert await tables_with(scene.database, "Kari Nes", "kari.nes@hitra") == {"fee"}
    assert await story.fees() == [(*OLA_OWES, "Marit Sand"), KARI_OWES]
    chats, letters = len(scene.cloud.sent_to(place(story.kari))), len(story.post.taken)
    await scene.forward(at("12:00", date(2027, 6, 1)))
    await keep_house(scene.database, now=scene.clock.now(), machine_now=scene.clock.machine_now())
    assert (len(scene.cloud.sent_to(place(story.kari))), len(story.post.taken)) == (chats, letters)
    assert await tables_with(scene.database, "vegetar") == set()
    async with scene.database.read() as tx:
        assert [line.name for line in await list_fees(tx, gathering().id)] == ["Kari Nes", "Ola Berg"]


async def tables_with(database: Database, *texts: str) -> set[str]:
    """The tables in which one of the texts stands anywhere."""
    async with database.read() as tx:
        rows = {table.name: repr(list(await tx.execute(table.select()))) for table in metadata.sorted_tables}
    return {name for name, stored in rows.items() if any(text in stored for text in texts)}
