"""The form that a report is taken away by: what an hour is worth and whether meals count, where that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from markupsafe import Markup

from bot.pages.html import element, joined, paragraph
from dialogs.phrases import Voice

REPORTS: Final = (("docx", "Word"), ("html", "HTML"), ("md", "Markdown"))


def report_form(voice: Voice, name: str, path: Callable[[str], str], *, of: str = "") -> Markup:
    """The form with a button for each form of file. `path` is the address of the report in one; `of` tells the fields
    of one form from those of another on the same page.
    """
    rate, meals = f"rate{of}", f"meals{of}"
    number = element("input", type="number", name="rate", id=rate, min="1", max="100000", inputmode="numeric")
    tick = element("input", type="checkbox", name="meals", id=meals, value="yes")
    buttons = (_button(label, name, path(form)) for form, label in REPORTS)
    return element(
        "form",
        element("div", element("label", voice("host.list.rate"), for_=rate), number, class_="field"),
        element("div", tick, element("label", voice("host.list.meals"), for_=meals), class_="tick"),
        paragraph(joined(buttons), class_="files"),
        method="get",
    )


def _button(label: str, name: str, path: str) -> Markup:
    unseen = element("span", f": {name}", class_="unseen")
    return element("button", label, unseen, type="submit", formaction=path)
