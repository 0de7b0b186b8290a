"""The block of a draft that a correction means: by its title or a word for it, its number, its time or its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dialogs.agenda.topics import find_blocks
from dialogs.corrections.said import EDGES, Said, length_at, said_of, skip, values
from dialogs.corrections.times import times_in
from dialogs.understanding.heard import hear, number_at
from dialogs.understanding.mentions import find_mentions
from dialogs.understanding.names import Names, names_of
from dialogs.understanding.titles import are_forms
from dialogs.understanding.tokens import words_of
from gatherings.agenda import Agenda
from gatherings.errors import NoSuchBlockInDraft, SeveralBlocksMeant
from gatherings.gathering import Gathering, GatheringId, NetworkId
from gatherings.intake.draft import Draft, quoted
from gatherings.intake.kinds import kind_of
from gatherings.programme import Block, Kind

MOST_NAMED: Final = 4
SHORTEST_FORM: Final = 4

Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Programmed:
    """A draft with what is needed to find its blocks."""

    draft: Draft

    @cached_property
    def agenda(self) -> Agenda:
        draft = self.draft
        return Agenda(
            Gathering(
                GatheringId(""),
                NetworkId(""),
                "",
                draft.title,
                draft.starts_on,
                draft.ends_on,
                venue=draft.venue,
                place=draft.place,
                programme=draft.blocks,
            )
        )

    @cached_property
    def names(self) -> Names:
        return names_of(self.agenda)

    def block(self, text: str) -> Block:
        """The one block that is meant. Raises NoSuchBlockInDraft, SeveralBlocksMeant."""
        found = self._meant(said_of(text.strip(EDGES)))
        if not found:
            raise NoSuchBlockInDraft(text=quoted(text))
        if len(found) > 1:
            titles = (f"{quoted(block.title)} {block.start:%H:%M}" for block in found[:MOST_NAMED])
            raise SeveralBlocksMeant(text=quoted(text), blocks=", ".join(titles), first=f"{found[0].start:%H:%M}")
        return found[0]

    def day_number(self, text: str) -> int | None:
        """The number of the day that a text is: "dag 2", "andre dagen"; None where it is none."""
        said = said_of(text.strip(EDGES))
        length = length_at("day", said, 0)
        if length and length + 1 == len(said.words) and said.tokens[length].kind == "number":
            return int(said.words[length])
        nth, place = _ordinal(said)
        if nth is None or length_at("days", said, place) + place != len(said.words) or place == len(said.words):
            return None
        return len(self.agenda.days) if nth < 0 else nth

    def _meant(self, said: Said) -> Blocks:
        """The blocks that the words may mean."""
        exact = self._titled(said.words)
        if exact or not said.words:
            return exact
        return self._numbered(said) or self._on_day(said) or self._starting(said) or self._nth(said)

    def _titled(self, words: Sequence[str]) -> Blocks:
        return tuple(block for block in self.draft.blocks if words_of(block.title) == tuple(words))

    def _numbered(self, said: Said) -> Blocks:
        """ "bolk 3": by its place in the programme, from 1."""
        place = length_at("number", said, 0)
        if not place or place + 1 != len(said.words):
            return ()
        number = number_at(hear(said.text).units, place)
        blocks = self.draft.blocks
        return (blocks[number - 1],) if number is not None and 1 <= number <= len(blocks) else ()

    def _on_day(self, said: Said) -> Blocks:
        """ "pausen på dag 2"."""
        for place in range(1, len(said.words)):
            number = self.day_number(said.after(place).removeprefix("på ").removeprefix("on "))
            if number is not None and 1 <= number <= len(self.agenda.days):
                day = self.agenda.days[number - 1]
                return tuple(block for block in self._meant(said_of(said.before(place))) if block.day == day)
        return ()

    def _starting(self, said: Said) -> Blocks:
        """ "pausen kl. 10"."""
        for place in range(1, len(said.words)):
            times = times_in(said.after(place), self.names)
            if times is not None and times[1] is None:
                named = self._meant(said_of(said.before(place)))
                found = tuple(block for block in named if block.start == times[0])
                if found:
                    return found
        return ()

    def _nth(self, said: Said) -> Blocks:
        """ "den andre pausen", "bolken Lunsj", "lunsjen"."""
        nth, place = _ordinal(said)
        named = self._named(said.after(skip("the", said, place)))
        if nth is None:
            return named
        return named[nth - 1 : nth] if nth > 0 else named[-1:]

    def _named(self, text: str) -> Blocks:
        """Those with a title that the words mean, else those of a word for them ("lunsjen"), else of a kind."""
        found = self._titled(words_of(text)) or self._mentioned(text)
        found = found or tuple(timed.block for timed in find_blocks(self.agenda, text))
        return found or self._of_kind(text)

    def _mentioned(self, text: str) -> Blocks:
        heard = hear(text)
        find_mentions(heard, self.names)
        title, topic = heard.first_value("TITLE"), heard.first_value("topic")
        if title is not None:
            return tuple(block for block in self.draft.blocks if block.title == title)
        blocks = () if topic is None else tuple(timed.block for timed in find_blocks(self.agenda, str(topic)))
        return _likest(text, blocks)

    def _of_kind(self, text: str) -> Blocks:
        kind = kind_of(text, "")
        return () if kind is Kind.OTHER else tuple(block for block in self.draft.blocks if block.kind is kind)


def _ordinal(said: Said) -> tuple[int | None, int]:
    """The ordinal that the words begin with, -1 for the last, and the place after it."""
    for value in values("ordinal"):
        length = length_at("ordinal", said, 0, value)
        if length:
            return int(value), length
    return None, 0


def _likest(text: str, blocks: Blocks) -> Blocks:
    """Of several those whose title has the very word: "pausen" is "Pause" rather than "Lunsjpause"."""
    words = [word for word in words_of(text) if len(word) >= SHORTEST_FORM]
    near = tuple(b for b in blocks if any(are_forms(word, own) for word in words for own in words_of(b.title)))
    return near or blocks
