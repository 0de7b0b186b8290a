"""Every language has every phrase, with the same placeholders, in the same voice."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from dialogs.phrases import voice
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language

ROOT = Path(__file__).parents[2]
SOURCES = [path for room in ("bot", "dialogs", "jobs") for path in sorted((ROOT / room).rglob("*.py"))]

SPOKEN = re.compile(r"""\bvoice\(\s*(f?)["']([^"'{}]*)([^"']*)["']""")
SUGGESTED = re.compile(r"""\bSuggestion\(\s*["']([a-z_]+)["']""")
TOLD = re.compile(r"""\bTold\(\s*["']([a-z_.]+)["']""")
REFUSED = re.compile(r"""^    key = "(refusal\.[a-z_]+)"$""", re.MULTILINE)

WELCOMES = ("Velkommen!", "Velkomen!", "Welcome!")
VAGUE = re.compile(r"\b(?:snart|soon|shortly|straks)\b", re.IGNORECASE)
BOKMAAL_IN_NYNORSK = re.compile(
    r"\b(?:ikke|hva|hvem|hvor|hvis|jeg|noen|noe|fra|flere|hele|sier|fortsatt|bare hyggelig|kommer|deltakerne|"
    r"strømmes|strømmelenken?|åpne|følger|uke|mer|hjem|nå|begynner|være)\b",
    re.IGNORECASE,
)
NORWEGIAN_IN_ENGLISH = re.compile(r"[æøåÆØÅ]|\b(?:kl|og|ikke|lunsj|pause)\b")
OTHERS_WORDS = re.compile(r"«[^»]*»|\bBokmål\b")  # what one writes to get Norwegian, and its name
IN_ALL_LANGUAGES = {"command.demo.questions"}  # to be tried in each
AMERICAN = re.compile(r"\b(?:program|organiz\w+|canceled|color|center)\b", re.IGNORECASE)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")


def wordings(language: Language) -> dict[str, list[str]]:
    """Each key's wordings: one, or one for each plural form."""
    phrases = voice(language).phrases
    return {key: list(found.values()) if isinstance(found, dict) else [found] for key, found in phrases.items()}


def placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name is not None}


def saying(pattern: re.Pattern[str], language: Language) -> list[str]:
    return [text for texts in wordings(language).values() for text in texts if pattern.search(text)]


def found_in_sources(pattern: re.Pattern[str]) -> list[tuple[str, ...]]:
    found = [match for path in SOURCES for match in pattern.findall(path.read_text(encoding="utf-8"))]
    return sorted({one if isinstance(one, tuple) else (one,) for one in found})


@pytest.mark.parametrize("language", [NN, EN])
def test_every_language_has_the_same_keys(language: Language) -> None:
    assert sorted(wordings(language)) == sorted(wordings(NB))


@pytest.mark.parametrize("language", [NN, EN])
def test_every_language_has_the_same_placeholders(language: Language) -> None:
    own, bokmaal = wordings(language), wordings(NB)
    shared = own.keys() & bokmaal.keys()
    differing = {key for key in shared if _filled(own[key]) != _filled(bokmaal[key])}
    assert differing == set()


def _filled(texts: list[str]) -> set[str]:
    return set().union(*map(placeholders, texts))


def test_every_phrase_that_the_code_speaks_is_there() -> None:
    has, keys = voice(NB).has, voice(NB).phrases
    spoken = found_in_sources(SPOKEN)
    whole = {start for is_open, start, more in spoken if not more and not is_open}
    opened = {start for _, start, more in spoken if more and start}
    missing = {key for key in whole if not has(key) and "." in key}
    missing |= {start for start in opened if not any(key.startswith(start) for key in keys)}
    assert missing == set()


def test_every_suggestion_has_its_button() -> None:
    assert {label for (label,) in found_in_sources(SUGGESTED) if not voice(NB).has(f"button.{label}")} == set()


def test_everything_told_has_its_sentence() -> None:
    has = voice(NB).has
    keys = [key for (key,) in found_in_sources(TOLD)]
    assert {key for key in keys if not has(f"{key}.text") and not has(f"{key}.title")} == set()


def test_every_refusal_has_its_sentence() -> None:
    has = voice(NB).has
    keys = REFUSED.findall((ROOT / "gatherings" / "errors.py").read_text(encoding="utf-8"))
    assert {key for key in keys if not has(key) and not has(f"{key}.text")} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_time_is_exact_never_vague(language: Language) -> None:
    assert saying(VAGUE, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_welcome_is_exclaimed(language: Language) -> None:
    loud = [text for text in saying(re.compile("!"), language) if not text.startswith(WELCOMES) or text.count("!") > 1]
    assert loud == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_emoji_stands_for_a_word(language: Language) -> None:
    assert saying(EMOJI, language) == []


def test_nynorsk_is_nynorsk() -> None:
    assert saying(BOKMAAL_IN_NYNORSK, NN) == []


def test_english_is_british_english() -> None:
    own = {key: texts for key, texts in wordings(EN).items() if key not in IN_ALL_LANGUAGES}
    own_words = [OTHERS_WORDS.sub("", text) for texts in own.values() for text in texts]
    assert [text for text in own_words if NORWEGIAN_IN_ENGLISH.search(text)] == []
    assert saying(AMERICAN, EN) == []


def test_days_and_months_are_each_languages_own() -> None:
    spoken = [voice(language).day(date(2027, 4, 17)) for language in LANGUAGES]
    assert spoken == ["lørdag 17. april", "laurdag 17. april", "Saturday 17 April"]
