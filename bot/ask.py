"""A question from the command line: answered as in a chat, and nothing is changed by it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot.cards.card import Card
from bot.cards.draw import draw
from dialogs.answers import Answer, Told
from dialogs.conversation import Visit
from dialogs.phrases import voice
from dialogs.router import route
from dialogs.understanding.reader import names_of, understand
from dialogs.understanding.wish import Wish
from dialogs.which import REMEMBERED, decide_gatherings
from gatherings.actions import Actor
from gatherings.errors import Refusal
from gatherings.gathering import DEFAULT_TIMEZONE, EN, LANGUAGES, NB, Language
from gatherings.people import Conversation, ConversationId, ConversationKind, PersonId
from gatherings.store import Database, Tx
from gatherings.store.agendas import Agendas
from gatherings.store.gatherings import Listed, get_gathering, list_current
from gatherings.store.people import meet
from gatherings.times import local_day

HOME = ZoneInfo(DEFAULT_TIMEZONE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question came to."""

    wish: Wish
    answer: Answer
    card: Card
    then: Card | None = None
    """What is asked after the answer."""


async def ask(
    database: Database, text: str, *, slug: str | None, now: datetime, language: Language | None, as_organiser: bool
) -> Asked:
    """The answer to a newcomer's question in private, or to an organiser's. Raises NoSuchGathering for the slug."""
    async with database.trial() as tx:
        return await _asked(tx, text, slug=slug, now=now, language=language, as_organiser=as_organiser)


async def _asked(
    tx: Tx, text: str, *, slug: str | None, now: datetime, language: Language | None, as_organiser: bool
) -> Asked:
    meant = await _meant(tx, slug, now=now)
    agenda = await Agendas().get(tx, meant[0].id) if len(meant) == 1 else None
    zone = agenda.gathering.zone if agenda else HOME
    wish = understand(text, names=names_of(agenda), now=now, zone=zone)
    visit = Visit(
        tx=tx,
        wish=wish,
        now=now,
        actor=await _newcomer(tx),
        state={},
        agenda=agenda,
        meant=meant,
        follows=None,
        choose=secrets.choice,
        language=_chosen(wish) or language or _heard(wish, agenda.gathering.language if agenda else NB),
        is_operator=as_organiser,
    )
    answer, then = await _answer(visit)
    said = voice(visit.language)
    return Asked(
        wish, answer, draw(answer, voice=said, now=now), None if then is None else draw(then, voice=said, now=now)
    )


def _chosen(wish: Wish) -> Language | None:
    """The language that these words ask for, from now on and so in this answer."""
    chosen = wish.slots.get("lang") if wish.intent == "language.set" else None
    return Language(str(chosen)) if chosen in LANGUAGES else None


def _heard(wish: Wish, gathering: Language) -> Language:
    """The language of the words; where they do not tell, the gathering's."""
    return wish.language or (NB if wish.is_norwegian and gathering == EN else gathering)


async def _answer(visit: Visit) -> tuple[Answer, Answer | None]:
    try:
        reply = await route(visit)
    except Refusal as refused:
        return Told(refused.key, refused.args_of_sentence), None
    return reply.answer, reply.then


async def _meant(tx: Tx, slug: str | None, *, now: datetime) -> tuple[Listed, ...]:
    if slug is not None:
        found = await get_gathering(tx, slug)
        return (Listed(found.id, None, found.title, found.starts_on, found.ends_on),)
    return await gatherings_at(tx, now)


async def gatherings_at(tx: Tx, now: datetime) -> tuple[Listed, ...]:
    """The gatherings that a question without a name is about. Where a chat would know of none any more, the last one:
    from the command line an old gathering is asked about long after.
    """
    today = local_day(now, HOME)
    for from_day in (today - REMEMBERED, date.min):
        listed = await list_current(tx, from_day=from_day)
        if meant := decide_gatherings(listed, chosen=None, follows=None, today=today):
            return meant
    return ()


async def _newcomer(tx: Tx) -> Actor:
    """Somebody we have never met, in a conversation that goes when the transaction is taken back."""
    place = Conversation(
        ConversationId(uuid4().hex), "console", "", ConversationKind.PERSONAL, {"conversation": uuid4().hex}
    )
    met = await meet(tx, met=place, user=uuid4().hex, name=None, new_person=PersonId(uuid4().hex))
    return Actor(met.person.id, met.conversation)
