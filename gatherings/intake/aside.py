"""What our own exports say of a block beside what their formats can hold, so that it comes back as it was.

It is one word without spaces, quoted so that it may stand in a comment, an instruction or a property of any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import time
from typing import Final
from urllib.parse import parse_qsl, quote

from gatherings.programme import Block, Contributor, EndSource, Kind

MOST_FACTS: Final = 1000
STREAMED: Final = {"yes": True, "no": False, "unsaid": None}
_WORD_OF: Final = {is_streamed: word for word, is_streamed in STREAMED.items()}

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Aside:
    """As in the block; all of it counts, also what is None."""

    id: str
    kind: Kind
    end: time | None = None
    end_source: EndSource = EndSource.NONE
    people: tuple[Contributor, ...] = ()
    streamed: bool | None = None
    room: str | None = None
    track: str | None = None


def write_aside(block: Block) -> str:
    """ "id=3f2a&kind=talk&end=09%3A45…": letters, digits and `%=&._~` alone."""
    return "&".join(f"{name}={_quoted(value)}" for name, value in _facts(block))


def read_aside(text: str) -> Aside | None:
    """What was written; None for anything else."""
    try:
        facts = parse_qsl(text.strip(), keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FACTS)
        once = dict(facts)
        return Aside(
            id=once["id"],
            kind=Kind(once["kind"]),
            end=time.fromisoformat(once["end"]) if "end" in once else None,
            end_source=EndSource(once["end_source"]),
            people=tuple(_people(facts)),
            streamed=STREAMED[once["streamed"]],
            room=once.get("room"),
            track=once.get("track"),
        )
    except (KeyError, ValueError):
        return None


def _facts(block: Block) -> Iterator[Fact]:
    yield "id", block.id
    yield "kind", block.kind.value
    if block.end is not None:
        yield "end", f"{block.end:%H:%M}"
    yield "end_source", block.end_source.value
    yield "streamed", _WORD_OF[block.streamed]
    known = {"room": block.room, "track": block.track}
    yield from ((name, value) for name, value in known.items() if value is not None)
    for person in block.people:
        yield "name", person.name
        said = {"role": person.role, "organisation": person.organisation}
        yield from ((name, value) for name, value in said.items() if value is not None)


def _people(facts: list[Fact]) -> Iterator[Contributor]:
    """Each name, with the role and the organisation that stand after it."""
    person: Contributor | None = None
    for name, value in facts:
        if name == "name":
            if person:
                yield person
            person = Contributor(value)
        elif name == "role" and person:
            person = replace(person, role=value)
        elif name == "organisation" and person:
            person = replace(person, organisation=value)
    if person:
        yield person


def _quoted(text: str) -> str:
    """Quoted, the hyphen too: two of them end a comment."""
    return quote(text, safe="").replace("-", "%2D")


def people_text(people: Iterable[Contributor]) -> str:
    """ "Ingrid Moe (rådgiver, Fjordby kommune); Per Lie"."""
    return "; ".join(map(_person_text, people))


def _person_text(person: Contributor) -> str:
    known = ", ".join(part for part in (person.role, person.organisation) if part)
    return f"{person.name} ({known})" if known else person.name
