"""The colours of the page can be told apart (WCAG 2.1 AA), in light and in dark."""

from __future__ import annotations

import re

import pytest

from bot.page.assets import HERE

TEXT_ON = (
    ("ink", "paper"), ("ink", "sheet"), ("ink", "soft"), ("quiet", "paper"), ("quiet", "sheet"), ("accent", "sheet"),
    ("accent", "soft"), ("accent", "paper"), ("onAccent", "accent"), ("good", "sheet"), ("warning", "sheet"),
    ("attention", "sheet"),
)  # fmt: skip


def _palette(name: str) -> dict[str, str]:
    source = (HERE / "looks.js").read_text(encoding="utf-8")
    found = re.search(rf"const {name} = \{{(.*?)\}};", source, re.DOTALL)
    assert found
    return dict(re.findall(r"(\w+): '(#\w{6})'", found[1]))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["LIGHT", "DARK"])
def test_all_text_stands_out_from_what_it_stands_on(name: str) -> None:
    colours = _palette(name)

    weak = {(text, on) for text, on in TEXT_ON if _contrast(colours[text], colours[on]) < 4.5}
    assert weak == set()


def test_page_and_chat_have_the_same_colours() -> None:
    css = (HERE / "page.css").read_text(encoding="utf-8")
    light, _, dark = css.partition("@media (prefers-color-scheme: dark)")

    for name, part in (("LIGHT", light), ("DARK", dark.partition("* {")[0])):
        own = dict(re.findall(r"--([a-z]+): (#\w{6})", part))
        shared = _palette(name)
        assert {key: own[key] for key in own if key in shared} == {key: shared[key] for key in own if key in shared}
