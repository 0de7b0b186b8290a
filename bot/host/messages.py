"""What was not understood, by the gathering's terms: to read, to delete, and to take to whoever adds words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from bot.cards.words import capital, short
from bot.host.desk import Desk
from bot.pages.html import button, element, form, hidden, joined, link, paragraph
from bot.pages.layout import Shown
from bot.pages.site import NotThere
from dialogs.phrases import Voice
from gatherings.not_understood import MAIL, NUMBER, WEB, NotUnderstood
from gatherings.store.not_understood import list_not_understood, remove_all_not_understood, remove_not_understood

MOST_SHOWN: Final = 200
BEGINNING: Final = 40  # letters of a message, by which its button is told apart
ONE: Final = "delete"
ALL: Final = "delete_all"


async def show(desk: Desk) -> Shown:
    """Whether messages are kept and how that is changed, and those that are."""
    found = await list_not_understood(desk.tx, desk.gathering.id)
    return desk.shown("messages", _state(desk), _list(desk, found))


def _state(desk: Desk) -> Markup:
    say, is_on = desk.voice, desk.gathering.terms.keeps_not_understood
    how = say("host.messages.turn_off" if is_on else "host.messages.turn_on", slug=desk.gathering.slug)
    return joined(
        [
            paragraph(say("host.messages.on" if is_on else "host.messages.off"), class_="state"),
            paragraph(say("host.messages.whose")) if is_on else None,
            paragraph(how, class_="quiet"),
        ]
    )


def _list(desk: Desk, found: Sequence[NotUnderstood]) -> Markup:
    """The latest of them, each with its button, then what concerns them all."""
    say, left = desk.voice, len(found) - MOST_SHOWN
    if not found:
        return paragraph(say("host.messages.none"))
    return element(
        "section",
        element("h2", say("host.messages.count", n=sum(one.times for one in found))),
        paragraph(say("host.messages.marks", mail=MAIL, web=WEB, number=NUMBER), class_="quiet"),
        element("ul", *(_message(desk, one) for one in found[:MOST_SHOWN]), class_="said"),
        paragraph(say("host.messages.rest", n=left)) if left > 0 else None,
        _file(desk) if desk.has_exports else None,
        form(desk.signature, button(say("host.messages.delete_all"), name="do", value=ALL)),
    )


def _message(desk: Desk, one: NotUnderstood) -> Markup:
    day = capital(desk.voice.day(one.day, today=desk.today))
    times = desk.voice("host.messages.times", n=one.times)
    about = paragraph(f"{day} · {times} · {_nearest(one, desk.voice)}", class_="quiet")
    return element("li", element("div", element("p", one.text, lang=one.language), about), _delete(desk, one))


def _nearest(one: NotUnderstood, voice: Voice) -> str:
    if one.nearest is None:
        return voice("host.messages.near_nothing")
    return voice("host.messages.nearest", wish=wish_words(one.nearest, voice))


def wish_words(intent: str, voice: Voice) -> str:
    """What somebody would say who wants it: "Hva er neste?"; the intent's name where it has no words."""
    name = intent.replace(".", "_")
    return next((voice(key) for key in (f"button.guess.{name}", f"nearest.{name}") if voice.has(key)), intent)


def _delete(desk: Desk, one: NotUnderstood) -> Markup:
    which = element("span", f" {desk.voice('card.quoted', text=short(one.text, BEGINNING))}", class_="unseen")
    return form(
        desk.signature,
        hidden(day=one.day.isoformat(), language=one.language, text=one.text),
        button(joined([desk.voice("host.messages.delete"), which]), name="do", value=ONE, class_="small"),
    )


def _file(desk: Desk) -> Markup:
    take = link(desk.path("export/not-understood.jsonl"), desk.voice("host.messages.take"), class_="button")
    heading = element("h2", desk.voice("host.messages.take_title"))
    return joined([heading, paragraph(desk.voice("host.messages.take_text")), paragraph(take)])


async def remove(desk: Desk, filled: Mapping[str, str]) -> str:
    """Deletes one message, or all. What is gone already stays gone. Raises NotThere."""
    about, do = desk.gathering.id, filled.get("do")
    if do not in {ONE, ALL}:
        raise NotThere
    if do == ALL:
        await remove_all_not_understood(desk.tx, about)
        await desk.note("messages_deleted")
        return "messages"
    day, language, text = _day(filled), filled.get("language", ""), filled.get("text", "")
    if await remove_not_understood(desk.tx, about, day=day, language=language, text=text):
        await desk.note("message_deleted")
    return "messages"


def _day(filled: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(filled.get("day", ""))
    except ValueError:
        raise NotThere from None
