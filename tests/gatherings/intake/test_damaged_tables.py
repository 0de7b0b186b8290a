"""Whatever has happened to a table, a calendar or a schedule: a draft or a sentence comes out, never anything else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.exports.programme import FORMS, write_programme
from dialogs.phrases import voice
from gatherings.gathering import NB
from gatherings.intake import Unreadable
from gatherings.intake.formats import FORMATS
from tests.builders import gathering
from tests.gatherings.intake.sources import source_of

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
WHOLE = {
    form: write_programme(gathering(), form, voice=voice(NB), stamped_at=NOW).decode("utf-8-sig") for form in FORMS
}
LIMBS = st.one_of(
    st.sampled_from(["", "\n", "|", ";", '"', "<", "]]>", "25:00", "2027-13-40", "0.5", "99999", "BEGIN:VEVENT", "DTSTART:", "<event>", "-", ":", "%", "&id="]),
    st.text(max_size=12),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@given(cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), LIMBS), min_size=1, max_size=5), day=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)))  # fmt: skip
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_file_is_a_draft_or_a_refusal(
    form: str, cuts: list[tuple[float, int, str]], day: date | None
) -> None:
    text = WHOLE[form]
    for at, gone, grown in cuts:
        place = int(at * len(text))
        text = text[:place] + grown + text[place + gone :]
    try:
        source = source_of(text.encode("utf-8", "ignore"), f"p.{FORMS[form].ending}", day=day)
        known = next((one for one in FORMATS if one.sniff(source)), None)
        drafts = known.read(source) if known else ()
    except Unreadable:
        return
    assert all(block.title and block.id for draft in drafts for block in draft.blocks)
    assert all(draft.starts_on <= draft.ends_on for draft in drafts)
