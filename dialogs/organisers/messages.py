"""An organiser sends a message to everybody: shown as it will be read, sent at the click."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from dialogs.answers import Answer, Suggestion, Told
from dialogs.answers.running import AskMessage
from dialogs.asking import Yes, args_of, ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.organisers.running import SEES, required
from dialogs.suggestions import NEXT
from gatherings.actions import require_organiser
from gatherings.gathering import GatheringId
from gatherings.postings.posting import Audience
from gatherings.postings.running import message_posting
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.postings import add_postings

LONGEST: Final = 1000
TO_REGISTERED: Final[Yes] = ("send_to_registered", {"to": Audience.REGISTERED.value})


async def ask_message(visit: Visit) -> Reply:
    """Shows the message, and asks to whom it goes; asks for its words where there are none."""
    agenda = await required(visit)
    text = str(visit.wish.slots.get("message", "")).strip()[:LONGEST]
    if not text:
        return Reply(Told("running.message_what", {"gathering": agenda.gathering.title}), visit.state)

    def shown(buttons: tuple[Suggestion, ...]) -> Answer:
        return AskMessage(agenda=agenda, reader=SEES, suggestions=buttons, text=text)

    args = {"gathering": agenda.gathering.id, "text": text, "at": visit.now.isoformat()}
    other = (TO_REGISTERED,)
    return ask_first(
        visit, "", do="message", args=args, filling={}, yes="send_to_followers", other_yes=other, shown=shown
    )


async def send_now(visit: Visit) -> Reply:
    """Sends it, once however often it is pressed. Raises NotAnOrganiser."""
    args = args_of(visit)
    gathering = await get_gathering_by_id(visit.tx, GatheringId(args["gathering"]))
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    is_to_registered = visit.wish.slots.get("to") == Audience.REGISTERED
    audience = Audience.REGISTERED if is_to_registered else Audience.FOLLOWING
    asked_at = datetime.fromisoformat(args["at"])
    posting = message_posting(gathering, args["text"], audience=audience, asked_at=asked_at, now=visit.now)
    await add_postings(visit.tx, [posting])
    await note(visit, "message_sent", about=gathering.id, subject=audience.value)
    return Reply(Told("running.message_sent", {}, (NEXT,)), without_question(visit))
