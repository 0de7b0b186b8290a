"""Statements that are run with values are put together once: a service that does the same again prepares nothing more."""

from __future__ import annotations

from gatherings.store import Database
from gatherings.store.sqlite_engine import SqliteEngine
from tests.bot.pressing import Chat, a_chat

SAID = ("hei", "hva er neste på agendaen?", "hele programmet", "er jeg påmeldt?", "meld meg av", "ja", "meld meg på")


async def test_who_does_what_others_did_prepares_no_statement_anew(database: Database) -> None:
    if not isinstance(database._writer, SqliteEngine):
        return
    chat = await a_chat(database, ["ada", "bo", "cy"])
    prepared = []
    for user in ("ada", "bo", "cy"):
        await _live(chat, user)
        prepared.append(set(database._writer.prepared._kept))
    assert len(prepared[0]) >= 20
    assert prepared[1] == prepared[2]


async def _live(chat: Chat, user: str) -> None:
    await chat.rate(user, 4)
    for text in SAID:
        await chat.say(user, text)
