"""The composition root: the only place where everything meets."""

from __future__ import annotations

import logging
import secrets
import ssl
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

import aiohttp
from aiohttp import web

from bot.authorities import AuthoritiesNotRead, trusted_authorities
from bot.calendar.stored import StoredCalendars
from bot.carriers import carrier_of
from bot.channels import email as email_dress
from bot.channels import teams as teams_dress
from bot.channels import web as web_dress
from bot.channels.web import WebWire
from bot.clock import clock_of, machine_now
from bot.courier import IN_FLIGHT, Courier
from bot.directline.directline import Clocks, DirectLine
from bot.directline.hub import Hub
from bot.directline.routes import Routes
from bot.directline.tokens import Tokens
from bot.exports.stored import StoredExports
from bot.house import House
from bot.letters import Letters
from bot.links import Links
from bot.mail.email_wire import EmailWire
from bot.mail.mailbox import read_mailbox
from bot.mail.server import read_server
from bot.metrics import Metrics
from bot.pace import EMAIL_LIMITS, teams_limits
from bot.page.assets import Assets
from bot.page.page import Page
from bot.page.title import title_of
from bot.plain_pages import add_plain_pages, site_of
from bot.proxies import address_behind
from bot.qr import qr_svg
from bot.reached import Reached
from bot.report.stored import StoredReports
from bot.sdk.credentials import PUBLIC_ISSUER, PUBLIC_KEYS_URL, PUBLIC_LOGIN_URL, TeamsCredentials
from bot.sdk.directory import TeamsDirectory
from bot.sdk.endpoint import messages_handler
from bot.sdk.service_hosts import PUBLIC_SERVICE_HOSTS
from bot.sdk.teams_wire import wire_for
from bot.serving import serve
from bot.transcripts import StoredTranscript
from bot.turn import Channel, Turn
from bot.web import Health
from bot.wire import Wire
from config.settings import Problem, Settings, SettingsWrong
from gatherings.gathering import Language
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.clocks import get_secret
from jobs.clock import AlarmClock
from jobs.timetable import timetable

log = logging.getLogger(__name__)

MAX_BODY_BYTES: Final = 256 * 1024


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


def email_wire_of(settings: Settings, *, secret: str) -> EmailWire | None:
    """The wire for letters; None where there is no mail server. Raises SettingsWrong where authorities are not read."""
    if settings.smtp_url is None or settings.smtp_from is None:
        return None
    return EmailWire(
        server=read_server(settings.smtp_url.get_secret_value().strip()),
        sender=read_mailbox(settings.smtp_from),
        reply_to=read_mailbox(settings.smtp_reply_to) if settings.smtp_reply_to else None,
        secret=secret,
        tls=trusted_authorities(),
        machine_now=machine_now,
    )


@dataclass(frozen=True)
class Ground:
    """What the rest of the house stands on."""

    settings: Settings
    database: Database
    clock: Clock
    session: aiohttp.ClientSession
    secret: str
    agendas: Agendas
    metrics: Metrics
    transcript: StoredTranscript
    hub: Hub
    reached: Reached

    @property
    def is_secure(self) -> bool:
        return (self.settings.public_url or "").startswith("https://")

    @property
    def links(self) -> Links:
        """Makes and reads the addresses of the pages, where people reach us now."""
        return Links(self.secret, self.reached.url)

    def link(self, path: str, link_id: str) -> str:
        """The address of a page."""
        return self.links.url(path, link_id)

    @property
    def language(self) -> Language:
        return Language(self.settings.language)


@asynccontextmanager
async def house_of(
    settings: Settings, database: Database, clock: Clock, *, keeps_jobs: bool, arrivals_follow: bool
) -> AsyncIterator[House]:
    """The house, for as long as the context lasts. The tables must be there."""
    async with database.write() as tx:
        made = await get_secret(tx, "web", made=secrets.token_urlsafe(32))
    secret = settings.secret_key.get_secret_value() if settings.secret_key else made
    transcript = StoredTranscript(database)
    connector = aiohttp.TCPConnector(ssl=_authorities(), limit=IN_FLIGHT * 2)
    async with aiohttp.ClientSession(connector=connector) as session:
        ground = Ground(
            settings=settings,
            database=database,
            clock=clock,
            session=session,
            secret=secret,
            agendas=Agendas(),
            metrics=Metrics(started_at=machine_now()),
            transcript=transcript,
            hub=Hub(transcript),
            reached=Reached(settings.public_url, host=settings.host, port=settings.port),
        )
        yield _put_together(ground, keeps_jobs=keeps_jobs, arrivals_follow=arrivals_follow)


def _put_together(ground: Ground, *, keeps_jobs: bool, arrivals_follow: bool) -> House:
    channels = _channels(ground)
    turn = Turn(
        ground.database,
        ground.clock,
        channels,
        agendas=ground.agendas,
        language=ground.language,
        arrivals_follow=arrivals_follow,
        noted=ground.metrics.turn_taken,
        link=ground.link,
    )
    limits = {"teams": teams_limits(ground.settings.teams_rate), "email": EMAIL_LIMITS}
    link = ground.link if ground.settings.public_url else None  # else nobody else could open it
    carriers = {name: carrier_of(channel, limits=limits.get(name), link=link) for name, channel in channels.items()}
    if "email" in carriers:
        carriers["email"] = replace(carriers["email"], render=Letters(ground.link).render)
    courier = Courier(ground.database, ground.clock, carriers, ground.agendas)
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    _add_web(app, ground, turn, channels=channels)
    _add_health(app, ground, keeps_jobs=keeps_jobs)
    if "teams" in channels:
        _add_teams(app, ground, turn, channels["teams"].wire)
    alarm = _alarm(ground, courier, channels=set(channels)) if keeps_jobs else None
    return House(app, courier, alarm, ground.reached)


def _channels(ground: Ground) -> dict[str, Channel]:
    """The channels that are there: the page always, Teams with credentials or in development, e-mail with a server."""
    channels = {"web": Channel(web_dress.dress, WebWire(ground.transcript, ground.hub, now=machine_now))}
    credentials = credentials_of(ground.settings)
    if credentials is not None or ground.settings.dev:
        wire = wire_for(credentials, session=ground.session, machine_now=machine_now)
        channels["teams"] = Channel(teams_dress.dress, wire, TeamsDirectory(wire))
    if (letters := email_wire_of(ground.settings, secret=ground.secret)) is not None:
        channels["email"] = Channel(email_dress.dress, letters)
    return channels


def _add_web(app: web.Application, ground: Ground, turn: Turn, *, channels: Collection[str]) -> None:
    tokens, assets = Tokens(ground.secret, now=machine_now), Assets()
    clocks = Clocks(machine=machine_now, gathering=ground.clock.now)
    line = DirectLine(turn, transcript=ground.transcript, hub=ground.hub, tokens=tokens, clocks=clocks)
    address_of = address_behind(ground.settings.trusted_proxies)
    Routes(line, is_secure=ground.is_secure, address_of=address_of).add_to(app)
    Page(
        lambda: title_of(ground.database, ground.clock),
        tokens=tokens,
        secret=ground.secret,
        is_secure=ground.is_secure,
        language=ground.language,
        assets=assets,
    ).add_to(app)
    site = site_of(
        ground.database,
        ground.clock,
        assets,
        secret=ground.secret,
        is_secure=ground.is_secure,
        language=ground.language,
        base=lambda: ground.reached.url,
        channels=channels,
    )
    add_plain_pages(
        app,
        site,
        line,
        address_of=address_of,
        calendars=StoredCalendars(ground.database, ground.clock, lambda: ground.links),
        exports=StoredReports(StoredExports(ground.database, ground.clock), ground.database, ground.clock),
        qr=qr_svg,
    )


def _add_health(app: web.Application, ground: Ground, *, keeps_jobs: bool) -> None:
    token = ground.settings.metrics_token
    Health(
        ground.database,
        ground.metrics,
        machine_now=machine_now,
        keeps_jobs=keeps_jobs,
        metrics_token=token.get_secret_value() if token else None,
    ).add_to(app)


def _add_teams(app: web.Application, ground: Ground, turn: Turn, wire: Wire) -> None:
    handler = messages_handler(
        credentials=credentials_of(ground.settings),
        turns=turn,
        session=ground.session,
        machine_now=machine_now,
        wire=wire,
    )
    app.router.add_post("/api/messages", handler)


def _alarm(ground: Ground, courier: Courier, *, channels: Collection[str]) -> AlarmClock:
    return AlarmClock(
        timetable(
            ground.database,
            ground.clock,
            channels=channels,
            replica=uuid4().hex,
            wake_courier=courier.wake,
            ticked=lambda: ground.metrics.ticked(machine_now()),
        )
    )


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


def _began(house: House, port: int, started: Callable[[str], None]) -> None:
    house.reached.listens_at(port)
    started(house.reached.url)


def _authorities() -> ssl.SSLContext:
    """Raises SettingsWrong."""
    try:
        return trusted_authorities()
    except AuthoritiesNotRead as wrong:
        raise SettingsWrong(Problem(str(wrong), "settings.should_be.authorities")) from None
