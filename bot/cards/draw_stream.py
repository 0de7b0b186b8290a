"""The stream link."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.cards.card import Card, Choice
from bot.cards.choices import choices
from bot.cards.draw_told import ask_line
from bot.cards.teller import Teller, teller
from bot.cards.words import closed, is_link, short
from dialogs.answers import NotStreamed, StreamLinks
from dialogs.phrases import Voice
from gatherings.agenda import TimedBlock

AT_ONCE: Final = 3  # links, where several are streamed at the same time


def draw_stream_links(answer: StreamLinks, *, voice: Voice, now: datetime) -> Card:
    """The address and its button, and when it is used; or why there is none."""
    tell = teller(answer, voice, now)
    links = _links(tell, answer)
    if not links:
        return _without_link(tell, answer)
    if len({url for _, url in links}) > 1:
        return _several(tell, answer, links)
    title, url = links[0]
    when = tell.state_line(answer.streamed[0]) if answer.streamed else ""
    return Card(
        voice("agenda.stream.title", title=title),
        lines=tuple(line for line in (url, when) if line),
        choices=choices(answer, tell, Choice(voice("button.open_stream"), url=url)),
    )


def draw_not_streamed(answer: NotStreamed, *, voice: Voice, now: datetime) -> Card:
    """That this is not streamed, and what is next; with the link where this reader may have it."""
    tell = teller(answer, voice, now)
    if not answer.on and not answer.then:
        lines = (ask_line(answer.agenda.gathering.contact, voice),)
        return Card(voice("agenda.stream.nothing"), lines, choices=choices(answer, tell))
    title = voice("agenda.stream.nothing_now")
    if len(answer.on) == 1:
        timed = answer.on[0]
        is_unknown = timed.is_work and answer.agenda.is_streamed(timed.block) is None
        key = "unknown" if is_unknown else "not_streamed"
        title = voice(f"agenda.stream.{key}", title=short(timed.block.title))
    if not answer.then:
        return Card(title, choices=choices(answer, tell))
    following = _next_line(tell, answer.then[0])
    url = tell.link(answer.then[0])
    button = Choice(voice("button.open_stream"), url=url) if url else None
    return Card(title, (following,), choices=choices(answer, tell, button))


def _links(tell: Teller, answer: StreamLinks) -> list[tuple[str, str]]:
    """What is streamed, and where, as far as this reader may have it."""
    if not answer.streamed:
        whole = tell.agenda.stream
        is_open = whole is not None and tell.reader.may_open(whole) and is_link(whole.url)
        return [(tell.gathering, whole.url)] if whole is not None and is_open else []
    found = [(short(timed.block.title), tell.link(timed)) for timed in answer.streamed]
    return [(title, url) for title, url in found if url is not None][:AT_ONCE]


def _without_link(tell: Teller, answer: StreamLinks) -> Card:
    """Not for this reader, or not set."""
    has_link = any(tell.agenda.stream_of(t.block) for t in answer.streamed) or not answer.streamed
    next_line = tuple(_next_line(tell, t) for t in answer.streamed[:1] if t.starts_at > tell.now)
    if has_link:
        return Card(tell.voice("agenda.stream.hidden"), next_line, choices=choices(answer, tell))
    ask = ask_line(answer.agenda.gathering.contact, tell.voice)
    return Card(tell.voice("agenda.stream.missing"), (*next_line, ask), choices=choices(answer, tell))


def _several(tell: Teller, answer: StreamLinks, links: list[tuple[str, str]]) -> Card:
    """A line and a button for each."""
    lines = tuple(tell.voice("agenda.stream.of", title=title, url=url) for title, url in links)
    when = tell.state_line(answer.streamed[0])
    buttons = [Choice(tell.voice("button.open_stream_of", title=short(title, 40)), url=url) for title, url in links]
    heading = tell.voice("agenda.stream.several", n=len(links))
    return Card(heading, (*lines, when), choices=choices(answer, tell, *buttons))


def _next_line(tell: Teller, timed: TimedBlock) -> str:
    when = tell.start(timed.starts_at)
    return closed(tell.voice("agenda.stream.next", title=short(timed.block.title), when=when))
