"""Pictures that a chat platform fetches without a cookie: what a closed evaluation came to."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.links import Links
from bot.pages.site import LinkNotValid, Site, answering
from bot.plots import plot_png
from gatherings.evaluation.evaluation import EvaluationId, EvaluationState
from gatherings.evaluation.results import Distribution
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


def picture_url(links: Links, evaluation_id: EvaluationId) -> str:
    """Where the picture of an evaluation is. Nobody's link, and good for as long as our secret."""
    return f"{links.url(PATH, evaluation_id)}.png"


class Pictures:
    """`/evaluation/TOKEN.png`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(f"/{PATH}/{{token}}.png", self.show)

    @answering
    async def show(self, request: web.Request) -> web.Response:
        """The distribution of the first scale. Raises LinkNotValid, also where it is not told, or not yet."""
        named = self.site.links().read(PATH, request.match_info["token"])
        if named is None:
            raise LinkNotValid
        async with self.site.database.read() as tx:
            told = await _told(tx, EvaluationId(named))
        return web.Response(body=plot_png(told), content_type="image/png", headers=HEADERS)


async def _told(tx: Tx, wanted: EvaluationId) -> Distribution:
    """Raises LinkNotValid."""
    found = await find_evaluation(tx, wanted)
    if found is None or found.state is not EvaluationState.CLOSED:
        raise LinkNotValid
    results = await get_results(tx, found)
    if not results.scales:
        raise LinkNotValid
    return results.scales[0].whole
