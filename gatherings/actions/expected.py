"""An invitation list, row by row: whom each row means, and which organisation they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gatherings.actions.invitations import Invitee, invite_person
from gatherings.gathering import Gathering
from gatherings.intake.draft import Remark
from gatherings.intake.invited import InvitedRow
from gatherings.organisations import Home, HomeDoubt, Organisation, OrganisationId, decide_home, label_of
from gatherings.people import PersonId
from gatherings.store import Tx
from gatherings.store.invitations import list_invited
from gatherings.store.organisations import add_organisations, list_organisations, organisation_id_in
from gatherings.store.profiles import list_people, plain_email


@dataclass(frozen=True, slots=True)
class Expected:
    """What became of a list: who was not expected before, who was, and what somebody should look at."""

    new: tuple[PersonId, ...]
    known: tuple[PersonId, ...]
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class Homes:
    """The organisations of a network, to which those that nobody has heard of are added as they come."""

    tx: Tx
    gathering: Gathering
    known: list[Organisation]
    remarks: list[Remark] = field(default_factory=list)

    async def of(self, name: str, email: str | None, *, line: int | None = None) -> OrganisationId | None:
        """The organisation of somebody; None where it is not known, or left open."""
        home = decide_home(name, email, self.known)
        if home.doubt is not None:
            self.remarks.append(Remark(line, f"invitation.doubt.{home.doubt}", self._facts(home, name)))
        if home.organisation is None or home.doubt is not HomeDoubt.UNKNOWN:
            return None if home.organisation is None else home.organisation.id
        return await self._add(home.organisation)

    async def _add(self, made: Organisation) -> OrganisationId:
        network_id = self.gathering.network_id
        await add_organisations(self.tx, network_id, [made])
        self.known = await list_organisations(self.tx, network_id)
        return organisation_id_in(network_id, made.id)

    def _facts(self, home: Home, name: str) -> Mapping[str, str | int]:
        named = home.organisation or home.candidates[0]
        return {
            "text": name or named.name,
            "organisation": named.name,
            "candidates": " / ".join(label_of(one, home.candidates) for one in home.candidates),
        }


async def homes_of(tx: Tx, gathering: Gathering) -> Homes:
    return Homes(tx, gathering, await list_organisations(tx, gathering.network_id))


async def invite_rows(tx: Tx, gathering: Gathering, rows: Sequence[InvitedRow], *, now: datetime) -> Expected:
    """Everybody of the list is expected from now on. Read again, nothing more happens."""
    homes, nameless = await homes_of(tx, gathering), await _expected_without_address(tx, gathering)
    new: list[PersonId] = []
    known: list[PersonId] = []
    for row in rows:
        organisation_id = await homes.of(row.organisation or "", row.email, line=row.line)
        before = None if row.email else nameless.get((_plain(row.name), organisation_id))
        if before is not None:
            known.append(before)
            continue
        invitee = Invitee(row.name, plain_email(row.email) if row.email else None, organisation_id)
        person_id, is_new = await invite_person(tx, gathering, invitee, now=now)
        (new if is_new else known).append(person_id)
    return Expected(tuple(new), tuple(known), tuple(homes.remarks))


async def _expected_without_address(tx: Tx, gathering: Gathering) -> dict[tuple[str, OrganisationId | None], PersonId]:
    """Those who are expected and have no address, by name and organisation: nothing else tells them apart."""
    people = await list_people(tx, await list_invited(tx, gathering.id))
    return {(_plain(one.name), one.organisation_id): one.id for one in people.values() if one.email is None}


def _plain(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
