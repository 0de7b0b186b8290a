"""What somebody wrote in Slack, as plain text: its marks for people, channels and addresses are resolved."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 40_000
_MARK: Final = re.compile(r"<([^<>]{1,3000})>")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain(text: str, *, bot_user: str) -> str:
    """The words, without the mention of us."""
    words = _MARK.sub(lambda found: _resolved(found[1], bot_user), text[:LONGEST])
    for written, meant in _ENTITIES:
        words = words.replace(written, meant)
    return words.replace("\u00a0", " ").strip()


def is_to_somebody_else(text: str, *, bot_user: str) -> bool:
    """Whether a person other than us is mentioned, and we are not."""
    users = {found[1].partition("|")[0].removeprefix("@") for found in _MARK.finditer(text) if found[1][0] == "@"}
    return bool(users) and bot_user not in users


def _resolved(mark: str, bot_user: str) -> str:
    """What stands for a mark: nothing for a mention of us, an address for a link, else its label."""
    target, _, label = mark.partition("|")
    match target[0]:
        case "@":
            return "" if target == f"@{bot_user}" else f"@{label}" if label else ""
        case "#":
            return f"#{label}" if label else ""
        case "!":
            return label
    if target.startswith(("mailto:", "tel:")):
        return label or target.partition(":")[2]
    return target
