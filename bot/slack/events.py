"""An event of Slack's as something for a turn, or as nothing that concerns us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.sdk.fields import Raw, part, text_of
from bot.slack.fields import id_in, id_or_none, stamp_in, stamp_or_none
from bot.slack.heard import Heard, Left, Shown
from bot.slack.places import Threads, in_company, in_private
from bot.slack.said import is_to_somebody_else, plain
from bot.slack.slack_wire import Doors
from bot.slack.workspaces import Workspace
from bot.wire import Address, Happening, Incoming, Sender

WRITTEN: Final = frozenset({"", "file_share", "thread_broadcast"})
"""The kinds of message that somebody wrote; all others tell of edits, deletions, joins and programs."""
LEFT_A_PLACE: Final = frozenset({
    "channel_left", "group_left", "channel_archive", "group_archive", "channel_deleted", "group_deleted",
})  # fmt: skip
LEFT_ALTOGETHER: Final = frozenset({"app_uninstalled", "tokens_revoked"})
NOW_AND_NEXT: Final = {"do": "agenda.now"}
HELP: Final = {"do": "help"}


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is needed to hear an event: in which workspace, when it arrived, and what this process knows of places."""

    workspace: Workspace
    arrived_at: datetime
    threads: Threads
    doors: Doors

    def incoming(
        self, told: str, what: Happening, address: Address, user: str, *, text: str = "", pressed: Raw | None = None
    ) -> Incoming:
        """What a turn takes; `told` is the id, the same however often it comes and by whichever way."""
        return Incoming(told, what, address, Sender(user), self.arrived_at, text, pressed or {})

    def private(self, user: str, channel: str | None = None, *, thread: str | None = None) -> Address:
        """A person's direct messages with us."""
        if channel:
            self.doors.note(self.workspace.team, user, channel)
        known = channel or self.doors.find(self.workspace.team, user)
        return in_private(self.workspace.team, user, known, thread=thread)


def hear_event(payload: Raw, hearing: Hearing) -> Heard | Left | None:  # noqa: PLR0911 (one for each kind of event)
    """What an event is to us; None where it is nothing. Raises TurnedAway (400) where it is malformed."""
    event, told = part(payload, "event"), id_in(payload, "event_id")
    match text_of(event, "type"):
        case "app_mention":
            return _mention(event, hearing)
        case "message":
            return _message(event, hearing)
        case "app_home_opened":
            return _home(event, told, hearing)
        case "member_joined_channel":
            return _arrival(event, told, hearing)
        case "member_left_channel" if text_of(event, "user") == hearing.workspace.bot_user:
            return _departure(event, told, hearing)
        case kind if kind in LEFT_A_PLACE:
            return _departure(event, told, hearing)
        case kind if kind in LEFT_ALTOGETHER:
            return Left(hearing.workspace.team) if _is_ours(event, hearing) else None
    return None


def _is_ours(event: Raw, hearing: Hearing) -> bool:
    """Whether it is the bot's token that was revoked, not only that of a user."""
    revoked = part(event, "tokens").get("bot")
    return text_of(event, "type") == "app_uninstalled" or (
        isinstance(revoked, list) and hearing.workspace.bot_user in revoked
    )


def _is_written_by_somebody(event: Raw, hearing: Hearing) -> bool:
    """Whether a person wrote it, just now: no program, not we, no edit."""
    is_program = any(event.get(name) for name in ("bot_id", "bot_profile", "hidden", "edited"))
    is_ours = text_of(event, "user") in {"", hearing.workspace.bot_user}
    return text_of(event, "subtype") in WRITTEN and not is_program and not is_ours


def _mention(event: Raw, hearing: Hearing) -> Heard | None:
    if not _is_written_by_somebody(event, hearing):
        return None
    return _in_company(event, hearing, is_group=False)


def _message(event: Raw, hearing: Hearing) -> Heard | None:
    if not _is_written_by_somebody(event, hearing):
        return None
    kind = text_of(event, "channel_type")
    if kind == "im" or (not kind and text_of(event, "channel").startswith("D")):
        return _in_private(event, hearing)
    return _in_company(event, hearing, is_group=kind == "mpim") if _is_to_us(event, hearing) else None


def _is_to_us(event: Raw, hearing: Hearing) -> bool:
    """Whether a message in company is meant for us: it mentions us, or goes on in a thread with us."""
    text, us = text_of(event, "text"), hearing.workspace.bot_user
    if f"<@{us}>" in text or f"<@{us}|" in text:
        return True
    thread = stamp_or_none(event, "thread_ts")
    if thread is None or is_to_somebody_else(text, bot_user=us):
        return False
    return hearing.threads.has(hearing.workspace.team, id_in(event, "channel"), thread, id_in(event, "user"))


def _in_private(event: Raw, hearing: Hearing) -> Heard:
    user = id_in(event, "user")
    address = hearing.private(user, id_in(event, "channel"), thread=stamp_or_none(event, "thread_ts"))
    return _said(event, address, hearing)


def _in_company(event: Raw, hearing: Hearing, *, is_group: bool) -> Heard:
    """It is answered in its thread, or in the one that it begins."""
    channel, team = id_in(event, "channel"), hearing.workspace.team
    thread = stamp_or_none(event, "thread_ts") or stamp_in(event, "ts")
    hearing.threads.note(team, channel, thread, id_in(event, "user"))
    return _said(event, in_company(team, channel, thread=thread, is_group=is_group), hearing)


def _said(event: Raw, address: Address, hearing: Hearing) -> Heard:
    """A mention without words asks what we can do."""
    told, user = f"message:{stamp_in(event, 'ts')}", id_in(event, "user")
    text = plain(text_of(event, "text"), bot_user=hearing.workspace.bot_user)
    what, pressed = (Happening.MESSAGE, None) if text else (Happening.PRESS, HELP)
    return Heard(hearing.incoming(told, what, address, user, text=text, pressed=pressed), address)


def _home(event: Raw, told: str, hearing: Hearing) -> Heard:
    """The Home tab shows what is on; who opens the messages for the first time is greeted."""
    user = id_in(event, "user")
    address = hearing.private(user, id_or_none(event, "channel"))
    if text_of(event, "tab") == "messages":
        return Heard(hearing.incoming("arrival", Happening.ARRIVAL, address, user), address)
    shown = hearing.incoming(f"home:{told}", Happening.PRESS, address, user, pressed=NOW_AND_NEXT)
    return Heard(shown, address, Shown.HOME)


def _arrival(event: Raw, told: str, hearing: Hearing) -> Heard | None:
    """Others who come are not our business."""
    us = hearing.workspace.bot_user
    if text_of(event, "user") != us:
        return None
    address = in_company(hearing.workspace.team, id_in(event, "channel"), thread=None)
    by = id_or_none(event, "inviter") or us
    return Heard(hearing.incoming(told, Happening.ARRIVAL, address, by), address)


def _departure(event: Raw, told: str, hearing: Hearing) -> Heard:
    address = in_company(hearing.workspace.team, id_in(event, "channel"), thread=None)
    by = id_or_none(event, "actor_id") or id_or_none(event, "user") or hearing.workspace.bot_user
    return Heard(hearing.incoming(told, Happening.DEPARTURE, address, by), address)
