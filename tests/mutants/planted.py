"""Bugs that somebody could make, each with the tests that must catch it. A bug is a small change of the text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Planted:
    """`old` stands once in the file; with `new` in its place one of the tests must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def text_in(self, tree: Path) -> str:
        """The file as it is. Raises PatchDoesNotApply where the old text does not stand there once."""
        text = (tree / self.file).read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise PatchDoesNotApply(f"{self.name}: {self.file} has {text.count(self.old)} times {self.old!r}")
        return text

    def text_with_bug(self, tree: Path) -> str:
        return self.text_in(tree).replace(self.old, self.new)


class PatchDoesNotApply(Exception):  # noqa: N818
    """The code has changed since the bug was written down: write it down anew."""


COURIER: Final = ("tests/bot/test_courier.py",)
LATE_COMMIT: Final = """\
        import asyncio
        from contextlib import asynccontextmanager

        @asynccontextmanager
        async def late():
            opened = self._database.write()
            tx = await opened.__aenter__()
            try:
                yield tx
            except BaseException as error:
                await opened.__aexit__(type(error), error, None)
                raise

            async def commit():
                await asyncio.sleep(0.2)
                await opened.__aexit__(None, None, None)

            asyncio.get_running_loop().create_task(commit())

        async with late() as tx:
            meeting"""
PLANTED: Final = (
    Planted(
        "a lease without a fence: a refusal counts after another has sent",
        "gatherings/store/deliveries.py",
        'delivery.c.attempts == bindparam("the_attempt")',
        'delivery.c.attempts >= bindparam("the_attempt")',
        ("tests/bot/test_fence.py",),
    ),
    Planted(
        "a claim that leases nothing",
        "gatherings/store/deliveries.py",
        "until=machine_now + LEASE)",
        "until=machine_now)",
        ("tests/bot/test_replicas.py", *COURIER),
    ),
    Planted(
        "a send leaves though its lease is over",
        "bot/courier.py",
        "if machine_now + self._patience >= load.leased_until:",
        "if machine_now < load.at:",
        COURIER,
    ),
    Planted(
        "what a stall made late leaves all at once",
        "bot/courier.py",
        "(at := crew.pace.free_at(machine_now := self._clock.machine_now())) > machine_now",
        "(at := (machine_now := self._clock.machine_now())) > machine_now",
        COURIER,
    ),
    Planted(
        "acknowledged before the commit",
        "bot/turn.py",
        "        async with self._lanes.of(incoming.address.tenant), self._database.write() as tx:\n            meeting",
        LATE_COMMIT,
        ("tests/torture/test_torture.py",),
    ),
    Planted(
        "a confirmation that is not kept as a delivery",
        "bot/turn.py",
        "        if reply.confirms is None:\n            return None\n",
        "        if reply.confirms is not None or reply.confirms is None:\n            return None\n",
        ("tests/scenarios/test_survives.py",),
    ),
    Planted(
        "turns that take every connection",
        "bot/turn.py",
        "ABREAST_IN_ALL: Final = CONNECTIONS - 4",
        "ABREAST_IN_ALL: Final = CONNECTIONS + 4",
        ("tests/regressions/test_a_burst_leaves_connections.py",),
    ),
    Planted(
        "a turn that broke is answered as taken, though nobody was told",
        "bot/replying.py",
        "if outgoing.apologises:",
        "if outgoing.delivery is not None:",
        ("tests/scenarios/test_a_turn_that_broke.py",),
    ),
    Planted(
        "a standby that was the primary is kept on to",
        "gatherings/store/server_engine.py",
        "context.is_disconnect = True",
        "context.is_disconnect = False",
        ("tests/gatherings/store/test_a_primary_that_moves.py",),
    ),
    Planted(
        "one connection to a server was lost, and the others to it are kept",
        "gatherings/store/server_engine.py",
        "if connection.invalidated:",
        "if not connection:",
        ("tests/gatherings/store/test_a_primary_that_moves.py",),
    ),
    Planted(
        "how somebody has set a connection is how the next one finds it",
        "gatherings/store/server_engine.py",
        "if is_over and not self._connection.is_set_otherwise:",
        "if is_over:",
        ("tests/gatherings/store/test_server_engine.py",),
    ),
    Planted(
        "a farewell of the server that nobody reads",
        "gatherings/store/server_connection.py",
        "return bool(arrived.poll(0))",
        "return False",
        ("tests/gatherings/store/test_server_engine.py",),
    ),
    Planted(
        "a prepared statement that breaks, and nobody judges what is lost with it",
        "gatherings/store/server_connection.py",
        "await self.run_sync(_judge, error, text)",
        "pass",
        ("tests/gatherings/store/test_server_engine.py",),
    ),
    Planted(
        "what was sent in a transaction that was taken back goes with the next one",
        "gatherings/store/server_driver.py",
        "        self.queued.clear()\n",
        "",
        ("tests/gatherings/store/test_sent.py",),
    ),
    Planted(
        "a BEGIN that takes its lock late",
        "gatherings/store/database.py",
        "begin=WRITES",
        "begin=READS",
        ("tests/gatherings/store/test_database.py",),
    ),
    Planted(
        "what was rolled back is remembered",
        "gatherings/store/gatherings.py",
        '"edition": uuid4().hex}',
        '"edition": f"{made.id}:{made.version}"}',
        ("tests/gatherings/store/test_gatherings.py",),
    ),
    Planted(
        "a gathering that is changed while it is read is kept in halves",
        "gatherings/store/gatherings.py",
        "        if await get_edition(tx, gathering_id) == row.edition:\n            break\n",
        "        break\n",
        ("tests/gatherings/store/test_gatherings.py",),
    ),
    Planted(
        "told as done before it is on the disk",
        "gatherings/store/sqlite_engine.py",
        "        await asyncio.shield(self._next)\n",
        "",
        ("tests/gatherings/store/test_sqlite_engine.py",),
    ),
    Planted(
        "a message that is told again is answered again",
        "gatherings/store/people.py",
        "return (await tx.execute(insert_or_ignore(tx, replay), values)).rowcount == 0",
        "return (await tx.execute(insert_or_ignore(tx, replay), values)).rowcount < 0",
        ("tests/scenarios/test_survives.py",),
    ),
    Planted(
        "lanes without FOR UPDATE SKIP LOCKED",
        "gatherings/store/lanes.py",
        "    .with_for_update(of=pacing, skip_locked=True)\n",
        "",
        ("tests/bot/test_replicas.py",),
    ),
    Planted(
        "due postings without FOR UPDATE SKIP LOCKED",
        "gatherings/store/postings.py",
        "free.with_for_update(key_share=True, skip_locked=True)",
        "free",
        ("tests/gatherings/store/test_postings.py", "tests/bot/test_replicas.py"),
    ),
    Planted(
        "seats counted without the gathering's lock",
        "gatherings/store/gatherings.py",
        "_LOCK = _EDITION.with_for_update(key_share=True)",
        "_LOCK = _EDITION",
        ("tests/torture/test_replicas.py",),
    ),
    Planted(
        "one seat more than there are",
        "gatherings/registration.py",
        "taken.of(mode) >= capacity",
        "taken.of(mode) > capacity",
        ("tests/gatherings/test_registration.py",),
    ),
    Planted(
        "Retry-After is not listened to",
        "bot/sending.py",
        "until = at + (later.after or pause_after(delivery.attempts))",
        "until = at + pause_after(delivery.attempts)",
        COURIER,
    ),
    Planted(
        "who may not be written to is tried for ever",
        "bot/sending.py",
        "return tried(delivery, DeliveryState.UNREACHABLE, machine_now(), problem=str(gone))",
        "return _later(delivery, machine_now(), SendLater(str(gone)))",
        COURIER,
    ),
    Planted(
        "within a conversation the later overtakes the earlier",
        "gatherings/store/ready.py",
        "_EARLIER.c.id < delivery.c.id",
        "_EARLIER.c.id < 0",
        COURIER,
    ),
    Planted(
        "what is too late goes out",
        "jobs/fire_postings.py",
        "if posting.useful_until < now:",
        "if now < posting.due_at:",
        ("tests/jobs/test_fire_postings.py",),
    ),
    Planted(
        "quiet hours begin an hour late",
        "gatherings/quiet.py",
        "SLEEPS: Final = time(20)",
        "SLEEPS: Final = time(21)",
        ("tests/gatherings/test_quiet.py",),
    ),
    Planted(
        "the night ends one instant late",
        "gatherings/quiet.py",
        "return not WAKES <= at.astimezone(zone).time() < SLEEPS",
        "return not WAKES < at.astimezone(zone).time() < SLEEPS",
        ("tests/gatherings/test_quiet.py",),
    ),
    Planted(
        "the second of two like wall times",
        "gatherings/times.py",
        ".replace(fold=0)",
        ".replace(fold=1)",
        ("tests/gatherings/test_times.py",),
    ),
    Planted(
        "the day of an instant, without its zone",
        "gatherings/times.py",
        "return at.astimezone(zone).date()",
        "return at.date()",
        ("tests/gatherings/test_times.py",),
    ),
    Planted(
        "the day of the deadline does not count",
        "gatherings/times.py",
        "return instant(day + DAY, time(), zone)",
        "return instant(day, time(), zone)",
        ("tests/gatherings/test_terms.py",),
    ),
    Planted(
        "a formula from a name in a spreadsheet",
        "bot/exports/write_csv.py",
        "cut(f\"'{plain}\" if is_formula(plain.lstrip(\"'\")) else plain)",
        "cut(plain)",
        ("tests/bot/exports/test_csv.py",),
    ),
    Planted(
        "Markdown from a name on a card",
        "bot/channels/adaptive.py",
        'parts[::2] = (_MARKS.sub(r"\\\\\\1", words) for words in parts[::2])',
        "parts[::2] = list(parts[::2])",
        ("tests/bot/channels/test_adaptive.py",),
    ),
    Planted(
        "a token is good for ever",
        "bot/sdk/gate.py",
        "if now >= expires + LEEWAY.total_seconds():",
        "if now >= expires + LAST_SECOND:",
        ("tests/bot/sdk/test_hostile_requests.py",),
    ),
    Planted(
        "a token for one service address opens another",
        "bot/sdk/gate.py",
        'if claims.get("serviceurl") != activity["serviceUrl"]:',
        'if not claims.get("serviceurl"):',
        ("tests/bot/sdk/test_hostile_requests.py",),
    ),
    Planted(
        "the page's cookie without __Host-",
        "bot/page/visitor.py",
        '"__Host-samband" if is_secure',
        '"samband" if is_secure',
        ("tests/bot/page/test_page.py",),
    ),
    Planted(
        "the organisers' cookie without __Host-",
        "bot/pages/session.py",
        '"__Host-samband-host" if is_secure',
        '"samband-host" if is_secure',
        ("tests/bot/pages/test_session.py",),
    ),
    Planted(
        "a GET that makes the browser the person of the link",
        "bot/pages/personal.py",
        "        async with site.database.read() as tx:\n            guest = await self._guest(tx, request, now=now)\n            voice",
        "        async with site.database.write() as tx:\n            guest = await self._guest(tx, request, now=now)\n"
        "            user = await arrive_by_link(tx, guest.person.id, channel=CHANNEL, user=user, new_user=new_user())\n"
        "            voice",
        ("tests/bot/pages/test_personal.py",),
    ),
    Planted(
        "results from five answers up",
        "gatherings/evaluation/results.py",
        "FEWEST: Final = 6",
        "FEWEST: Final = 5",
        ("tests/gatherings/evaluation/test_results.py", "tests/gatherings/store/test_nobody_is_known_by_their_answer.py"),
    ),
    Planted(
        "the last of the waiting list first",
        "gatherings/store/registrations.py",
        "query.order_by(registration.c.place, registration.c.id).limit(1)",
        "query.order_by(registration.c.place.desc(), registration.c.id).limit(1)",
        ("tests/gatherings/actions/test_waiting_list.py",),
    ),
    Planted(
        "the secret of an evaluation in a backup",
        "gatherings/store/copying.py",
        'IN_NO_BACKUP: Final = ("evaluation_secret",)',
        "IN_NO_BACKUP: Final[tuple[str, ...]] = ()",
        ("tests/gatherings/store/test_nobody_is_known_by_their_answer.py",),
    ),
    Planted(
        "a stop in good order marks nothing",
        "bot/courier.py",
        "            _, hanging = await asyncio.wait(under_way, timeout=self._closes_within.total_seconds())\n",
        "            hanging = set[asyncio.Task[None]]()\n",
        ("tests/bot/test_fence.py",),
    ),
)  # fmt: skip
