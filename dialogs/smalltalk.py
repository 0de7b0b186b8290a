"""Greetings, help, thanks, whom to talk to, and what is not understood."""

from __future__ import annotations

from dataclasses import replace

from dialogs.answers import Suggestion, Told
from dialogs.conversation import Reply, Visit
from dialogs.guesses import guessed
from dialogs.possible import possible_now
from dialogs.suggestions import FOLLOW, HUMAN, NEXT, PROGRAMME, SIGN_UP, UNFOLLOW
from dialogs.understanding.wish import NONE
from gatherings.gathering import Gathering
from gatherings.not_understood import NotUnderstood, lets_keep, masked
from gatherings.store.not_understood import add_not_understood
from gatherings.times import local_day


async def help_out(visit: Visit) -> Reply:
    return Reply(_about(visit, "help", (*_sign_up(visit), NEXT, PROGRAMME, HUMAN)), visit.state)


async def greet(visit: Visit) -> Reply:
    return Reply(_about(visit, "greeting", (*_sign_up(visit), NEXT, PROGRAMME, _follow(visit))), visit.state)


async def welcome(visit: Visit) -> Reply:
    """What is said on arrival: who we are, why this came, how to stop it."""
    here = visit.actor.conversation
    why = f"welcome.why.{here.channel}.{here.kind}"
    if not visit.meant:
        return Reply(Told("welcome.nothing", why=why), visit.state)
    buttons = (*_sign_up(visit), NEXT, PROGRAMME, _follow(visit))
    return Reply(replace(_about(visit, f"welcome.{here.kind}", buttons), why=why), visit.state)


async def thank(visit: Visit) -> Reply:
    return Reply(_about(visit, "thanks", (NEXT,)), visit.state)


async def not_understood(visit: Visit) -> Reply:
    """It never pretends: asks about what nearly was understood, else says so, with three things it can do now.

    Where the person has accepted that, the words are kept for those who add to what is understood.
    """
    await _keep(visit)
    guesses = guessed(visit)
    if guesses:
        return Reply(_about(visit, "guess", (*guesses, HUMAN)), visit.state)
    return Reply(_about(visit, "not_understood", possible_now(visit)), visit.state)


async def speak_human(visit: Visit) -> Reply:
    return Reply(_about(visit, "human", (NEXT,)), visit.state)


async def _keep(visit: Visit) -> None:
    """Keeps what was said in private about one gathering, by its terms and by those that the person accepted."""
    wish = visit.wish
    if wish.intent != NONE or visit.agenda is None or not visit.agenda.gathering.terms.keeps_not_understood:
        return
    gathering, text = visit.agenda.gathering, masked(wish.text)
    if not text or not lets_keep(await visit.registration(), gathering):
        return
    nearest = wish.guesses[0].intent if wish.guesses else None
    said = NotUnderstood(local_day(visit.now, gathering.zone), wish.language or visit.language, text, nearest)
    await add_not_understood(visit.tx, gathering.id, said)


def _sign_up(visit: Visit) -> tuple[Suggestion, ...]:
    """ "Meld meg på", while registration is open; for who has a seat it shows how that stands."""
    gathering = None if visit.agenda is None else visit.agenda.gathering
    is_open = (
        gathering is not None and not gathering.is_cancelled and gathering.terms.is_open(visit.now, gathering.zone)
    )
    return (SIGN_UP,) if is_open else ()


def _follow(visit: Visit) -> Suggestion:
    return UNFOLLOW if visit.follows else FOLLOW


def _about(visit: Visit, key: str, suggestions: tuple[Suggestion, ...]) -> Told:
    """The sentence about the gathering in question, about all that may be meant, or the one for when there is none."""
    if not visit.meant:
        return Told(f"{key}.nothing")
    if visit.agenda is None:
        return Told(key, {"gathering": tuple(one.title for one in visit.meant), "contact": None}, suggestions)
    return Told(key, filling_of(visit.agenda.gathering), suggestions)


def filling_of(gathering: Gathering) -> dict[str, object]:
    """What most sentences about a gathering are filled with."""
    return {"gathering": gathering.title, "contact": gathering.contact}
