"""What a page tells of a gathering, and HTML put together of text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from markupsafe import Markup

from bot.pages.about import costs, masked, when
from bot.pages.html import element, facts, lines, table
from dialogs.phrases import voice
from gatherings.gathering import EN, NB, Gathering
from gatherings.terms import Fee, Terms
from tests.builders import DAY_ONE, PROGRAMME, gathering

ONE_DAY = gathering(ends_on=DAY_ONE, programme=())
TODAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (ONE_DAY, "Torsdag 15. april"),
        (replace(ONE_DAY, starts=time(9)), "Torsdag 15. april kl. 09.00"),
        (replace(ONE_DAY, starts=time(9), ends=time(15)), "Torsdag 15. april kl. 09.00–15.00"),
        (replace(ONE_DAY, programme=PROGRAMME[:6]), "Torsdag 15. april kl. 09.00–14.00"),
        (gathering(), "Torsdag 15. april kl. 09.00 – fredag 16. april"),
    ],
)
def test_when_is_as_exact_as_is_known(told: Gathering, said: str) -> None:
    assert when(told, voice(NB)) == said


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms(deadline=date(2027, 4, 1)), ["Cancelling costs nothing, and neither does not attending."]),
        (
            Terms(deadline=date(2027, 4, 1), free_until=date(2027, 4, 8), fee_late=Fee(350), fee_covers_digital=True),
            ["Cancel free of charge until the end of Thursday 8 April. After that your organisation is invoiced: 350 kroner."],
        ),
        (
            Terms(fee_absent=Fee()),
            ["If you do not attend and have not cancelled, your organisation is invoiced: the actual cost.",
             "This concerns seats in the room. Taking part online costs nothing."],
        ),
    ],
)  # fmt: skip
def test_costs_are_those_of_the_terms(terms: Terms, said: list[str]) -> None:
    assert costs(gathering(terms=terms), voice(EN), today=TODAY) == said


def test_an_address_is_shown_so_that_only_its_owner_knows_it() -> None:
    assert [masked(one) for one in ("kari.nes@fjordby.example", "@x", "")] == ["k…@fjordby.example", "…@x", "…@"]


def test_text_is_escaped_and_elements_are_not() -> None:
    made = element("a", "<&>", element("b", "x"), None, href='"><script>', hidden=True, title=None)
    assert made == '<a href="&#34;&gt;&lt;script&gt;" hidden>&lt;&amp;&gt;<b>x</b></a>'
    assert lines(" a\n\n<b> \n") == "<p>a</p><p>&lt;b&gt;</p>"
    assert facts([("When", "now"), ("Where", ""), ("What", None)]).count("<dt>") == 1


def test_a_narrow_table_stays_one_on_a_phone() -> None:
    narrow, wide = (table("T", "abc"[:columns], ["xyz"[:columns]]) for columns in (2, 3))
    assert ('class="pairs"' in narrow, 'class="rows"' in wide, isinstance(wide, Markup)) == (True, True, True)
    assert 'data-label="b"' in wide
