"""Runs commands of `samband` and kills them (-9) at a named point: `python -m tests.operation.killing`.

One process, warm, that forks for each command: a line of JSON comes in for each, a line goes out. The points need no
hook in the program: SQLAlchemy tells of every statement, and Python of every file that is renamed.

    statement TEXT     before the first statement that begins with it
    commit N           before the N-th commit
    committed N        after it, when the connection is given back
    audit NAME         before an event that Python audits: os.rename
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from sqlalchemy import Engine, Pool, event

from bot.__main__ import main
from gatherings.store import Database
from gatherings.store.migrate import migrate_back

BACK = "back"
"""No command of Samband's: the tables go back to a revision."""


async def _go_back(address: str, revision: str) -> int:
    database = Database.at(address)
    await migrate_back(database, to=revision)
    await database.close()
    return 0


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str) -> None:
    """This process dies when it comes to the point."""
    kind, _, what = point.partition(" ")
    arms: Mapping[str, Callable[[str], None]] = {
        "statement": _at_statement,
        "commit": _at_commit,
        "committed": _after_commit,
        "audit": _at_event,
    }
    arms[kind](what)


def _at_statement(start: str) -> None:
    def before(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.lstrip().startswith(start):
            die()

    event.listen(Engine, "before_cursor_execute", before)


def _at_commit(number: str) -> None:
    numbers = count(1)

    def before(_: Any) -> None:
        if next(numbers) == int(number):
            die()

    event.listen(Engine, "commit", before)


def _after_commit(number: str) -> None:
    committed = count(1)
    is_over: list[bool] = []

    def before(_: Any) -> None:
        is_over.extend([True] if next(committed) == int(number) else [])

    def after(*_: Any) -> None:
        if is_over:
            die()

    event.listen(Engine, "commit", before)
    event.listen(Pool, "reset", after)


def _at_event(name: str) -> None:
    sys.addaudithook(lambda told, _: die() if told == name else None)


def _run(job: Mapping[str, Any], out: int) -> int:
    """In the child."""
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdin = io.StringIO()
    os.chdir(job["folder"])
    os.environ.update(job["environment"])
    if job["point"]:
        arm(job["point"])
    try:
        if job["arguments"][0] == BACK:
            return asyncio.run(_go_back(job["environment"]["SAMBAND_DATABASE_URL"], *job["arguments"][1:]))
        return main(job["arguments"])
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        sys.stdout.flush()


def _forked(job: Mapping[str, Any]) -> Mapping[str, Any]:
    with tempfile.TemporaryFile() as out:
        child = os.fork()
        if child == 0:
            os._exit(_run(job, out.fileno()))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        return {"ended": ended, "out": out.read().decode(errors="replace")}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_forked(json.loads(line))), flush=True)
