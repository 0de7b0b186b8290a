"""Who cannot be written to in Teams, a guest or somebody of another tenant, is reached another way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from gatherings.store import Database
from gatherings.store.deliveries import list_deliveries
from gatherings.terms import Terms
from tests.builders import DAY_TWO, at
from tests.doubles.smtp import Post, mail_server
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, a_scene, place, words

LONG = pytest.mark.e2e
EARLY = at("10:00", date(2027, 3, 30))
URL = "https://samband.example.org"
EVA = "eva.dahl@froya.kommune.no"
NOT_REACHED = "Vi når deg ikke i chatten om Vårsamling"
IN_THE_ROOM = "Ikke alle her får private meldinger om Vårsamling"


@dataclass
class Stage:
    scene: Scene
    post: Post
    eva: Talk
    group: Talk

    def shut_out(self) -> None:
        """Teams lets nothing through to Eva from now on."""
        self.scene.cloud.fault(403, times=1_000, conversation=place(self.eva))

    def subjects(self) -> list[str]:
        return [str(taken.letter["Subject"]) for taken in self.post.taken]

    async def sign_up(self) -> None:
        self.scene.cloud.members["29:eva"] = EVA
        await self.scene.say(self.eva, "meld meg på")
        await self.scene.choose(self.eva, "Meld på, i salen")


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    post = Post()
    async with (
        mail_server(post) as port,
        a_scene(database, at=EARLY, smtp_port=port, public_url=URL) as scene,
    ):
        await scene.change(terms=Terms(deadline=date(2027, 4, 1)))
        kari = scene.teams.personal()
        await scene.say(kari, f"jeg er arrangør {await scene.code()}")
        await scene.say(scene.teams.group(), "følg programmet")
        yield Stage(scene, post, scene.teams.personal("eva", "Eva Dahl"), scene.teams.group())


@LONG
async def test_what_is_for_a_person_goes_to_the_address_that_is_theirs(stage: Stage) -> None:
    await stage.sign_up()
    stage.shut_out()

    await stage.scene.forward(at("12:00", date(2027, 4, 14)))

    assert [subject.partition(":")[0] for subject in stage.subjects()] == ["Om 7 dager", "I morgen"]
    assert {taken.to[0] for taken in stage.post.taken} == {EVA}
    assert IN_THE_ROOM not in stage.scene.posts(stage.group)


async def test_who_followed_in_the_chat_gets_the_link_once_and_not_every_block_by_mail(stage: Stage) -> None:
    await stage.sign_up()
    await stage.scene.say(stage.eva, "følg programmet")
    await stage.scene.forward(at("08:50"))
    stage.shut_out()
    before = len(stage.post.taken)

    await stage.scene.until(at("13:00"))

    assert stage.subjects()[before:] == [NOT_REACHED]
    text = stage.post.taken[-1].letter.get_body(("plain",))
    assert text is not None
    links = [line for line in text.get_content().splitlines() if line.startswith("Åpne")]
    assert [link.partition("/p/")[0] for link in links] == [f"Åpne siden min: {URL}", f"Åpne nettsiden: {URL}/"]


async def test_whom_no_mail_reaches_is_told_through_the_groups_that_follow_without_a_name(stage: Stage) -> None:
    await stage.scene.say(stage.eva, "følg programmet")
    await stage.scene.forward(at("08:50"))
    stage.shut_out()

    await stage.scene.until(at("12:00"))

    told = [sent for sent in stage.scene.cloud.sent_to(place(stage.group)) if IN_THE_ROOM in words(sent)]
    assert len(told) == 1
    assert (f"{URL}/" in str(told[0]), "Eva" in str(told[0])) == (True, False)
    assert stage.post.taken == []


@LONG
async def test_an_address_that_somebody_only_typed_is_not_written_to_for_it(stage: Stage) -> None:
    await stage.scene.say(stage.eva, "meld meg på")
    await stage.scene.choose(stage.eva, "Neste", name="Eva Dahl", email=EVA)
    await stage.scene.choose(stage.eva, "Meld på, i salen")
    stage.shut_out()

    await stage.scene.forward(at("12:00", date(2027, 4, 14)))

    first, *_ = [title for title in stage.scene.posts(stage.group) if title == IN_THE_ROOM]
    assert (first, "Om 7 dager: Vårsamling" in stage.subjects()) == (IN_THE_ROOM, False)


@LONG
async def test_nothing_is_tried_again_where_we_may_not_write(stage: Stage) -> None:
    await stage.scene.say(stage.eva, "følg programmet")
    await stage.scene.forward(at("08:50"))
    stage.shut_out()
    await stage.scene.until(at("20:00", DAY_TWO))

    async with stage.scene.database.read() as tx:
        lost = await list_deliveries(tx, state="unreachable")
    assert [one.attempts for one in lost] == [1]


async def test_who_presses_in_a_channel_and_was_never_met_in_private_is_shown_the_page(stage: Stage) -> None:
    channel = replace(stage.scene.teams.channel(), user={"id": "29:gro", "name": "Gro Li"})

    [said] = await stage.scene.press(channel, {"do": "signup.start"})

    assert said.splitlines()[-1] == "[Åpne nettsiden]"
    assert stage.scene.link_in_last(channel) == f"{URL}/"
