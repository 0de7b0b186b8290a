"""An attack on the anonymity of an evaluation by somebody who has the database: who answered what?

It was shown before anything was built that rows written in the order of people, or in one commit with what names them,
give everybody away (docs/decisions/0018). The attacker here knows who pressed when, and looks for an order, a
transaction or a number that tells which answer is whose; and for what was deleted and is still on the disk.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from gatherings.actions import save_and_plan
from gatherings.actions.evaluation import answer_question
from gatherings.actions.registration import Application, accept_terms, sign_up
from gatherings.errors import EvaluationClosed
from gatherings.evaluation.evaluation import EvaluationId
from gatherings.gathering import NB, Network, NetworkId
from gatherings.people import Person, PersonId
from gatherings.store import Database
from gatherings.store.backing_up import back_up
from gatherings.store.closing import get_results
from gatherings.store.evaluations import find_evaluation
from gatherings.store.networks import add_network
from gatherings.store.profiles import add_person
from gatherings.store.tables import metadata
from gatherings.terms import Mode, Terms
from jobs.evaluations import close_evaluations
from jobs.fire_postings import fire_postings
from tests.builders import DAY_TWO, at, gathering

BEFORE = at("10:00", date(2027, 3, 20))
ENDED = at("11:30", DAY_TWO)
LATER = ENDED + timedelta(days=20)
WHOLE = EvaluationId(f"{gathering().id}:whole")
PEOPLE = [PersonId(f"person-{number:02d}") for number in range(50)]
CHANCE = random.Random(2027)
SCORES = {person: CHANCE.randint(1, 10) for person in PEOPLE}
CANARY = "Bare jeg ville skrevet nettopp dette, kanarifugl"


async def evaluated(database: Database) -> None:
    """Fifty people sign up, and answer one after another, each in a transaction of their own."""
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        made = replace(gathering(), version=0, terms=Terms(deadline=date(2027, 4, 1)))
        await save_and_plan(tx, made, now=BEFORE)
        for number, person in enumerate(PEOPLE):
            await add_person(tx, Person(person, f"Person {number}"))
            accepted = accept_terms(made, text="Vilkår.", language=NB, now=BEFORE)
            mode = Mode.ROOM if number % 2 else Mode.DIGITAL
            await sign_up(tx, made.id, person, Application(mode, accepted, None), now=BEFORE)
    await fire_postings(database, now=ENDED, machine_now=ENDED)
    for number, (person, score) in enumerate(SCORES.items()):
        pressed = ENDED + timedelta(seconds=number)
        async with database.write() as tx:
            await answer_question(tx, WHOLE, person, question="usefulness", value=str(score), now=pressed)
    async with database.write() as tx:
        await answer_question(tx, WHOLE, PEOPLE[7], question="takeaway", value=CANARY, now=ENDED)


async def closed(database: Database) -> None:
    await evaluated(database)
    assert await close_evaluations(database, likeness=lambda _: {}, now=LATER) == 1


async def in_order_of(database: Database, order: str) -> list[int]:
    """The scores as a column that the database itself keeps would order them."""
    async with database.read() as tx:
        rows = await tx.execute(text(f"SELECT value FROM closed_answer ORDER BY {order}"))
        return [int(row.value) for row in rows]


def guessed(found: Sequence[int]) -> int:
    """How many answers are right when the first is taken for the first person's, the second for the second's."""
    return sum(score == SCORES[person] for score, person in zip(found, PEOPLE, strict=True))


CHANCE_ALONE = 18
"""Of fifty guesses at random five are right; eighteen or more happen once in a million."""


async def test_no_order_that_the_database_keeps_tells_whose_an_answer_is(database: Database) -> None:
    await closed(database)
    hidden = {"sqlite": ["id"], "postgresql": ["id", "ctid", "xmin::text::bigint, ctid"]}
    for order in hidden[database.dialect]:
        found = await in_order_of(database, order)
        assert max(guessed(found), guessed(found[::-1])) < CHANCE_ALONE, order


async def test_all_answers_were_written_in_one_transaction(database: Database) -> None:
    await closed(database)
    if database.dialect == "sqlite":
        pytest.skip("SQLite keeps no transaction with a row")
    async with database.read() as tx:
        tables = "SELECT xmin FROM closed_answer UNION SELECT xmin FROM closed_text"
        assert (await tx.execute(text(f"SELECT count(*) FROM ({tables}) AS written"))).scalar_one() == 1


async def test_sqlite_gives_no_row_of_an_answer_a_number(database: Database) -> None:
    await closed(database)
    if database.dialect != "sqlite":
        pytest.skip("only SQLite numbers rows")
    async with database.read() as tx:
        for table in ("open_answer", "closed_answer", "closed_text"):
            made = (await tx.execute(text(f"SELECT sql FROM sqlite_master WHERE name = '{table}'"))).scalar_one()
            assert "WITHOUT ROWID" in made


async def test_nothing_that_names_somebody_is_left_in_any_table_beside_an_answer(database: Database) -> None:
    await closed(database)
    async with database.read() as tx:
        everywhere = {
            table.name: [tuple(map(str, row)) for row in await tx.execute(table.select())]
            for table in metadata.sorted_tables
        }
    with_canary = {name for name, rows in everywhere.items() if any(CANARY in cell for row in rows for cell in row)}
    assert with_canary == {"closed_text"}
    assert [everywhere[name] for name in ("open_answer", "evaluation_secret")] == [[], []]
    told = [cell for name in ("closed_answer", "closed_text") for row in everywhere[name] for cell in row]
    assert not [cell for cell in told if any(person in cell for person in PEOPLE)]


async def test_while_it_is_open_no_row_names_anybody_and_without_the_secret_no_slip_can_be_made(
    database: Database,
) -> None:
    await evaluated(database)
    async with database.read() as tx:
        slips = list(await tx.scalars(text("SELECT slip FROM open_answer WHERE question = 'usefulness' ORDER BY slip")))
        values = list(
            await tx.scalars(text("SELECT value FROM open_answer WHERE question = 'usefulness' ORDER BY slip"))
        )
    assert len(set(slips)) == len(PEOPLE)
    assert not [slip for slip in slips if any(person in slip for person in PEOPLE)]
    assert guessed([int(value) for value in values]) < CHANCE_ALONE


async def test_no_posting_and_no_delivery_has_an_answer(database: Database) -> None:
    await evaluated(database)
    async with database.read() as tx:
        facts = [str(row) for row in await tx.execute(text("SELECT key, facts FROM posting"))]
        answered = [fact for fact in facts if "usefulness" in fact or CANARY in fact]
    assert answered == []


async def test_nothing_of_the_slips_is_left_in_the_file(sqlite_address: str) -> None:
    database = Database.at(sqlite_address)
    await evaluated(database)
    async with database.read() as tx:
        slips = [str(one) for one in await tx.scalars(text("SELECT slip FROM open_answer"))]
        secret = str((await tx.execute(text("SELECT value FROM evaluation_secret"))).scalar_one())
    await close_evaluations(database, likeness=lambda _: {}, now=LATER)
    await database.close()
    path = Path(sqlite_address.removeprefix("sqlite:///"))
    left = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    assert not [needle for needle in (*slips, secret) if needle.encode() in left]
    assert CANARY.encode() in left  # the attack would have found it
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_nothing_of_the_slips_is_left_in_the_servers_file(postgres_address: str) -> None:
    database = Database.at(postgres_address)
    await evaluated(database)
    async with database.read() as tx:
        slips = [str(one) for one in await tx.scalars(text("SELECT slip FROM open_answer"))]
    await close_evaluations(database, likeness=lambda _: {}, now=LATER)
    async with database.write() as tx:
        await tx.execute(text("SELECT 1"))
    async with database.read() as tx:
        root = Path((await tx.execute(text("SHOW data_directory"))).scalar_one())
        of = {
            name: root / str((await tx.execute(text(f"SELECT pg_relation_filepath('{name}')"))).scalar_one())
            for name in ("open_answer", "evaluation_secret", "closed_answer")
        }
    assert [of[name].read_bytes() for name in ("open_answer", "evaluation_secret")] == [b"", b""]
    assert not [slip for slip in slips if slip.encode() in of["closed_answer"].read_bytes()]
    await database.close()


async def test_a_backup_taken_while_it_is_open_has_the_answers_and_nothing_that_makes_a_slip(
    sqlite_address: str, tmp_path: Path
) -> None:
    database = Database.at(sqlite_address)
    await evaluated(database)
    async with database.read() as tx:
        secret = str((await tx.execute(text("SELECT value FROM evaluation_secret"))).scalar_one())
    await back_up(database, tmp_path / "copy.db")
    await database.close()
    left = (tmp_path / "copy.db").read_bytes()
    copy = sqlite3.connect(tmp_path / "copy.db")
    found = [int(row[0]) for row in copy.execute("SELECT value FROM open_answer WHERE question = 'usefulness'")]
    assert (len(found), copy.execute("SELECT count(*) FROM evaluation_secret").fetchone()) == (len(PEOPLE), (0,))
    assert max(guessed(found), guessed(found[::-1])) < CHANCE_ALONE
    assert (secret.encode() in left, CANARY.encode() in left) == (False, True)


async def test_after_a_restore_answers_stand_count_and_cannot_be_changed(sqlite_address: str, tmp_path: Path) -> None:
    database = Database.at(sqlite_address)
    await evaluated(database)
    await back_up(database, tmp_path / "copy.db")
    await database.close()
    restored = Database.at(f"sqlite:///{tmp_path / 'copy.db'}")
    async with restored.write() as tx:
        with pytest.raises(EvaluationClosed):
            await answer_question(tx, WHOLE, PEOPLE[0], question="usefulness", value="1", now=ENDED)
    assert await close_evaluations(restored, likeness=lambda _: {}, now=LATER) == 1
    async with restored.read() as tx:
        found = await find_evaluation(tx, WHOLE)
    assert found is not None
    assert found.answered == len(PEOPLE)
    await restored.close()


async def test_of_fewer_than_six_answers_nothing_is_kept(database: Database) -> None:
    await evaluated(database)
    async with database.write() as tx:
        few = "SELECT slip FROM open_answer WHERE question = 'usefulness' ORDER BY slip LIMIT 45"
        await tx.execute(text(f"DELETE FROM open_answer WHERE slip IN ({few})"))
    await close_evaluations(database, likeness=lambda _: {}, now=LATER)
    async with database.read() as tx:
        found = await find_evaluation(tx, WHOLE)
        kept = [list(await tx.execute(text(f"SELECT * FROM {name}"))) for name in ("closed_answer", "closed_text")]
        assert found is not None
        results = await get_results(tx, found)
    assert (found.answered, results.is_told, results.scales, kept) == (5, False, (), [[], []])
