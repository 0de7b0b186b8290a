"""The composition root: what the settings say becomes what the house stands on."""

from __future__ import annotations

import secrets
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp

from bot.assembling import Ground, put_together
from bot.authorities import AuthoritiesNotRead, named_authorities, trusted_authorities
from bot.clock import clock_of, machine_now
from bot.crew import IN_FLIGHT
from bot.directline.hub import Hub
from bot.house import House
from bot.metrics import Metrics
from bot.proxies import address_behind
from bot.reached import Reached
from bot.sdk.credentials import PUBLIC_ISSUER, PUBLIC_KEYS_URL, PUBLIC_LOGIN_URL, TeamsCredentials
from bot.sdk.service_hosts import PUBLIC_SERVICE_HOSTS
from bot.serving import serve
from bot.slack.credentials import PUBLIC_API_URL, SlackCredentials
from bot.transcripts import StoredTranscript
from config.settings import Problem, Settings, SettingsWrong
from gatherings.gathering import Language
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.clocks import get_secret

if TYPE_CHECKING:
    from bot.mail.email_wire import EmailWire
    from bot.slack.slack import Slack


def database_of(settings: Settings) -> Database:
    """The database that the settings name. Raises DatabaseNotSupported."""
    return Database.at(settings.database_url)


def credentials_of(settings: Settings) -> TeamsCredentials | None:
    """The app's credentials for Teams; None where it has none."""
    if settings.teams_app_id is None or settings.teams_app_password is None:
        return None
    return TeamsCredentials(
        app_id=settings.teams_app_id,
        app_password=settings.teams_app_password.get_secret_value(),
        tenant_id=settings.teams_tenant_id,
        keys_url=settings.teams_keys_url or PUBLIC_KEYS_URL,
        issuer=settings.teams_issuer or PUBLIC_ISSUER,
        login_url=settings.teams_login_url or PUBLIC_LOGIN_URL,
        service_hosts=frozenset(settings.teams_service_hosts) or PUBLIC_SERVICE_HOSTS,
        tenants=frozenset(settings.teams_tenants),
    )


def slack_credentials_of(settings: Settings) -> SlackCredentials | None:
    """The app's credentials for Slack; None where it has none."""
    if not settings.has_slack:
        return None
    secret, app_token = settings.slack_signing_secret, settings.slack_app_token
    return SlackCredentials(
        settings.slack_bot_tokens,
        signing_secret=secret.get_secret_value() if secret else None,
        app_token=app_token.get_secret_value().strip() if app_token else None,
        api_url=settings.slack_api_url or PUBLIC_API_URL,
    )


def email_wire_of(settings: Settings, *, secret: str) -> EmailWire | None:
    """The wire for letters; None where there is no mail server. Raises SettingsWrong where authorities are not read."""
    if settings.smtp_url is None or settings.smtp_from is None:
        return None
    from bot.mail.email_wire import EmailWire  # noqa: PLC0415 (for who has letters)
    from bot.mail.mailbox import read_mailbox  # noqa: PLC0415
    from bot.mail.server import read_server  # noqa: PLC0415

    return EmailWire(
        server=read_server(settings.smtp_url.get_secret_value().strip()),
        sender=read_mailbox(settings.smtp_from),
        reply_to=read_mailbox(settings.smtp_reply_to) if settings.smtp_reply_to else None,
        secret=secret,
        tls=trusted_authorities(),
        machine_now=machine_now,
    )


@asynccontextmanager
async def house_of(
    settings: Settings, database: Database, clock: Clock, *, keeps_jobs: bool, arrivals_follow: bool
) -> AsyncIterator[House]:
    """The house, for as long as the context lasts. The tables must be there."""
    async with database.write() as tx:
        made = await get_secret(tx, "web", made=secrets.token_urlsafe(32))
    secret = settings.secret_key.get_secret_value() if settings.secret_key else made
    transcript = StoredTranscript(database)
    tls = _authorities()
    connector = aiohttp.TCPConnector(ssl=tls or True, limit=IN_FLIGHT * 2)
    no_cookies = aiohttp.DummyCookieJar()  # one session calls for every tenant, and no platform knows us by a cookie
    async with aiohttp.ClientSession(connector=connector, cookie_jar=no_cookies) as session:
        ground = Ground(
            database=database,
            clock=clock,
            session=session,
            secret=secret,
            agendas=Agendas(),
            metrics=Metrics(started_at=machine_now(), keeps_jobs=keeps_jobs),
            transcript=transcript,
            hub=Hub(transcript),
            reached=Reached(settings.public_url, host=settings.host, port=settings.port),
            language=Language(settings.language),
            is_public=settings.public_url is not None,
            is_secure=(settings.public_url or "").startswith("https://"),
            is_dev=settings.dev,
            credentials=credentials_of(settings),
            teams_rate=settings.teams_rate,
            email=email_wire_of(settings, secret=secret),
            slack=_slack_of(settings, session, clock),
            tls=tls,
            address_of=address_behind(settings.trusted_proxies),
            metrics_token=settings.metrics_token.get_secret_value() if settings.metrics_token else None,
        )
        yield put_together(ground, keeps_jobs=keeps_jobs, arrivals_follow=arrivals_follow)


async def run(
    settings: Settings,
    *,
    keeps_jobs: bool = True,
    arrivals_follow: bool = False,
    started: Callable[[str], None],
) -> None:
    """Serves until the process is told to stop. Raises OSError where the port cannot be had."""
    database = database_of(settings)
    try:
        clock = await clock_of(settings.clock, database)
        async with house_of(settings, database, clock, keeps_jobs=keeps_jobs, arrivals_follow=arrivals_follow) as house:
            await serve(
                house.app,
                house.working(),
                host=settings.host,
                port=settings.port,
                started=lambda port: _began(house, port, started),
            )
    finally:
        await database.close()


def _slack_of(settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> Slack | None:
    credentials = slack_credentials_of(settings)
    if credentials is None:
        return None
    from bot.slack.slack import slack_of  # noqa: PLC0415 (for who has Slack)

    return slack_of(credentials, session=session, clock=clock, machine_now=machine_now)


def _began(house: House, port: int, started: Callable[[str], None]) -> None:
    house.reached.listens_at(port)
    started(house.reached.url)


def _authorities() -> ssl.SSLContext | None:
    """Raises SettingsWrong."""
    try:
        return named_authorities()
    except AuthoritiesNotRead as wrong:
        raise SettingsWrong(Problem(str(wrong), "settings.should_be.authorities")) from None
