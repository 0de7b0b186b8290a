"""A posting as a letter: its buttons lead to the person's own page, and a confirmation carries the calendar file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from bot.cards.card import Card, Choice
from bot.cards.draw_posting import draw_posting
from bot.channels.email import CalendarFile, dress
from dialogs.phrases import Voice, voice
from gatherings.agenda import Agenda
from gatherings.gathering import Language
from gatherings.ports import PageLink
from gatherings.postings.posting import Posting, PostingKind
from gatherings.postings.recipient import Recipient
from gatherings.registration import RegistrationState

WITH_CALENDAR: Final = frozenset({
    PostingKind.CONFIRMATION,
    PostingKind.CHANGED,
    PostingKind.SIGNED_UP,
    PostingKind.CALLED_OFF,
})  # fmt: skip
CARRIED: Final = frozenset({"do", "mode", "answer", "evaluation"})
"""What of a button stands in the address that it leads to."""
CANCEL, PUBLISH = "CANCEL", "PUBLISH"


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes letters. `link` makes the addresses of the pages."""

    link: PageLink

    def render(
        self, posting: Posting, agenda: Agenda, recipient: Recipient, language: Language, now: datetime
    ) -> Mapping[str, object]:
        """The body of the letter."""
        drawn = draw_posting(posting, agenda, recipient, voice=voice(language), now=now, link=self.link)
        card = _with_a_way_in(drawn, voice(language))
        page = None if recipient.link_id is None else self.link("p", recipient.link_id)
        return dress(
            card,
            language=language,
            do_link=lambda choice: None if page is None else button_link(page, choice),
            calendar=_calendar(posting, agenda, recipient, page=page, voice_=voice(language), now=now),
            unsubscribe=None if page is None else f"{page}?{urlencode({'do': 'reminder.stop'})}",
        )


def _with_a_way_in(card: Card, voice_: Voice) -> Card:
    """The card with one button in the place of its cells: the scale is on the page."""
    if not card.cells:
        return card
    evaluate = Choice(
        voice_("evaluation.button.evaluate"), "evaluate.start", card.cells[0].args, takes_inputs=False, is_main=True
    )
    return replace(card, cells=(), choices=(evaluate, *card.choices))


def button_link(page: str, choice: Choice) -> str:
    """Where a button of a letter leads: the page, which asks before it does anything."""
    wanted = {"do": choice.do or "", **{name: str(value) for name, value in choice.args.items()}}
    return f"{page}?{urlencode({name: value for name, value in wanted.items() if name in CARRIED})}"


def _calendar(
    posting: Posting, agenda: Agenda, recipient: Recipient, *, page: str | None, voice_: Voice, now: datetime
) -> CalendarFile | None:
    """The gathering for the person's own calendar, or its withdrawal; None where the posting is of other things."""
    if posting.kind not in WITH_CALENDAR or recipient.registration is None:
        return None
    from bot.calendar.event import event_of  # noqa: PLC0415 (icalendar takes megabytes, for who has letters)

    registration = recipient.registration
    text = event_of(registration, agenda, reader_url=page, voice=voice_, stamped_at=now)
    is_gone = registration.state is RegistrationState.CANCELLED or agenda.gathering.is_cancelled
    return CalendarFile(text.decode(), method=CANCEL if is_gone else PUBLISH)
