"""Who sends too much is told once and then not answered; a tenant that floods is sent back, and slows nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count as counting

import pytest

from bot.buckets import KEYS_KEPT, Lanes, Pace, Rate
from bot.channels.teams import dress
from bot.metered import OF_A_PERSON, Metered
from bot.turn import Turn
from bot.wire import Address, Channel, Happening, Incoming, Outgoing, Receipt, Sender, TooMuch
from dialogs.phrases import voice
from gatherings.gathering import EN, NB, NN, Language
from gatherings.people import ConversationKind
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from tests.builders import at
from tests.doubles.clocks import HandClock, StoppedClock
from tests.doubles.wire import ListWire
from tests.hostile.counts import Count
from tests.scenarios.scene import a_scene

NUMBERS = counting(1)


def message(user: str, *, tenant: str = "t1", locale: str = "nb-NO", what: Happening = Happening.MESSAGE) -> Incoming:
    here = Address("teams", tenant, f"a:{user}", ConversationKind.PERSONAL, {"conversation": f"a:{user}"})
    return Incoming(f"m{next(NUMBERS)}", what, here, Sender(user, None, locale), at("09:00"), "hei")


@dataclass
class Taken:
    """Turns that only note what came."""

    users: list[str] = field(default_factory=list)

    async def take(self, incoming: Incoming) -> Sequence[Outgoing]:
        self.users.append(incoming.sender.user)
        return [Outgoing({"text": "hei"})]

    async def answer(self, incoming: Incoming) -> None:
        await self.take(incoming)

    async def arrived(self, outgoing: Outgoing, receipt: Receipt) -> None:
        """Nothing is kept."""


def metered(taken: Taken, clock: HandClock, *, person: Rate = OF_A_PERSON, tenant: int = 1_000) -> Metered:
    channels = {"teams": Channel(dress, ListWire())}
    rate = Rate(tenant, 60)
    return Metered(taken, channels, language=NB, now=clock, of_a_person=person, of_a_tenant=rate)


async def test_too_much_from_one_person_is_said_once_and_then_nothing_until_they_have_paused() -> None:
    taken, clock = Taken(), HandClock()
    turns = metered(taken, clock, person=Rate(3, 60))
    told = [[str(one.body.get("text")) for one in await turns.take(message("kari"))] for _ in range(6)]
    other = await turns.take(message("per"))
    clock.forward(seconds=2)
    later = [len(await turns.take(message("kari"))) for _ in range(4)]
    assert (told[:3], told[4:]) == ([["hei"]] * 3, [[], []])
    assert told[3][0].startswith("Det kom mange meldinger på en gang")
    assert (len(other), later, taken.users) == (1, [1, 1, 0, 0], ["kari"] * 3 + ["per"] + ["kari"] * 2)


@pytest.mark.parametrize(("locale", "language"), [("nb-NO", NB), ("nn-NO", NN), ("en-GB", EN), ("xx", NB)])
async def test_it_is_said_in_the_persons_language(locale: str, language: Language) -> None:
    turns = metered(Taken(), HandClock(), person=Rate(1, 1))
    await turns.take(message("kari", locale=locale))
    said = await turns.take(message("kari", locale=locale))
    assert str(said[0].body["text"]) == voice(language)("too_much.text")


async def test_that_we_were_put_out_is_heard_of_whoever_tells_it() -> None:
    taken = Taken()
    turns = metered(taken, HandClock(), person=Rate(1, 1))
    for what in (Happening.MESSAGE, Happening.MESSAGE, Happening.DEPARTURE):
        await turns.answer(message("kari", what=what))
    assert taken.users == ["kari"] * 2


async def test_a_tenant_that_floods_is_sent_back_and_another_is_not() -> None:
    turns = metered(Taken(), HandClock(), tenant=5)
    for number in range(5):
        await turns.take(message(f"p{number}"))
    with pytest.raises(TooMuch):
        await turns.take(message("kari"))
    assert len(await turns.take(message("kari", tenant="t2"))) == 1


@pytest.mark.e2e
async def test_over_http_a_person_hears_one_sentence_and_a_tenant_sees_429(database: Database, count: Count) -> None:
    async with a_scene(database, at=at("07:00")) as scene:
        talk = scene.teams.personal()
        for _ in range(OF_A_PERSON.burst + 20):
            assert (await scene.teams.post(talk.message("takk"))).status == 200
        posts = scene.posts(talk)
        assert len(posts) in {OF_A_PERSON.burst + 1 + extra for extra in range(20)}
        assert sum(one.startswith("Det kom mange meldinger") for one in posts) == 1
    count("messages of a flood", OF_A_PERSON.burst + 20)


@pytest.fixture
async def turn(database: Database) -> Turn:
    channels = {"teams": Channel(dress, ListWire())}
    return Turn(database, StoppedClock(), channels, agendas=Agendas())


async def test_a_tenant_that_floods_does_not_hold_up_another(turn: Turn, count: Count) -> None:
    done: list[str] = []

    async def take(user: str, tenant: str) -> None:
        await turn.take(message(user, tenant=tenant))
        done.append(tenant)

    flood = [asyncio.create_task(take(f"p{number}", "flood")) for number in range(200)]
    await asyncio.sleep(0)
    await take("kari", "other")
    before = done.index("other")
    await asyncio.gather(*flood)
    assert before < 40, "who comes from elsewhere waits for those few who are inside, not for the whole flood"
    count("messages of a flood", 200)


async def test_a_lane_that_is_empty_is_forgotten() -> None:
    lanes = Lanes(1, in_all=1)
    async with lanes.of("a"):
        assert len(lanes._lanes) == 1
    assert len(lanes._lanes) == 0


def test_ever_more_senders_are_not_looked_through_each_time() -> None:
    clock = HandClock()
    pace = Pace(Rate(1, 1), now=clock)
    for number in range(KEYS_KEPT + 1):
        pace.take(str(number))
    assert (len(pace._paid_until), pace._most) == (KEYS_KEPT + 1, 2 * KEYS_KEPT)
    clock.forward(minutes=2)
    for number in range(KEYS_KEPT):
        pace.take(f"later {number}")
    assert len(pace._paid_until) <= 2 * KEYS_KEPT
