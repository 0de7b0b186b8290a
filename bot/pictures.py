"""Pictures that a chat platform fetches without a cookie: what an evaluation came to, and the code of the room."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.links import CODE, room_url
from bot.pages.site import LinkNotValid, Site, answering
from bot.qr import qr_png
from gatherings.evaluation.evaluation import EvaluationId, EvaluationState
from gatherings.evaluation.results import Distribution
from gatherings.gathering import GatheringId
from gatherings.ports import PageLink
from gatherings.store import Tx
from gatherings.store.closing import get_results
from gatherings.store.evaluations import find_evaluation

PATH: Final = "evaluation"
HEADERS: Final = {
    "Cache-Control": "public, max-age=3600",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


def picture_url(link: PageLink, evaluation_id: EvaluationId) -> str:
    """Where the picture of an evaluation is. Nobody's link, and good for as long as our secret."""
    return f"{link(PATH, evaluation_id)}.png"


class Pictures:
    """`/evaluation/TOKEN.png` and `/qr/TOKEN.png`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(f"/{PATH}/{{token}}.png", self.show)
        app.router.add_get(f"/{CODE}/{{token}}.png", self.show_code)

    @answering
    async def show(self, request: web.Request) -> web.Response:
        """The distribution of the first scale. Raises LinkNotValid, also where it is not told, or not yet."""
        from bot.plots.plot_png import plot_png  # noqa: PLC0415 (Pillow takes megabytes, and few ask for it)

        named = self._named(request, PATH)
        async with self.site.database.read() as tx:
            told = await _told(tx, EvaluationId(named))
        return web.Response(body=plot_png(told), content_type="image/png", headers=HEADERS)

    @answering
    async def show_code(self, request: web.Request) -> web.Response:
        """The QR code of the page of a gathering's room. Raises LinkNotValid."""
        named = self._named(request, CODE)
        code = qr_png(room_url(self.site.links().url, GatheringId(named)))
        return web.Response(body=code, content_type="image/png", headers=HEADERS)

    def _named(self, request: web.Request, path: str) -> str:
        """What the token of the address names. Raises LinkNotValid."""
        named = self.site.links().read(path, request.match_info["token"])
        if named is None:
            raise LinkNotValid
        return named


async def _told(tx: Tx, wanted: EvaluationId) -> Distribution:
    """Raises LinkNotValid."""
    found = await find_evaluation(tx, wanted)
    if found is None or found.state is not EvaluationState.CLOSED:
        raise LinkNotValid
    results = await get_results(tx, found)
    if not results.scales:
        raise LinkNotValid
    return results.scales[0].whole
