"""`samband backup`: a copy of the database to keep elsewhere, while the service runs."""

from __future__ import annotations

from pathlib import Path

from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import opened
from gatherings.store.backing_up import OnlySqlite, back_up


async def backup(call: Call) -> None:
    """Writes the copy. Raises Refused where there is a file already, or the database is a server's."""
    file = Path(call["file"])
    async with opened(call.settings) as database:
        try:
            await back_up(database, file)
        except OnlySqlite:
            raise Refused("command.refused.backup_of_server") from None
        except FileExistsError:
            raise Refused("command.refused.backup_is_there", file=str(file)) from None
        except OSError:
            raise Refused("command.refused.file_not_written", file=str(file)) from None
    call.show({"file": str(file)}, [call.say("command.backup.written", file=str(file))])


COMMANDS = (Command("backup", "samband backup /var/backups/samband.db", backup, (Argument("FILE"),)),)
