"""Who asked which group they are in was told that something broke: its sentence had gone with those of other dialogs."""

from __future__ import annotations

import pytest

from dialogs.later import LATER
from dialogs.phrases import voice
from gatherings.gathering import LANGUAGES, Language
from tests.scenarios.scene import Scene


async def test_who_asks_for_their_group_is_told_whom_to_ask(scene: Scene) -> None:
    said = await scene.say(scene.teams.personal(), "hvilken gruppe er jeg i?")
    assert said[0].startswith("Jeg vet ikke hvilken gruppe du er i.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_done_yet_has_its_sentence(language: Language) -> None:
    assert all(voice(language).has(f"later.{what}.text") for what in LATER.values())
