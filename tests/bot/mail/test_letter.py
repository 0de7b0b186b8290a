"""Whatever somebody is called, and whatever a card says: no header and no markup is made of it."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.card import Card, Choice, Fact, Row
from bot.channels.email import dress
from bot.mail.letter import Stamp, write_letter
from bot.mail.mailbox import mailbox, one_line, read_mailbox

SENDER = read_mailbox("Fjordnettverket <samling@fjord.example>")
STAMP = Stamp(SENDER, None, "<1@fjord.example>", datetime(2027, 4, 15, tzinfo=UTC))
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
TAGS = {"html", "head", "meta", "title", "body", "div", "h1", "p", "br", "ul", "li", "strong", "span", "a"}
ATTRIBUTES = {"lang", "charset", "name", "content", "style", "href"}

NASTY = st.sampled_from(
    ["\r\nBcc: alle@fjord.example\r\n", "\n\n<script>x</script>", '" <x@y.example>, "', "=?utf-8?q?=0D=0ABcc:_a=40b?=",
     "<img src=x onerror=y>", "' onclick='x", "\u2028", "\u202e", "\0", "\x0b", "\x85", "(", "\\", ";", ",", "@", ":", "&lt;", "æøå", "🎉", " "]
)  # fmt: skip
TEXT = st.lists(NASTY | st.text(max_size=30), max_size=8).map("".join)


def received(card: Card, *, name: str) -> EmailMessage:
    written = write_letter(dress(card, language="nb"), to=mailbox("kari@fjordby.example", name), stamp=STAMP)
    parsed = message_from_bytes(written.as_bytes(), policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


@given(name=TEXT, title=TEXT)
@example(name='Nes, "Kari" ' + "ø" * 80, title="x" * 500)
@example(name="=?utf-8?b?DQpCY2M6IGE=?=", title="=?utf-8?q?=0ABcc:_a?=")
def test_no_name_and_no_subject_becomes_a_header(name: str, title: str) -> None:
    letter = received(Card(title, ("Hei.",)), name=name)
    (to,) = letter["To"].addresses
    head = letter.as_bytes().partition(b"\n\n")[0]
    assert list(letter) == [line.partition(":")[0] for line in head.decode().splitlines() if line[:1] != " "] == HEADERS
    assert (to.addr_spec, close(to.display_name)) == ("kari@fjordby.example", close(one_line(name, 100)))
    assert close(letter["Subject"]) == close(one_line(title if title.split() else "Hei.", 200))


def close(text: str) -> str:
    """Without its spaces: Python 3.11 reads some between the encoded words of a long name."""
    return "".join(text.split())


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


@given(TEXT, TEXT)
def test_no_word_of_a_card_becomes_markup(one: str, other: str) -> None:
    card = Card(
        one, (other,), (Row(one, other, one, is_on=True),), (Fact(one, other),),
        choices=(Choice(one, url=f"https://x.example/{other}"), Choice(other, url=f"javascript:{one}")), footer=one,
    )  # fmt: skip
    seen = Seen()
    seen.feed(str(dress(card, language="nb")["html"]))
    assert (seen.tags <= TAGS, seen.attributes <= ATTRIBUTES) == (True, True)
    assert len(seen.links) == 1
