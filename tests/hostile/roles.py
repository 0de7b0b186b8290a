"""Who may do what, as it is: every intent and every address is tried by everybody, and `docs/roles.md` tells how it
went. `python -m tests.hostile.roles > docs/roles.md` writes it anew.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gatherings.store import Database
from gatherings.store.migrate import migrate
from tests.hostile.addresses import HOLDERS, of_addresses
from tests.hostile.intents import ROLES, of_intents, staged

HEAD: Final = """\
# Who may do what

Every intent of the router and every address of the web application, tried by everybody. This page is made by
`python -m tests.hostile.roles > docs/roles.md`, and `tests/hostile/test_roles.py` holds it to the program: an intent or
an address that has no row here fails, and so does one that anybody is answered otherwise than it says.
"""
INTENTS: Final = """\
## In a conversation

Each intent is pressed as a button, about a gathering, in private, by a stranger, by a participant who is signed up, by
an organiser of another network, and by organisers of the gathering and of its network; and in a channel by the last.
"says" is an answer that changes nothing, "changes" names the tables beyond what is kept of every message, and a refusal
is named as in `gatherings/errors.py`.
"""
ADDRESSES: Final = """\
## On the web

Each address is asked for with nothing in hand; with the cookie of a browser; with a link of its own kind that holds, and
with one that has ended; with the session of an organiser of another network; and with that of an organiser of the
gathering. A form is sent as that page would have sent it. The status is what comes back: 303 is a form that was taken,
401 and 403 who may not, 404 who is not even told whether it is there, 400, 409, 413 and 415 what they sent.
"""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


async def page(of: Database, beside: Database) -> str:
    """The whole page. Both databases are empty, with their tables."""
    intents = table(["intent", *(role.name for role in ROLES)], await of_intents(await staged(of)))
    addresses = table(["address", *HOLDERS], await of_addresses(beside))
    return f"{HEAD}\n{INTENTS}\n{intents}\n\n{ADDRESSES}\n{addresses}\n"


async def _written() -> str:
    with tempfile.TemporaryDirectory() as folder:
        databases = [Database.at(f"sqlite:///{Path(folder)}/{name}.db") for name in ("intents", "addresses")]
        for one in databases:
            await migrate(one)
        try:
            return await page(*databases)
        finally:
            for one in databases:
                await one.close()


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(_written()))
