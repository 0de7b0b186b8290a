"""Every card that the tests of other channels show, in any language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.cards.card import Card
from bot.cards.draw import draw
from bot.cards.draw_posting import draw_posting
from bot.cards.draw_status import status_card
from dialogs.agenda.lookup import LOOKUPS
from dialogs.answers.evaluation import FirstStepAsked, QuestionAsked, QuestionsShown, ScaleAsked, Thanked
from dialogs.phrases import Voice, voice
from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.gathering import GatheringId, Language
from gatherings.postings.plan import plan
from gatherings.registration import Registration
from gatherings.schedule import NEXT_TIME, TAKEAWAY, USEFULNESS, USUAL, EvaluationQuestion, QuestionKind
from tests.bot.cards import test_evaluation_room, test_preview
from tests.bot.cards.registered import AWAY, BEFORE, FJORDBY, IN_ROOM, SEATED, SPRING
from tests.bot.cards.spoken import card as spoken_card
from tests.bot.cards.spoken import many, tracks
from tests.bot.channels.forms import FORM
from tests.bot.channels.test_email import REMINDER
from tests.bot.channels.test_teams import NEXT
from tests.builders import agenda, at
from tests.drafts import ONE_DAY
from tests.web import house
from tests.web.signup_cards import cards as signup_cards

Drawn = Callable[[Language], Card]

ASKED = Evaluation(EvaluationId("g1:whole"), GatheringId("g1"), USUAL, at("15:00"), at("15:00") + timedelta(days=14))
PLACES = EvaluationQuestion("place", QuestionKind.CHOICE, "Hvor skal vi møtes neste gang?", ("Fjordby", "Lilleby"))
ABOUT = {"agenda": agenda(), "evaluation": ASKED}
OF_OTHERS = {
    "teams-next": NEXT,
    "form": FORM,
    "letter": REMINDER,
    "page-welcome": house.WELCOME,
    "page-programme": house.PROGRAMME,
    "page-form": house.FORM,
    "page-rating": house.RATING,
    "page-posted": house.POSTED,
}


def every_card() -> dict[str, Drawn]:
    """By name, what draws it in a language."""
    made: dict[str, Drawn] = {name: lambda _, card=card: card for name, card in OF_OTHERS.items()}  # type: ignore[misc]
    made |= {f"signup-{name}": _in_voice(drawn) for name, drawn in signup_cards().items()}
    made |= _evaluating() | _asking() | _posted()
    made["status"] = lambda language: _status(SEATED, voice(language))
    made["preview"] = lambda language: test_preview.drawn(ONE_DAY, language=language)
    made["evaluation-room"] = test_evaluation_room.drawn
    return made


def _in_voice(drawn: Callable[[Voice], Card]) -> Drawn:
    return lambda language: drawn(voice(language))


def _status(made: Registration, speaks: Voice) -> Card:
    return status_card(made, SPRING, voice=speaks, now=BEFORE, waiting_place=None, organisation=FJORDBY)


def _evaluating() -> dict[str, Drawn]:
    answers = {
        "scale": ScaleAsked(**ABOUT),  # type: ignore[arg-type]
        "scale-again": ScaleAsked(**ABOUT, values={"usefulness": "8"}),  # type: ignore[arg-type]
        "thanked": Thanked(**ABOUT, values={"usefulness": "8"}, question=USEFULNESS, left=(TAKEAWAY, NEXT_TIME)),  # type: ignore[arg-type]
        "question": QuestionAsked(**ABOUT, question=TAKEAWAY, values={"takeaway": "Ring *Ida* & <Per>"}),  # type: ignore[arg-type]
        "choice": QuestionAsked(**ABOUT, question=PLACES),  # type: ignore[arg-type]
        "first-step": FirstStepAsked(**ABOUT),  # type: ignore[arg-type]
        "questions": QuestionsShown(agenda=agenda()),
        "question-added": QuestionsShown(agenda=agenda(), is_adding=True),
    }
    return {
        f"evaluation-{name}": lambda language, answer=answer: draw(answer, voice=voice(language), now=at("15:00"))  # type: ignore[misc]
        for name, answer in answers.items()
    }


def _asking() -> dict[str, Drawn]:
    """Each question about the programme, at noon; of an ordinary day, of tracks, of two hundred blocks."""
    abouts = {"": agenda(), "-tracks": tracks(), "-many": many()}
    return {
        f"{intent}{name}": lambda language, intent=intent, about=about: spoken_card(  # type: ignore[misc]
            intent, "10:20", about=about, language=language
        )
        for intent in LOOKUPS
        for name, about in abouts.items()
    }


def _posted() -> dict[str, Drawn]:
    """What is posted of a gathering: to the room, to who is away, to a channel."""
    made: dict[str, Drawn] = {}
    about = replace(agenda())
    for posting in plan(about):
        for name, to in (("room", IN_ROOM), ("away", AWAY)):
            made[f"posted-{posting.key}-{name}"] = lambda language, posting=posting, to=to: draw_posting(  # type: ignore[misc]
                posting, about, to, voice=voice(language), now=posting.due_at
            )
    return made
