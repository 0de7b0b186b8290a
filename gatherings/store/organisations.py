"""The organisations of a network in the database: its members, and others that people come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, update

from gatherings.gathering import NetworkId
from gatherings.organisations import Organisation, OrganisationId
from gatherings.store.inserting import insert_or_ignore
from gatherings.store.registration_tables import organisation
from gatherings.store.transaction import Tx


def organisation_id_in(network_id: NetworkId, key: str) -> OrganisationId:
    """The id of an organisation within a network."""
    return OrganisationId(f"{network_id}:{key}")


async def add_organisations(tx: Tx, network_id: NetworkId, made: Sequence[Organisation]) -> None:
    """Adds organisations to a network; those that it has stay as they are."""
    if made:
        await tx.execute(insert_or_ignore(tx, organisation), [organisation_row(network_id, one) for one in made])


async def replace_members(tx: Tx, network_id: NetworkId, made: Sequence[Organisation]) -> None:
    """The network's members are these from now on; others that people have come from stay, as no members."""
    await tx.execute(update(organisation).where(organisation.c.network_id == network_id).values(is_member=False))
    for one in made:
        row = organisation_row(network_id, one)
        known = await tx.execute(update(organisation).where(organisation.c.id == row["id"]).values(**row))
        if known.rowcount == 0:
            await tx.execute(insert(organisation).values(**row))


async def list_organisations(tx: Tx, network_id: NetworkId, *, members_only: bool = False) -> list[Organisation]:
    """A network's organisations by name."""
    query = (
        select(organisation)
        .where(organisation.c.network_id == network_id)
        .order_by(organisation.c.name, organisation.c.id)
    )
    if members_only:
        query = query.where(organisation.c.is_member)
    return [_organisation(row) for row in await tx.execute(query)]


async def find_organisation(tx: Tx, organisation_id: OrganisationId) -> Organisation | None:
    row = (await tx.execute(select(organisation).where(organisation.c.id == organisation_id))).first()
    return None if row is None else _organisation(row)


async def set_invoicing(
    tx: Tx, organisation_id: OrganisationId, *, organisation_number: str | None, invoice_reference: str | None
) -> None:
    """What an invoice to the organisation must carry."""
    new = {"organisation_number": organisation_number, "invoice_reference": invoice_reference}
    await tx.execute(update(organisation).where(organisation.c.id == organisation_id).values(**new))


def organisation_row(network_id: NetworkId, made: Organisation) -> dict[str, object]:
    """The row of an organisation in a network."""
    key = made.id.removeprefix(f"{network_id}:")
    return {
        "id": organisation_id_in(network_id, key),
        "network_id": network_id,
        "key": key,
        "name": made.name,
        "other_names": list(made.other_names),
        "number": made.number,
        "county": made.county,
        "domains": list(made.domains),
        "is_member": made.is_member,
        "organisation_number": made.organisation_number,
        "invoice_reference": made.invoice_reference,
    }


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(
        id=OrganisationId(row.id),
        name=row.name,
        other_names=tuple(row.other_names),
        number=row.number,
        county=row.county,
        domains=tuple(row.domains),
        is_member=row.is_member,
        organisation_number=row.organisation_number,
        invoice_reference=row.invoice_reference,
    )
