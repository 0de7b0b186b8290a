"""What the operator may change: the variables SAMBAND_…, from the environment and from `.env`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import getaddresses
from ipaddress import ip_address, ip_network
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX: Final = "SAMBAND_"
DEFAULT_PORT: Final = 3978
SHORTEST_SECRET: Final = 16
_NAME: Final = re.compile(r"[\w.-]+", re.ASCII)
_TOKEN: Final = re.compile(r"[\w.-]{1,500}", re.ASCII)
_ATOM, _LABEL = r"[\w!#$%&'*+/=?^`{|}~-]+", r"[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?"
_MAIL: Final = re.compile(rf"{_ATOM}(\.{_ATOM})*@{_LABEL}(\.{_LABEL})*", re.ASCII)


def _listed(value: object) -> object:
    """A comma list as a tuple."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not value.isprintable() or " " in value:
        raise ValueError(value)
    return value.rstrip("/")


def _safe_address(value: str) -> str:
    """An address to which secrets go, and from which keys come: https, but on this machine."""
    value = _web_address(value)
    parts = urlsplit(value)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError(value)
    return value


def _name(value: str) -> str:
    """An id that goes into an address as it is."""
    if not _NAME.fullmatch(value.strip()):
        raise ValueError(value)
    return value.strip()


def _networks(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        ip_network(value, strict=False)
    return values


def _long_enough(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError
    return value


def _not_blank(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().strip():
        raise ValueError
    return value


def _mail_server(value: SecretStr) -> SecretStr:
    """smtp:// or smtps:// with a host, a port that there is, and nothing after it."""
    parts = urlsplit(value.get_secret_value().strip())
    if parts.scheme not in {"smtp", "smtps"} or not _NAME.fullmatch(parts.hostname or "") or parts.port == 0:
        raise ValueError
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError
    return value


def _mailbox(value: str) -> str:
    """An e-mail address, with or without a name before it."""
    addresses = [address for _, address in getaddresses([value])]
    if not value.isprintable() or len(addresses) != 1 or not _MAIL.fullmatch(addresses[0]):
        raise ValueError(value)
    return value


def _tokens(value: SecretStr) -> SecretStr:
    """A comma list of what can stand in a header."""
    tokens = [token.strip() for token in value.get_secret_value().split(",")]
    if not all(_TOKEN.fullmatch(token) for token in tokens) or len(set(tokens)) != len(tokens):
        raise ValueError
    return value


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


WebAddress = Annotated[str, AfterValidator(_web_address)]
SafeAddress = Annotated[str, AfterValidator(_safe_address)]
Name = Annotated[str, AfterValidator(_name)]
Tokens = Annotated[SecretStr, AfterValidator(_tokens)]
MailServerAddress = Annotated[SecretStr, AfterValidator(_mail_server)]
MailboxText = Annotated[str, AfterValidator(_mailbox)]
LanguageName = Annotated[Literal["nb", "nn", "en"], BeforeValidator(_lower)]
CommaList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseModel):
    """Every setting, checked one by one. `clock` is text, read by whoever needs the time. Empty means not set."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    database_url: str = "sqlite:///var/samband.db"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = DEFAULT_PORT
    public_url: WebAddress | None = None
    secret_key: Annotated[SecretStr, AfterValidator(_long_enough)] | None = None
    language: LanguageName = "nb"
    clock: str | None = None
    dev: bool = False
    metrics_token: SecretStr | None = None
    trusted_proxies: Annotated[CommaList, AfterValidator(_networks)] = ()
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = "text"
    teams_app_id: Name | None = None
    teams_app_password: Annotated[SecretStr, AfterValidator(_not_blank)] | None = None
    teams_tenant_id: Name | None = None
    teams_tenants: CommaList = ()
    teams_keys_url: SafeAddress | None = None
    teams_issuer: str | None = None
    teams_login_url: SafeAddress | None = None
    teams_service_hosts: CommaList = ()
    teams_rate: Annotated[float, Field(gt=0, le=1000)] = 50
    slack_bot_token: Tokens | None = None
    slack_signing_secret: Annotated[SecretStr, AfterValidator(_not_blank)] | None = None
    slack_app_token: Tokens | None = None
    slack_api_url: SafeAddress | None = None
    smtp_url: MailServerAddress | None = None
    smtp_from: MailboxText | None = None
    smtp_reply_to: MailboxText | None = None

    @property
    def has_teams(self) -> bool:
        """Whether there are credentials for Teams; without them the channel is not there."""
        return self.teams_app_id is not None and self.teams_app_password is not None

    @property
    def has_slack(self) -> bool:
        """Whether there are credentials for Slack, a token and a way in; without them the channel is not there."""
        return self.slack_bot_token is not None and bool(self.slack_signing_secret or self.slack_app_token)

    @property
    def slack_bot_tokens(self) -> tuple[str, ...]:
        """One for each workspace."""
        tokens = self.slack_bot_token.get_secret_value() if self.slack_bot_token else ""
        return tuple(token.strip() for token in tokens.split(",") if token.strip())

    @property
    def has_email(self) -> bool:
        """Whether there is a mail server to send by; without one the channel is not there."""
        return self.smtp_url is not None and self.smtp_from is not None


class _Environment(Settings, BaseSettings):
    """Settings as the environment and the file have them; variables of other programs and versions are left alone."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore")


class _LanguageAlone(BaseSettings):
    """What is needed to say what is wrong with the rest."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore")

    language: LanguageName = "nb"


@dataclass(frozen=True, slots=True)
class Problem:
    """A variable that is wrong. `key` names the phrase, under `settings`, that says what it should be."""

    variable: str
    key: str


class SettingsWrong(Exception):  # noqa: N818 (a sentence, as everywhere)
    """Settings that cannot be used; nothing has been started. The values are not told: some are secrets."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(f"{problem.variable}: {problem.key}" for problem in problems))
        self.problems = problems


def read_settings(*, file: str | None = ".env") -> Settings:
    """The settings of the environment, and of the file where the environment is silent. Raises SettingsWrong."""
    try:
        settings = _Environment(_env_file=file)  # type: ignore[call-arg]  # BaseSettings takes it, unseen by mypy
    except ValidationError as error:
        raise SettingsWrong(*map(problem, sorted({str(wrong["loc"][0]) for wrong in error.errors()}))) from None
    except UnicodeDecodeError:
        raise SettingsWrong(Problem(str(file), "settings.not_text")) from None
    together = tuple(_wrong_together(settings))
    if together:
        raise SettingsWrong(*together)
    return settings


def read_language(*, file: str | None = ".env") -> str:
    """The installation's language, whatever is wrong with the rest; bokmål where it is not one of ours."""
    try:
        return _LanguageAlone(_env_file=file).language  # type: ignore[call-arg]  # as above
    except (ValidationError, UnicodeDecodeError):
        return "nb"


def problem(name: str) -> Problem:
    """The problem of a setting by its name here: its variable, and the phrase that says what it should be."""
    return Problem(f"{PREFIX}{name.upper()}", f"settings.should_be.{name}")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that binds to `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _wrong_together(settings: Settings) -> Iterator[Problem]:
    """What is right by itself and wrong beside the rest."""
    if settings.dev and not is_loopback(settings.host):
        yield problem("dev")
    if settings.teams_app_id and not settings.teams_app_password:
        yield problem("teams_app_password")
    if settings.teams_app_password and not settings.teams_app_id:
        yield problem("teams_app_id")
    if settings.slack_bot_token and not settings.has_slack:
        yield problem("slack_signing_secret")
    if (settings.slack_signing_secret or settings.slack_app_token) and not settings.slack_bot_token:
        yield problem("slack_bot_token")
    if settings.smtp_url and not settings.smtp_from:
        yield problem("smtp_from")
