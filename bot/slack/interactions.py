"""A press, a submitted form or a slash command as something for a turn."""

from __future__ import annotations

from typing import Final

from bot.channels.slack import dress_modal
from bot.channels.slack_form import Form, NotFromACard, read_form, read_press
from bot.sdk.fields import Raw, part, text_of
from bot.sdk.turned_away import malformed
from bot.slack.events import HELP, Hearing
from bot.slack.fields import id_in, objects, stamp_or_none, token_in
from bot.slack.heard import Heard, Lacking, Opens, Shown
from bot.slack.places import for_one, in_company
from bot.slack.said import plain
from bot.wire import Address, Happening
from dialogs.router import EVALUATION, SIGNUP

PERSONAL: Final = frozenset(SIGNUP) | frozenset(EVALUATION)
"""What a button in a channel does for who presses it alone: it is done where they are alone with us."""
DIRECT: Final = "directmessage"
GROUP: Final = "mpdm-"


def hear_press(payload: Raw, hearing: Hearing) -> Heard | Opens | None:
    """The press of a button of ours, or the form that it opens. Raises TurnedAway (400) where it is none of ours."""
    user, trigger = id_in(part(payload, "user"), "id"), token_in(payload, "trigger_id")
    pressed = _read_press(payload)
    if isinstance(pressed, Form):
        return Opens(hearing.workspace.team, dress_modal(pressed.card, language=pressed.language, private=""), trigger)
    if pressed is None:
        return None
    address, place = _places_of_press(payload, user, hearing, is_personal=pressed.get("do") in PERSONAL)
    told = f"press:{trigger}:{token_in(objects(payload, 'actions')[0], 'action_ts')}"
    shown = Shown.HOME if part(payload, "view") else Shown.MESSAGE
    return Heard(hearing.incoming(told, Happening.PRESS, address, user, pressed=pressed), place, shown, trigger)


def hear_form(payload: Raw, hearing: Hearing) -> Heard | Lacking:
    """What a form that was sent carries; what it lacks. Raises TurnedAway (400) where it is none of ours."""
    view, user = part(payload, "view"), id_in(part(payload, "user"), "id")
    try:
        filled = read_form(view)
    except NotFromACard as trouble:
        raise malformed(str(trouble)) from None
    if filled.errors:
        return Lacking(filled.errors)
    told = ":".join(("form", token_in(view, "id"), token_in(view, "hash"), token_in(payload, "trigger_id")))
    private = hearing.private(user)
    return Heard(hearing.incoming(told, Happening.PRESS, private, user, pressed=filled.pressed), private, Shown.SENT)


def _read_press(payload: Raw) -> Raw | Form | None:
    """What the pressed button carries; None for a link. Raises TurnedAway (400) where it is no button of ours."""
    actions = objects(payload, "actions")
    try:
        return read_press(actions[0], payload.get("state") or part(payload, "view").get("state")) if actions else None
    except NotFromACard as trouble:
        raise malformed(str(trouble)) from None


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
    return Heard(incoming, place, trigger=trigger)


def _places_of_press(payload: Raw, user: str, hearing: Hearing, *, is_personal: bool) -> tuple[Address, Address]:
    """Where a press in a message is done, and where it is answered; in a channel for who pressed alone."""
    if part(payload, "view"):  # on the Home tab, which is nobody else's
        private = hearing.private(user)
        return private, private
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
