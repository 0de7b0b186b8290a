"""Rows as JSON, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping


def write_jsonl(rows: Iterable[Mapping[str, object]]) -> bytes:
    """The lines, in UTF-8; nothing where there are no rows."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()
