"""`samband backup` and `samband restore`: a copy of the database to keep elsewhere, and the way back."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import connected, opened, time_of
from gatherings.store import Database
from gatherings.store.backing_up import back_up
from gatherings.store.backup_file import BackupDamaged, NotABackup
from gatherings.store.reach import Condition, look_at
from gatherings.store.restoring import BackupFromNewerVersion, DatabaseNotEmpty, restore

log = logging.getLogger(__name__)

BACKED_UP: Final = "backed_up"
"""What the audit calls it; the doctor looks for the last."""


async def backup(call: Call) -> None:
    """Writes the copy while others work. Raises Refused where there is a file already, or none can be written."""
    file = Path(call["file"])
    async with opened(call.settings) as database:
        try:
            rows = await back_up(database, file)
        except FileExistsError:
            raise Refused("command.refused.backup_is_there", file=str(file)) from None
        except OSError:
            raise Refused("command.refused.file_not_written", file=str(file)) from None
        await _remember(call, database)
    call.show({"file": str(file), "rows": rows}, [call.say("command.backup.written", file=str(file))])


async def _remember(call: Call, database: Database) -> None:
    """The copy is there, and good, also where the database takes nothing more: its disk may be full."""
    try:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            await note(tx, BACKED_UP, about=None, now=now)
    except Exception as trouble:  # noqa: BLE001 (whatever it is)
        log.warning("backup_not_noted trouble=%s", type(trouble).__name__)


async def bring_back(call: Call) -> None:
    """Puts a backup into an empty database. Raises Refused; nothing has been changed then."""
    file = Path(call["file"])
    async with connected(call.settings) as database:
        if database.file is None and await look_at(database) is Condition.UNREACHABLE:
            raise Refused("command.refused.database_unreachable")
        rows = await _restored(database, file)
    told = [call.say("command.restore.done", n=rows, file=str(file)), call.say("command.restore.next")]
    call.show({"file": str(file), "rows": rows}, told)


async def _restored(database: Database, file: Path) -> int:
    try:
        return await restore(database, file)
    except FileNotFoundError:
        raise Refused("command.refused.no_such_file", file=str(file)) from None
    except OSError:
        raise Refused("command.refused.file_not_read", file=str(file)) from None
    except NotABackup:
        raise Refused("command.refused.not_a_backup", file=str(file)) from None
    except BackupDamaged:
        raise Refused("command.refused.backup_damaged", file=str(file)) from None
    except BackupFromNewerVersion:
        raise Refused("command.refused.backup_of_newer_version", file=str(file)) from None
    except DatabaseNotEmpty:
        raise Refused("command.refused.database_not_empty") from None


_FILE: Final = Argument("FILE", words="backup-file")

COMMANDS = (
    Command("backup", "samband backup /var/backups/samband.db", backup, (_FILE,)),
    Command("restore", "samband restore /var/backups/samband.db", bring_back, (_FILE,)),
)
