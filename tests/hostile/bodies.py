"""Bodies that a client might send by mistake or on purpose: anything that is JSON, almost JSON, or a good body with
something else in one of its places. The same number makes the same body.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any, Final
from urllib.parse import quote_plus

from dialogs.router import DIALOGS

TEXTS: Final = (
    "", " ", "hva er neste?", "meld meg på", "følg programmet", "\u202e", "\ufeff", "𝕳", "a\u0301" * 50, "x" * 5_000, "\r\n",
    "<at>Samband</at>", "{}", "null", "'; DROP TABLE person; --", "../../etc/passwd", "${jndi:ldap://x}", "{{7*7}}", "%s%n",
    "=HYPERLINK(1)", "<script>", "1e999", "-0", "٣", "İ", "ß" * 100, "\u2028", "jeg er arrangør AAAA-AAAA-AAAA", "g1", "n1",
    "2027-04-15T07:00:00Z", "24:61", "kl 25.99", "i dag", "ja", "nei", "8", "\x7f", "\x01", "🏳️‍🌈" * 20, "no-NO", "xx-YY-zz",
)  # fmt: skip
NUMBERS: Final = (0, 1, -1, 2**31, 2**63, -(2**63) - 1, 10**30, 1.5, -0.0, 1e308, 5e-324)
NAMES: Final = (
    "type", "id", "text", "value", "do", "from", "conversation", "serviceUrl", "channelId", "recipient", "name", "action",
    "data", "verb", "entities", "mentioned", "channelData", "tenant", "tenantId", "membersAdded", "locale", "timestamp",
    "attachments", "replyToId", "gathering", "mode", "organisation", "question", "evaluation", "email", "food", "__proto__",
    "isGroup", "conversationType", "localTimezone", "clientActivityID", "aadObjectId", "role", "", "\u0000", "æ",
)  # fmt: skip
RAW: Final = (
    b"", b" ", b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00", b"{", b"}", b"[]", b"null", b"NaN", b'{"a":NaN}', b'{"a":Infinity}',
    b"[" * 100_000, b'{"a":' * 20_000, b'{"type":"message","type":"invoke"}', b"{'a':1}", b'{"a":1,}', b"\x00", b"\x1f\x8b\x08",
    b'{"a":"\\ud800"}', b'{"text":"\\u0000"}', b'{"a":' + b"9" * 5_000 + b"}", b'{"a":1e99999}', b'{"a":"' + b"x" * 300_000 + b'"}',
    b"a=b&c=d", b"--x\r\n\r\n--x--", b"<xml/>", b"\xc0\xaf", b'{"\xff":1}', b"//\n{}", b"true", b'"text"', b"0",
)  # fmt: skip


def anything(random: Random, depth: int = 4) -> Any:
    """Any value that is JSON."""
    kind = random.randrange(8 if depth else 5)
    if kind == 0:
        return random.choice([None, True, False])
    if kind == 1:
        return random.choice(NUMBERS)
    if kind in {2, 3, 4}:
        return random.choice([*TEXTS, *sorted(DIALOGS)])
    if kind == 5:
        return [anything(random, depth - 1) for _ in range(random.randrange(4))]
    return {random.choice(NAMES): anything(random, depth - 1) for _ in range(random.randrange(5))}


def changed(good: Any, random: Random) -> Any:
    """The good value with something else in one place of it, or with one place less, or more."""
    if isinstance(good, dict) and good and random.random() < 0.85:
        name = random.choice(sorted(good))
        what = random.randrange(6)
        if what == 0:
            return {key: value for key, value in good.items() if key != name}
        if what == 1:
            return {**good, random.choice(NAMES): anything(random)}
        return {**good, name: changed(good[name], random)}
    if isinstance(good, list) and good and random.random() < 0.5:
        return [*good[:-1], changed(good[-1], random)]
    return anything(random)


def body(good: Mapping[str, Any], random: Random) -> bytes:
    """One body: raw in two cases of ten, any JSON in two more, else a good one that has been changed a few times."""
    what = random.randrange(10)
    if what < 2:
        return random.choice(RAW)
    made: Any = dict(good)
    if what < 4:
        made = anything(random)
    else:
        for _ in range(random.randrange(1, 4)):
            made = changed(made, random)
    written = json.dumps(made, ensure_ascii=random.random() < 0.5).encode(errors="surrogatepass")
    if random.random() < 0.05 and written:
        at = random.randrange(len(written))
        written = written[:at] + bytes([random.randrange(256)]) + written[at + 1 :]
    return written


def press(random: Random) -> dict[str, Any]:
    """What a button might carry."""
    known = {"do": random.choice(sorted(DIALOGS)), "gathering": random.choice(["g1", "g2", "", "x"])}
    return {**known, **{random.choice(NAMES): anything(random, 1) for _ in range(random.randrange(4))}}


def form(signature: str, random: Random) -> bytes:
    """A form with its token, and anything beside it."""
    fields = [("csrf", signature if random.random() < 0.8 else random.choice(TEXTS))]
    names = ["choice", "do", "answer", "once", "value", "text", "question", "person", "day", "reason", "title", "", "æ"]
    fields += [(random.choice(names), str(anything(random, 1))) for _ in range(random.randrange(6))]
    written = "&".join(f"{quote_plus(name)}={quote_plus(value, errors='replace')}" for name, value in fields).encode()
    return random.choice(RAW) if random.random() < 0.05 else written
