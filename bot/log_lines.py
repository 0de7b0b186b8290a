"""The log: one line for each event, as text or as JSON; what went wrong as kinds and places, never as its words.

What a person wrote can stand in the words of an exception (a database names the values that it did not take). So of an
exception the log has the names of its kinds, the codes of the system or the database, and where it happened.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, TextIO

from bot.discreet import discreetly, set_levels

Trouble = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

JSON: Final = "json"
_FIELD: Final = re.compile(r"(\w+)=(%\w)")
_EVENT: Final = re.compile(r"[a-z][a-z_]+")
_CODES: Final = ("sqlite_errorname", "sqlstate", "errno")
_CHAINED: Final = 8
"""So many exceptions of a chain are told."""
_PLACES: Final = 40
"""So many places of each, the innermost."""


def set_up(*, level: str, form: str, stream: TextIO) -> None:
    """Everything that is logged goes to the stream from now on."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines() if form == JSON else TextLines())
    logging.basicConfig(handlers=[handler])
    set_levels(level)


class TextLines(logging.Formatter):
    """`2027-04-15 08:55:00,123 INFO jobs.fire_postings posting_fired key=block:b1 deliveries=64`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return super().format(discreetly(record))

    def formatException(self, ei: Trouble) -> str:  # noqa: N802 (logging's own name)
        return "\n".join(f"  {line}" for trouble in _chain(ei[1]) for line in _told(trouble))


class JsonLines(logging.Formatter):
    """`{"at": …, "level": "info", "from": "jobs.fire_postings", "event": "posting_fired", "key": "block:b1", …}`."""

    def format(self, record: logging.LogRecord) -> str:
        record = discreetly(record)
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        known = {"at": at, "level": record.levelname.lower(), "from": record.name}
        line = {**known, **fields_of(record), **known}
        trouble = record.exc_info[1] if record.exc_info else None
        if trouble is not None:
            line["error"] = [{"kind": _kind(one), "at": list(_places(one))} for one in _chain(trouble)]
        return json.dumps(line, ensure_ascii=False)


def fields_of(record: logging.LogRecord) -> Mapping[str, Any]:
    """The event and its fields, each with the value that it was logged with. Of others' libraries the whole line."""
    event, _, rest = str(record.msg).partition(" ")
    given = record.args if isinstance(record.args, tuple) else ()
    fields = _FIELD.findall(rest)
    if not _EVENT.fullmatch(event) or len(fields) != len(given) or rest.count("=") != len(fields):
        return {"event": "told", "text": record.getMessage()}
    return {"event": event, **{name: _plain(value) for (name, _), value in zip(fields, given, strict=True)}}


def _plain(value: object) -> object:
    return value if isinstance(value, (int, float, str)) or value is None else str(value)


def _chain(trouble: BaseException | None) -> Iterator[BaseException]:
    """An exception and what it came from, the outermost first, each once; of a group its members too."""
    waiting, told = [trouble], list[BaseException]()
    while waiting and len(told) < _CHAINED:
        one = waiting.pop(0)
        if one is None or one in told:
            continue
        told.append(one)
        yield one
        inner = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        waiting += [*inner, one.__cause__ or (None if one.__suppress_context__ else one.__context__)]


def _kind(trouble: BaseException) -> str:
    """`sqlalchemy.exc.OperationalError(SQLITE_FULL)`."""
    name = f"{type(trouble).__module__}.{type(trouble).__qualname__}".removeprefix("builtins.")
    found = (getattr(trouble, code, None) for code in _CODES)
    codes = [code for code in found if isinstance(code, (int, str))]
    return f"{name}({', '.join(map(str, codes))})" if codes else name


def _places(trouble: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(trouble.__traceback__)[-_PLACES:]:
        yield f"{frame.filename}:{frame.lineno} {frame.name}"


def _told(trouble: BaseException) -> Iterator[str]:
    yield _kind(trouble)
    yield from (f"  {place}" for place in _places(trouble))
