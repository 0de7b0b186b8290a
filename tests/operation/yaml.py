"""Reads as much of YAML as our own files have: mappings, lists, plain and quoted words, lists on a line, an anchor.

Nothing installed reads YAML, and nothing else would need it. What it does not know it refuses.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_PAIR = re.compile(r"(?P<key>[\w.-]+):(?:\s+(?P<value>.+))?")
Line = tuple[int, str]


def read(path: Path) -> Any:
    lines = [(len(line) - len(line.lstrip()), _without_comment(line)) for line in path.read_text("utf-8").splitlines()]
    anchors: dict[str, Any] = {}
    value, rest = _block([line for line in lines if line[1]], anchors)
    assert not rest, rest
    return value


def _without_comment(line: str) -> str:
    return re.sub(r"(^|\s+)#.*$", "", line).strip()


def _block(lines: list[Line], anchors: dict[str, Any]) -> tuple[Any, list[Line]]:
    depth = lines[0][0]
    made: Any = [] if lines[0][1].startswith("- ") else {}
    while lines and lines[0][0] == depth:
        text = lines[0][1]
        if isinstance(made, list):
            item, lines = _item(lines, anchors)
            made.append(item)
            continue
        pair = _PAIR.fullmatch(text)
        assert pair, text
        assert pair["key"] not in made, text
        made[pair["key"]], lines = _value(pair["value"], depth, lines[1:], anchors)
    return made, lines


def _item(lines: list[Line], anchors: dict[str, Any]) -> tuple[Any, list[Line]]:
    depth, text = lines[0]
    inner = text.removeprefix("- ")
    if _PAIR.fullmatch(inner):
        return _block([(depth + 2, inner), *lines[1:]], anchors)
    return _scalar(inner, anchors), lines[1:]


def _value(value: str | None, depth: int, rest: list[Line], anchors: dict[str, Any]) -> tuple[Any, list[Line]]:
    if value is not None and not value.startswith("&"):
        return _scalar(value, anchors), rest
    if not rest or rest[0][0] <= depth:
        return None, rest
    made, rest = _block(rest, anchors)
    if value is not None:
        anchors[value[1:]] = made
    return made, rest


def _scalar(value: str, anchors: dict[str, Any]) -> Any:
    if value.startswith("*"):
        return anchors[value[1:]]
    if value.startswith(("[", '"')):
        return json.loads(value)
    if value.startswith("'"):
        return value[1:-1]
    assert value[0] not in "{|>!%@`", value
    assert not re.search(r":\s", value), value
    return {"true": True, "false": False}.get(value, value)
