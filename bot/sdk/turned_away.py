"""Why a request is not let in: a status for the sender, a reason for our log."""

from __future__ import annotations

from http import HTTPStatus


class TurnedAway(Exception):  # noqa: N818 (a sentence, as everywhere)
    """The request is answered with `status` and no body; `reason` is for the log alone. No turn is run."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def malformed(reason: str) -> TurnedAway:
    return TurnedAway(HTTPStatus.BAD_REQUEST, reason)


def unauthorized(reason: str) -> TurnedAway:
    """Nobody we know."""
    return TurnedAway(HTTPStatus.UNAUTHORIZED, reason)


def forbidden(reason: str) -> TurnedAway:
    """Known, but this may not be done."""
    return TurnedAway(HTTPStatus.FORBIDDEN, reason)
