"""A card as the web page gets it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.cards.card import Card
from bot.channels.adaptive import dress_adaptive
from bot.channels.web import WebWire, dress
from bot.directline.hub import Hub
from bot.directline.posted import address_of
from bot.directline.tokens import bearer_of
from bot.wire import Outgoing, Unreachable
from tests.doubles.clocks import HandClock
from tests.doubles.transcript import TranscriptInMemory
from tests.web.house import POSTED, PROGRAMME, WELCOME


def test_one_line_alone_is_text() -> None:
    assert dress(Card(lines=("Det vet jeg ikke.",)), language="nb") == {
        "type": "message", "locale": "nb-NO", "text": "Det vet jeg ikke.", "textFormat": "plain",
    }  # fmt: skip


def test_everything_else_is_a_card_with_its_words_for_who_listens() -> None:
    words = "Velkommen til Vårsamling\nSpør meg om program, tider og strømming."

    assert dress(WELCOME, language="nn") == {
        "type": "message",
        "locale": "nn-NO",
        "summary": words,
        "attachments": [
            {
                "contentType": "application/vnd.microsoft.card.adaptive",
                "content": dress_adaptive(WELCOME) | {"speak": words, "lang": "nn"},
            }
        ],
        "channelData": {"webchat:fallback-text": words},
    }


@pytest.mark.parametrize("card", [WELCOME, PROGRAMME, POSTED])
def test_no_button_asks_for_what_web_chat_cannot_do(card: Card) -> None:
    dressed = json.dumps(dress(card, language="en"))

    assert ("Action.Execute" in dressed, len(dressed) < 20_000) == (False, True)


async def test_who_was_never_here_or_is_forgotten_cannot_be_written_to() -> None:
    transcript = TranscriptInMemory()
    wire = WebWire(transcript, Hub(transcript, every=timedelta(seconds=1)), now=HandClock())

    with pytest.raises(Unreachable):
        await wire.send(address_of(bearer_of("dl_nobody")), Outgoing(dress(WELCOME, language="nb")))
