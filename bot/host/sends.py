"""What goes out when, what went, and how many it reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from bot.cards.words import capital
from bot.host.desk import Desk
from bot.host.missing import CHANNELS
from bot.pages.html import paragraph, table
from bot.pages.layout import Shown
from dialogs.phrases import Voice
from gatherings.postings.posting import Audience, PostingState
from gatherings.postings.reminder import is_last
from gatherings.store.audiences import forecast_reach
from gatherings.store.deliveries import DeliveryState
from gatherings.store.overview import Send, list_sends

PLANNED: Final = ("what", "to_whom", "at", "would_reach")
HEADS: Final = ("what", "to_whom", "at", "state", "outcome")
NOWHERE: Final = "none"
UNTOLD: Final = "host.evaluation.untold"
"""In the place of how many a reminder of the evaluation reaches where: it would tell who has not answered."""
REACHED: Final = frozenset({DeliveryState.SENT})
ON_ITS_WAY: Final = frozenset({DeliveryState.WAITING})


async def show(desk: Desk) -> Shown:
    """Three tables: what is to come, what has been, and what went to single people, counted."""
    every = await list_sends(desk.tx, desk.gathering.id)
    sends = [send for send in every if send.kept.posting.audience is not Audience.SHOWN]  # a card is no second message
    shared = [send for send in sends if not send.is_personal]
    coming = [send for send in shared if send.kept.state is PostingState.PLANNED]
    been = [send for send in shared if send.kept.state is not PostingState.PLANNED]
    personal = [send for send in sends if send.is_personal]
    return desk.shown(
        "sends",
        _listed("coming", await _coming(coming, desk), desk.voice),
        _listed("been", _been(been, desk), desk.voice),
        _personal(personal, desk.voice),
    )


def _listed(what: str, rows: Sequence[Sequence[str]], voice: Voice) -> Markup:
    if not rows:
        return paragraph(voice(f"host.sends.no_{what}"))
    columns = PLANNED if what == "coming" else HEADS
    return table(voice(f"host.sends.{what}"), [voice(f"host.{head}") for head in columns], rows)


def _place(send: Send, desk: Desk) -> tuple[str, str, str]:
    """What it is, to whom, and when it went or goes."""
    made, voice = send.kept.posting, desk.voice
    at = (send.kept.settled_at or made.due_at).astimezone(desk.gathering.zone)
    moment = voice("time.moment", date=voice.day(at.date(), today=desk.today), clock=voice.clock(at.time()))
    return _what(send, desk), capital(voice(f"host.audience.{made.audience}")), capital(moment)


async def _coming(sends: Sequence[Send], desk: Desk) -> list[tuple[str, ...]]:
    """A row for each, with where it would reach people if it went now; looked up once for each audience."""
    known: dict[tuple[Audience, bool], str] = {}
    rows: list[tuple[str, ...]] = []
    for send in sends:
        made = send.kept.posting
        key = made.audience, is_last(made)
        if made.audience is Audience.UNHEARD:
            known[key] = desk.voice(UNTOLD)
        if key not in known:
            known[key] = reach(await forecast_reach(desk.tx, made, channels=desk.channels), desk.voice)
        rows.append((*_place(send, desk), known[key]))
    return rows


def _been(sends: Sequence[Send], desk: Desk) -> list[tuple[str, ...]]:
    say = desk.voice
    return [
        (*_place(one, desk), capital(say(f"host.posting_state.{one.kept.state}")), _outcome(one, say))
        for one in reversed(sends)
    ]


def _outcome(send: Send, voice: Voice) -> str:
    return voice(UNTOLD) if send.kept.posting.audience is Audience.UNHEARD else outcome(send.counts, voice)


def reach(counts: Mapping[str, int], voice: Voice) -> str:
    """ "Teams: 12. E-post: 30. Ikke i det hele tatt: 2."; nobody where it would reach nobody."""
    places = [one for one in (*CHANNELS, *sorted(counts.keys() - {*CHANNELS, NOWHERE}), NOWHERE) if counts.get(one)]
    told = (f"{capital(_channel(place, voice))}: {counts[place]}." for place in places)
    return " ".join(told) or capital(voice("host.reaches_nobody"))


def _what(send: Send, desk: Desk) -> str:
    made = send.kept.posting
    block = next((block for block in desk.gathering.programme if block.id == made.block_id), None)
    kind = desk.voice(f"host.kind.{made.kind}")
    return f"{kind}: {block.title}" if block else kind


def outcome(counts: Mapping[tuple[str, str], int], voice: Voice) -> str:
    """ "Teams: nådde 12, feilet 1. E-post: nådde 30."; nothing where nothing was sent."""
    found = {channel for channel, _ in counts}
    places = [one for one in CHANNELS if one in found] + sorted(found.difference(CHANNELS))
    return " ".join(f"{capital(_channel(place, voice))}: {_states(counts, place, voice)}." for place in places)


def _channel(channel: str, voice: Voice) -> str:
    key = f"host.channel.{channel}"
    return voice(key) if voice.has(key) else channel


def _states(counts: Mapping[tuple[str, str], int], place: str, voice: Voice) -> str:
    of_place = {DeliveryState(state): number for (channel, state), number in counts.items() if channel == place}
    groups = {
        "reached": _sum(of_place, REACHED),
        "on_its_way": _sum(of_place, ON_ITS_WAY),
        "failed": _sum(of_place, of_place.keys() - REACHED - ON_ITS_WAY),
    }
    return ", ".join(voice(f"host.outcome_{what}", n=number) for what, number in groups.items() if number)


def _sum(counts: Mapping[DeliveryState, int], states: Iterable[DeliveryState]) -> int:
    return sum(counts.get(state, 0) for state in states)


def _personal(sends: Sequence[Send], voice: Voice) -> Markup | None:
    """What went to single people, by kind: how many, and how many reached them."""
    if not sends:
        return None
    kinds = Counter(send.kept.posting.kind for send in sends)
    rows = []
    for kind, number in sorted(kinds.items()):
        counts: Counter[tuple[str, str]] = Counter()
        for send in sends:
            if send.kept.posting.kind is kind:
                counts.update(send.counts)
        rows.append((voice(f"host.kind.{kind}"), str(number), outcome(counts, voice)))
    heads = (voice("host.what"), voice("host.count"), voice("host.outcome"))
    return table(voice("host.sends.personal"), heads, rows)
