"""What the domain refuses. Each is a sentence in `dialogs/phrases` under `refusal`, in every language."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 (refusals are named as sentences)
    """Something that may not be done, for a reason a person can understand.

    `key` names the sentence, `args` fills it. Nothing has been changed when it is raised.
    """

    key = "refusal.refused"

    def __init__(self, **args: str | int) -> None:
        super().__init__(self.key, args)
        self.args_of_sentence = args


class NotAnOrganiser(Refusal):
    key = "refusal.not_an_organiser"


class CodeNotValid(Refusal):
    """The one-time code is unknown, used, or older than 24 hours; which of them is not said."""

    key = "refusal.code_not_valid"


class TooManyTries(Refusal):
    key = "refusal.too_many_tries"


class OnlyInPrivate(Refusal):
    key = "refusal.only_in_private"


class NoProgramme(Refusal):
    """The gathering has no blocks yet, so there is nothing to take away."""

    key = "refusal.no_programme"


class NoSuchGathering(Refusal):
    key = "refusal.no_such_gathering"


class NoGathering(Refusal):
    """There is none that could be meant."""

    key = "refusal.no_gathering"


class NoSuchNetwork(Refusal):
    key = "refusal.no_such_network"


class NoSuchBlock(Refusal):
    key = "refusal.no_such_block"


class AlreadyThere(Refusal):
    key = "refusal.already_there"


class ChangedMeanwhile(Refusal):
    """Somebody else has changed it since it was read."""

    key = "refusal.changed_meanwhile"


class NotALink(Refusal):
    """A stream link must be an https address."""

    key = "refusal.not_a_link"


class SignupNotOpen(Refusal):
    """Registration has not opened yet; `opens` says when."""

    key = "refusal.signup_not_open"


class SignupClosed(Refusal):
    """The registration deadline has passed."""

    key = "refusal.signup_closed"


class GatheringCancelled(Refusal):
    key = "refusal.gathering_cancelled"


class GatheringOver(Refusal):
    """It is over, or its attendance is closed: nothing is changed any more."""

    key = "refusal.gathering_over"


class NoSuchMode(Refusal):
    """The gathering is not held that way: only digital, or only in the room."""

    key = "refusal.no_such_mode"


class NotSignedUp(Refusal):
    key = "refusal.not_signed_up"


class NoSeatLeft(Refusal):
    """There is no seat of that kind left, and the one that is held is kept."""

    key = "refusal.no_seat_left"


class CostChanged(Refusal):
    """What it costs is no longer what was shown; nothing is changed until it has been shown again."""

    key = "refusal.cost_changed"


class OfferLapsed(Refusal):
    """The seat that was offered is not kept any more."""

    key = "refusal.offer_lapsed"


class HandoverNotValid(Refusal):
    """The code gives no seat: unknown, used, too old, or its seat has been given up."""

    key = "refusal.handover_not_valid"


class NotSameOrganisation(Refusal):
    key = "refusal.not_same_organisation"


class AlreadySignedUp(Refusal):
    key = "refusal.already_signed_up"


class NotOnADay(Refusal):
    """Attendance is noted on the gathering's own days."""

    key = "refusal.not_on_a_day"


class AttendanceTooEarly(Refusal):
    """The attendance list is closed once the gathering has begun."""

    key = "refusal.attendance_too_early"


class NoFee(Refusal):
    key = "refusal.no_fee"


class NotByLink(Refusal):
    """An organiser's rights never come by e-mail."""

    key = "refusal.not_by_link"


class WaiverNeedsReason(Refusal):
    """Who lets a fee go says their name and why."""

    key = "refusal.waiver_needs_reason"


class NoSuchPerson(Refusal):
    key = "refusal.no_such_person"


class NameNeeded(Refusal):
    key = "refusal.name_needed"


class StillSignedUp(Refusal):
    """Somebody who is signed up cancels first, with the cost shown; `gatherings` names which."""

    key = "refusal.still_signed_up"


class EvaluationNotOpen(Refusal):
    """It takes no answers yet."""

    key = "refusal.evaluation_not_open"


class EvaluationClosed(Refusal):
    """It takes no answers any more, and nobody can say who answered what."""

    key = "refusal.evaluation_closed"


class NotAsked(Refusal):
    """It is for those who were there."""

    key = "refusal.not_asked"


class NoSuchQuestion(Refusal):
    key = "refusal.no_such_question"


class NotAnAnswer(Refusal):
    key = "refusal.not_an_answer"


class NoClosedEvaluation(Refusal):
    """What was answered is told once it is closed."""

    key = "refusal.no_closed_evaluation"


class NotAQuestion(Refusal):
    """It has no words, or fewer than two choices where one is to be chosen."""

    key = "refusal.not_a_question"


class NothingToMove(Refusal):
    """Nothing is on or comes any more that could be later."""

    key = "refusal.nothing_to_move"


class DelayTooLong(Refusal):
    """So late nobody is, or a block would begin on another day."""

    key = "refusal.delay_too_long"


class NoPendingImport(Refusal):
    """It has been saved or refused, or it was too old; or it is somebody else's."""

    key = "refusal.no_pending_import"


class NotACorrection(Refusal):
    """What was said about a programme is not understood; `text` is what was said."""

    key = "refusal.not_a_correction"


class NoSuchBlockInDraft(Refusal):
    """There is no block in the programme that `text` may mean."""

    key = "refusal.no_such_block_in_draft"


class SeveralBlocksMeant(Refusal):
    """Several blocks may be meant by `text`; `blocks` names them."""

    key = "refusal.several_blocks_meant"


class EndsBeforeStart(Refusal):
    key = "refusal.ends_before_start"


class NoSuchDay(Refusal):
    """The programme has `n` days."""

    key = "refusal.no_such_day"


class DayIsTaken(Refusal):
    """The date is that of another day of the programme, or does not stand between the days beside it."""

    key = "refusal.day_is_taken"


class NothingLeft(Refusal):
    """The last block of a programme is not taken away."""

    key = "refusal.nothing_left"


class TitleMissing(Refusal):
    key = "refusal.title_missing"


class DateMissing(Refusal):
    """A programme says no date, and none was given beside it; `file` names it."""

    key = "refusal.date_missing"


class NothingToRead(Refusal):
    """No file was chosen, and no text pasted."""

    key = "refusal.nothing_to_read"


class NotADay(Refusal):
    key = "refusal.not_a_day"


class NotATime(Refusal):
    key = "refusal.not_a_time"
