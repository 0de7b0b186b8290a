"""The pages without scripts, put together."""

from __future__ import annotations

from collections.abc import Callable, Collection

from aiohttp import web

from bot.directline.directline import DirectLine
from bot.host.entrance import Entrance
from bot.host.host import Host
from bot.host.importing import ProgrammePages
from bot.host.ports import QrSvg, Reports
from bot.links import Links
from bot.page.assets import Assets
from bot.page.visitor import Visitors
from bot.pages.calendar import CalendarFeed, Calendars
from bot.pages.checkin import CheckinPage
from bot.pages.data import DataPage
from bot.pages.forms import Forms
from bot.pages.personal import PersonalPage
from bot.pages.room import EvaluatePage
from bot.pages.session import Sessions
from bot.pages.site import Site
from bot.pictures import Pictures
from gatherings.gathering import Language
from gatherings.ports import Clock
from gatherings.store import Database


def site_of(
    database: Database,
    clock: Clock,
    assets: Assets,
    *,
    secret: str,
    is_secure: bool,
    language: Language,
    base: Callable[[], str],
    channels: Collection[str] | None = None,
) -> Site:
    """What the pages stand on. `secret` signs cookies, forms and links; `base` is where people reach us."""
    return Site(
        database=database,
        clock=clock,
        assets=assets,
        visitors=Visitors(secret, is_secure=is_secure),
        sessions=Sessions(secret, is_secure=is_secure, now=clock.machine_now),
        forms=Forms(secret, is_secure=is_secure),
        links=lambda: Links(secret, base()),
        is_secure=is_secure,
        language=language,
        channels=None if channels is None else frozenset(channels),
    )


def add_plain_pages(
    app: web.Application,
    site: Site,
    line: DirectLine,
    *,
    address_of: Callable[[web.Request], str | None],
    calendars: Calendars | None = None,
    exports: Reports | None = None,
    qr: QrSvg | None = None,
) -> None:
    """The application has the pages of a person and of organisers, check-in, and a calendar where it can be written."""
    PersonalPage(site, line, address_of=address_of).add_to(app)
    CheckinPage(site).add_to(app)
    EvaluatePage(site).add_to(app)
    DataPage(site).add_to(app)
    Pictures(site).add_to(app)
    Entrance(site).add_to(app)
    host = Host(site, exports, qr)
    ProgrammePages(site, host).add_to(app)
    host.add_to(app)
    if calendars is not None:
        CalendarFeed(site, calendars).add_to(app)
