"""The questions worth asking next."""

from __future__ import annotations

from dialogs.answers import Blocks, Suggestion


def who(blocks: Blocks) -> tuple[Suggestion, ...]:
    """ "Who is who", where it is about one block whose people's roles are known; else nothing."""
    known = len(blocks) == 1 and any(p.role or p.organisation for p in blocks[0].block.people)
    return (Suggestion("who", "agenda.who", {"block": blocks[0].block.id}),) if known else ()


def where(blocks: Blocks) -> tuple[Suggestion, ...]:
    """ "Where is it", about one block whose room the programme does not say; a room stands on the card already."""
    is_open = len(blocks) == 1 and not blocks[0].block.room
    return (Suggestion("where", "agenda.where", {"block": blocks[0].block.id}),) if is_open else ()
