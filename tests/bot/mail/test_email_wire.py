"""Letters, handed to a real mail server on loopback."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.cards.card import Card
from bot.channels.email import CalendarFile, dress
from bot.mail.email_wire import AT_ONCE, EmailWire
from bot.mail.mailbox import read_mailbox
from bot.mail.server import MailServer, read_server
from bot.wire import Address, NotSendable, Outgoing, SendLater, Unreachable
from gatherings.people import ConversationKind
from tests.doubles.smtp import HOST, Certificates, Post, certificates, mail_server

NOW = datetime(2027, 4, 15, 7, 30, tzinfo=UTC)
KARI = "kari@fjordby.example"
CARD = Card("Kommer du 16. april?", ("Påmeldingen stenger fredag.",), footer="Du får denne fordi du er invitert.")


def wire(server: MailServer, *, tls: ssl.SSLContext | None = None, **more: Any) -> EmailWire:
    return EmailWire(
        server=server,
        sender=read_mailbox("Fjordnettverket <samling@fjord.example>"),
        reply_to=read_mailbox("Ola Vik <ola@fjord.example>"),
        secret="of this house",
        tls=tls or ssl.create_default_context(),
        machine_now=lambda: NOW,
        **more,
    )


def mail_to(address: str = KARI, name: object = "Kari Nes") -> Address:
    return Address("email", "", address, ConversationKind.PERSONAL, {"conversation": address, "name": name})


def letter(key: str | None = "delivery:1", **more: Any) -> Outgoing:
    return Outgoing(dress(CARD, language="nb", **more), key=key)


@asynccontextmanager
async def served(post: Post, **more: Any) -> AsyncIterator[EmailWire]:
    async with mail_server(post) as port:
        yield wire(MailServer(HOST, port), **more)


async def test_a_letter_says_whom_it_is_from_to_whom_when_and_that_a_machine_wrote_it() -> None:
    post = Post()
    async with served(post) as email:
        receipt = await email.send(mail_to(), letter(unsubscribe="https://samband.example.org/u/abc"))
    (taken,) = post.taken
    headers = {name: str(taken.letter[name]) for name in taken.letter if not name.startswith("Content")}
    assert headers == {
        "From": "Fjordnettverket <samling@fjord.example>",
        "To": "Kari Nes <kari@fjordby.example>",
        "Reply-To": "Ola Vik <ola@fjord.example>",
        "Subject": "Kommer du 16. april?",
        "Date": "Thu, 15 Apr 2027 07:30:00 +0000",
        "Message-ID": receipt.id,
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": "<https://samband.example.org/u/abc>",
        "MIME-Version": "1.0",
    }
    assert (taken.sender, taken.to) == ("samling@fjord.example", (KARI,))


async def test_text_and_html_are_alternatives_and_the_calendar_lies_beside_them() -> None:
    post, ics = Post(), "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Vårsamling\r\nEND:VCALENDAR\r\n"
    async with served(post) as email:
        await email.send(mail_to(), letter(calendar=CalendarFile(ics, "REQUEST")))
    received = post.taken[0].letter
    (attached,) = received.iter_attachments()
    text, html = received.get_body(("plain",)), received.get_body(("html",))
    assert text
    assert html
    assert text.get_content().splitlines() == [CARD.title, *CARD.lines, CARD.footer]
    assert "Påmeldingen stenger fredag." in html.get_content()
    assert (attached.get_content_type(), attached["Content-Type"].params["method"]) == ("text/calendar", "REQUEST")
    assert (attached.get_filename(), attached.get_content().splitlines()) == ("samling.ics", ics.splitlines())


async def test_the_same_delivery_has_the_same_name_and_another_another() -> None:
    post = Post()
    async with served(post) as email:
        names = [
            (await email.send(to, letter(key))).id
            for to, key in [
                (mail_to(), "delivery:1"),
                (mail_to(), "delivery:1"),
                (mail_to(), "delivery:2"),
                (mail_to("per@fjordby.example"), "delivery:1"),
                (mail_to(), None),
                (mail_to(), None),
            ]
        ]
    assert names[0] == names[1]
    assert len(set(names)) == 5


@pytest.mark.parametrize(
    ("command", "answer", "kind"),
    [
        ("RCPT", "450 4.2.1 try later", SendLater),
        ("RCPT", "451 greylisted", SendLater),
        ("MAIL", "421 too busy", SendLater),
        ("DATA", "452 4.3.1 disk full", SendLater),
        ("RCPT", "552 5.2.2 mailbox full", SendLater),
        ("MAIL", "530 5.7.0 authentication required", SendLater),
        ("RCPT", "550 5.1.1 no such user", Unreachable),
        ("RCPT", "550 no such user", Unreachable),
        ("RCPT", "551 user not local", Unreachable),
        ("RCPT", "553 mailbox name not allowed", Unreachable),
        ("RCPT", "550 5.4.1 recipient address rejected", Unreachable),
        ("RCPT", "556 5.1.10 null mx", Unreachable),
        ("DATA", "550 5.1.1 no such user", Unreachable),
        ("RCPT", "550 5.7.1 relaying denied", NotSendable),
        ("RCPT", "554 5.7.1 client host rejected", NotSendable),
        ("MAIL", "550 5.1.8 sender address rejected", NotSendable),
        ("DATA", "554 5.6.0 not a message", NotSendable),
        ("DATA", "552 too large", NotSendable),
        ("DATA", "550 spam", NotSendable),
    ],
)
async def test_a_refusal_means_later_never_to_this_person_or_never_this_letter(
    command: str, answer: str, kind: type[Exception]
) -> None:
    post = Post()
    post.refuse(command, answer)
    async with served(post) as email:
        with pytest.raises(kind) as refused:
            await email.send(mail_to(), letter())
        assert KARI not in str(refused.value)
        await email.send(mail_to(), letter())
    assert len(post.taken) == 1


async def test_a_server_that_is_not_there_or_does_not_answer_is_asked_again_later() -> None:
    with pytest.raises(SendLater):
        await wire(MailServer(HOST, 1)).send(mail_to(), letter())
    post = Post()
    post.hang(seconds=5)
    async with served(post, attempt=timedelta(milliseconds=300)) as email:
        with pytest.raises(SendLater):
            await email.send(mail_to(), letter())


async def test_at_most_four_letters_are_on_the_wire_at_once() -> None:
    post = Post()
    post.hang(seconds=0.05)
    async with served(post) as email:
        await asyncio.gather(*(email.send(mail_to(), letter(f"delivery:{number}")) for number in range(12)))
    assert (len(post.taken), post.most_at_once) == (12, AT_ONCE)


@pytest.fixture(scope="module")
def ours() -> Certificates:
    return certificates(HOST)


async def test_where_the_server_offers_tls_it_is_used_also_for_the_password(ours: Certificates) -> None:
    post = Post(password="p@ss/word")
    async with mail_server(post, starttls=ours.server) as port:
        server = read_server(f"smtp://samband:p%40ss%2Fword@{HOST}:{port}")
        await wire(server, tls=ours.client).send(mail_to(), letter())
    assert [(taken.is_private, taken.user) for taken in post.taken] == [(True, "samband")]


async def test_with_smtps_all_of_it_is_private(ours: Certificates) -> None:
    post = Post()
    async with mail_server(post, tls=ours.server) as port:
        await wire(read_server(f"smtps://{HOST}:{port}"), tls=ours.client).send(mail_to(), letter())
    assert len(post.taken) == 1


async def test_a_certificate_that_nobody_vouches_for_is_not_believed(ours: Certificates) -> None:
    post = Post()
    async with mail_server(post, starttls=ours.server) as port:
        with pytest.raises(SendLater):
            await wire(MailServer(HOST, port)).send(mail_to(), letter())
    assert post.taken == []


async def test_a_password_that_is_not_taken_is_for_us_to_mend_and_no_letter_is_lost() -> None:
    post = Post(password="right")
    async with mail_server(post) as port:
        with pytest.raises(SendLater):
            await wire(MailServer(HOST, port, user="samband", password="wrong")).send(mail_to(), letter())
        await wire(MailServer(HOST, port, user="samband", password="right")).send(mail_to(), letter())
    assert len(post.taken) == 1


async def test_a_password_crosses_no_network_in_the_clear() -> None:
    post = Post(password="right")
    async with mail_server(post) as port:
        away = MailServer("127.0.0.1.", port, user="samband", password="right")  # the same place, not known to be near
        with pytest.raises(SendLater):
            await wire(away).send(mail_to(), letter())
    assert post.taken == []


@pytest.mark.parametrize(
    "address",
    ["", "kari", "@fjordby.example", "kari@", "kari nes@fjordby.example", "kåre@fjordby.example", "kari@fjord..example",
     "kari@fjordby.example\r\nBcc: alle@fjord.example", "<kari@fjordby.example>", "a@b, c@d", "k" * 250 + "@fjord.example"],
)  # fmt: skip
async def test_what_is_no_address_cannot_be_reached(address: str) -> None:
    post = Post()
    async with served(post) as email:
        with pytest.raises(Unreachable):
            await email.send(mail_to(address), letter())


async def test_a_domain_with_norwegian_letters_is_written_as_the_network_has_it() -> None:
    post = Post()
    async with served(post) as email:
        await email.send(mail_to("post@bærum.example", name=None), letter())
    assert post.taken[0].to == ("post@xn--brum-voa.example",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": None},
        {"unsubscribe": "https://a.example/\r\nBcc: alle@fjord.example"},
        {"unsubscribe": "javascript:alert(1)"},
        {"calendar": {"text": "x", "method": "REQUEST\r\nBcc: a@b", "name": "a.ics"}},
        {"calendar": {"text": "x", "method": "REQUEST", "name": 'a.ics"; x="y'}},
        {"calendar": "BEGIN"},
    ],
)
async def test_a_body_that_cannot_be_a_letter_is_never_sent(wrong: dict[str, Any]) -> None:
    post = Post()
    async with served(post) as email:
        with pytest.raises(NotSendable):
            await email.send(mail_to(), Outgoing({**letter().body, **wrong}))
    assert post.taken == []


def test_a_server_is_read_from_its_address_and_keeps_its_password_to_itself() -> None:
    read = read_server("smtps://kari%40fjord.example:p%3Ass@mail.fjord.example")
    assert read == MailServer("mail.fjord.example", 465, is_tls=True, user="kari@fjord.example", password="p:ss")
    assert read_server("smtp://mail.fjord.example") == MailServer("mail.fjord.example", 587)
    assert "p:ss" not in repr(read)
    with pytest.raises(ValueError, match="not the address"):
        read_server("https://mail.fjord.example")
