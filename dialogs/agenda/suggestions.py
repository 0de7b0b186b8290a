"""The questions worth asking next."""

from __future__ import annotations

from typing import Final

from dialogs.answers import Blocks, Suggestion

NOW: Final = Suggestion("now", "agenda.now")
NEXT: Final = Suggestion("next", "agenda.next")
REST: Final = Suggestion("rest", "agenda.day", {"day": "i dag", "from": "now"})
PROGRAMME: Final = Suggestion("day", "agenda.day")
WHERE: Final = Suggestion("where", "agenda.where")
FOLLOW: Final = Suggestion("follow", "follow.start")
HUMAN: Final = Suggestion("human", "speak.human")
HELP: Final = Suggestion("help", "help")


def who(blocks: Blocks) -> tuple[Suggestion, ...]:
    """ "Who is who", where it is about one block whose people's roles are known; else nothing."""
    known = len(blocks) == 1 and any(p.role or p.organisation for p in blocks[0].block.people)
    return (Suggestion("who", "agenda.who", {"block": blocks[0].block.id}),) if known else ()


def where(blocks: Blocks) -> tuple[Suggestion, ...]:
    """ "Where is it", about one block whose room the programme does not say; a room stands on the card already."""
    is_open = len(blocks) == 1 and not blocks[0].block.room
    return (Suggestion("where", "agenda.where", {"block": blocks[0].block.id}),) if is_open else ()
