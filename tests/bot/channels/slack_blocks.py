"""What Slack would say to blocks and views: slack-sdk's models, and the limits of Slack's documentation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.channels.slack import MOST_LETTERS

LONGEST = {
    "header": 150,
    "button": 75,
    "rich_text": 3_000,
    "context": 3_000,
    "label": 2_000,
    "placeholder": 150,
    "hint": 2_000,
    "options": 75,
}


def troubles_of_message(body: Mapping[str, Any]) -> list[str]:
    """What is wrong with a message."""
    blocks = body["blocks"]
    found = troubles_of(blocks, most=50)
    found += [] if 0 < len(body["text"]) <= 4_000 else ["text is empty or too long"]
    found += [] if len(json.dumps(blocks, ensure_ascii=False)) <= MOST_LETTERS * 1.1 else ["blocks are too long"]
    return found


def troubles_of_view(view: Mapping[str, Any]) -> list[str]:
    """What is wrong with a view."""
    parsed = View(**view)
    parsed.validate_json()
    found = [] if parsed.to_dict() == view else ["slack-sdk reads another view"]
    found += [] if len(view.get("private_metadata", "")) <= 3_000 else ["private_metadata"]
    named = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    found += [] if len(set(named)) == len(named) else ["a block_id twice"]
    return found + troubles_of(view["blocks"], most=100)


def troubles_of(blocks: Sequence[Mapping[str, Any]], *, most: int) -> list[str]:
    """What is wrong with blocks: lost by slack-sdk, over a limit, empty where Slack wants words, or named twice."""
    parsed = Block.parse_all(blocks)  # type: ignore[arg-type]
    for block in parsed:
        block.validate_json()
    lost = [block["type"] for block, read in zip(blocks, parsed, strict=True) if read.to_dict() != block]
    ids = [made["action_id"] for made in buttons(blocks)]
    found = [f"slack-sdk reads another {kind}" for kind in lost]
    found += [] if len(blocks) <= most else ["too many blocks"]
    found += [] if len(set(ids)) == len(ids) else ["an action_id twice"]
    return found + [trouble for block in blocks for trouble in _troubles(block)]


def buttons(blocks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [made for block in blocks if block["type"] == "actions" for made in block["elements"]]


def inputs(blocks: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {block["element"]["action_id"]: block for block in blocks if block["type"] == "input"}


def words(blocks: Sequence[Mapping[str, Any]]) -> str:
    """All that is read, a block a line; what is bold stands between stars."""
    return "\n".join("".join(_words(block)) for block in blocks)


def _words(block: Mapping[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield f"# {block['text']['text']}"
        case "rich_text":
            for part in block["elements"][0]["elements"]:
                yield f"*{part['text']}*" if "style" in part else part["text"]
        case "context":
            yield f"({block['elements'][0]['text']})"
        case "image":
            yield block["alt_text"]
        case "actions":
            yield " ".join(f"[{made['text']['text']}]" for made in block["elements"])
        case "input":
            yield f"{block['label']['text']}{'' if block['optional'] else ' *'}: {_filling(block['element'])}"


def _filling(element: Mapping[str, Any]) -> str:
    there = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    if "options" in element:
        return " ".join(f"{'●' if one in there else '○'} {one['text']['text']}" for one in element["options"])
    return f"[{element.get('initial_value', '')}]"


def _troubles(block: Mapping[str, Any]) -> Iterator[str]:
    for where, text in _texts(block, block["type"]):
        if not text.strip() and where != "rich_text":
            yield f"{where} is empty"
        if not text:
            yield f"{where} is empty"
        if len(text) > LONGEST.get(where, 3_000):
            yield f"{where} is too long"
    if block["type"] == "actions" and not 1 <= len(block["elements"]) <= 25:
        yield "actions"
    for made in block["elements"] if block["type"] == "actions" else ():
        carried = made.get("value", ""), made.get("url", ""), made["action_id"], made.get("accessibility_label", "")
        over = [len(one) > most for one, most in zip(carried, (2_000, 3_000, 255, 75), strict=True)]
        if any(over) or ("value" in made) == ("url" in made):
            yield "button"
    if block["type"] == "input":
        options = block["element"].get("options", [])
        most = 100 if "select" in block["element"]["type"] else 10
        if len(options) > most or any(not 0 < len(one["value"]) <= 150 for one in options):
            yield "options"


def _texts(told: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text of a block with the name of what it stands in."""
    if isinstance(told, Mapping):
        if told.get("type") == "mrkdwn":
            yield "mrkdwn: what people wrote could be markup", ""
        if isinstance(told.get("text"), str):
            yield where, told["text"]
        place = told["type"] if told.get("type") == "button" else where
        for name, value in told.items():
            inner = name if name in LONGEST else place
            yield from _texts(value, inner)
    elif isinstance(told, list):
        for one in told:
            yield from _texts(one, where)
