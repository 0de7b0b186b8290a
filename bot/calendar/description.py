"""An event's description: how they take part, the day's programme, whom to ask, how to cancel and what it costs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from babel.numbers import format_decimal

from bot.calendar.entry import Entry
from bot.calendar.hours import Hours
from bot.calendar.text import link
from bot.cards.teller import Teller
from bot.cards.words import NAME, short
from dialogs.phrases import Voice
from gatherings.agenda import TimedBlock
from gatherings.registration import RegistrationState, fee_of_absence, fee_of_leaving, last_free_day
from gatherings.terms import Fee

FOR_EVER: Final = datetime.max.replace(tzinfo=UTC)


def description(entry: Entry, hours: Hours, *, voice: Voice) -> str:
    """The text, a paragraph for each thing."""
    if entry.is_off:
        parts: Iterable[str] = (_part(entry, voice), _contact(entry, voice))
    else:
        parts = (
            _lines(_part(entry, voice), _stream(entry, hours, voice)),
            _programme(entry, hours, voice),
            _contact(entry, voice),
            _lines(_leaving(entry, voice), _cost(entry, voice), _absence(entry, voice)),
        )
    return "\n\n".join(part for part in parts if part)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _part(entry: Entry, voice: Voice) -> str:
    """ "Du er påmeldt, i salen."."""
    mine = entry.registration
    if entry.gathering.is_cancelled:
        return voice("calendar.part.called_off")
    if not mine.is_active:
        return voice("calendar.part.left")
    way = "digital" if entry.is_digital else "room"
    if mine.seat is None:
        return voice(f"calendar.part.waiting_{way}")
    return voice(f"calendar.part.meanwhile_{way}") if mine.waits_for else voice(f"calendar.part.{way}")


def _stream(entry: Entry, hours: Hours, voice: Voice) -> str:
    """The link, for who takes part digitally; that it is not known yet, where it is not."""
    if not entry.reader.sees_streams or not entry.is_digital:
        return ""
    url = entry.link_on(entry.agenda.on_day(hours.day))
    return voice("calendar.stream.link", url=url) if url else voice("calendar.stream.none")


def _programme(entry: Entry, hours: Hours, voice: Voice) -> str:
    blocks = entry.agenda.on_day(hours.day)
    if not blocks:
        return _lines(voice("calendar.programme.none"), *_own_hours(entry, hours, voice))
    main = entry.link_on(blocks)
    heading = voice("calendar.programme.of", date=voice.day(hours.day))
    return _lines(heading, *(_block(entry, timed, main, voice) for timed in blocks))


def _own_hours(entry: Entry, hours: Hours, voice: Voice) -> list[str]:
    """When a gathering of several days begins, on its first, and ends, on its last."""
    gathering = entry.gathering
    begins = gathering.starts if hours.starts_at is None and hours.day == gathering.starts_on else None
    ends = gathering.ends if hours.starts_at is None and hours.day == gathering.ends_on else None
    told = (("starts", begins), ("ends", ends))
    return [voice(f"calendar.hours.{key}", clock=voice.clock(at)) for key, at in told if at is not None]


def _block(entry: Entry, timed: TimedBlock, main: str | None, voice: Voice) -> str:
    """ "10.15–12.00 Målkonflikter i planarbeidet, i Storsalen"; a stream of its own where it has one."""
    tell = Teller(voice, timed.starts_at, entry.agenda, entry.reader)
    own = entry.link_of(timed)
    parts = (short(timed.block.title), tell.room(timed), own if own != main else None)
    return f"{tell.clocks(timed)} {', '.join(part for part in parts if part)}"


def _contact(entry: Entry, voice: Voice) -> str:
    contact = entry.gathering.contact
    if contact is None:
        return ""
    known = (contact.name, contact.phone, contact.email)
    return voice("calendar.contact", contact=", ".join(short(one, NAME) for one in known if one))


def _leaving(entry: Entry, voice: Voice) -> str:
    url = link(entry.reader_url)
    return voice("calendar.leave.link", url=url) if url else voice("calendar.leave.say")


def _cost(entry: Entry, voice: Voice) -> str:
    """Until when it is free to cancel, and what it costs after that."""
    if entry.registration.state is RegistrationState.WAITING:
        return voice("calendar.leave.waiting")
    fee = fee_of_leaving(entry.registration, entry.gathering, now=FOR_EVER)
    day = last_free_day(entry.registration, entry.gathering)
    if fee is None or day is None:
        return voice("calendar.leave.free")
    return voice("calendar.leave.free_until", date=voice.day(day), fee=_fee(fee, voice))


def _absence(entry: Entry, voice: Voice) -> str:
    fee = fee_of_absence(entry.registration, entry.gathering)
    return "" if fee is None else voice("calendar.absent", fee=_fee(fee, voice))


def _fee(fee: Fee, voice: Voice) -> str:
    if fee.kroner is None:
        return voice("calendar.fee.actual")
    return voice("calendar.fee.kroner", kroner=format_decimal(fee.kroner, locale=voice.locale))
