"""A press, a submitted form or a slash command as something for a turn."""

from __future__ import annotations

from typing import Final

from bot.channels.slack import read_form, read_press
from bot.sdk.fields import Raw, objects, part, text_of
from bot.slack.events import HELP, Hearing
from bot.slack.fields import id_in, mapping, stamp_or_none, token_in
from bot.slack.heard import Heard, Shown
from bot.slack.places import for_one, in_company
from bot.slack.said import plain
from bot.wire import Address, Happening
from dialogs.router import EVALUATION, SIGNUP

PERSONAL: Final = frozenset(SIGNUP) | frozenset(EVALUATION)
"""What a button in a channel does for who presses it alone: it is done where they are alone with us."""
DIRECT: Final = "directmessage"
GROUP: Final = "mpdm-"


def hear_press(payload: Raw, hearing: Hearing) -> Heard | None:
    """The press of a button of ours; None where it is another thing: a link, a list that opens."""
    view, user = part(payload, "view"), id_in(part(payload, "user"), "id")
    state = mapping(view.get("state") or payload.get("state"))
    pressed = next(filter(None, (read_press(action, state) for action in objects(payload, "actions"))), None)
    if pressed is None:
        return None
    told = f"press:{token_in(payload, 'trigger_id')}:{token_in(objects(payload, 'actions')[0], 'action_ts')}"
    trigger = token_in(payload, "trigger_id")
    if view:
        private = hearing.private(user)
        incoming = hearing.incoming(told, Happening.PRESS, private, user, pressed=pressed)
        is_form = text_of(view, "type") == "modal"
        return Heard(incoming, private, Shown.SAME_FORM if is_form else Shown.FORM, trigger, token_in(view, "id"))
    address, place = _places_of_press(payload, user, hearing, is_personal=pressed.get("do") in PERSONAL)
    incoming = hearing.incoming(told, Happening.PRESS, address, user, pressed=pressed)
    return Heard(incoming, place, Shown.FORM, trigger)


def hear_form(payload: Raw, hearing: Hearing) -> Heard | None:
    """What a submitted form carries; None where it is none of ours."""
    view, user = part(payload, "view"), id_in(part(payload, "user"), "id")
    pressed = read_form(view)
    if pressed is None:
        return None
    told = ":".join(("form", token_in(view, "id"), token_in(view, "hash"), token_in(payload, "trigger_id")))
    private = hearing.private(user)
    incoming = hearing.incoming(told, Happening.PRESS, private, user, pressed=pressed)
    return Heard(incoming, private, Shown.SUBMITTED, view=token_in(view, "id"))


def hear_command(fields: Raw, hearing: Hearing) -> Heard:
    """`/samband …`: in a channel its answer is for who asks alone. Without words it asks what we can do."""
    user, channel, trigger = id_in(fields, "user_id"), id_in(fields, "channel_id"), token_in(fields, "trigger_id")
    text = plain(text_of(fields, "text"), bot_user=hearing.workspace.bot_user)
    what, pressed = (Happening.MESSAGE, None) if text else (Happening.PRESS, HELP)
    if _is_direct(channel, text_of(fields, "channel_name")):
        address = place = hearing.private(user)
    else:
        is_group = text_of(fields, "channel_name").startswith(GROUP)
        address = in_company(hearing.workspace.team, channel, thread=None, is_group=is_group)
        place = for_one(address, user, channel=channel, answers_at=token_in(fields, "response_url"))
    incoming = hearing.incoming(f"command:{trigger}", what, address, user, text=text, pressed=pressed)
    return Heard(incoming, place, Shown.FORM, trigger)


def _places_of_press(payload: Raw, user: str, hearing: Hearing, *, is_personal: bool) -> tuple[Address, Address]:
    """Where a press in a message is done, and where it is answered; in a channel for who pressed alone."""
    channel = id_in(part(payload, "channel"), "id")
    thread = stamp_or_none(part(payload, "message"), "thread_ts")
    if _is_direct(channel, text_of(part(payload, "channel"), "name")):
        private = hearing.private(user, channel, thread=thread)
        return private, private
    is_group = text_of(part(payload, "channel"), "name").startswith(GROUP)
    there = in_company(hearing.workspace.team, channel, thread=thread, is_group=is_group)
    place = for_one(there, user, channel=channel, answers_at=token_in(payload, "response_url"))
    return hearing.private(user) if is_personal else there, place


def _is_direct(channel: str, name: str) -> bool:
    """A command may be given in a direct message between others: what is answered is for who asks, all the same."""
    return channel.startswith("D") or name == DIRECT
