"""Every card there is: each answer and each posting that the registries know, with invented people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from string import Formatter
from typing import Any, Final

from bot.cards.card import Card
from bot.cards.draw import draw
from bot.cards.draw_posting import draw_posting
from dialogs.agenda import answer_agenda
from dialogs.agenda.lookup import LOOKUPS
from dialogs.answers import Answer, Suggestion, Told, agenda, evaluation, importing, running
from dialogs.answers.signup import AskDinner, AskMode
from dialogs.phrases import Voice, voice
from dialogs.suggestions import NEXT, PROGRAMME
from dialogs.understanding.wish import Wish
from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.evaluation.results import Earlier
from gatherings.gathering import NB, Contact, GatheringId, Language
from gatherings.postings.posting import Posting, PostingKind, Rank
from gatherings.postings.recipient import GivenUp, Missing, Recipient
from gatherings.postings.renewed import KIND, RENEWS
from gatherings.schedule import NEXT_TIME, TAKEAWAY, USEFULNESS, USUAL, EvaluationQuestion, QuestionKind
from gatherings.terms import Mode
from tests.bot.cards.spoken import many, tracks
from tests.bot.cards.test_preview import UNSURE, preview
from tests.bot.exports.answered import results, written
from tests.builders import DAY_TWO, at, block, gathering
from tests.builders import agenda as held
from tests.web import signup_cards as signup

NOON: Final = at("12:20")
LINK: Final = "https://samband.example/p/Zk3vPqLw8sYx2mN4tRbU6cDa"
MARKUP: Final = "*fet* [lenke](https://attacker.example.org) <at>alle</at> {{DATE(2027-01-01, SHORT)}}"
ASKED: Final = Evaluation(EvaluationId("g1:whole"), GatheringId("g1"), USUAL, at("15:00"), at("15:00") + timedelta(14))
PLACES: Final = EvaluationQuestion("place", QuestionKind.CHOICE, "Hvor skal vi møtes neste gang?", ("Fjordby", MARKUP))
SPRING: Final = tracks()
ABOUT: Final[dict[str, Any]] = {"agenda": SPRING, "evaluation": ASKED}
BY_HAND: Final[dict[str, Any]] = {
    "agenda": SPRING,
    "reader": agenda.Reader(sees_streams=True),
    "suggestions": (NEXT, PROGRAMME),
}
TIMED: Final = SPRING.blocks[3]

SLOTS: Final[dict[str, tuple[dict[str, str | int], ...]]] = {
    "agenda.at": ({"time": "13:00"}, {"time": "23:30"}),
    "agenda.day": ({}, {"day": "lørdag"}, {"day": "dag 2"}),
    "agenda.when": ({"topic": "lunsj"}, {"topic": "kaffe"}, {"topic": "slutt"}, {"person": "ingrid"}),
    "agenda.who": ({"topic": "nytt fra fylket"}, {"person": "ingrid"}, {"topic": "romfart"}),
}

OTHERS: Final[dict[str, Answer]] = {
    "mode": AskMode(**signup.ASKED),
    "dinner": AskDinner(**signup.ASKED, dinner=signup.SPRING.blocks[6]),
    "scale": evaluation.ScaleAsked(**ABOUT),
    "scale-again": evaluation.ScaleAsked(**ABOUT, values={"usefulness": "8"}),
    "thanked": evaluation.Thanked(
        **ABOUT, values={"usefulness": "8"}, question=USEFULNESS, left=(TAKEAWAY, NEXT_TIME), asks_first_step=True
    ),
    "question": evaluation.QuestionAsked(**ABOUT, question=TAKEAWAY, values={"takeaway": MARKUP}),
    "choice": evaluation.QuestionAsked(**ABOUT, question=PLACES),
    "first-step": evaluation.FirstStepAsked(**ABOUT),
    "questions": evaluation.QuestionsShown(agenda=SPRING),
    "question-added": evaluation.QuestionsShown(agenda=SPRING, is_adding=True),
    **{
        f"results-{phase}": evaluation.ResultsShown(
            agenda=SPRING,
            phase=phase,
            opens_at=at("15:00"),
            evaluation=ASKED,
            results=results(written("Skog", MARKUP)),
            before=(Earlier("Høstsamling", 7.5, 8.0, 40),),
            picture="https://samband.example/plot.png",
            page=LINK,
        )
        for phase in evaluation.Phase
    },
    "delay": running.AskDelay(**BY_HAND, by=timedelta(minutes=10), moves=(), ends=None),
    "skip": running.AskSkip(**BY_HAND, timed=TIMED, saved=timedelta(minutes=15)),
    "message": running.AskMessage(**BY_HAND, text=f"Vi starter igjen kl. 13\n{MARKUP}"),
    "preview": importing.ProgrammePreviewed(preview=preview(UNSURE), page=LINK),
}


def every_answer() -> dict[str, tuple[Answer, datetime]]:
    """By name, the answer and when it is given."""
    told = {f"told-{key}": (_told(key), NOON) for key in _told_keys()}
    return _looked_up() | signup._answers() | {name: (one, NOON) for name, one in OTHERS.items()} | told


def _looked_up() -> dict[str, tuple[Answer, datetime]]:
    """What is answered to every question about a programme, on an ordinary day, of many blocks, and where it is off."""
    abouts = {
        "": held(), "-tracks": SPRING, "-many": many(), "-none": None, "-off": held(is_cancelled=True),
        "-empty": held(programme=()), "-here": held(programme=(block("a", "09:00", "15:00", MARKUP, streamed=False),)),
    }  # fmt: skip
    moments = [
        at("08:00"),
        at("10:20"),
        at("12:20"),
        at("14:30"),
        at("22:30"),
        at("10:35", DAY_TWO),
        at("23:00", DAY_TWO),
    ]
    return {
        f"{intent}{slots or ''}{name}-{now:%d%H%M}": (
            answer_agenda(Wish(intent, slots), agenda=about, now=now, sees_streams=True),
            now,
        )
        for intent in sorted(LOOKUPS)
        for slots in SLOTS.get(intent, ({},))
        for name, about in abouts.items()
        for now in (moments[1:2] if name else moments)
    }


def every_posting() -> dict[str, tuple[Posting, Recipient, datetime]]:
    """Each kind to who sits in the room, who is digital and who has no seat."""
    room = replace(signup.KARI, given_up=GivenUp("Kari Nes", "Fjordby"), first_step=f"Lese {MARKUP}", link_id="Zk3v")
    away = replace(room, standing=replace(room.standing, mode=Mode.DIGITAL), registration=signup.OFFERED)
    silent = replace(signup.SILENT, missing=(Missing("Fjordby kommune", 4), Missing(None, 1)))
    recipients = {"room": room, "away": away, "silent": silent}
    return _renewed(replace(silent, signed_up=14)) | {
        f"{kind}-{name}": (_posting(kind), to, NOON)
        for kind in PostingKind
        if kind is not PostingKind.RENEWED
        for name, to in recipients.items()
        if name in ONLY_TO.get(kind, recipients)
    }


def _renewed(to: Recipient) -> dict[str, tuple[Posting, Recipient, datetime]]:
    """Cards in the place of others: before, while and after."""
    made = _posting(PostingKind.RENEWED)
    return {
        f"renewed-{kind}-{now:%H%M}": (replace(made, facts={**made.facts, RENEWS: "x", KIND: kind.value}), to, now)
        for kind in (PostingKind.BLOCK, PostingKind.OPENING)
        for now in (at("10:00"), at("10:20"), at("17:30"))
    }


ONLY_TO: Final = {
    PostingKind.CONFIRMATION: ("room", "away"),
    PostingKind.SIGNED_UP: ("room", "away"),
    PostingKind.OFFER: ("away",),
    PostingKind.FIRST_STEP: ("room", "away"),
}


def cards(language: Language) -> Iterator[tuple[str, Card]]:
    """Every card in a language, with its name."""
    for name, (answer, now) in every_answer().items():
        yield name, draw(answer, voice=voice(language), now=now)
    for name, (posting, to, now) in every_posting().items():
        yield (
            name,
            draw_posting(posting, SPRING, to, voice=voice(language), now=now, link=lambda _, one: f"{LINK}{one}"),
        )


def _posting(kind: PostingKind) -> Posting:
    """With all the facts that any kind has."""
    facts = {
        "day": "2027-04-15", "title": MARKUP, "starts_at": at("10:15").isoformat(), "ends_at": at("11:00").isoformat(),
        "from": at("10:00").isoformat(), "count": "3", "titles": f"Lunsj\n{MARKUP}", "text": MARKUP, "minutes": "10",
        "deadline": "2027-04-01", "step": "2", "evaluation": "g1:whole", "what": "whole", "how": "late", "because": "",
        "starts_on": "2027-04-15", "was_venue": "Fjordhotellet", "registration": "r1",
    }  # fmt: skip
    about = {"block_id": TIMED.block.id, "facts": facts}
    return Posting(f"{kind}:1", gathering().id, kind, NOON, NOON + timedelta(1), Rank.START, **about)  # type: ignore[arg-type]


def _told_keys() -> list[str]:
    """What has a text of its own: all that a dialog tells, and some that others do."""
    return sorted(key.removesuffix(".text") for key in voice(NB).phrases if key.endswith(".text"))


def _told(key: str) -> Told:
    speaks = voice(NB)
    names = {name for end in ("title", "text") for name in _asked_for(speaks, f"{key}.{end}")}
    filling: dict[str, object] = {name: 3 if name == "n" else MARKUP for name in names}
    if "contact" in filling:
        filling["contact"] = Contact("Ola Vik", "400 00 000")
    link = Suggestion("calendar_open", url="https://samband.example/c.ics")
    return Told(key, filling, (NEXT, PROGRAMME, link), why="welcome.why.teams.personal")


def _asked_for(speaks: Voice, key: str) -> set[str]:
    found = speaks.phrases.get(key, "")
    wordings = found.values() if isinstance(found, dict) else [found]
    return {name for wording in wordings for _, name, _, _ in Formatter().parse(wording) if name}
