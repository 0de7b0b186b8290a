"""The house, put together of what the settings came to."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import aiohttp
from aiohttp import web

from bot.calendar.stored import StoredCalendars
from bot.carriers import carrier_of
from bot.channels import teams as teams_dress
from bot.channels import web as web_dress
from bot.channels.web import WebWire
from bot.clock import SystemClock, machine_now
from bot.courier import Courier
from bot.directline.directline import Clocks, DirectLine
from bot.directline.hub import Hub
from bot.directline.routes import Routes
from bot.directline.tokens import Tokens
from bot.house import House
from bot.links import Links
from bot.metered import Metered
from bot.metrics import Metrics
from bot.pace import EMAIL_LIMITS, SLACK_LIMITS, teams_limits
from bot.page.assets import Assets
from bot.page.headers import guard_every_answer
from bot.page.page import Page
from bot.page.title import title_of
from bot.plain_pages import add_plain_pages, site_of
from bot.qr import qr_svg
from bot.reached import Reached
from bot.replying import Replying
from bot.sdk.credentials import TeamsCredentials
from bot.sdk.directory import TeamsDirectory
from bot.sdk.opening import Handler, Opening
from bot.sdk.teams_wire import wire_for
from bot.taken_away import TakenAway
from bot.transcripts import StoredTranscript
from bot.turn import Turn
from bot.web import Health
from bot.wire import Channel, Turns, Wire
from gatherings.gathering import Language
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from jobs.clock import AlarmClock
from jobs.timetable import AHEAD, timetable

if TYPE_CHECKING:
    from bot.mail.email_wire import EmailWire
    from bot.slack.slack import Slack

MAX_BODY_BYTES: Final = 256 * 1024


@dataclass(frozen=True)
class Ground:
    """What the house stands on: what the settings came to, and what all of it shares.

    Without `credentials` there is no Teams, but in development; without `email` there are no letters,
    without `slack` no Slack. `language` is the
    one of who has none. `is_public`: people reach us at an address that others can open as well.
    """

    database: Database
    clock: Clock
    session: aiohttp.ClientSession
    secret: str
    agendas: Agendas
    metrics: Metrics
    transcript: StoredTranscript
    hub: Hub
    reached: Reached
    language: Language
    is_public: bool
    is_secure: bool
    is_dev: bool
    credentials: TeamsCredentials | None
    teams_rate: float
    email: EmailWire | None
    slack: Slack | None
    tls: ssl.SSLContext | None
    address_of: Callable[[web.Request], str | None]
    metrics_token: str | None

    @property
    def links(self) -> Links:
        """Makes and reads the addresses of the pages, where people reach us now."""
        return Links(self.secret, self.reached.url)

    def link(self, path: str, link_id: str) -> str:
        """The address of a page."""
        return self.links.url(path, link_id)


def put_together(ground: Ground, *, keeps_jobs: bool, arrivals_follow: bool) -> House:
    """The house. The tables must be there."""
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
    limits = {"teams": teams_limits(ground.teams_rate), "email": EMAIL_LIMITS, "slack": SLACK_LIMITS}
    link = ground.link if ground.is_public else None  # else nobody else could open it
    carriers = {name: carrier_of(channel, limits=limits.get(name), link=link) for name, channel in channels.items()}
    if "email" in carriers:
        from bot.letters import Letters  # noqa: PLC0415 (for who has letters)

        carriers["email"] = replace(carriers["email"], render=Letters(ground.link).render)
    courier = Courier(ground.database, ground.clock, carriers, ground.agendas)
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    guard_every_answer(app, is_secure=ground.is_secure)
    _add_web(app, ground, turn, channels=channels)
    _add_health(app, ground, keeps_jobs=keeps_jobs)
    metered = _metered(ground, turn, channels)
    if "teams" in channels:
        _add_teams(app, ground, metered, channels["teams"].wire)
    if ground.slack is not None:
        _add_slack(app, ground.slack, ground, turn, metered)
    alarm = _alarm(ground, courier, channels=set(channels)) if keeps_jobs else None
    return House(app, courier, alarm, ground.reached)


def _channels(ground: Ground) -> dict[str, Channel]:
    """The channels that are there: the page always, Teams and Slack with credentials, e-mail with a server.

    In development Teams is there without.
    """
    channels = {"web": Channel(web_dress.dress, WebWire(ground.transcript, ground.hub, now=machine_now))}
    if ground.credentials is not None or ground.is_dev:
        wire = wire_for(ground.credentials, session=ground.session, machine_now=machine_now)
        channels["teams"] = Channel(teams_dress.dress, wire, TeamsDirectory(wire), keeps=False)
    if ground.slack is not None:
        from bot.slack.dressed import dress as dress_for_slack  # noqa: PLC0415 (for who has Slack)

        channels["slack"] = Channel(dress_for_slack, ground.slack.wire, ground.slack.directory, keeps=False)
    if ground.email is not None:
        from bot.channels import email as email_dress  # noqa: PLC0415 (for who has letters)

        channels["email"] = Channel(email_dress.dress, ground.email)
    return channels


def _add_web(app: web.Application, ground: Ground, turn: Turn, *, channels: Collection[str]) -> None:
    tokens, assets = Tokens(ground.secret, now=machine_now), Assets()
    clocks = Clocks(machine=machine_now, gathering=ground.clock.now)
    line = DirectLine(turn, transcript=ground.transcript, hub=ground.hub, tokens=tokens, clocks=clocks)
    Routes(line, is_secure=ground.is_secure, address_of=ground.address_of).add_to(app)
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
        address_of=ground.address_of,
        calendars=StoredCalendars(ground.database, ground.clock, lambda: ground.links),
        exports=TakenAway(ground.database, ground.clock),
        qr=qr_svg,
    )


def _add_health(app: web.Application, ground: Ground, *, keeps_jobs: bool) -> None:
    Health(
        ground.database,
        ground.metrics,
        machine_now=machine_now,
        keeps_jobs=keeps_jobs,
        metrics_token=ground.metrics_token,
    ).add_to(app)


def _metered(ground: Ground, turn: Turn, channels: Mapping[str, Channel]) -> Turns:
    """What the platforms bring goes through here; in development one person is everybody, and is not counted."""
    return turn if ground.is_dev else Metered(turn, channels, language=ground.language, now=machine_now)


def _add_teams(app: web.Application, ground: Ground, turn: Turns, wire: Wire) -> None:
    def make_handler() -> Handler:
        from bot.sdk.endpoint import messages_handler  # noqa: PLC0415 (the SDK takes megabytes, for who has Teams)

        return messages_handler(
            credentials=ground.credentials,
            turns=turn,
            session=ground.session,
            machine_now=machine_now,
            wire=wire,
        )

    Opening(make_handler).add_to(app, "/api/messages")


def _add_slack(app: web.Application, slack: Slack, ground: Ground, turn: Turn, metered: Turns) -> None:
    from bot.slack.meeting import Meetings  # noqa: PLC0415 (for who has Slack)

    slack.add_to(
        app,
        metered,
        replying=Replying(ground.database, ground.clock),
        meet=Meetings(ground.database),
        tls=ground.tls,
        read_up=lambda: turn.understood("hei", None, now=ground.clock.now()),
    )


def _alarm(ground: Ground, courier: Courier, *, channels: Collection[str]) -> AlarmClock:
    return AlarmClock(
        timetable(
            ground.database,
            ground.clock,
            channels=channels,
            replica=uuid4().hex,
            wake_courier=courier.wake,
            ticked=lambda: ground.metrics.ticked(machine_now()),
            ahead=AHEAD if isinstance(ground.clock, SystemClock) else timedelta(),  # a rehearsal may stand still
        )
    )
