from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, update

from gatherings.actions.registration import Application, accept_terms, sign_up, withdraw
from gatherings.actions.rights import DELETED, Deleted, data_of, delete_person, list_holding
from gatherings.errors import StillSignedUp
from gatherings.gathering import NB, Gathering
from gatherings.people import PersonId
from gatherings.store import Database
from gatherings.store import registration_tables as r
from gatherings.store import tables as t
from gatherings.store.fees import list_fees
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.migrate import migrate
from gatherings.store.people import save_state
from gatherings.store.registrations import find_registration
from gatherings.store.tables import metadata
from gatherings.store.transcripts import append_line
from gatherings.terms import Fee, Mode
from gatherings.times import DAY
from jobs.keep_house import keep_house
from tests.builders import at
from tests.gatherings.filled import EMAIL, HELD, KARI, NAME, NOW, OLA, USER, WORDS, fill
from tests.route import Route

AFTER = NOW + 3 * DAY
SECOND = timedelta(seconds=1)
LOADS_OF_WORDS = 300


async def forget_kari(database: Database, *, now: datetime = AFTER) -> Deleted:
    async with database.write() as tx:
        return await delete_person(tx, KARI, now=now)


async def cells(database: Database, *tables: Table) -> dict[str, list[str]]:
    """Every value of every table, as text: JSON as it reads, not as it is escaped."""
    found: dict[str, list[str]] = {}
    async with database.read() as tx:
        for table in tables or metadata.sorted_tables:
            rows = (await tx.execute(select(table))).all()
            found[table.name] = [_text(value) for row in rows for value in row if value is not None]
    return found


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)


def holding(found: dict[str, list[str]], words: Sequence[str]) -> list[tuple[str, str]]:
    return [(table, word) for table, values in found.items() for word in words if any(word in one for one in values)]


async def test_what_people_are_shown_is_plain_json_with_all_their_words_and_nobody_elses(database: Database) -> None:
    await fill(database)
    async with database.read() as tx:
        data = json.dumps(await data_of(tx, KARI), ensure_ascii=False)
    missing = [word for word in (NAME, EMAIL, USER, *WORDS) if word not in data]
    others = [
        word for word in (OLA, "Ola Vik", "ola.vik", "vegetar", "Olas", "hallo", "link-", "digest-") if word in data
    ]
    assert (missing, others) == ([], [])


async def test_each_kind_of_what_is_kept_about_somebody_is_shown(database: Database) -> None:
    await fill(database)
    async with database.read() as tx:
        data = await data_of(tx, KARI)
    counted = {name: len(rows) for name, rows in data.items() if isinstance(rows, list)}
    assert counted == {
        "known_as": 1,
        "conversations": 2,
        "waiting_dialogs": 2,
        "follows": 1,
        "registrations": 1,
        "codes_for_colleagues": 1,
        "fees": 1,
        "invitations": 1,
        "answers_to_invitations": 1,
        "attendance": 1,
        "first_steps_at_home": 1,
        "answers_to_open_evaluations": 1,
        "organiser_of": 1,
        "programmes_not_saved": 1,
        "links": 1,
        "messages_planned": 1,
        "messages_sent": 3,
        "recent_traces": 2,
        "audit": 3,
    }


async def test_what_is_shown_reads_as_it_was_said(database: Database) -> None:
    await fill(database)
    async with database.read() as tx:
        data = await data_of(tx, KARI)
    [web] = [one for one in data["conversations"] if one["channel"] == "web"]
    [registered] = data["registrations"]
    said = [(line["by"], line["text"]) for line in web["said"]]
    assert said == [("you", "hei-på-deg"), ("samband", f"svar til {KARI}")]
    assert (registered["gathering"], registered["food"], registered["accepted"]["text"]) == (
        "Vårsamling",
        "nøttefritt",
        "Vilkårene slik de ble lest.",
    )
    assert [line["part"] for line in data["audit"]] == ["you did it", "it was about you", "it was about you"]


async def test_of_somebody_unknown_there_is_nothing_to_show(database: Database) -> None:
    await fill(database)
    async with database.read() as tx:
        data = await data_of(tx, PersonId("nobody"))
    assert {name for name, found in data.items() if found} == set()


async def test_what_was_said_on_the_page_is_shown_also_where_the_conversation_is_gone(database: Database) -> None:
    await fill(database)
    async with database.write() as tx:
        await tx.execute(delete(t.conversation).where(t.conversation.c.id == f"web-{KARI}"))
        data = await data_of(tx, KARI)
    assert "hei-på-deg" in json.dumps(data["conversations"], ensure_ascii=False)


async def test_after_deletion_no_table_has_the_person_but_for_the_name_on_a_fee_line(database: Database) -> None:
    await fill(database)
    words = (KARI, NAME, EMAIL, USER, *WORDS)
    before = holding(await cells(database), words)
    await forget_kari(database)
    assert {word for _, word in before} == set(words)
    assert holding(await cells(database), words) == [("fee", NAME)]


async def test_who_is_not_deleted_keeps_everything(database: Database) -> None:
    await fill(database)
    async with database.read() as tx:
        before = await data_of(tx, OLA)
    await forget_kari(database)
    async with database.read() as tx:
        assert await data_of(tx, OLA) == before


async def test_the_fee_line_keeps_what_an_invoice_needs_and_not_why_it_was_waived(database: Database) -> None:
    await fill(database)
    await forget_kari(database)
    async with database.read() as tx:
        [kept] = [line for line in await list_fees(tx, HELD.id) if line.name == NAME]
    assert (kept.fee, kept.at, kept.accepted.terms, kept.waived_at) == (Fee(), NOW, HELD.terms, NOW)
    assert (kept.waived_by, kept.waived_because) == (OLA, None)


async def test_an_organiser_who_is_deleted_is_no_longer_named_where_they_waived_a_fee(database: Database) -> None:
    await fill(database)
    async with database.write() as tx:
        by_name = update(r.fee).where(r.fee.c.id == "fee-ola")
        await tx.execute(by_name.values(waived_by=NAME))
    await forget_kari(database)
    async with database.read() as tx:
        waived_by = list(await tx.scalars(select(r.fee.c.waived_by).order_by(r.fee.c.id)))
    assert [str(one).startswith(DELETED) for one in waived_by] == [False, True]


async def test_the_audit_keeps_its_lines_under_one_id_that_is_nobodys(database: Database) -> None:
    await fill(database)
    await forget_kari(database)
    async with database.read() as tx:
        rows = (await tx.execute(select(r.audit))).all()
    anonymous = {one for row in rows for one in (row.actor, row.subject) if one.startswith(DELETED)}
    assert (len(rows), len(anonymous)) == (6, 1)


async def test_a_dialog_of_somebody_else_that_is_about_the_person_ends(database: Database) -> None:
    await fill(database)
    async with database.write() as tx:
        of_ola = update(t.dialog).where(t.dialog.c.conversation_id == "group-ola")
        await tx.execute(of_ola.values(state={"asked": {"args": {"person": KARI}}}))
    await forget_kari(database)
    assert [row for row in (await cells(database, t.dialog))["dialog"] if "group" in row] == []


async def test_what_follows_from_a_deletion_is_told(database: Database) -> None:
    await fill(database)
    async with database.write() as tx:
        await tx.execute(delete(t.organiser).where(t.organiser.c.person_id == OLA))
        await tx.execute(insert(t.organiser).values(id="o-3", person_id=KARI, gathering_id=HELD.id))
    gone = await forget_kari(database)
    assert replace(gone, conversations=tuple(sorted(gone.conversations))) == Deleted(
        registrations=1,
        fees=1,
        conversations=(("email", f"{KARI}:{EMAIL}"), ("web", f"c_{KARI}")),
        left_alone=("Fjordnettverket", "Vårsamling"),
    )


async def test_a_network_that_has_another_organiser_is_not_left_alone(database: Database) -> None:
    await fill(database)
    assert (await forget_kari(database)).left_alone == ()


async def test_deleting_twice_does_nothing(database: Database) -> None:
    await fill(database)
    await forget_kari(database)
    assert await forget_kari(database) == Deleted()


async def test_who_is_signed_up_cancels_first_and_nothing_is_changed(database: Database) -> None:
    await fill(database)
    before = await cells(database)
    last_second = HELD.over_at - SECOND
    with pytest.raises(StillSignedUp) as refused:
        await forget_kari(database, now=last_second)
    assert (refused.value.args_of_sentence, await cells(database)) == ({"gatherings": "Vårsamling"}, before)
    assert (await forget_kari(database, now=HELD.over_at)).registrations == 1


@pytest.mark.parametrize("seat", [{"seat": None, "waits_for": "room"}, {"seat": "digital"}])
async def test_a_place_on_the_waiting_list_is_given_up_first_as_well(database: Database, seat: dict[str, Any]) -> None:
    await fill(database)
    async with database.write() as tx:
        await tx.execute(update(r.registration).values(**seat))
    with pytest.raises(StillSignedUp):
        await forget_kari(database, now=NOW)


@pytest.mark.parametrize(
    "changes", [{"is_cancelled": True}, {"attendance_closed_at": NOW}, {"ends_on": date(2027, 4, 14)}]
)
async def test_where_nothing_can_be_cancelled_any_more_nothing_stands_in_the_way(
    database: Database, changes: dict[str, Any]
) -> None:
    await fill(database, held=replace(HELD, **changes))
    assert (await forget_kari(database, now=NOW)).registrations == 1


async def signed_up(database: Database, who: PersonId, *, now: datetime) -> Gathering:
    async with database.write() as tx:
        held = await get_gathering_by_id(tx, HELD.id)
        accepted = accept_terms(held, text="Vilkår", language=NB, now=now)
        await sign_up(tx, held.id, who, Application(Mode.ROOM, accepted), now=now)
    return held


async def test_who_cancels_late_and_is_deleted_leaves_a_fee_line_and_the_news_for_the_organisers(
    database: Database,
) -> None:
    route = Route(database)
    await route.save(HELD)
    await route.organise("secretariat")
    person_id = (await route.meet("a")).person.id
    await signed_up(database, person_id, now=route.clock.now())
    route.clock.gathering_at = late = at("09:00") - DAY
    async with database.write() as tx:
        [(_, held)] = await list_holding(tx, person_id, now=late)
        await withdraw(tx, held.id, person_id, shown=Fee(), now=late)
        gone = await delete_person(tx, person_id, now=late)
    told = [one for one in await route.at(late) if "given_up" in one]
    async with database.read() as tx:
        lines = await list_fees(tx, HELD.id)
    assert (gone.fees, [line.name for line in lines], len(told)) == (1, ["a"], 1)


async def test_a_turn_that_deletes_the_person_who_takes_it_comes_to_its_end(database: Database) -> None:
    met = await Route(database).meet("a")
    async with database.write() as tx:
        await delete_person(tx, met.person.id, now=NOW)
        await save_state(tx, met, {"gathering": "g1"}, at=NOW)
    again = await Route(database).meet("a")
    assert (again.person.id != met.person.id, again.state) == (True, {})


async def test_nobody_is_deleted_while_they_are_being_signed_up(postgres_address: str) -> None:
    database = Database.at(postgres_address)
    route = Route(database)
    await route.save(HELD)
    who, now = (await route.meet("a")).person.id, route.clock.now()
    async with database.write() as tx:
        held = await get_gathering_by_id(tx, HELD.id)
        accepted = accept_terms(held, text="Vilkår", language=NB, now=now)
        await sign_up(tx, held.id, who, Application(Mode.ROOM, accepted), now=now)
        await find_registration(tx, held.id, who)  # what was only sent goes with it
        deleting = asyncio.create_task(_delete(database, who, now))
        await asyncio.sleep(0.2)
    with pytest.raises(StillSignedUp):
        await deleting
    await database.close()


async def _delete(database: Database, who: PersonId, now: datetime) -> Deleted:
    async with database.write() as tx:
        return await delete_person(tx, who, now=now)


async def test_the_file_itself_has_nothing_left_once_the_house_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "samband.db"
    database = Database.at(f"sqlite:///{path}")
    await migrate(database)
    await fill(database)
    async with database.write() as tx:
        for number in range(LOADS_OF_WORDS):
            for who, word in ((KARI, "hei-på-deg"), (OLA, "hallo")):
                said = {"text": f"{word} {number} " * (1 + number % 40)}
                await append_line(tx, f"c_{who}", said, key=f"more {number}", at=NOW)
    before = _on_disk(path)
    await forget_kari(database)
    await keep_house(database, now=AFTER, machine_now=AFTER)
    after = _on_disk(path)
    words = (KARI, EMAIL, USER, *WORDS)
    assert ([_found(word, before) for word in words], [word for word in words if _found(word, after)]) == (
        [True] * len(words),
        [],
    )
    assert (_found(NAME, after), _found("hallo", after)) == (True, True)
    await database.close()


def _on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def _found(word: str, content: bytes) -> bool:
    """Whether a word is there as it is, or as JSON writes it."""
    return word.encode() in content or json.dumps(word).strip('"').encode() in content
