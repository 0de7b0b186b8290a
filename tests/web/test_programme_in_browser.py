"""A programme read in on the organisers' page in a real browser: with the keyboard, on a phone, in the dark.

With SAMBAND_SHOTS=folder, pictures of every page are left there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import expect

from gatherings.store.links import LinkPurpose
from tests.bot.host.test_programme import NEW, PATH, TEXT
from tests.web.looking import Looking

pytestmark = pytest.mark.browser

WORDS: Final = {
    "nb": ("Gå inn", "Les og vis", "Rett med egne ord", "pausen er 10.05 til 10.25", "Rett", "Lagre programmet"),
    "nn": ("Gå inn", "Les og vis", "Rett med eigne ord", "pausen er 10.05 til 10.25", "Rett", "Lagre programmet"),
    "en": ("Go in", "Read and show", "Correct it in your own words", "the break is 10:05 to 10:25", "Correct",
           "Save the programme"),
}  # fmt: skip


@pytest.mark.e2e
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_a_programme_is_read_corrected_and_saved_from_the_keyboard(
    looking: Looking, language: str, tmp_path: Path
) -> None:
    enter, read, correct, said, do_correct, save = WORDS[language]
    page, asked = looking.page, f"?lang={language}"
    await looking.open(await looking.house.link(await looking.house.organiser(), LinkPurpose.HOST) + asked)
    await page.get_by_role("button", name=enter).press("Enter")
    await looking.examine(f"programme-home-{language}")
    await looking.open(PATH + asked)
    await looking.examine(f"programme-{language}")

    chosen = tmp_path / "program.txt"
    chosen.write_text(TEXT, encoding="utf-8")
    await page.locator("input[type=file]").set_input_files(chosen)
    await page.get_by_role("button", name=read).press("Enter")
    await expect(page.get_by_label(correct)).to_be_visible()
    await looking.examine(f"programme-preview-{language}")

    await page.get_by_label(correct).fill("…?")
    await page.get_by_role("button", name=do_correct, exact=True).press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    await looking.examine(f"programme-refused-{language}")
    await page.get_by_label(correct).fill(said)
    await page.keyboard.press("Enter")
    await page.locator("#b-3 summary").press("Enter")
    await looking.examine(f"programme-corrected-{language}")
    await page.get_by_role("button", name=save).press("Enter")
    await looking.examine(f"programme-saved-{language}")
    await looking.open(NEW + asked)
    await looking.examine(f"programme-new-{language}")
    assert [one for one in looking.complaints if "409" not in one] == []
