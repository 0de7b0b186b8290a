"""Terms as they are kept: in columns of their gathering, and whole with a registration that accepted them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row

from gatherings.gathering import Language
from gatherings.registration import Acceptance
from gatherings.terms import Fee, Terms

MINUTE: Final = timedelta(minutes=1)
ACTUAL: Final = "actual"


def terms_of(row: Row[Any]) -> Terms:
    """The terms in the row of a gathering."""
    return Terms(
        text=row.terms,
        opens=row.opens,
        deadline=row.deadline,
        free_until=row.free_until,
        fee_late=read_fee(row.fee_late),
        fee_absent=read_fee(row.fee_absent),
        fee_covers_digital=row.fee_covers_digital,
        capacity=row.capacity,
        capacity_digital=row.capacity_digital,
        capacity_per_organisation=row.capacity_per_organisation,
        offer=row.offer_minutes * MINUTE,
        ladder=tuple(row.ladder),
        keeps_not_understood=row.keeps_not_understood,
    )


def terms_columns(terms: Terms) -> dict[str, object]:
    """The columns of a gathering that keep its terms."""
    return {
        "terms": terms.text,
        "opens": terms.opens,
        "deadline": terms.deadline,
        "free_until": terms.free_until,
        "fee_late": written_fee(terms.fee_late),
        "fee_absent": written_fee(terms.fee_absent),
        "fee_covers_digital": terms.fee_covers_digital,
        "capacity": terms.capacity,
        "capacity_digital": terms.capacity_digital,
        "capacity_per_organisation": terms.capacity_per_organisation,
        "offer_minutes": terms.offer // MINUTE,
        "ladder": list(terms.ladder),
        "keeps_not_understood": terms.keeps_not_understood,
    }


def read_fee(kept: str | None) -> Fee | None:
    if kept is None:
        return None
    return Fee() if kept == ACTUAL else Fee(int(kept))


def written_fee(fee: Fee | None) -> str | None:
    if fee is None:
        return None
    return ACTUAL if fee.kroner is None else str(fee.kroner)


def acceptance_json(accepted: Acceptance | None) -> dict[str, object] | None:
    """An acceptance as plain JSON, to be read by `acceptance_of`."""
    if accepted is None:
        return None
    terms = terms_columns(accepted.terms)
    return {
        "at": accepted.at.isoformat(),
        "language": accepted.language,
        "version": accepted.version,
        "text": accepted.text,
        "terms": {name: value.isoformat() if isinstance(value, date) else value for name, value in terms.items()},
    }


def acceptance_of(kept: Mapping[str, Any] | None) -> Acceptance | None:
    """The acceptance that was kept."""
    if kept is None:
        return None
    return Acceptance(
        at=datetime.fromisoformat(kept["at"]),
        language=Language(kept["language"]),
        version=kept["version"],
        text=kept["text"],
        terms=_terms_of_json(kept["terms"]),
    )


def _terms_of_json(kept: Mapping[str, Any]) -> Terms:
    return Terms(
        text=kept["terms"],
        opens=None if kept["opens"] is None else datetime.fromisoformat(kept["opens"]),
        deadline=_day(kept["deadline"]),
        free_until=_day(kept["free_until"]),
        fee_late=read_fee(kept["fee_late"]),
        fee_absent=read_fee(kept["fee_absent"]),
        fee_covers_digital=kept["fee_covers_digital"],
        capacity=kept["capacity"],
        capacity_digital=kept["capacity_digital"],
        capacity_per_organisation=kept["capacity_per_organisation"],
        offer=kept["offer_minutes"] * MINUTE,
        ladder=tuple(kept["ladder"]),
        keeps_not_understood=kept.get("keeps_not_understood", False),  # not there before it could be accepted
    )


def _day(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)
