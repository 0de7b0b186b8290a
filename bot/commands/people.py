"""`samband people list|link|remove`: who is expected at a gathering, and the links by which the page knows them."""

from __future__ import annotations

import secrets
from typing import Final

from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import opened, time_of
from bot.commands.table import table
from bot.commands.who import people_of, person_of
from bot.exports.gathered import shown_organisations, ways_of
from bot.links import Links
from config.settings import Settings
from dialogs.phrases import Voice
from gatherings.actions.invitations import personal_link
from gatherings.gathering import Gathering
from gatherings.store import Tx
from gatherings.store.clocks import get_secret
from gatherings.store.gatherings import get_gathering
from gatherings.store.invitations import list_invited, list_responses, remove_invitation
from gatherings.store.links import LinkPurpose, revoke_links
from gatherings.store.profiles import list_channels_of
from gatherings.store.registrations import list_registrations

PAGE: Final = "p"
"""Where the page of a personal link is: PUBLIC_URL/p/TOKEN."""
EVERY_ADDRESS: Final = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 (that is what is refused)


async def show_all(call: Call) -> None:
    """Everybody who is expected or has signed up, by name."""
    async with opened(call.settings) as database, database.read() as tx:
        rows = await _rows(tx, await get_gathering(tx, call["gathering"]))
    names = ("name", "email", "organisation", "invited", "answer", "state", "reached_by")
    head = [call.say(f"command.column.{name}") for name in names]
    cells = [_cells(row, call.say) for row in rows]
    call.show(rows, table(head, cells) if rows else [call.say("command.people.none")])


async def _rows(tx: Tx, gathering: Gathering) -> list[dict[str, object]]:
    people = await people_of(tx, gathering)
    invited, responses = set(await list_invited(tx, gathering.id)), await list_responses(tx, gathering.id)
    registered = {one.person_id: one for one in await list_registrations(tx, gathering.id)}
    channels = await list_channels_of(tx, [one.id for one in people])
    homes = {one.id: registered[one.id].organisation_id if one.id in registered else None for one in people}
    homes = {one.id: homes[one.id] or one.organisation_id for one in people}
    shown = await shown_organisations(tx, gathering, homes.values())
    return [
        {
            "name": one.name,
            "email": one.email,
            "organisation": shown[homes[one.id]].name or None,
            "invited": one.id in invited,
            "answer": responses[one.id].answer if one.id in responses else None,
            "state": registered[one.id].state if one.id in registered else None,
            "reached_by": [way.value for way in ways_of(channels.get(one.id, ()))],
        }
        for one in people
    ]


def _cells(row: dict[str, object], say: Voice) -> list[object]:
    ways = row["reached_by"]
    assert isinstance(ways, list)
    return [
        *(row["name"], row["email"], row["organisation"]),
        say("export.yes" if row["invited"] else "export.no"),
        say(f"export.answer.{row['answer'] or 'none'}") if row["state"] is None else None,
        None if row["state"] is None else say(f"export.state.{row['state']}"),
        say.listed([say(f"export.reach.{way}") for way in ways]) if ways else say("export.reach.none"),
    ]


async def link(call: Call) -> None:
    """Prints the person's link, the one that they have where it still holds; or takes it away."""
    await (_revoke if call["revoke"] else _link)(call)


async def _link(call: Call) -> None:
    base = base_of(call.settings)
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            person = await person_of(tx, found, call["email"], or_anybody=True)
            links = Links(await _secret(tx, call.settings), base)
            url = links.url(PAGE, await personal_link(tx, person.id, found, now=now))
            await note(tx, "link_shown", about=found, subject=person.id, now=now)
    call.show({"name": person.name, "email": person.email, "url": url}, [url])


async def _revoke(call: Call) -> None:
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            person = await person_of(tx, found, call["email"], or_anybody=True)
            purpose = LinkPurpose.PERSONAL
            number = await revoke_links(tx, person.id, purpose=purpose, gathering_id=found.id, at=now)
            await note(tx, "link_revoked", about=found, subject=person.id, now=now)
    as_json = {"name": person.name, "email": person.email, "revoked": number}
    call.show(as_json, [call.say("command.people.revoked", n=number)])


def base_of(settings: Settings) -> str:
    """Where the page is reached. Raises Refused where nothing says so: a server for all addresses, or any port."""
    if settings.public_url is not None:
        return settings.public_url.rstrip("/")
    if settings.port == 0 or settings.host in EVERY_ADDRESS:
        raise Refused("command.refused.no_public_url")
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


async def _secret(tx: Tx, settings: Settings) -> str:
    """What signs links: the operator's own secret, else the installation's."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    return await get_secret(tx, "web", made=secrets.token_urlsafe(32))


async def remove(call: Call) -> None:
    """The person is not expected any more; a registration that they have stays. Raises Refused where they were not."""
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            person = await person_of(tx, found, call["email"])
            if person.id not in await list_invited(tx, found.id):
                raise Refused("command.refused.not_invited", person=call["email"])
            await remove_invitation(tx, found.id, person.id)
            await note(tx, "person_uninvited", about=found, subject=person.id, now=now)
    told = call.say("command.people.removed", name=person.name or call["email"], title=found.title)
    call.show({"name": person.name, "email": person.email}, [told])


_EMAIL = Argument("EMAIL", read=values.words, words="person")
_GATHERING = Argument("--gathering", "SLUG", is_required=True)

COMMANDS = (
    Command("people list", "samband people list --gathering varsamling-2027", show_all, (_GATHERING,)),
    Command(
        "people link",
        "samband people link kari.moe@example.org --gathering varsamling-2027",
        link,
        (_EMAIL, _GATHERING, Argument("--revoke", is_flag=True)),
    ),
    Command(
        "people remove",
        "samband people remove kari.moe@example.org --gathering varsamling-2027",
        remove,
        (_EMAIL, _GATHERING),
    ),
)
