"""The cookie of an organiser who is inside."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot.pages.session import Sessions
from gatherings.people import PersonId

NOW = datetime(2027, 4, 15, 7, tzinfo=UTC)


@pytest.mark.parametrize(("is_secure", "name"), [(True, "__Host-samband-host"), (False, "samband-host")])
def test_under_https_it_is_bound_to_the_host_and_no_script_reads_it(is_secure: bool, name: str) -> None:  # noqa: FBT001
    response = web.Response()
    Sessions("a secret for tests, long enough", is_secure=is_secure, now=lambda: NOW).open(response, PersonId("p1"))
    [cookie] = response.cookies.values()
    assert (cookie.key, cookie["path"], cookie["domain"], bool(cookie["secure"]), bool(cookie["httponly"])) == (
        name,
        "/",
        "",
        is_secure,
        True,
    )
