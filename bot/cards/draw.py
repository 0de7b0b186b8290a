"""Answer → card. One line for each thing that is answered."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatch

from bot.cards.card import Card
from bot.cards.draw_at import draw_at
from bot.cards.draw_day import draw_day, draw_day_without_programme
from bot.cards.draw_evaluation import draw_first_step_asked, draw_question, draw_scale, draw_thanked
from bot.cards.draw_gap import (
    draw_between,
    draw_cancelled,
    draw_done,
    draw_no_programme,
    draw_not_started,
    draw_over,
)
from bot.cards.draw_now import draw_on_now, draw_upcoming
from bot.cards.draw_preview import draw_preview
from bot.cards.draw_questions import draw_questions
from bot.cards.draw_registration import (
    draw_change,
    draw_leaving,
    draw_not_registered,
    draw_registration,
    draw_terms,
    draw_who,
)
from bot.cards.draw_results import draw_results
from bot.cards.draw_rights import draw_deleted, draw_deletion_asked
from bot.cards.draw_running import draw_ask_delay, draw_ask_message, draw_ask_skip
from bot.cards.draw_signup import (
    draw_ask_dinner,
    draw_ask_mode,
    draw_ask_needs,
    draw_ask_organisation,
    draw_ask_own,
    draw_ask_who,
)
from bot.cards.draw_stream import draw_not_streamed, draw_stream_links
from bot.cards.draw_summary import draw_summary
from bot.cards.draw_told import draw_told
from bot.cards.draw_when import draw_not_in_programme, draw_speaks, draw_when, draw_when_it_ends
from bot.cards.draw_where import draw_whereabouts
from bot.cards.draw_who import draw_led_by
from dialogs import answers
from dialogs.answers import evaluation, importing, rights, running, signup
from dialogs.phrases import Voice


@singledispatch
def draw(answer: answers.Answer, *, voice: Voice, now: datetime) -> Card:
    """The card of an answer, in a voice, at an instant (gathering time)."""
    raise NotImplementedError(f"nothing draws {type(answer).__name__} in {voice.language} at {now}")


draw.register(answers.Told, draw_told)
draw.register(answers.OnNow, draw_on_now)
draw.register(answers.Upcoming, draw_upcoming)
draw.register(answers.NotStarted, draw_not_started)
draw.register(answers.BetweenBlocks, draw_between)
draw.register(answers.DoneForToday, draw_done)
draw.register(answers.Over, draw_over)
draw.register(answers.Cancelled, draw_cancelled)
draw.register(answers.NoProgramme, draw_no_programme)
draw.register(answers.DayShown, draw_day)
draw.register(answers.DayWithoutProgramme, draw_day_without_programme)
draw.register(answers.AtTime, draw_at)
draw.register(answers.WhenIs, draw_when)
draw.register(answers.WhenItEnds, draw_when_it_ends)
draw.register(answers.NotInProgramme, draw_not_in_programme)
draw.register(answers.LedBy, draw_led_by)
draw.register(answers.Speaks, draw_speaks)
draw.register(answers.Whereabouts, draw_whereabouts)
draw.register(answers.StreamLinks, draw_stream_links)
draw.register(answers.NotStreamed, draw_not_streamed)
draw.register(running.AskDelay, draw_ask_delay)
draw.register(running.AskSkip, draw_ask_skip)
draw.register(running.AskMessage, draw_ask_message)
draw.register(signup.AskWho, draw_ask_who)
draw.register(signup.AskOrganisation, draw_ask_organisation)
draw.register(signup.AskMode, draw_ask_mode)
draw.register(signup.AskNeeds, draw_ask_needs)
draw.register(signup.AskDinner, draw_ask_dinner)
draw.register(signup.AskOwn, draw_ask_own)
draw.register(signup.Summary, draw_summary)
draw.register(signup.Status, draw_registration)
draw.register(signup.NotRegistered, draw_not_registered)
draw.register(signup.LeavingAsked, draw_leaving)
draw.register(signup.ChangeAsked, draw_change)
draw.register(signup.TermsTold, draw_terms)
draw.register(signup.WhoComes, draw_who)
draw.register(rights.DeletionAsked, draw_deletion_asked)
draw.register(rights.DataDeleted, draw_deleted)
draw.register(evaluation.ScaleAsked, draw_scale)
draw.register(evaluation.Thanked, draw_thanked)
draw.register(evaluation.QuestionAsked, draw_question)
draw.register(evaluation.FirstStepAsked, draw_first_step_asked)
draw.register(evaluation.ResultsShown, draw_results)
draw.register(evaluation.QuestionsShown, draw_questions)
draw.register(importing.ProgrammePreviewed, draw_preview)
