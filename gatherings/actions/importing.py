"""Programmes that an organiser has read in: looked at, corrected, saved or refused. Until then nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gatherings.actions.actor import require_organiser
from gatherings.actions.programmes import save_and_plan
from gatherings.actions.seats import new_id
from gatherings.agenda import Agenda
from gatherings.errors import ChangedMeanwhile, NoPendingImport, NotAnOrganiser
from gatherings.gathering import DEFAULT_TIMEZONE, Gathering, GatheringId, Language
from gatherings.intake.corrections import Correction, corrected
from gatherings.intake.draft import Draft
from gatherings.intake.imported import Import, merged
from gatherings.intake.pending import ImportId, PendingImport
from gatherings.intake.slugs import slug_of
from gatherings.people import PersonId
from gatherings.postings.plan import Changes, decide_changes
from gatherings.postings.posting import Rank
from gatherings.programme import BlockId
from gatherings.store import Tx
from gatherings.store.audits import add_audit
from gatherings.store.gatherings import find_gathering, get_gathering_by_id
from gatherings.store.organisers import Scope, list_organisers_of_person
from gatherings.store.pending_imports import (
    add_pending,
    change_pending,
    find_pending,
    list_pending,
    move_pending,
    remove_pending,
)
from gatherings.store.postings import list_postings

BLOCK_ID_LENGTH: Final = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """A pending import as it would be saved now, and how many changes would be announced."""

    pending: PendingImport
    imported: Import
    announced: int

    @property
    def seen(self) -> int:
        """The version of the gathering that is looked at, 0 for a new one."""
        return self.imported.before.version if self.imported.before else 0


def new_block_id() -> BlockId:
    return BlockId(new_id()[:BLOCK_ID_LENGTH])


async def save_import(tx: Tx, imported: Import, *, now: datetime) -> Changes:
    """Saves and plans it, unless it changes nothing; what was planned. Raises ChangedMeanwhile."""
    return Changes() if imported.changes_nothing else await save_and_plan(tx, imported.after, now=now)


async def begin_imports(
    tx: Tx, person_id: PersonId, place: Scope, drafts: Sequence[Draft], *, file: str, now: datetime
) -> list[PendingImport]:
    """Keeps the drafts of a file until they are saved or refused. They take the place of earlier ones for the same.

    `place` is the gathering that they are for, or the network that has them as new ones. Raises NotAnOrganiser.
    """
    await _require_rights(tx, person_id, place)
    await _remove_others(tx, person_id, place)
    begun = [
        PendingImport(
            ImportId(new_id()), person_id, place.network_id, place.gathering_id, file, draft, draft, changed_at=now
        )
        for draft in drafts
    ]
    for position, made in enumerate(begun):
        await add_pending(tx, made, position=position)
    return begun


async def get_pending(tx: Tx, person_id: PersonId, import_id: str, *, to_change: bool = False) -> PendingImport:
    """The organiser's own; `to_change` waits for who else changes it. Raises NoPendingImport, and NotAnOrganiser where
    they are none any more.
    """
    found = await find_pending(tx, ImportId(import_id), person_id, to_change=to_change)
    if found is None:
        raise NoPendingImport
    await _require_rights(tx, person_id, Scope(found.network_id, found.gathering_id))
    return found


async def preview_of(tx: Tx, pending: PendingImport, *, language: Language, now: datetime) -> Preview:
    """How it would be saved now. `language` is that of a new gathering. It reads, and changes nothing."""
    imported = await _merged(tx, pending, language)
    kept = await list_postings(tx, imported.after.id)
    changes = decide_changes(Agenda(imported.after), kept, before=imported.before, now=now)
    return Preview(pending, imported, 0 if imported.changes_nothing else _announced(changes))


async def place_import(tx: Tx, pending: PendingImport, place: Scope) -> PendingImport:
    """The pending import, for another gathering or as a new one of a network, in the place of an earlier one there.

    Raises NotAnOrganiser.
    """
    await _require_rights(tx, pending.person_id, place)
    await _remove_others(tx, pending.person_id, place, but=pending.id)
    await move_pending(tx, pending.id, network_id=place.network_id, gathering_id=place.gathering_id)
    return replace(pending, network_id=place.network_id, gathering_id=place.gathering_id)


async def correct_import(tx: Tx, pending: PendingImport, correction: Correction, *, now: datetime) -> PendingImport:
    """The pending import with its draft corrected. Raises what `corrected` does."""
    changed = replace(pending, draft=corrected(pending.draft, correction), changed_at=now)
    await change_pending(tx, changed.id, changed.draft, at=now)
    return changed


async def save_pending(
    tx: Tx, person_id: PersonId, import_id: str, *, seen: int, language: Language, now: datetime
) -> Preview:
    """Saves and plans it; what was saved. `seen` is the gathering's version that was looked at, 0 for a new one.

    Raises NoPendingImport, NotAnOrganiser, and ChangedMeanwhile where the gathering is another by now.
    """
    pending = await get_pending(tx, person_id, import_id, to_change=True)
    imported = await _merged(tx, pending, language)
    if (imported.before.version if imported.before else 0) != seen:
        raise ChangedMeanwhile(slug=imported.after.slug)
    await remove_pending(tx, pending.id)
    changes = await save_import(tx, imported, now=now)
    if not imported.changes_nothing:
        await add_audit(tx, "programme_imported", actor=person_id, gathering_id=imported.after.id, at=now)
    return Preview(pending, imported, _announced(changes))


async def refuse_pending(tx: Tx, person_id: PersonId, import_id: str) -> PendingImport:
    """It is gone, and nothing else has changed. Raises NoPendingImport, NotAnOrganiser."""
    pending = await get_pending(tx, person_id, import_id, to_change=True)
    await remove_pending(tx, pending.id)
    return pending


def _announced(changes: Changes) -> int:
    """How many changes people are told of."""
    return sum(1 for posting in changes.plan if posting.rank is Rank.CHANGE)


async def _require_rights(tx: Tx, person_id: PersonId, place: Scope) -> None:
    if place.gathering_id is not None:
        await require_organiser(tx, person_id, place.gathering_id)
    elif place not in [one.scope for one in await list_organisers_of_person(tx, person_id)]:
        raise NotAnOrganiser


async def _remove_others(tx: Tx, person_id: PersonId, place: Scope, *, but: ImportId | None = None) -> None:
    for old in await list_pending(tx, person_id, network_id=place.network_id, gathering_id=place.gathering_id):
        if old.id != but:
            await remove_pending(tx, old.id)


async def _merged(tx: Tx, pending: PendingImport, language: Language) -> Import:
    before = None if pending.gathering_id is None else await get_gathering_by_id(tx, pending.gathering_id)
    new = before or await _new(tx, pending, language)
    return merged(pending.draft, before, new=new, new_id=new_block_id, as_read=pending.as_read.blocks)


async def _new(tx: Tx, pending: PendingImport, language: Language) -> Gathering:
    assert pending.network_id is not None, "what is for no gathering is for a network"
    draft = pending.draft
    return Gathering(
        id=GatheringId(new_id()),
        network_id=pending.network_id,
        slug=await _free_slug(tx, slug_of(draft.title, draft.starts_on)),
        title=draft.title,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        timezone=draft.timezone or DEFAULT_TIMEZONE,
        language=language,
        version=0,
    )


async def _free_slug(tx: Tx, slug: str) -> str:
    """The slug, with a number where another gathering has it."""
    free, number = slug, 1
    while await find_gathering(tx, free) is not None:
        number += 1
        free = f"{slug}-{number}"
    return free
