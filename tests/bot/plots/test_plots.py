"""A picture of a distribution has ten bars with their counts, for the eye, for a screen reader and for a small screen."""

from __future__ import annotations

import io
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.plots import alt_text, plot_svg
from bot.plots.bars import FLOOR, HEIGHT, WIDTH, bars_of
from bot.plots.plot_png import INK, PAPER, plot_png
from dialogs.phrases import voice
from gatherings.evaluation.results import Distribution, distribution
from gatherings.gathering import EN, NB, NN, Language
from gatherings.schedule import SCALE

SVG = "{http://www.w3.org/2000/svg}"
LARGEST_PNG = 12 * 1024


def counted(*counts: int) -> Distribution:
    return Distribution(dict(zip(SCALE, counts, strict=True)))


TYPICAL = counted(0, 1, 0, 1, 2, 4, 9, 14, 7, 3)
EARLIER = counted(1, 2, 3, 3, 5, 6, 5, 3, 1, 0)
NOBODY = distribution([])
HUNDREDS = counted(112, 103, 100, 107, 145, 188, 243, 301, 299, 220)
distributions = st.lists(st.integers(0, 999), min_size=10, max_size=10).map(lambda counts: counted(*counts))


def parsed(made: Distribution, *, label: str = "Fordeling", before: Distribution | None = None) -> ET.Element:
    return ET.fromstring(plot_svg(made, label=label, before=before))


def digits(svg: ET.Element, weight: str) -> list[str | None]:
    return [text.text for text in svg.iter(f"{SVG}text") if text.get("font-weight") == weight]


def dashed(svg: ET.Element) -> int:
    return sum(1 for path in svg.iter(f"{SVG}path") if path.get("stroke-dasharray"))


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


@given(distributions)
def test_all_ten_values_stand_below_and_their_counts_above(made: Distribution) -> None:
    svg = parsed(made)
    assert digits(svg, "400") == [str(value) for value in SCALE]
    assert digits(svg, "600") == [str(count) for count in made.counts.values()]


@given(distributions)
def test_a_higher_count_is_never_a_lower_bar_and_all_stay_within_the_picture(made: Distribution) -> None:
    bars = sorted(bars_of(made), key=lambda bar: bar.count)
    assert all(one.height <= other.height for one, other in pairwise(bars))
    assert all(0 < bar.top <= FLOOR < HEIGHT and 0 <= bar.left < bar.left + bar.width <= WIDTH for bar in bars)
    assert [bar.height > 0 for bar in bars] == [bar.count > 0 for bar in bars]


@given(st.text())
def test_a_picture_is_called_by_its_label_whatever_stands_in_it(label: str) -> None:
    svg = parsed(TYPICAL, label=f"<b>{label}</title><script>&amp;")
    assert (svg.get("role"), svg[0].tag) == ("img", f"{SVG}title")
    assert {one.tag.removeprefix(SVG) for one in svg.iter()} == {"svg", "title", "rect", "path", "text"}


def test_a_picture_has_the_colour_of_the_text_around_it_and_no_other() -> None:
    svg = parsed(TYPICAL, before=EARLIER)
    colours = {one.get(name) for one in svg.iter() for name in ("fill", "stroke")}
    assert colours == {"currentColor", None}
    assert [one for one in svg.iter() if one.get("style")] == []  # the pages' policy allows no style in an element


def test_an_earlier_gathering_is_a_dashed_line_where_it_had_answers() -> None:
    assert [dashed(parsed(TYPICAL, before=before)) for before in (EARLIER, NOBODY, None)] == [9, 0, 0]


@pytest.mark.parametrize("times", [2, 10])
def test_an_earlier_gathering_with_more_people_does_not_stand_higher(times: int) -> None:
    larger = counted(*(times * count for count in EARLIER.counts.values()))
    assert plot_svg(TYPICAL, label="", before=larger) == plot_svg(TYPICAL, label="", before=EARLIER)


@pytest.mark.parametrize("made", [TYPICAL, NOBODY, HUNDREDS])
def test_a_png_is_sharp_and_small(made: Distribution) -> None:
    png = plot_png(made)
    assert (opened(png).size, opened(png).mode) == ((1200, 600), "P")
    assert len(png) < LARGEST_PNG


def test_the_same_distribution_is_the_same_png() -> None:
    assert plot_png(TYPICAL) == plot_png(counted(*TYPICAL.counts.values()))


@pytest.mark.parametrize("made", [TYPICAL, NOBODY, HUNDREDS])
def test_the_colours_of_digits_and_paper_are_kept_in_the_palette(made: Distribution) -> None:
    seen = {colour for _, colour in opened(plot_png(made)).convert("RGB").getcolors() or []}
    assert {INK, PAPER} <= seen


def test_digits_have_the_contrast_that_small_text_needs() -> None:
    assert (luminance(PAPER) + 0.05) / (luminance(INK) + 0.05) >= 4.5


def luminance(colour: tuple[int, int, int]) -> float:
    """As WCAG 2.1 defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_no_two_counts_touch_where_they_have_three_digits() -> None:
    """A column of paper stands between two bars that are as high as one another, from the top down to the axis."""
    picture = opened(plot_png(counted(*[388] * 10))).convert("RGB")
    between = [120 * place for place in range(1, 10)]
    above = picture.crop((0, 0, 1200, 2 * FLOOR - 1))
    assert {above.getpixel((column, row)) for column in between for row in range(above.height)} == {PAPER}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (NB, "Fordeling av 7 svar fra 1 til 10: 1 ga 4, 3 ga 6 og 3 ga 10. Snitt 7,4."),
        (NN, "Fordeling av 7 svar frå 1 til 10: 1 gav 4, 3 gav 6 og 3 gav 10. Snitt 7,4."),
        (EN, "Distribution of 7 answers from 1 to 10: 1 gave 4, 3 gave 6 and 3 gave 10. Mean 7.4."),
    ],
)
def test_a_picture_says_in_words_what_it_shows(language: Language, sentence: str) -> None:
    assert alt_text(distribution([6, 10, 6, 4, 10, 6, 10]), voice(language)) == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (NB, "Fordeling fra 1 til 10. Ingen har svart."),
        (NN, "Fordeling frå 1 til 10. Ingen har svara."),
        (EN, "Distribution from 1 to 10. Nobody has answered."),
    ],
)
def test_a_picture_of_no_answers_says_so(language: Language, sentence: str) -> None:
    assert alt_text(NOBODY, voice(language)) == sentence
