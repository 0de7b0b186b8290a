"""Where something was said in Slack, as an address of ours.

A person's direct messages are known by the person: a press on the Home tab or in a form comes from no channel at all.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Final

from bot.slack.slack_wire import ANSWERS_AT, ONLY_FOR
from bot.wire import Address
from gatherings.people import ConversationKind

CHANNEL: Final = "slack"
KEPT_AT_MOST: Final = 5_000


def in_private(team: str, user: str, channel: str | None = None, *, thread: str | None = None) -> Address:
    """A person's direct messages with us; `channel` is theirs where it is known."""
    known = {"channel": channel} if channel else {}
    return Address(CHANNEL, team, user, ConversationKind.PERSONAL, {"conversation": user, **known, "thread": thread})


def in_company(team: str, channel: str, *, thread: str | None, is_group: bool = False) -> Address:
    """A channel, or a group of people; `thread` is where in it something was said."""
    kind = ConversationKind.GROUP if is_group else ConversationKind.CHANNEL
    return Address(CHANNEL, team, channel, kind, {"conversation": channel, "channel": channel, "thread": thread})


def for_one(address: Address, user: str, *, channel: str, answers_at: str = "") -> Address:
    """The same place, for the eyes of one person."""
    seen = {"channel": channel, ONLY_FOR: user, ANSWERS_AT: answers_at}
    return replace(address, data={**address.data, **seen})


@dataclass(frozen=True)
class Threads:
    """Who talks with us in which thread, as far as this process has heard: they need not mention us again."""

    _known: OrderedDict[tuple[str, str, str, str], None] = field(default_factory=OrderedDict)

    def note(self, team: str, channel: str, thread: str, user: str) -> None:
        self._known[team, channel, thread, user] = None
        if len(self._known) > KEPT_AT_MOST:
            self._known.popitem(last=False)

    def has(self, team: str, channel: str, thread: str, user: str) -> bool:
        return (team, channel, thread, user) in self._known
