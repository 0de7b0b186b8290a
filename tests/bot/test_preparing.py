"""What a delivery says is drawn for whom it goes to, or once for all who stand alike."""

from __future__ import annotations

from dataclasses import replace

from bot.preparing import Carrier
from gatherings.postings.posting import Audience, Posting, PostingKind
from gatherings.postings.recipient import Recipient
from gatherings.store import Database
from gatherings.store.postings import add_postings
from gatherings.terms import Mode
from tests.bot.test_courier import numbered, ready
from tests.builders import at, gathering
from tests.gatherings.store.expected import Expected


async def test_what_is_the_same_for_everybody_is_drawn_once_for_all_who_stand_alike(database: Database) -> None:
    route, drawn = await ready(database, "a", "b", "c", postings=1), list[Mode | None]()
    people = Expected(database, "list")
    for name in ("Ida", "Per", "Kari"):
        await people.person(name, "list")
        await people.follow(f"list of {name}")
        await people.register(name, Mode.DIGITAL if name == "Ida" else Mode.ROOM)

    def draw(_: Posting, __: object, to: Recipient, *___: object) -> dict[str, object]:
        drawn.append(to.standing.mode)
        return {"text": str(to.standing.mode)}

    async with database.write() as tx:
        await add_postings(tx, [numbered(1, due_at=at("09:00"))])
    await route.fire()
    route.courier._preparing._carriers = {"list": Carrier(route.wire, draw)}
    await route.carry()
    assert sorted(drawn, key=str) == [None, None, Mode.DIGITAL, Mode.ROOM]  # two postings
    assert route.wire.said_to("list of Ida") == ["digital"]
    assert route.wire.said_to("list of Per") == route.wire.said_to("list of Kari") == ["room"]


async def test_what_is_about_one_is_drawn_for_each_with_what_is_known_of_them(database: Database) -> None:
    route, drawn = await ready(database), list[str]()
    people = Expected(database, "list")
    await people.invite("Ida", "Per")

    def draw(_: Posting, __: object, to: Recipient, *___: object) -> dict[str, object]:
        drawn.append(str(to.person and to.person.name))
        return {"text": "x"}

    facts = {"starts_on": str(gathering().starts_on)}
    near = replace(numbered(1, due_at=at("09:00")), kind=PostingKind.UPCOMING, audience=Audience.SILENT, facts=facts)
    async with database.write() as tx:
        await add_postings(tx, [near])
    await route.fire()
    route.courier._preparing._carriers = {"list": Carrier(route.wire, draw)}
    await route.carry()
    assert sorted(drawn) == ["Ida", "Per"]
