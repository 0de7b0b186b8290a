"""Which service addresses are allowed."""

from __future__ import annotations

import pytest

from bot.sdk.service_hosts import is_allowed

PUBLIC = frozenset({"smba.trafficmanager.net", "*.botframework.com", "own.example.org:8443"})


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://smba.trafficmanager.net/emea/7e4a0000-tenant/", True),
        ("https://SMBA.trafficmanager.net", True),
        ("https://smba.trafficmanager.net:443/emea", True),
        ("https://webchat.botframework.com/", True),
        ("https://own.example.org:8443/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net:8443/", False),
        ("https://own.example.org/", False),
        ("https://botframework.com/", False),
        ("https://evilbotframework.com/", False),
        ("https://smba.trafficmanager.net.attacker.example.org/", False),
        ("https://smba.trafficmanager.net./", False),
        ("https://user@smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net\\@attacker.example.org/", False),
        ("https://smba.trafficmanager.net/?to=x", False),
        ("https://smba.trafficmanager.net/#x", False),
        ("https://smba.trafficmanager.net/%2e%2e/", False),
        ("https://smba.trafficmanager.net/ \r\n", False),
        ("https://smba.trafficmanager.net/\n", False),
        ("https://smba.trafficmanager.net/" + "a" * 500, False),
        ("https://127.0.0.1/", False),
        ("http://localhost:3978/", False),
        ("//smba.trafficmanager.net/", False),
        ("", False),
    ],
)
def test_a_service_address_is_https_on_the_list(url: str, allowed: bool) -> None:  # noqa: FBT001 (a table's column)
    assert is_allowed(url, hosts=PUBLIC) is allowed


@pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.1:3990", "http://127.0.0.1:3990", "http://127.0.0.1:3990/x"])
def test_a_loopback_host_is_allowed_where_it_is_listed_in_any_form(entry: str) -> None:
    hosts = frozenset({entry})

    urls = ("http://127.0.0.1:3990/connector", "https://127.0.0.1:3990/", "http://localhost:3990/")
    assert [is_allowed(url, hosts=hosts) for url in urls] == [True, True, False]
