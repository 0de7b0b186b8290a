"""What a history begins with: a gathering with its terms, the people around it, and the landmarks of its time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final

from gatherings.actions.programmes import save_and_plan
from gatherings.actions.registration import Application, accept_terms, sign_up
from gatherings.gathering import NB, Gathering, Network, NetworkId
from gatherings.people import Conversation, ConversationId, ConversationKind, EmailSource, PersonId
from gatherings.programme import Kind
from gatherings.store import Database, Tx
from gatherings.store.follows import add_follow
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.networks import add_network
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.people import meet
from gatherings.store.profiles import set_email, set_name, set_organisation
from gatherings.terms import Fee, Mode, Terms
from gatherings.times import DAY
from tests.builders import FJORDBY, ORGANISATIONS, STRANDVIK, at, block, gathering

CHANNEL: Final = "teams"
NETWORK: Final = NetworkId("n1")
ORGANISER: Final = "marit"
PEOPLE: Final = ("anne", "bo", "cato", "dag", "eva", "finn", "guro", "hans")
DAYS: Final = (date(2027, 4, 15), date(2027, 3, 27), date(2027, 10, 30))
"""The first days: of an ordinary gathering, and of those with the night of spring and of autumn in the middle."""
EARLY: Final = 0.3
"""So many begin when cancelling is free; the others anywhere."""
SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Scenery:
    """`landmarks` are instants at which something begins, ends or turns, in their order. So many are `signed_up`."""

    gathering: Gathering
    begins: datetime
    signed_up: int
    landmarks: tuple[datetime, ...]


def scenery_of(random: Random) -> Scenery:
    """The same for the same chance."""
    first = random.choice(DAYS)
    second, deadline, free = first + DAY, first - 14 * DAY, first - 26 * DAY
    terms = Terms(
        text="Avmelding er gratis til og med siste frie dag.",
        opens=datetime.combine(first - 60 * DAY, datetime.min.time()),
        deadline=deadline,
        free_until=random.choice((free, free, None)),
        fee_late=random.choice((Fee(1200), Fee(1200), Fee(), None)),
        fee_absent=random.choice((Fee(800), None)),
        fee_covers_digital=random.random() < 0.3,
        capacity=random.choice((1, 2, 3, 7)),
        capacity_digital=random.choice((None, 0, 1, 2)),
    )
    programme = (
        block("velkommen", "09:00", "10:00", "Velkommen", day=first),
        block("pause", "10:00", "10:15", "Pause", day=first, kind=Kind.BREAK),
        block("arbeid", "10:15", "12:00", "Arbeid i grupper", day=first, kind=Kind.WORKSHOP),
        block("kveld", "23:30", "00:30", "Kveldsvandring", day=first),
        block("natt1", "01:45", "02:30", "Nattmøte", day=second),
        block("natt2", "02:30", "03:15", "Nattmøte med utsyn", day=second),
        block("erfaring", "09:00", "10:30", "Erfaringer fra øyene", day=second),
        block("slutt", "11:30", "11:30", "Slutt", day=second),
    )
    made = replace(
        gathering(starts_on=first, ends_on=second, terms=terms, programme=programme), slug=f"samling-{first}"
    )
    landmarks, early = _landmarks(first, deadline, free), at("10:00", free - 2 * DAY)
    begins = early if random.random() < EARLY else random.choice(landmarks[:-4])
    return Scenery(made, begins, random.randrange(len(PEOPLE)), landmarks)


def _landmarks(first: date, deadline: date, free: date) -> tuple[datetime, ...]:
    second = first + DAY
    found = {
        *(at("00:00", day + DAY) + step for day in (free, deadline) for step in (-SECOND, timedelta(), SECOND)),
        *(at("08:59", deadline - n * DAY) for n in (7, 2, 0)),
        *(at("08:59", first - n * DAY) for n in (7, 1)),
        *(at(clock, first) for clock in ("07:59", "08:54", "10:09", "23:24")),
        *(at(clock, second) for clock in ("00:29", "01:39", "08:54", "11:29", "18:00")),
        *(at("01:00", second) + timedelta(minutes=n) for n in (20, 50, 80, 110, 140)),
        *(at("08:59", second + n * DAY) for n in (1, 2, 3, 8)),
        *(at("23:59", second + n * DAY) for n in (14, 15)),
    }
    return tuple(sorted(instant.astimezone(UTC) for instant in found))


def tenant_of(name: str) -> str:
    return "t2" if name in {"guro", "hans"} else "t1"


async def furnish(database: Database, scenery: Scenery) -> None:
    """The people are known by name, address and organisation, so that one press is enough."""
    async with database.write() as tx:
        await add_network(tx, Network(NETWORK, "fjord", "Fjordnettverket"), members=ORGANISATIONS)
        await save_and_plan(tx, scenery.gathering, now=scenery.begins)
        for name in (*PEOPLE, ORGANISER):
            await _introduce(tx, name)
        await add_organiser(tx, f"organiser-{ORGANISER}", PersonId(f"p-{ORGANISER}"), Scope(network_id=NETWORK))
        for name in PEOPLE[::2]:
            await add_follow(tx, scenery.gathering.id, ConversationId(f"c-{name}"), at=scenery.begins)
        made, then = await get_gathering_by_id(tx, scenery.gathering.id), min(scenery.begins, scenery.landmarks[1])
        for name in PEOPLE[: scenery.signed_up]:
            accepted = accept_terms(made, text=made.terms.text or "", language=NB, now=then)
            asked = Application(Mode.ROOM, accepted, FJORDBY if tenant_of(name) == "t1" else STRANDVIK)
            await sign_up(tx, made.id, PersonId(f"p-{name}"), asked, now=then)


async def _introduce(tx: Tx, name: str) -> None:
    met = Conversation(
        ConversationId(f"c-{name}"), CHANNEL, tenant_of(name), ConversationKind.PERSONAL, {"conversation": name}
    )
    person_id = PersonId(f"p-{name}")
    await meet(tx, met=met, user=name, name=name.capitalize(), new_person=person_id)
    await set_name(tx, person_id, f"{name.capitalize()} Nes")
    await set_email(tx, person_id, f"{name}@example.org", EmailSource.VOUCHED)
    await set_organisation(tx, person_id, FJORDBY if tenant_of(name) == "t1" else STRANDVIK)
