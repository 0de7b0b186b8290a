from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatherings.intake.slugs import slug_of

DAY = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Nettverkssamling", "nettverkssamling-2024-05-06"),
        ("Vårsamling på Ærøya: Øst & vest", "varsamling-pa-aeroya-ost-vest-2024-05-06"),
        ("Café Ságat – Čáhci", "cafe-sagat-cahci-2024-05-06"),
        ("!!!", "samling-2024-05-06"),
        ("a" * 80, "a" * 60 + "-2024-05-06"),
        ("Samling om " + "klima " * 20, "samling-om" + "-klima" * 8 + "-2024-05-06"),
    ],
)
def test_a_slug_is_the_title_in_plain_letters_and_the_date(title: str, slug: str) -> None:
    assert slug_of(title, DAY) == slug


@given(st.text())
def test_a_slug_can_stand_in_any_address(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-2024-05-06", slug_of(title, DAY))
