"""Statements that are run with values are put together once: a service that does the same again prepares nothing more."""

from __future__ import annotations

from gatherings.store import Database
from gatherings.store.server_engine import ServerEngine
from gatherings.store.sqlite_engine import SqliteEngine
from tests.bot.pressing import Chat, a_chat

SAID = ("hei", "hva er neste på agendaen?", "hele programmet", "er jeg påmeldt?", "meld meg av", "ja", "meld meg på")


async def test_who_does_what_others_did_prepares_no_statement_anew(database: Database) -> None:
    chat = await a_chat(database, ["ada", "bo", "cy"])
    prepared = []
    for user in ("ada", "bo", "cy"):
        await _live(chat, user)
        prepared.append(_prepared(database))
    assert len(prepared[0]) >= 15
    assert prepared[1] == prepared[2]


def _prepared(database: Database) -> set[object]:
    """The statements, on whichever database."""
    engine = database._writer
    assert isinstance(engine, SqliteEngine | ServerEngine)
    return set(engine.prepared._kept)


async def _live(chat: Chat, user: str) -> None:
    await chat.rate(user, 4)
    for text in SAID:
        await chat.say(user, text)
