"""The fee lines, and letting one go: with the name of who does it, and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from bot.cards.words import capital
from bot.host.desk import Change, Desk, Page, back
from bot.pages.about import fee_text
from bot.pages.html import button, element, facts, form, joined, link, paragraph, table
from bot.pages.layout import Shown
from bot.pages.site import NotThere
from gatherings.errors import NoFee, WaiverNeedsReason
from gatherings.organisations import OrganisationId
from gatherings.registration import FeeLine, RegistrationId
from gatherings.store.fees import find_fee, list_fees, waive_fee
from gatherings.store.organisations import list_organisations

HEADS: Final = ("name", "organisation", "reason", "fee", "at", "terms_accepted", "waived_head")
LONGEST: Final = 300


async def show(desk: Desk) -> Shown:
    """The table; no invoice is ever sent by us."""
    found = await list_fees(desk.tx, desk.gathering.id)
    if not found:
        return desk.shown("fees", paragraph(desk.voice("host.no_fees")))
    names = {one.id: one.name for one in await list_organisations(desk.tx, desk.gathering.network_id)}
    heads = [desk.voice(f"host.{head}") for head in HEADS]
    listed = table(desk.voice("host.fees_of", n=len(found)), heads, [_row(line, names, desk) for line in found])
    return desk.shown("fees", paragraph(desk.voice("host.fees_basis")), listed)


def _row(line: FeeLine, names: Mapping[OrganisationId, str], desk: Desk) -> tuple[str, ...]:
    voice, zone = desk.voice, desk.gathering.zone
    organisation = names.get(line.organisation_id, "") if line.organisation_id else ""
    return (
        line.name or voice("host.no_name"),
        organisation,
        capital(voice(f"host.fee_reason.{line.reason}")),
        capital(fee_text(line.fee, voice)),
        capital(voice.day(line.at.astimezone(zone).date(), today=desk.today)),
        capital(voice.day(line.accepted.at.astimezone(zone).date(), today=desk.today)),
        _waiver(line, desk),
    )


def _waiver(line: FeeLine, desk: Desk) -> str:
    """Who has let it go and why, else the way to do so."""
    voice = desk.voice
    if line.waived_at is not None:
        return voice("host.waived", name=line.waived_by or "", reason=line.waived_because or "")
    name = element("span", f" {line.name}", class_="unseen")
    return link(desk.path(f"fees/{line.registration_id}"), joined([voice("host.waive"), name]))


def ask_to_waive(registration_id: str) -> Page:
    """The page with the form to let a fee go."""

    async def show_form(desk: Desk) -> Shown:
        line = await _line(desk, registration_id)
        voice = desk.voice
        known = facts(
            [
                (voice("host.name"), line.name),
                (voice("host.reason"), capital(voice(f"host.fee_reason.{line.reason}"))),
                (voice("host.fee"), capital(fee_text(line.fee, voice))),
            ]
        )
        if line.waived_at is not None:
            return desk.shown("waive", known, paragraph(_waiver(line, desk)), _to_fees(desk))
        return desk.shown("waive", known, _form(desk), _to_fees(desk))

    return show_form


def _form(desk: Desk) -> Markup:
    voice = desk.voice
    return form(
        desk.signature,
        _field("by", voice("host.waiver.by"), value=desk.person.name or "", autocomplete="name"),
        _field("because", voice("host.waiver.because")),
        button(voice("host.waiver.do"), class_="main"),
        class_="fields",
    )


def _field(name: str, label: str, *, value: str = "", autocomplete: str = "off") -> Markup:
    """A field that must be filled in."""
    box = element(
        "input",
        id=name,
        name=name,
        value=value,
        required=True,
        maxlength=str(LONGEST),
        type="text",
        autocomplete=autocomplete,
    )
    return element("div", element("label", label, for_=name), box, class_="field")


def _to_fees(desk: Desk) -> Markup:
    return paragraph(back(desk, "fees", desk.voice("host.waiver.not")))


def waive(registration_id: str) -> Change:
    """The change that lets a fee go. It raises WaiverNeedsReason, NoFee."""

    async def change(desk: Desk, filled: Mapping[str, str]) -> str:
        line = await _line(desk, registration_id)
        by, because = (" ".join(filled.get(name, "").split())[:LONGEST] for name in ("by", "because"))
        if not by or not because:
            raise WaiverNeedsReason
        if not await waive_fee(desk.tx, line.registration_id, by=by, because=because, at=desk.now):
            raise NoFee
        await desk.note("fee_waived", subject=line.registration_id)
        return "fees"

    return change


async def _line(desk: Desk, registration_id: str) -> FeeLine:
    """Raises NotThere, also where it is of another gathering."""
    line = await find_fee(desk.tx, RegistrationId(registration_id))
    if line is None or line.gathering_id != desk.gathering.id:
        raise NotThere
    return line
