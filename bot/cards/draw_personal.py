"""To one person about their own registration, and to the organisers about a seat that was given up."""

from __future__ import annotations

from bot.cards.card import Card
from bot.cards.cost import cost_of_taking, named, terms_lines
from bot.cards.draw_status import button, offer_buttons, stands_in_line, status_card
from bot.cards.occasion import occasion
from bot.cards.teller import Teller
from bot.cards.words import NAME, closed, short
from dialogs.signup.terms_text import fee_words
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import Recipient
from gatherings.registration import Registration
from gatherings.terms import Mode


def draw_confirmation(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """How the registration stands as this goes out."""
    return status_card(
        _registration_of(posting, recipient),
        tell.agenda,
        waiting_place=recipient.waiting_place,
        organisation=named(recipient, tell.voice),
        fee=recipient.fee,
        because=posting.facts.get("because", ""),
        voice=tell.voice,
        now=tell.now,
    )


def draw_offer(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """That a seat is free, until when it is kept, and what it would cost to give it up again."""
    waiting, voice = _registration_of(posting, recipient), tell.voice
    gathering = tell.agenda.gathering
    until, mode = waiting.offered_until, waiting.waits_for or Mode.ROOM
    assert until is not None, posting.key
    lines = (
        occasion(tell),
        voice(f"offer.kept.{mode}", moment=tell.moment(until)),
        voice("offer.keeps_seat" if waiting.seat is not None else "offer.leaves_list"),
        cost_of_taking(waiting, gathering, organisation=named(recipient, tell.voice), voice=voice, now=tell.now),
    )
    return Card(voice(f"offer.title.{mode}"), lines=lines, choices=offer_buttons(tell))


def draw_signed_up(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """That an organiser has signed them up, what accepting the terms would commit to, and how to get out of it."""
    made, voice, terms = _registration_of(posting, recipient), tell.voice, tell.agenda.gathering.terms
    mode = made.waits_for or made.seat or Mode.ROOM
    told = terms_lines(terms, mode, organisation=named(recipient, tell.voice), voice=voice, today=tell.today)
    written = voice("card.quoted", text=terms.text) if terms.text else ""
    key = f"signed_up.title.{mode}" if made.waits_for is None else "signed_up.title.waiting"
    lines = (
        occasion(tell),
        stands_in_line(made, recipient.waiting_place, voice),
        voice("signed_up.free_so_far"),
        voice("signed_up.if_accepted", terms=" ".join(told)),
        written,
    )
    return Card(
        voice(key),
        lines=tuple(line for line in lines if line),
        choices=(button("accept_terms", "signup.accept", tell, is_main=True), button("cancel", "signup.cancel", tell)),
    )


def draw_start(_: Posting, tell: Teller, recipient: Recipient) -> Card:
    """That the sign-up goes on here, in private, for who pressed a button where others read."""
    del recipient
    return Card(
        tell.voice("start.title", gathering=tell.gathering),
        lines=(occasion(tell, names_gathering=False), tell.voice("start.text")),
        choices=(button("sign_up", "signup.start", tell, is_main=True),),
    )


def draw_given_up(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """To the organisers: who gave up a seat, how, and what can be invoiced. Without a name where it is gone."""
    voice, gone = tell.voice, recipient.given_up
    how = "handed_over" if posting.facts["how"] == "handed_over" else "late"
    name = short((gone.name if gone else None) or "", NAME)
    organisation = short((gone.organisation if gone else None) or "", NAME)
    who = f"{name}, {organisation}," if organisation else name
    told = voice(f"given_up.{how}", who=who) if name else voice(f"given_up.nameless_{how}")
    owed = "" if gone is None or gone.fee is None else voice("given_up.fee", amount=fee_words(gone.fee, voice))
    lines = (told, owed or voice("given_up.nothing"))
    return Card(voice(f"given_up.title_{how}", gathering=tell.gathering), lines=tuple(closed(line) for line in lines))


def _registration_of(posting: Posting, recipient: Recipient) -> Registration:
    """Raises LookupError where it is gone since it fired."""
    if recipient.registration is None:
        raise LookupError(posting.key)
    return recipient.registration
