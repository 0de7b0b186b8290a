"""The card of a programme that was read: what is guessed is said in words, and every example on it is understood."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.card import Card
from bot.cards.draw import draw
from bot.channels import teams, web
from dialogs.answers.importing import ProgrammePreviewed
from dialogs.corrections import read_correction
from dialogs.phrases import voice
from gatherings.actions.importing import Preview, new_block_id
from gatherings.gathering import EN, LANGUAGES, NB, NN, Gathering, Language
from gatherings.intake.draft import Doubt, Draft, remark
from gatherings.intake.imported import merged
from gatherings.intake.pending import ImportId, PendingImport
from gatherings.people import PersonId
from gatherings.programme import EndSource
from tests.builders import at, block, gathering
from tests.drafts import ONE_DAY, TWO_DAYS
from tests.gatherings.programmes import words

NOW = at("12:00")
EXAMPLE = re.compile(r"[«“]([^»”]+)[»”]")
UNSURE = replace(
    ONE_DAY,
    blocks=(
        *ONE_DAY.blocks[:3],
        replace(ONE_DAY.blocks[3], end_source=EndSource.NEXT_START),
        replace(ONE_DAY.blocks[4], end=None, end_source=EndSource.NONE),
    ),
    warnings=(remark(Doubt.NO_END, 9, title="Lunsj"), replace(remark(Doubt.LINE_NOT_READ, 2, text="Kake"), page=3)),
)


def preview(draft: Draft, before: Gathering | None = None, *, announced: int = 0) -> Preview:
    pending = PendingImport(ImportId("i1"), PersonId("p1"), None, None, "program.txt", draft, draft, NOW)
    new = before or gathering(programme=(), version=0)
    return Preview(pending, merged(draft, before, new=new, new_id=new_block_id), announced)


def drawn(draft: Draft, before: Gathering | None = None, *, language: Language = NB, **more: int) -> Card:
    return draw(ProgrammePreviewed(preview=preview(draft, before), **more), voice=voice(language), now=NOW)  # type: ignore[arg-type]


def test_what_is_guessed_is_marked_in_words() -> None:
    card = drawn(UNSURE)
    assert [(row.when, row.title, row.detail) for row in card.rows[1:]] == [
        ("09.15–10.00", "Nytt fra fylket", "Per Lie"),
        ("10.00–10.10", "Pause", ""),
        ("10.15–12.00", "Gruppearbeid om målkonflikter", "slutten er gjettet"),
        ("12.00", "Lunsj", "slutten er ikke kjent"),
    ]
    assert card.lines == (
        "Ny samling, torsdag 15. april 2027: 5 bolker. Ingenting er lagret ennå.",
        "Se etter:",
        "• linje 9: «Lunsj» har ingen slutt.",
        "• side 3, linje 2: «Kake» er ikke lest.",
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (NB, "Programmet er som det som er lagret."),
        (NN, "Programmet er som det som er lagra."),
        (EN, "The programme is the same as the one that is saved."),
    ],
)
def test_a_programme_that_is_as_before_says_so(language: Language, said: str) -> None:
    known = gathering(programme=TWO_DAYS.blocks)
    assert said in drawn(TWO_DAYS, known, language=language).lines


def test_the_save_button_carries_ids_and_a_version_alone() -> None:
    choices = drawn(TWO_DAYS, gathering(version=7)).choices
    assert [(one.do, one.args) for one in choices] == [
        ("import.save", {"id": "i1", "seen": 7}),
        ("import.correct", {"id": "i1"}),
        ("import.refuse", {"id": "i1"}),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_of_a_correction_is_one(language: Language) -> None:
    say = voice(language)
    opening = {NB: "Åpning", NN: "Opning", EN: "Opening"}[language]
    draft = replace(
        TWO_DAYS, blocks=(block("1", "09:00", "09:15", opening), *TWO_DAYS.blocks[1:8], *TWO_DAYS.blocks[9:])
    )
    keys = ("importing.how.text", "host.preview.correct_hint", "command.import.ask", "refusal.not_a_correction.text")
    said = [one for key in keys for one in EXAMPLE.findall(say(key, text="") if "{text}" in say(key) else say(key))]
    understood = [read_correction(one, draft) for one in said if one and "…" not in one]
    assert len(understood) >= 12


@given(titles=st.lists(words, min_size=1, max_size=60), language=st.sampled_from(LANGUAGES))
def test_whatever_is_written_in_it_a_card_fits_and_its_pages_lead_to_the_end(
    titles: list[str], language: Language
) -> None:
    blocks = tuple(block(str(n), "09:00", "10:00", title, room=title) for n, title in enumerate(titles))
    found = tuple(remark(Doubt.NO_END, 9, title=title[:60]) for title in titles)
    draft = replace(ONE_DAY, blocks=blocks, warnings=found)
    first, seen = 0, 0
    while True:
        card = drawn(draft, gathering(), language=language, first=first)
        for dress in (teams.dress, web.dress):
            assert len(json.dumps(dress(card, language=language), ensure_ascii=False).encode()) < 20_000
        seen += len(card.rows)
        more = next((one for one in card.choices if one.do == "import.show" and "from" in one.args), None)
        if more is None:
            break
        first = int(more.args["from"])
    assert seen == len(blocks)
