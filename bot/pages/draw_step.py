"""What somebody will do first at home, on their own page: asked once, shown to nobody else."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from bot.pages.html import button, element, form, hidden, joined, link, paragraph
from bot.pages.slip import DONE, Slip, at
from dialogs.phrases import Voice
from gatherings.schedule import LONGEST_TEXT

NOTE_STEP: Final = "first_step"
"""What the form says that it does."""


def step_label(voice: Voice) -> str:
    """What it is called where it can be asked for."""
    return voice("evaluation.button.first_step")


def draw_step(slip: Slip) -> Markup:
    """The question; when they are reminded, and that nobody else sees it."""
    voice = slip.asker.voice
    text = "" if slip.step is None else slip.step.text
    box = element("textarea", text, id="value", name="value", rows="4", maxlength=str(LONGEST_TEXT), required=True)
    label = element("label", voice("evaluation.first_step.question"), for_="value")
    leave = link(at(slip, DONE), voice("evaluation.button.leave_it"), class_="button")
    send = button(voice("evaluation.button.remind_me"), class_="main")
    sent = form(
        slip.asker.signature,
        hidden(do=NOTE_STEP, evaluation=slip.evaluation.id),
        element("div", label, box, class_="field"),
        element("div", send, leave, class_="choices"),
        class_="asked",
    )
    length = voice.length(slip.asker.gathering.evaluation.reminds_after)
    return joined([sent, paragraph(voice("evaluation.first_step.private", length=length), class_="quiet")])


def draw_noted(slip: Slip) -> Markup | None:
    """When they are reminded of what they have written; nothing where they are not."""
    if not slip.has_step or slip.step is None or slip.step.remind_at is None:
        return None
    asker = slip.asker
    day = slip.step.remind_at.astimezone(asker.gathering.zone).date()
    return paragraph(asker.voice("evaluation.first_step.noted.text", day=asker.voice.day(day)), class_="state")
