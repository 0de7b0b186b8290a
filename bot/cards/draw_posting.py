"""What is posted without being asked for: drawn from the agenda as it is when it goes out, one function a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.cards.card import MAX_CHOICES, Card, Choice
from bot.cards.choices import map_choice, stream_choice, suggested
from bot.cards.draw import draw
from bot.cards.draw_evaluation import (
    draw_evaluation,
    draw_evaluation_reminder,
    draw_evaluation_room,
    draw_first_step,
)
from bot.cards.draw_opening import draw_opening
from bot.cards.draw_personal import draw_confirmation, draw_given_up, draw_offer, draw_signed_up, draw_start
from bot.cards.draw_registered import draw_changed, draw_upcoming
from bot.cards.draw_reminder import draw_missing, draw_reminder
from bot.cards.draw_results import draw_evaluation_closed
from bot.cards.draw_running import draw_late, draw_message
from bot.cards.draw_status import here_button
from bot.cards.draw_told import ask_line
from bot.cards.draw_unreached import draw_unreached, draw_unreached_room
from bot.cards.teller import Teller
from bot.cards.why import why
from bot.cards.words import capital, closed, is_link, short
from dialogs.agenda import answer_agenda
from dialogs.answers import Reader, Suggestion
from dialogs.phrases import Voice
from dialogs.suggestions import NEXT, PROGRAMME
from dialogs.understanding.wish import Wish
from gatherings.agenda import Agenda, TimedBlock
from gatherings.ports import PageLink
from gatherings.postings.posting import Posting, PostingKind
from gatherings.postings.recipient import Recipient
from gatherings.postings.renewed import as_posted, is_renewal
from gatherings.programme import BlockId

AT_ONCE: Final = timedelta(seconds=30)
"""What starts within this is said to start now."""

STOP: Final = Suggestion("unfollow", "follow.stop")


def draw_posting(
    posting: Posting,
    agenda: Agenda,
    recipient: Recipient,
    *,
    voice: Voice,
    now: datetime,
    link: PageLink | None = None,
) -> Card:
    """The posting's card for a recipient, in this voice: the room for who is there, the stream for who is not.

    `link` makes the addresses of the pages; None where there are none that people could open.
    """
    posting = as_posted(posting)
    tell = Teller(voice, now, agenda, Reader(sees_streams=True, is_digital=recipient.standing.is_digital), link)
    personal = _DRAWN_FOR_ONE.get(posting.kind)
    return _DRAWN[posting.kind](posting, tell) if personal is None else personal(posting, tell, recipient)


def draw_day(posting: Posting, tell: Teller) -> Card:
    """The day's programme, for who has a seat with a button to say that they are there; why it came, how to stop it."""
    wish = Wish("agenda.day", {"day": posting.facts["day"]})
    is_digital = tell.reader.is_digital
    shown = answer_agenda(wish, agenda=tell.agenda, now=tell.now, sees_streams=True, is_digital=is_digital)
    card = draw(shown, voice=tell.voice, now=tell.now)
    day = tell.date(date.fromisoformat(posting.facts["day"]))
    title = tell.voice("posting.day", gathering=tell.gathering, day=day)
    here = here_button(tell) if is_digital is not None else ()
    return replace(
        card,
        title=title,
        lines=(*card.lines, *_improvements(posting, tell)),
        choices=(*here, *card.choices)[:MAX_CHOICES],
        footer=_why(tell),
    )


def _improvements(posting: Posting, tell: Teller) -> tuple[str, ...]:
    """On the first morning what was asked for last time, and what was done about it."""
    told = tell.agenda.gathering.evaluation.improvements
    if not told or posting.facts["day"] != tell.agenda.days[0].isoformat():
        return ()
    pairs = [tell.voice("evaluation.improvements.one", asked=short(one.asked), done=short(one.done)) for one in told]
    return (tell.voice("evaluation.improvements.title"), *(closed(pair) for pair in pairs))


def draw_stream(posting: Posting, tell: Teller) -> Card:
    """The stream link, the day before: one button for each link of the day."""
    day = date.fromisoformat(posting.facts["day"])
    streamed = [timed for timed in tell.agenda.on_day(day) if tell.link(timed)]
    links = dict.fromkeys(link for timed in streamed if (link := tell.link(timed)))
    first = streamed[0] if streamed else tell.agenda.on_day(day)[0]
    label = tell.voice("button.open_stream")
    return Card(
        title=tell.voice("posting.stream.title", gathering=tell.gathering, day=tell.date(day)),
        lines=(tell.voice("posting.stream.text", title=short(first.block.title), moment=tell.moment(first.starts_at)),),
        choices=tuple(Choice(label, url=link) for link in links if is_link(link))[:MAX_CHOICES],
        footer=_why(tell),
    )


def draw_block(posting: Posting, tell: Teller) -> Card:
    """A block that starts now, or in so many minutes; where, who, and the link where it is streamed."""
    timed = _block_of(posting, tell.agenda)
    wait = timed.starts_at - tell.now
    title = short(timed.block.title)
    if is_renewal(posting) and wait <= timedelta():
        return _draw_going_on(timed, tell)
    if wait > AT_ONCE:
        heading = tell.voice("posting.block.ahead", until=tell.voice.until(wait), title=title)
    else:
        heading = tell.voice("posting.block.now", title=title)
    lines = (capital(closed(tell.span(timed))), tell.details(timed))
    buttons = (stream_choice(tell, (timed,)), suggested(NEXT, tell.voice))
    return Card(
        title=capital(heading),
        lines=tuple(line for line in lines if line),
        choices=tuple(button for button in buttons if button is not None),
    )


def _draw_going_on(timed: TimedBlock, tell: Teller) -> Card:
    """A block that was posted and has begun, or is over: what stood there said when it would be."""
    is_over = timed.over_at <= tell.now
    heading = tell.voice("posting.block.over" if is_over else "posting.block.on", title=short(timed.block.title))
    lines = (capital(closed(tell.span(timed))), "" if is_over else tell.details(timed))
    buttons = (None if is_over else stream_choice(tell, (timed,)), suggested(NEXT, tell.voice))
    return Card(
        heading,
        lines=tuple(line for line in lines if line),
        choices=tuple(button for button in buttons if button is not None),
    )


def draw_closing(posting: Posting, tell: Teller) -> Card:
    """The day's work is done: what is left of the evening, when it goes on tomorrow, or thanks."""
    day = date.fromisoformat(posting.facts["day"])
    coming = tell.agenda.coming(tell.now)
    is_last = tell.agenda.last is not None and tell.agenda.last.block.day <= day
    key = "posting.closing.last" if is_last else "posting.closing.day"
    lines = [tell.voice("posting.closing.thanks")] if is_last else []
    if coming:
        moment = tell.start(coming[0].starts_at)
        lines.append(closed(tell.voice("posting.closing.next", title=tell.titles(coming), moment=moment)))
    buttons = (map_choice(tell, coming) if coming else None, suggested(NEXT, tell.voice) if coming else None)
    return Card(
        title=tell.voice(key, gathering=tell.gathering),
        lines=tuple(lines),
        choices=tuple(button for button in buttons if button is not None),
    )


def draw_moved(posting: Posting, tell: Teller) -> Card:
    """A block that has another time than the one that was posted."""
    timed = _block_of(posting, tell.agenda)
    before = datetime.fromisoformat(posting.facts["from"])
    by = timed.starts_at - before
    key = "posting.moved.later" if by > timedelta() else "posting.moved.earlier"
    lines = (tell.voice(key, length=tell.voice.length(abs(by))), capital(closed(tell.span(timed))), tell.details(timed))
    title = tell.voice("posting.moved.title", title=short(timed.block.title), moment=tell.moment(timed.starts_at))
    return Card(title, lines=tuple(line for line in lines if line), choices=(suggested(PROGRAMME, tell.voice),))


def draw_cancelled(posting: Posting, tell: Teller) -> Card:
    """A block that people knew of and that is not held."""
    title = tell.voice("posting.cancelled.title", title=short(posting.facts["title"]))
    moment = tell.moment(datetime.fromisoformat(posting.facts["starts_at"]))
    buttons = (suggested(NEXT, tell.voice), suggested(PROGRAMME, tell.voice))
    return Card(title, lines=(closed(tell.voice("posting.cancelled.text", moment=moment)),), choices=buttons)


def draw_called_off(_: Posting, tell: Teller, recipient: Recipient) -> Card:
    """That the gathering is not held, that nobody owes anything for it, whom to ask, and why this came."""
    lines = (
        tell.voice("posting.called_off.text", dates=tell.dates()),
        tell.voice("registration.void") if recipient.standing.is_signed_up else "",
        ask_line(tell.agenda.gathering.contact, tell.voice),
    )
    title = tell.voice("posting.called_off.title", gathering=tell.gathering)
    return Card(title, lines=tuple(line for line in lines if line), footer=why(tell, recipient.standing))


def draw_skipped(posting: Posting, tell: Teller) -> Card:
    """To the organisers: how many messages came too late, and about which blocks."""
    titles = [short(title) for title in posting.facts["titles"].split("\n") if title]
    lines = [tell.voice("posting.skipped.text", n=int(posting.facts["count"]), gathering=tell.gathering)]
    if titles:
        lines.append(closed(tell.voice("posting.skipped.titles", titles=tell.voice.listed(titles))))
    return Card(tell.voice("posting.skipped.title"), lines=tuple(lines))


_DRAWN: Final[dict[PostingKind, Callable[[Posting, Teller], Card]]] = {
    PostingKind.DAY: draw_day,
    PostingKind.STREAM: draw_stream,
    PostingKind.BLOCK: draw_block,
    PostingKind.CLOSING: draw_closing,
    PostingKind.MOVED: draw_moved,
    PostingKind.LATE: draw_late,
    PostingKind.CANCELLED: draw_cancelled,
    PostingKind.SKIPPED: draw_skipped,
    PostingKind.UNREACHED_ROOM: draw_unreached_room,
    PostingKind.EVALUATION_ROOM: draw_evaluation_room,
    PostingKind.EVALUATION_CLOSED: draw_evaluation_closed,
}


_DRAWN_FOR_ONE: Final[dict[PostingKind, Callable[[Posting, Teller, Recipient], Card]]] = {
    PostingKind.CALLED_OFF: draw_called_off,
    PostingKind.MESSAGE: draw_message,
    PostingKind.CHANGED: draw_changed,
    PostingKind.REMINDER: draw_reminder,
    PostingKind.MISSING: draw_missing,
    PostingKind.OPENING: draw_opening,
    PostingKind.UNREACHED: draw_unreached,
    PostingKind.UPCOMING: draw_upcoming,
    PostingKind.CONFIRMATION: draw_confirmation,
    PostingKind.SIGNED_UP: draw_signed_up,
    PostingKind.OFFER: draw_offer,
    PostingKind.START: draw_start,
    PostingKind.GIVEN_UP: draw_given_up,
    PostingKind.EVALUATION: draw_evaluation,
    PostingKind.EVALUATION_REMINDER: draw_evaluation_reminder,
    PostingKind.FIRST_STEP: draw_first_step,
}


def _block_of(posting: Posting, agenda: Agenda) -> TimedBlock:
    """The block as it is now. Raises LookupError where it is gone since it fired."""
    timed = agenda.get(BlockId(posting.block_id or ""))
    if timed is None:
        raise LookupError(posting.key)
    return timed


def _why(tell: Teller) -> str:
    return tell.voice("posting.why", gathering=tell.gathering)
