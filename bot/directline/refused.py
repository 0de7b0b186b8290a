"""What the endpoint refuses, with the body that Direct Line gives errors."""

from __future__ import annotations

import math
from datetime import timedelta
from http import HTTPStatus

from aiohttp import web


class Refused(Exception):  # noqa: N818 (a sentence, as everywhere)
    """The request is answered with `status` and Direct Line's error object. `after` becomes Retry-After."""

    def __init__(self, status: HTTPStatus, code: str, message: str, *, after: timedelta | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.after = status, code, message, after

    def response(self) -> web.Response:
        answer = web.json_response({"error": {"code": self.code, "message": self.message}}, status=self.status)
        if self.after is not None:
            answer.headers["Retry-After"] = str(math.ceil(self.after.total_seconds()))
        return answer


def bad_argument(message: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, "BadArgument", message)


def malformed() -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, "MalformedData", "The body is not a JSON object.")


def too_large() -> Refused:
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "MessageSizeTooBig", "The body is too large.")


def nobody() -> Refused:
    return Refused(HTTPStatus.UNAUTHORIZED, "Unauthorized", "A token is needed.")


def stranger() -> Refused:
    """403 too: a page whose token was signed with an older secret of ours is to ask for a new one."""
    return Refused(HTTPStatus.FORBIDDEN, "BadArgument", "The token is not one of ours.")


def expired() -> Refused:
    """403 is what tells Direct Line clients to ask for a new token."""
    return Refused(HTTPStatus.FORBIDDEN, "TokenExpired", "The token has expired.")


def not_yours() -> Refused:
    return Refused(HTTPStatus.FORBIDDEN, "Forbidden", "The token opens another conversation.")


def from_elsewhere() -> Refused:
    return Refused(HTTPStatus.FORBIDDEN, "Forbidden", "Another page asks.")


def not_there() -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, "ResourceNotFound", "There is no such thing here.")


def too_many(after: timedelta) -> Refused:
    return Refused(HTTPStatus.TOO_MANY_REQUESTS, "TooManyRequests", "Too much at once.", after=after)
