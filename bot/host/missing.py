"""Who is invited and has not answered, and how each can be reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from bot.cards.words import capital
from bot.host.desk import Desk
from bot.host.order import alphabetical
from bot.pages.html import paragraph, table
from bot.pages.layout import Shown
from dialogs.phrases import Voice
from gatherings.store.invitations import Coming
from gatherings.store.overview import Expected, list_expected

CHANNELS: Final = ("teams", "slack", "web", "email")
HEADS: Final = ("name", "organisation", "email", "answer_head", "reached_by")


async def show(desk: Desk) -> Shown:
    """The table, and how many can be reached where. Who has declined has answered."""
    expected = await list_expected(desk.tx, desk.gathering.id)
    silent = sorted((one for one in expected if one.answer is not Coming.NOT_COMING), key=_order)
    if not silent:
        return desk.shown("missing", paragraph(desk.voice("host.nobody_missing")))
    voice = desk.voice
    heads = [voice(f"host.{head}") for head in HEADS]
    listed = table(voice("host.missing_of", n=len(silent)), heads, [_row(one, voice) for one in silent])
    return desk.shown("missing", _reach(silent, voice), listed)


def _order(one: Expected) -> tuple[tuple[bool, str], tuple[bool, str]]:
    return alphabetical(one.organisation), alphabetical(one.name)


def _reach(silent: Sequence[Expected], voice: Voice) -> Markup:
    """How many can be reached in each channel; one person may be in several."""
    reached = Counter(channel for one in silent for channel in one.channels)
    reached["none"] = sum(1 for one in silent if not _reached(one))
    rows = [(capital(voice(f"host.channel.{channel}")), str(reached[channel])) for channel in (*CHANNELS, "none")]
    return table(voice("host.reach"), (voice("host.reached_by"), voice("host.count")), rows)


def _reached(one: Expected) -> list[str]:
    return [channel for channel in CHANNELS if channel in one.channels]


def _row(one: Expected, voice: Voice) -> tuple[str, ...]:
    places = [voice(f"host.channel.{channel}") for channel in _reached(one) or ["none"]]
    return (
        one.name or voice("host.no_name"),
        one.organisation or "",
        one.email or "",
        capital(voice(f"host.answer.{one.answer or 'none'}")),
        capital(voice.listed(places)),
    )
