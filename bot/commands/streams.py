"""`samband stream`: the stream links of a gathering and its blocks."""

from __future__ import annotations

from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command
from bot.commands.opened import opened, time_of
from gatherings.actions import set_stream
from gatherings.gathering import StreamAudience
from gatherings.programme import BlockId
from gatherings.store.gatherings import get_gathering


async def change(call: Call) -> None:
    """Sets the link of the gathering, or of one block, and plans anew."""
    audience = StreamAudience(call["for"] or StreamAudience.REGISTERED)
    block_id = None if call["block"] is None else BlockId(call["block"])
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            await set_stream(tx, found.id, call["url"], block_id=block_id, audience=audience, now=now)
            await note(tx, "stream_set", about=found, subject=block_id, now=now)
    url = call["url"].strip()
    as_json = {"gathering": found.slug, "block": block_id, "url": url, "for": audience.value}
    call.show(as_json, [call.say("command.stream.set_to", title=found.title, url=url)])


COMMANDS = (
    Command(
        "stream set",
        "samband stream set --gathering varsamling-2027 https://video.example.org/varsamling",
        change,
        (
            Argument("URL", read=values.words),
            Argument("--gathering", "SLUG", is_required=True),
            Argument("--block", "ID"),
            Argument("--for", choices=tuple(StreamAudience)),
        ),
    ),
)
