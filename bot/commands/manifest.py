"""`samband manifest`: the file that a platform is given to know this installation by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.commands.command import Argument, Call, Command, Misread, Refused
from bot.commands.files import write_file
from bot.manifests.teams import App, is_guid, teams_package

VERSION: Final = "1.0.0"
DEVELOPER: Final = "Samband"
LONGEST_NAME: Final = 32


@dataclass(frozen=True, slots=True)
class Made:
    """A file for a platform: what it is called where nothing else is said, and what is in it."""

    name: str
    make: Callable[[Call], bytes]


def _teams(call: Call) -> bytes:
    """Raises Refused where the settings do not say who the bot is or where people reach it."""
    app_id, url = call.settings.teams_app_id or "", (call.settings.public_url or "").rstrip("/")
    if not is_guid(app_id):
        raise Refused("command.refused.no_app_id")
    if not url.startswith("https://"):
        raise Refused("command.refused.no_https_address")
    return teams_package(
        App(
            app_id,
            url,
            version=call["app-version"] or VERSION,
            developer=call["developer"] or DEVELOPER,
            privacy_url=call["privacy-url"],
            terms_url=call["terms-url"],
        )
    )


MANIFESTS: Final = {"teams": Made("samband-teams.zip", _teams)}


async def manifest(call: Call) -> None:
    """Writes the file, and says where."""
    made = MANIFESTS[call["platform"]]
    name, body = call["out"] or made.name, made.make(call)
    write_file(name, body)
    call.show({"file": name, "bytes": len(body)}, [call.say("command.manifest.written", file=name)])


def https_address(text: str) -> str:
    if not text.startswith("https://") or " " in text:
        raise Misread("command.value.https_address")
    return text


def developer_name(text: str) -> str:
    if not 0 < len(text.strip()) <= LONGEST_NAME:
        raise Misread("command.value.developer_name")
    return text.strip()


def version_of_app(text: str) -> str:
    """Three numbers, the first not nought: Teams takes no other. Raises Misread."""
    numbers = text.split(".")
    if len(numbers) != 3 or not all(one.isascii() and one.isdigit() for one in numbers) or numbers[0] == "0":  # noqa: PLR2004
        raise Misread("command.value.app_version")
    return text


COMMANDS = (
    Command(
        "manifest",
        "samband manifest teams --out samband-teams.zip",
        manifest,
        (
            Argument("PLATFORM", choices=tuple(MANIFESTS)),
            Argument("--out", "FILE"),
            Argument("--app-version", "1.0.0", version_of_app),
            Argument("--developer", "NAME", developer_name),
            Argument("--privacy-url", "URL", https_address),
            Argument("--terms-url", "URL", https_address),
        ),
    ),
)
