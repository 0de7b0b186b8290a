from __future__ import annotations

from pathlib import Path

import pytest

from config.settings import Problem, Settings, SettingsWrong, is_loopback, read_language, read_settings
from dialogs.phrases import voice
from gatherings.gathering import LANGUAGES


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SAMBAND_{name.upper()}", raising=False)


def problems_of(monkeypatch: pytest.MonkeyPatch, **values: str) -> tuple[str, ...]:
    for name, value in values.items():
        monkeypatch.setenv(f"SAMBAND_{name}", value)
    with pytest.raises(SettingsWrong) as wrong:
        read_settings()
    return tuple(problem.variable for problem in wrong.value.problems)


def test_without_any_setting_the_service_is_this_machines_own() -> None:
    settings = read_settings()
    assert (settings.database_url, settings.host, settings.port, settings.language, settings.dev) == (
        "sqlite:///var/samband.db", "127.0.0.1", 3978, "nb", False
    )  # fmt: skip


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SAMBAND_PORT=4000\nSAMBAND_LANGUAGE=nn\n", encoding="utf-8")
    monkeypatch.setenv("SAMBAND_PORT", "5000")
    assert (read_settings().port, read_settings().language) == (5000, "nn")


def test_variables_of_later_versions_and_other_programs_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SAMBAND_OF_A_LATER_VERSION=x\nHOME_PAGE=x\n", encoding="utf-8")
    monkeypatch.setenv("SAMBAND_OF_ANOTHER_VERSION", "x")
    assert read_settings().model_dump() == Settings().model_dump()


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMBAND_TEAMS_APP_ID", "")
    monkeypatch.setenv("SAMBAND_PORT", "")
    assert read_settings().has_teams is False


def test_lists_stand_with_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMBAND_TEAMS_SERVICE_HOSTS", "a.example.org, b.example.org,")
    assert read_settings().teams_service_hosts == ("a.example.org", "b.example.org")


def test_every_setting_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = problems_of(
        monkeypatch, PORT="70000", PUBLIC_URL="samband.example.org", SECRET_KEY="short", LANGUAGE="de", LOG_LEVEL="loud",
        TEAMS_RATE="0", TRUSTED_PROXIES="10.0.0.0/8,nowhere", DEV="perhaps",
    )  # fmt: skip
    assert wrong == (
        "SAMBAND_DEV", "SAMBAND_LANGUAGE", "SAMBAND_LOG_LEVEL", "SAMBAND_PORT", "SAMBAND_PUBLIC_URL",
        "SAMBAND_SECRET_KEY", "SAMBAND_TEAMS_RATE", "SAMBAND_TRUSTED_PROXIES",
    )  # fmt: skip


def test_development_is_only_for_a_loopback_host(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems_of(monkeypatch, DEV="1", HOST="0.0.0.0") == ("SAMBAND_DEV",)


def test_an_app_id_needs_its_password_and_the_other_way_round(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems_of(monkeypatch, TEAMS_APP_ID="app") == ("SAMBAND_TEAMS_APP_PASSWORD",)
    monkeypatch.delenv("SAMBAND_TEAMS_APP_ID")
    assert problems_of(monkeypatch, TEAMS_APP_PASSWORD="word") == ("SAMBAND_TEAMS_APP_ID",)


def test_a_secret_is_in_no_complaint_and_no_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMBAND_TEAMS_APP_PASSWORD", "kept-to-ourselves")
    with pytest.raises(SettingsWrong) as wrong:
        read_settings()
    monkeypatch.setenv("SAMBAND_TEAMS_APP_ID", "app")
    assert "kept" not in f"{wrong.value} {wrong.value.__cause__} {read_settings()}"


def test_a_file_that_is_not_text_is_named() -> None:
    Path(".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsWrong) as wrong:
        read_settings()
    assert wrong.value.problems == (Problem(".env", "settings.not_text"),)


def test_the_language_is_known_where_the_rest_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SAMBAND_PORT=x\nSAMBAND_LANGUAGE=nn\n", encoding="utf-8")
    assert read_language() == "nn"
    monkeypatch.setenv("SAMBAND_LANGUAGE", "klingon")
    assert read_language() == "nb"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_has_words_for_what_it_should_be(language: str) -> None:
    missing = [n for n in Settings.model_fields if not voice(language).has(f"settings.should_be.{n}")]
    assert missing == []


def test_a_loopback_host_is_known_by_name_and_by_number() -> None:
    hosts = ("localhost", "127.0.0.1", "127.8.8.8", "::1", "0.0.0.0", "::", "example.org", "10.0.0.1")
    assert [is_loopback(host) for host in hosts] == [True] * 4 + [False] * 4


def test_secrets_go_and_keys_come_by_https_but_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    away = {"TEAMS_LOGIN_URL": "http://login.example.org", "TEAMS_KEYS_URL": "http://keys.example.org"}
    assert problems_of(monkeypatch, **away) == ("SAMBAND_TEAMS_KEYS_URL", "SAMBAND_TEAMS_LOGIN_URL")
    monkeypatch.setenv("SAMBAND_TEAMS_LOGIN_URL", "https://login.example.org/adfs")
    monkeypatch.setenv("SAMBAND_TEAMS_KEYS_URL", "http://127.0.0.1:3990/keys")
    assert read_settings().teams_keys_url == "http://127.0.0.1:3990/keys"


def test_a_mail_server_needs_a_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().has_email is False
    assert problems_of(monkeypatch, SMTP_URL="smtp://mail.fjord.example") == ("SAMBAND_SMTP_FROM",)
    monkeypatch.setenv("SAMBAND_SMTP_FROM", "Fjordnettverket <samling@fjord.example>")
    assert read_settings().has_email is True


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("https://mail.fjord.example", "samling"),
        ("smtp://", "samling@"),
        ("smtp://mail.fjord.example:70000", "Samling <samling@fjord.example>\r\nBcc: <a@fjord.example>"),
        ("smtp://mail fjord", "a@fjord.example, b@fjord.example"),
        ("smtps://user:p@ss/word@mail.fjord.example", "<>"),
        ("smtp://mail.fjord.example/?verify=no", "samling fjord.example"),
    ],
)
def test_what_is_no_mail_server_and_no_sender_is_named_and_not_told(
    monkeypatch: pytest.MonkeyPatch, url: str, sender: str
) -> None:
    wrong = problems_of(monkeypatch, SMTP_URL=url, SMTP_FROM=sender, SMTP_REPLY_TO=sender)
    assert wrong == ("SAMBAND_SMTP_FROM", "SAMBAND_SMTP_REPLY_TO", "SAMBAND_SMTP_URL")


def test_the_password_of_the_mail_server_is_in_no_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMBAND_SMTP_URL", "smtp://samband:kept-to-ourselves@mail.fjord.example:587")
    monkeypatch.setenv("SAMBAND_SMTP_FROM", "samling@fjord.example")
    assert "kept" not in f"{read_settings()} {read_settings()!r}"


def test_credentials_of_blanks_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = problems_of(monkeypatch, TEAMS_APP_ID=" ", TEAMS_APP_PASSWORD=" ", TEAMS_TENANT_ID="a/b")
    assert wrong == ("SAMBAND_TEAMS_APP_ID", "SAMBAND_TEAMS_APP_PASSWORD", "SAMBAND_TEAMS_TENANT_ID")


def test_slack_needs_a_token_and_a_way_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().has_slack is False
    assert problems_of(monkeypatch, SLACK_BOT_TOKEN="xoxb-1") == ("SAMBAND_SLACK_SIGNING_SECRET",)
    monkeypatch.delenv("SAMBAND_SLACK_BOT_TOKEN")
    assert problems_of(monkeypatch, SLACK_APP_TOKEN="xapp-1") == ("SAMBAND_SLACK_BOT_TOKEN",)
    monkeypatch.setenv("SAMBAND_SLACK_BOT_TOKEN", "xoxb-1, xoxb-2")
    assert (read_settings().has_slack, read_settings().slack_bot_tokens) == (True, ("xoxb-1", "xoxb-2"))


def test_what_is_no_token_of_slacks_is_named_and_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = problems_of(
        monkeypatch, SLACK_BOT_TOKEN="xoxb-1,,xoxb-1", SLACK_SIGNING_SECRET=" ", SLACK_APP_TOKEN="xapp 1\r\nX: y",
        SLACK_API_URL="http://slack.example.org/api",
    )  # fmt: skip
    assert wrong == (
        "SAMBAND_SLACK_API_URL", "SAMBAND_SLACK_APP_TOKEN", "SAMBAND_SLACK_BOT_TOKEN", "SAMBAND_SLACK_SIGNING_SECRET"
    )  # fmt: skip


def test_slacks_secrets_are_in_no_print(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "SIGNING_SECRET", "APP_TOKEN"):
        monkeypatch.setenv(f"SAMBAND_SLACK_{name}", "kept-to-ourselves")
    assert "kept" not in f"{read_settings()} {read_settings()!r}"
