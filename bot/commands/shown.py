"""Gatherings and their programmes as a command shows them: JSON in the fixed form, and lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, time, timedelta

from bot.preview.lines import is_marked
from dialogs.phrases import Voice
from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.programme import Block
from gatherings.terms import Fee, Terms


def gathering_json(shown: Gathering) -> dict[str, object]:
    """The fixed form of a gathering; what is not known is None."""
    return {
        "slug": shown.slug,
        "title": shown.title,
        "starts_on": shown.starts_on.isoformat(),
        "ends_on": shown.ends_on.isoformat(),
        "starts": _clock(shown.starts),
        "ends": _clock(shown.ends),
        "timezone": shown.timezone,
        "venue": shown.venue,
        "place": shown.place,
        "deadline": _day(shown.deadline),
        "terms": shown.terms.text,
    }


def block_json(block: Block) -> dict[str, object]:
    """The fixed form of a block."""
    return {
        "id": block.id,
        "day": block.day.isoformat(),
        "start": _clock(block.start),
        "end": _clock(block.end),
        "end_source": block.end_source.value,
        "title": block.title,
        "kind": block.kind.value,
        "text": block.text,
        "notes": block.notes,
        "people": [asdict(person) for person in block.people],
        "streamed": block.streamed,
        "room": block.room,
        "track": block.track,
    }


def setup_json(shown: Gathering) -> dict[str, object]:
    """A gathering with all that an operator sets, and its stream links."""
    return {
        **gathering_json(shown),
        **terms_json(shown.terms),
        "language": shown.language,
        "lead_minutes": int(shown.lead.total_seconds()) // 60,
        "contact": None if shown.contact is None else asdict(shown.contact),
        "cancelled": shown.is_cancelled,
        "version": shown.version,
        "blocks": len(shown.programme),
        "streams": [{"url": s.url, "for": s.audience.value, "block": s.block_id} for s in shown.streams],
    }


def terms_json(terms: Terms) -> dict[str, object]:
    """The rules of a gathering; what is not limited or not known is None, a fee `actual` or in kroner."""
    return {
        "opens_at": None if terms.opens is None else terms.opens.isoformat(timespec="minutes"),
        "free_until": _day(terms.free_until),
        "fee_late": _fee(terms.fee_late),
        "fee_absent": _fee(terms.fee_absent),
        "fee_covers": "everyone" if terms.fee_covers_digital else "room",
        "capacity": terms.capacity,
        "capacity_digital": terms.capacity_digital,
        "capacity_per_organisation": terms.capacity_per_organisation,
        "offer_hours": int(terms.offer / timedelta(hours=1)),
        "ladder": [f"{days}d" for days in terms.ladder],
        "keep_not_understood": terms.keeps_not_understood,
    }


def _fee(fee: Fee | None) -> int | str | None:
    return None if fee is None else "actual" if fee.kroner is None else fee.kroner


def programme_lines(shown: Gathering, say: Voice, *, tells_ends: bool = False) -> list[str]:
    """The programme, day by day, with what is streamed; with `tells_ends`, where an end comes from that was guessed."""
    agenda = Agenda(shown)
    lines = []
    for day in agenda.days:
        lines += [say.day(day)] if len(agenda.days) > 1 else []
        for timed in agenda.on_day(day):
            guessed = _guessed_end(timed.block, say) if tells_ends else ""
            lines.append(f"{_block_line(timed.block, say)}{guessed}")
    return lines


def _guessed_end(block: Block, say: Voice) -> str:
    """ " [slutten er satt etter det som følger]"; empty where the file says the end, or there is none to say."""
    return f" [{say(f'command.import.end_source.{block.end_source}')}]" if is_marked(block) else ""


def _block_line(block: Block, say: Voice) -> str:
    marks: Mapping[bool | None, str] = {True: say("card.streamed"), False: say("card.not_streamed"), None: ""}
    details = [say.listed([person.name for person in block.people]), block.room or "", marks[block.streamed]]
    told = " · ".join(part for part in details if part)
    return f"  {say.span(block.start, block.end):<12} {block.title}{f' ({told})' if told else ''}"


def _clock(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
