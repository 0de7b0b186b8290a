"""A scene with an organiser, and with people who are invited: some are known in Teams, some by their address alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from gatherings.actions.invitations import Invitee, invite_people
from gatherings.store import Database
from gatherings.terms import Fee, Terms
from tests.builders import at, gathering
from tests.doubles.smtp import Post, mail_server
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, a_scene

EARLY = at("10:00", date(2027, 3, 15))
TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(500), fee_absent=Fee(), capacity=1)
ADDRESSES = {
    "kari": "kari.nes@hitra.kommune.no",
    "per": "per.lie@orland.kommune.no",
    "anne": "anne.holm@afjord.kommune.no",
}


@asynccontextmanager
async def an_organised_scene(database: Database, post: Post) -> AsyncIterator[Scene]:
    """Marit is an organiser, three people are known in Teams, and two of four who are invited are among them."""
    async with mail_server(post) as port, a_scene(database, at=EARLY, smtp_port=port) as played:
        await played.change(terms=TERMS)
        await played.say(marit(played), f"jeg er arrangør {await played.code()}")
        for talk in (kari(played), per(played), anne(played)):
            await played.say(talk, "er jeg påmeldt?")
        await invite(played, ADDRESSES["kari"], ADDRESSES["per"], "jon.vik@froya.kommune.no", "eva@froya.kommune.no")
        yield played


def marit(scene: Scene) -> Talk:
    return scene.teams.personal("marit", "Marit Sand")


def kari(scene: Scene) -> Talk:
    return known(scene, "kari", "Kari Nes")


def per(scene: Scene) -> Talk:
    return known(scene, "per", "Per Lie")


def anne(scene: Scene) -> Talk:
    return known(scene, "anne", "Anne Holm")


def known(scene: Scene, user: str, name: str) -> Talk:
    scene.cloud.members[f"29:{user}"] = ADDRESSES[user]
    return scene.teams.personal(user, name)


async def invite(scene: Scene, *emails: str) -> None:
    async with scene.database.write() as tx:
        await invite_people(tx, gathering(), [Invitee(None, email) for email in emails], now=scene.clock.now())


async def sign_up(scene: Scene, talk: Talk, how: str = "Meld på, i salen") -> list[str]:
    await scene.say(talk, "meld meg på")
    return await scene.choose(talk, how)
