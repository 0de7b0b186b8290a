"""The colours of the page can be told apart (WCAG 2.1 AA), in light and in dark."""

from __future__ import annotations

import re

import pytest

from bot.page.assets import HERE

TEXT_ON = (
    ("ink", "paper"), ("ink", "sheet"), ("ink", "accent-soft"), ("quiet", "paper"), ("quiet", "sheet"), ("accent", "sheet"),
    ("accent", "accent-soft"), ("accent", "paper"), ("on-accent", "accent"), ("good", "sheet"), ("warning", "sheet"),
    ("attention", "sheet"),
)  # fmt: skip


def _palette(name: str) -> dict[str, str]:
    css = (HERE / "page.css").read_text(encoding="utf-8")
    light, _, dark = css.partition("@media (prefers-color-scheme: dark)")
    return dict(re.findall(r"--([a-z-]+): (#\w{6})", light if name == "light" else dark.partition("* {")[0]))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_all_text_stands_out_from_what_it_stands_on(name: str) -> None:
    colours = _palette(name)

    weak = {(text, on) for text, on in TEXT_ON if _contrast(colours[text], colours[on]) < 4.5}
    assert weak == set()


def test_chat_and_cards_have_the_colours_of_the_page_and_no_others() -> None:
    looks = (HERE / "looks.js").read_text(encoding="utf-8")
    named = set(re.findall(r"var\(--([a-z-]+)\)", looks))

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", looks) == []
    assert named <= _palette("light").keys() == _palette("dark").keys()
