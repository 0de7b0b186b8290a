"""Whoever is called something with an @ and a "=?" was not who the letter said it was to: folding a long line, Python
drops the quotes around a name. The letter itself went to the right address.
"""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest

from bot.cards.card import Card
from bot.channels.email import dress
from bot.mail.letter import write_letter
from bot.mail.mailbox import mailbox, one_line
from tests.bot.mail.test_letter import STAMP, close


@pytest.mark.parametrize(
    "name",
    ["Bcc: alle@fjord.example Bcc: alle@fjord.example =?utf-8?q?=0D=0ABcc:_a=40b?=",
     'Nes, "Kari" <alle@fjord.example>, ' * 3,
     "Nes, Kari; alle@fjord.example: " * 3],
)  # fmt: skip
def test_a_name_of_any_length_stays_a_name(name: str) -> None:
    card = dress(Card("Velkommen", ("Hei.",)), language="nb")
    letter = write_letter(card, to=mailbox("kari@fjordby.example", name), stamp=STAMP)
    (to,) = message_from_bytes(letter.as_bytes(), policy=default)["To"].addresses
    assert (to.addr_spec, close(to.display_name)) == ("kari@fjordby.example", close(one_line(name, 100)))
