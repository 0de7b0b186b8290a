"""What must be in no log, in no metric and in no error reply: of each kind one that can be told from everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

PASSWORD, SECRET, METRICS, SMTP = (
    "canary-app-password",
    "canary-secret-key-0123",
    "canary-metrics-token",
    "canary-smtp-pw",
)
SLACK, SIGNING, SOCKET = "xoxb-canary-bot-token", "canary-signing-secret", "xapp-canary-socket-token"
NAME, EMAIL, ORGANISATION = "Kanarifugl Nes", "kanari.nes@hitra.kommune.no", "Hitra"
FOOD, ACCESS = "uten kanarinøtter", "teleslynge for kanarifugler"
MESSAGE, TAKEAWAY, PHONE = "jeg lurer på hvor kanarifuglene bor", "kanarifuglene sang så fint", "481 62 342"
STREAM, USER, CONVERSATION, ADDRESS = "video.canary.example", "29:canary", "a:canary", "198.51.100.77"
OUTGOING: Final = "canary-access-token"

TOLD: Final = {
    "app password": PASSWORD,
    "secret key": SECRET,
    "metrics token": METRICS,
    "mail password": SMTP,
    "Slack's bot token": SLACK,
    "Slack's signing secret": SIGNING,
    "Slack's socket token": SOCKET,
    "access token": OUTGOING,
    "name": NAME,
    "name's first part": NAME.partition(" ")[0],
    "e-mail": EMAIL.partition("@")[0],
    "food": FOOD,
    "access needs": ACCESS,
    "message": MESSAGE,
    "evaluation text": TAKEAWAY,
    "telephone": PHONE,
    "stream": STREAM,
    "user": USER,
    "conversation": CONVERSATION,
    "address": ADDRESS,
}
"""Word for word, in a walk in which they are said."""

KINDS: Final = {
    "token": re.compile(r"eyJ[\w-]{8,}"),
    "bearer": re.compile(r"\bBearer +\S{12,}", re.IGNORECASE),
    "signed link": re.compile(r"(?<![\w-])[0-9a-f]{32}\.[\w-]{22}(?![\w-])"),
    "signature": re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])"),
    "web user": re.compile(r"\bdl_[\w-]{10,}"),
    "cookie": re.compile(r"(__Host-)?samband(-host)?=\S"),
    "e-mail address": re.compile(r"(?<![\w.+-])(?![0-9a-f]{32}@)[\w.+-]+@[\w-]+\.\w{2,}"),  # a letter's own id is none
    "Teams user": re.compile(r"\b(29|28|8):[\w-]{3,}"),
    "Teams conversation": re.compile(r"\b19:\S+@thread|\ba:[a-z]\w+"),
    "telephone": re.compile(r"\b(\d{3} \d{2} \d{3}|\+47\s?\d{8})\b"),
    "network address": re.compile(r"\b(?!127\.0\.0\.1\b|0\.0\.0\.0\b)\d{1,3}(\.\d{1,3}){3}\b"),
    "password in an address": re.compile(r"\w+://[^\s/:@]*:[^\s/@]+@"),
    "statement": re.compile(r"\b(INSERT INTO|DELETE FROM|UPDATE \w+ SET|\[parameters:)"),
    "personal link": re.compile(r"/(p|host|data|checkin|calendar|evaluate)/\S"),
    "query": re.compile(r"[?&](t|token|code|watermark)=\S"),
    "name": re.compile(r"Kari Nes|Ingrid Moe|Per Lie|Ola Vik|Marit Sand|Siv Dahl|Anne Holm|Eva Moe"),
    "organisation": re.compile(r"\b(Hitra|Fjordby|Strandvik|Ørland|Åfjord|Frøya)\b"),
    "food and access": re.compile(r"\b(vegetar|vegan|gluten|nøtte|teleslynge|rullestol)", re.IGNORECASE),
    "message": re.compile(r"\b(hva er neste|meld meg|jeg er arrangør|når er lunsj|følg programmet)\b", re.IGNORECASE),
    "stream": re.compile(r"video\.example\.org"),
    "app password": re.compile(r"not a secret"),
    "secret key": re.compile(r"a secret for tests"),
    "access token": re.compile(r"\btoken-\d+\b"),
    "code": re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b"),
}
"""By their form, in whatever is logged in a whole run of the tests."""


OF_THE_CONTACT: Final = frozenset({"name", "e-mail address", "telephone"})
"""An error page says whom to ask."""


def found_in(text: str, *, besides: frozenset[str] = frozenset()) -> Iterator[str]:
    """The kinds that stand in a text, with what stands around each. `besides` are forms that may."""
    for kind, canary in TOLD.items():
        if canary.casefold() in text.casefold():
            at = text.casefold().index(canary.casefold())
            yield f"{kind}: …{text[max(0, at - 80) : at + 80]}…"
    for kind, form in KINDS.items():
        hit = None if kind in besides else form.search(text)
        if hit:
            yield f"{kind}: …{text[max(0, hit.start() - 80) : hit.end() + 80]}…"
