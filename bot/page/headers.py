"""What a browser may do with the page, and with whatever else we answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from aiohttp import web

HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:.]+\](:[0-9]{1,5})?")


def page_headers(request: web.Request, *, nonce: str, is_secure: bool) -> Mapping[str, str]:
    """The headers of the page. Nothing is fetched from another host, and nobody may frame it."""
    return {
        "Content-Security-Policy": _policy(request, nonce=nonce, is_secure=is_secure),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        **_kept(is_secure=is_secure),
    }


def guard_every_answer(app: web.Application, *, is_secure: bool) -> None:
    """Whatever the application answers has these headers, also what no handler of ours has written."""
    kept = {
        "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        **_kept(is_secure=is_secure),
    }

    async def guard(_: web.Request, response: web.StreamResponse) -> None:
        for name, value in kept.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = "Samband"  # of which version, and on what, is nobody's business

    app.on_response_prepare.append(guard)


def plain_headers(*, is_secure: bool) -> Mapping[str, str]:
    """The headers of the pages without scripts. Nothing is fetched but style sheets and pictures of ours."""
    policy = ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]
    return {
        "Content-Security-Policy": "; ".join([*policy, "img-src 'self'", "style-src 'self'"]),
        "X-Robots-Tag": "noindex, nofollow",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        **_kept(is_secure=is_secure),
    }


def _kept(*, is_secure: bool) -> dict[str, str]:
    """What every page and every other answer has."""
    headers = {
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cache-Control": "no-store",
    }
    return headers | ({"Strict-Transport-Security": "max-age=31536000"} if is_secure else {})


def _policy(request: web.Request, *, nonce: str, is_secure: bool) -> str:
    socket = f" {'wss' if is_secure else 'ws'}://{request.host}" if HOST.fullmatch(request.host) else ""
    return "; ".join(
        [
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            f"connect-src 'self'{socket}",  # not every browser counts the socket of the same host as 'self'
            "img-src 'self' blob: data:",
            f"script-src 'nonce-{nonce}' 'strict-dynamic'",
            f"style-src 'nonce-{nonce}' 'self'",
            "worker-src blob:",
        ]
    )
