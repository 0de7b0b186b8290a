"""Whether a request comes from our own page, as far as a browser tells."""

from __future__ import annotations

from aiohttp import web


def is_from_the_page(request: web.Request, *, is_secure: bool) -> bool:
    """Whether a script of our own page asks; a browser says so, and no other page can make it say so."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    scheme = "https" if is_secure else "http"
    return request.headers.get("Origin") == f"{scheme}://{request.host}"


def is_from_elsewhere(request: web.Request, *, is_secure: bool) -> bool:
    """Whether a browser says that another page sends this form.

    Without `Sec-Fetch-Site` (plain http beyond this machine) a page that sends no referrer gives its origin as "null".
    That says nothing, and the form's own token decides.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site != "same-origin"
    scheme = "https" if is_secure else "http"
    return request.headers.get("Origin", "null") not in {"null", f"{scheme}://{request.host}"}
