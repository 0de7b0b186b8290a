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


class NoSuchGathering(Refusal):
    key = "refusal.no_such_gathering"


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
