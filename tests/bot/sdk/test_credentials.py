"""Who we are to the Bot Framework."""

from __future__ import annotations

import pytest

from bot.sdk.credentials import TeamsCredentials
from bot.sdk.service_hosts import is_allowed


@pytest.mark.parametrize(("app_id", "password"), [("", "x"), ("x", ""), (" ", "x")])
def test_an_empty_app_id_never_opens_the_door(app_id: str, password: str) -> None:
    with pytest.raises(ValueError, match="both needed"):
        TeamsCredentials(app_id, password)


def test_the_password_is_not_shown() -> None:
    assert "hysj" not in repr(TeamsCredentials("app", "hysj"))


@pytest.mark.parametrize(
    ("tenant", "login", "token_url"),
    [
        (None, None, "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token"),
        ("t1", None, "https://login.microsoftonline.com/t1/oauth2/v2.0/token"),
        ("t1", "https://login.example.org/own/", "https://login.example.org/own/oauth2/v2.0/token"),
        (None, "https://localhost:3991/adfs", "https://localhost:3991/adfs/oauth2/token"),
        (None, "http://127.0.0.1:3991/oauth2/token", "http://127.0.0.1:3991/oauth2/token"),
    ],
)
def test_a_token_is_asked_for_at_the_authority(tenant: str | None, login: str | None, token_url: str) -> None:
    more = {} if login is None else {"login_url": login}

    assert TeamsCredentials("app", "hysj", tenant, **more).token_url == token_url  # type: ignore[arg-type]


def test_the_public_cloud_is_the_one_we_serve_unless_told_otherwise() -> None:
    hosts = TeamsCredentials("app", "hysj").service_hosts

    assert is_allowed("https://smba.trafficmanager.net/emea/", hosts=hosts)
