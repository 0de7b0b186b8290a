"""One turn: lock the conversation, load, answer, save, commit; then draw, dress and send."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot.arriving import gathering_chosen, language_of_locale, meet_sender, wish_of_press
from bot.buckets import Lanes
from bot.dressing import Dressing
from bot.replying import Replying
from bot.wire import Channel, Happening, Incoming, Outgoing, Receipt
from dialogs.answers import Answer, Told
from dialogs.conversation import Reply, Visit
from dialogs.memory import context_of, remembered
from dialogs.router import ARRIVAL, CHANGES, LEAVES_NO_TRACE, NEEDS_EMAIL, has_waiting, only_looks_up, route
from dialogs.signup.interrupted import is_answer_only
from dialogs.suggestions import NEXT, PROGRAMME, UNFOLLOW
from dialogs.understanding.reader import Context, names_of
from dialogs.understanding.readings import Reader
from dialogs.understanding.wish import Wish
from dialogs.which import REMEMBERED, decide_gatherings, find_named
from gatherings.actions import Actor, follow_programme
from gatherings.agenda import Agenda
from gatherings.errors import Refusal
from gatherings.gathering import DEFAULT_TIMEZONE, EN, LANGUAGES, NB, GatheringId, Language
from gatherings.intake.pasted import is_programme
from gatherings.people import EmailSource
from gatherings.ports import Clock, PageLink
from gatherings.store import Database, Tx
from gatherings.store.agendas import Agendas
from gatherings.store.confirmations import add_confirmation
from gatherings.store.database import CONNECTIONS, spare_the_disk
from gatherings.store.gatherings import list_current
from gatherings.store.people import Meeting, is_replay, mark_unreachable, save_state, set_language
from gatherings.store.postings import add_postings
from gatherings.times import local_day

log = logging.getLogger(__name__)

ABREAST: Final = 8
"""So many turns of one tenant are at the database at once; who comes from another waits for no more than those."""
ABREAST_IN_ALL: Final = CONNECTIONS - 4
"""So many turns of all. The rest wait here, for as long as it takes: who waits for a connection is given up in the end.
Those that are left are for the courier, the jobs, the pages, and who asks how we are.
"""
HOME: Final = ZoneInfo(DEFAULT_TIMEZONE)


@dataclass(frozen=True, slots=True)
class Said:
    """The answers of a turn, in the language in which they are to be drawn. `delivery` is the first one's row."""

    answers: tuple[Answer, ...]
    language: Language
    delivery: int | None = None


class AskDirectory(Exception):  # noqa: N818 (a sentence)
    """The turn needs the person's e-mail address first; nothing of it is kept, and it is taken again."""


class Turn:
    """Takes what comes in and answers it. One for each process."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        channels: Mapping[str, Channel],
        *,
        agendas: Agendas,
        language: Language = NB,
        arrivals_follow: bool = False,
        noted: Callable[[str, str, float], None] = lambda _channel, _intent, _seconds: None,
        link: PageLink | None = None,
    ) -> None:
        self._database, self._clock, self._channels, self._agendas = database, clock, channels, agendas
        self._language, self._arrivals_follow, self._noted, self._link = language, arrivals_follow, noted, link
        self._lanes, self._replying = Lanes(ABREAST, in_all=ABREAST_IN_ALL), Replying(database, clock)
        self._dressing = Dressing(channels)
        self._readers: dict[GatheringId, tuple[Agenda, Reader]] = {}
        self._reader = Reader(names_of(None), HOME)

    async def take(self, incoming: Incoming) -> Sequence[Outgoing]:
        """The replies, dressed, after the commit; none to what was answered before, and none on departure."""
        now, began = self._clock.now(), self._clock.machine_now()
        try:
            said = await self._said_at_last(incoming, now=now, machine_now=began)
            return [] if said is None else self._dressed(said, incoming, now=now)
        except Exception as error:  # noqa: BLE001 (whatever it was, a person is told and a reference is logged)
            apology = self._dressed(self._broken(incoming, error), incoming, now=now)
            return [replace(one, apologises=True) for one in apology]

    def _dressed(self, said: Said, incoming: Incoming, *, now: datetime) -> list[Outgoing]:
        """The replies. One that is kept as a delivery has its key, so that it is shown once however it comes."""
        keeps = self._channels[incoming.address.channel].keeps

        def dressed_as(answer: Answer) -> Mapping[str, object]:
            return self._dressing.dressed(answer, incoming, language=said.language, now=now)

        dressed = []
        for number, answer in enumerate(said.answers):
            delivery = None if number else said.delivery
            own_key = f"reply:{incoming.id}:{number}" if number else f"reply:{incoming.id}"
            key = own_key if delivery is None else f"delivery:{delivery}"
            shown, kept = dressed_as(answer), answer.kept()
            as_kept = dressed_as(kept) if keeps and kept is not answer else None
            dressed.append(Outgoing(shown, key=key, delivery=delivery, kept=as_kept))
        return dressed

    async def answer(self, incoming: Incoming) -> None:
        """Takes the turn, and sends each reply. Raises NotSendable and SendLater where one did not go, NotTaken where
        that was all there was to say.
        """
        wire = self._channels[incoming.address.channel].wire
        for outgoing in await self.take(incoming):
            await self._replying.send(wire, incoming.address, outgoing)

    async def arrived(self, outgoing: Outgoing, receipt: Receipt) -> None:
        """Notes that a reply of `take` has reached the person by another way."""
        await self._replying.arrived(outgoing, receipt)

    async def _said_at_last(self, incoming: Incoming, *, now: datetime, machine_now: datetime) -> Said | None:
        """What is said; taken again with the person's address where the turn needs it and the platform has it."""
        try:
            return await self._said(incoming, now=now, machine_now=machine_now)
        except AskDirectory:
            directory = self._channels[incoming.address.channel].directory
            assert directory is not None, "who has no directory is not asked"
            known, sender = await directory.find(incoming.address, incoming.sender.user), incoming.sender
            asked = replace(incoming, sender=replace(sender, email=known.email or "", name=sender.name or known.name))
            return await self._said(asked, now=now, machine_now=machine_now)

    async def _said(self, incoming: Incoming, *, now: datetime, machine_now: datetime) -> Said | None:
        async with self._lanes.of(incoming.address.tenant), self._database.write() as tx:
            meeting = await meet_sender(tx, incoming)
            if await is_replay(tx, meeting.conversation.id, incoming.id, at=machine_now):
                log.info("turn_replayed channel=%s", incoming.address.channel)
                return None
            if incoming.what is Happening.DEPARTURE:
                await mark_unreachable(tx, meeting.conversation.id, at=now)
                return None
            if incoming.what is Happening.ARRIVAL and not meeting.is_first:
                return None  # it is told twice, and perhaps to two replicas; who was greeted is known here already
            visit = await self._visit(tx, incoming, meeting, now=now, machine_now=machine_now)
            if self._lacks_email(visit, incoming):
                raise AskDirectory
            reply = await self._reply(visit, incoming)
            state = remembered(reply.state, visit.wish, reply.answer, at=machine_now)
            await save_state(tx, meeting, state, at=now)
            delivery = await self._kept(tx, reply, meeting, now=now)
            if only_looks_up(visit) and not reply.tells:
                spare_the_disk(tx)
        seconds = (self._clock.machine_now() - machine_now).total_seconds()
        self._noted(incoming.address.channel, visit.wish.intent, seconds)
        log.info("turn_taken channel=%s intent=%s", incoming.address.channel, visit.wish.intent)
        return Said((reply.answer, *((reply.then,) if reply.then else ())), visit.language, delivery)

    def _lacks_email(self, visit: Visit, incoming: Incoming) -> bool:
        """Whether the platform is to be asked for the person's address before they sign up. It is asked once."""
        directory = self._channels[incoming.address.channel].directory
        if directory is None or incoming.sender.email is not None or visit.wish.intent not in NEEDS_EMAIL:
            return False
        if not visit.actor.is_in_private:  # it goes on in private, and others press the same button
            directory.foresee(incoming.address)
            return False
        return visit.person.email_source is not EmailSource.VOUCHED

    async def _kept(self, tx: Tx, reply: Reply, meeting: Meeting, *, now: datetime) -> int | None:
        """Writes what the reply tells others, and itself where it confirms something; the delivery that it is then.

        Its lease begins here: the turn may have waited for longer than that.
        """
        await add_postings(tx, list(reply.tells))
        if reply.confirms is None:
            return None
        here, channels, machine_now = meeting.conversation, self._channels, self._clock.machine_now()
        return await add_confirmation(tx, reply.confirms, here, channels=channels, now=now, machine_now=machine_now)

    async def _reply(self, visit: Visit, incoming: Incoming) -> Reply:
        """The dialog's reply. A refusal takes back what was changed on the way, and nothing else."""
        try:
            if incoming.what is Happening.ARRIVAL and self._arrivals_follow and visit.agenda is not None:
                await follow_programme(visit.tx, visit.actor, visit.agenda.gathering.id, now=visit.now)
                about = {"gathering": visit.agenda.gathering.title}
                return Reply(Told("welcome.following", about, (NEXT, PROGRAMME, UNFOLLOW)), visit.state)
            if visit.wish.intent not in CHANGES and not has_waiting(visit):
                return await route(visit)
            async with visit.tx.begin_nested():
                return await route(visit)
        except Refusal as refused:
            return Reply(Told(refused.key, refused.args_of_sentence), visit.state)

    async def _visit(
        self, tx: Tx, incoming: Incoming, meeting: Meeting, *, now: datetime, machine_now: datetime
    ) -> Visit:
        today = local_day(now, HOME)
        listed = await list_current(tx, from_day=today - REMEMBERED, person_id=meeting.person.id)
        chosen = find_named(incoming.text, listed) or gathering_chosen(incoming, meeting.state)
        meant = decide_gatherings(listed, chosen=chosen, follows=meeting.follows, today=today)
        agenda = await self._agendas.at_edition(tx, meant[0].id, meant[0].edition) if len(meant) == 1 else None
        context = context_of(meeting.state, at=machine_now)
        wish = self._wish(incoming, agenda, now=now, context=context)
        is_remembered = chosen is not None and wish.intent not in LEAVES_NO_TRACE
        return Visit(
            tx=tx,
            wish=wish,
            person=meeting.person,
            language=await self._language_of(tx, wish, agenda, meeting, incoming),
            link=self._link,
            now=now,
            actor=Actor(meeting.person.id, meeting.conversation),
            state={**meeting.state, "gathering": chosen} if is_remembered else meeting.state,
            agenda=agenda,
            meant=meant,
            follows=meeting.follows,
            choose=secrets.choice,
            organises=meeting.organises,
            context=context,
        )

    def _wish(self, incoming: Incoming, agenda: Agenda | None, *, now: datetime, context: Context | None) -> Wish:
        if incoming.what is Happening.ARRIVAL:
            return Wish(ARRIVAL)
        if incoming.what is Happening.PRESS:
            return wish_of_press(incoming.pressed)
        return self.understood(incoming.text, agenda, now=now, context=context)

    def understood(self, text: str, agenda: Agenda | None, *, now: datetime, context: Context | None = None) -> Wish:
        """The wish in the words, with the names of the gathering in question and the last answer known."""
        return self._reader_of(agenda).understand(text, now=now, context=context)

    def _reader_of(self, agenda: Agenda | None) -> Reader:
        if agenda is None:
            return self._reader
        kept = self._readers.get(agenda.gathering.id)
        if kept is None or kept[0] is not agenda:
            reader = Reader(names_of(agenda), agenda.gathering.zone)
            kept = self._readers[agenda.gathering.id] = (agenda, reader)
        return kept[1]

    async def _language_of(
        self, tx: Tx, wish: Wish, agenda: Agenda | None, meeting: Meeting, incoming: Incoming
    ) -> Language:
        """The language to answer in: the chosen one, else that of these words, else the last, else the platform's."""
        chosen = wish.slots.get("lang") if wish.intent == "language.set" else None
        if chosen in LANGUAGES:
            return Language(str(chosen))
        known = meeting.person.language
        if known is not None and meeting.has_chosen_language:
            return known
        gathering = agenda.gathering.language if agenda else self._language
        likely = [one for one in (known, language_of_locale(incoming.sender.locale), gathering, NB) if one is not None]
        is_answer = known is not None and (is_answer_only(meeting.state, wish) or is_programme(wish.text))
        told = None if is_answer else wish.language
        if told is None and not is_answer and wish.is_norwegian:
            told = next(one for one in likely if one != EN)
        if told is not None and told != known:
            await set_language(tx, meeting.person.id, told, is_chosen=False)
        return told or likely[0]

    def _broken(self, incoming: Incoming, error: Exception) -> Said:
        reference = uuid4().hex[:4]
        log.error("turn_failed reference=%s channel=%s", reference, incoming.address.channel, exc_info=error)
        language = language_of_locale(incoming.sender.locale) or self._language
        return Said((Told("broke", {"reference": reference, "contact": None}),), language)
