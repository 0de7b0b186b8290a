"""An organiser sets a stream link: shown with what it is for, set at the click."""

from __future__ import annotations

from typing import Final

from dialogs.agenda.topics import find_blocks
from dialogs.answers import Told
from dialogs.asking import Yes, args_of, ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.signup.known import require_private
from dialogs.suggestions import NEXT, PROGRAMME
from gatherings.actions import link_of, require_organiser, set_stream
from gatherings.errors import NoGathering
from gatherings.gathering import GatheringId, StreamAudience
from gatherings.programme import BlockId

FOR_EVERYONE: Final[Yes] = ("set_link_for_everyone", {"for": StreamAudience.EVERYONE.value})


async def ask_stream(visit: Visit) -> Reply:
    """Shows the link and what it is for, and asks before it is set."""
    if visit.agenda is None:
        raise NoGathering
    require_private(visit)
    gathering = visit.agenda.gathering
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    given = visit.wish.slots.get("url")
    if given is None:
        return Reply(Told("organiser.needs_url"), visit.state)
    url = link_of(str(given))
    topic = str(visit.wish.slots.get("topic", ""))
    named = [timed.block for timed in find_blocks(visit.agenda, topic)]
    if topic and len(named) != 1:
        return Reply(Told("organiser.stream_which", {"topic": topic}, (PROGRAMME,)), visit.state)
    block = named[0] if named else None
    args = {"gathering": gathering.id, "block": block.id if block else "", "url": url}
    filling = {"url": url, "what": block.title if block else gathering.title}
    return ask_first(
        visit,
        "organiser.ask_stream",
        do="stream",
        args=args,
        filling=filling,
        yes="set_link",
        other_yes=(FOR_EVERYONE,),
    )


async def set_stream_now(visit: Visit) -> Reply:
    args = args_of(visit)
    gathering_id = GatheringId(args["gathering"])
    await require_organiser(visit.tx, visit.actor.person_id, gathering_id)
    block_id = BlockId(args["block"]) if args["block"] else None
    is_for_everyone = visit.wish.slots.get("for") == StreamAudience.EVERYONE
    audience = StreamAudience.EVERYONE if is_for_everyone else StreamAudience.REGISTERED
    await set_stream(visit.tx, gathering_id, args["url"], block_id=block_id, audience=audience, now=visit.now)
    await note(visit, "stream_set", about=gathering_id)
    key = "organiser.stream_set_for_everyone" if is_for_everyone else "organiser.stream_set"
    return Reply(Told(key, {"url": args["url"]}, (NEXT,)), without_question(visit))
