"""`samband manifest`: the file that a platform is given to know this installation by."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.commands.command import Argument, Call, Command, Misread, Refused
from bot.commands.files import write_file
from bot.manifests.teams import App, is_guid, teams_package
from bot.slack.manifest import Words, slack_manifest

VERSION: Final = "1.0.0"
DEVELOPER: Final = "Samband"
LONGEST_NAME: Final = 32
LONGEST_NAME_IN_SLACK: Final = 35


@dataclass(frozen=True, slots=True)
class Made:
    """A file for a platform: what it is called where nothing else is said, what is in it, and what is said of it."""

    name: str
    make: Callable[[Call], bytes]
    told: str


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


def _slack(call: Call) -> bytes:
    """Raises Refused where Slack would not know where to send what happens."""
    url, by_socket = (call.settings.public_url or "").rstrip("/"), bool(call["socket-mode"])
    if not by_socket and not url.startswith("https://"):
        raise Refused("command.refused.no_address_for_slack")
    say = call.say
    words = Words(*(say(f"slack.app.{name}") for name in ("short", "full", "command", "hint")))
    name = call["name"] or say("manifest.name")
    made = slack_manifest(name, words=words, public_url=url or None, socket_mode=by_socket)
    return json.dumps(made, ensure_ascii=False, indent=2).encode() + b"\n"


MANIFESTS: Final = {
    "teams": Made("samband-teams.zip", _teams, "command.manifest.written"),
    "slack": Made("samband-slack.json", _slack, "command.manifest.written_slack"),
}


async def manifest(call: Call) -> None:
    """Writes the file, and says where."""
    made = MANIFESTS[call["platform"]]
    name, body = call["out"] or made.name, made.make(call)
    write_file(name, body)
    call.show({"file": name, "bytes": len(body)}, [call.say(made.told, file=name)])


def https_address(text: str) -> str:
    if not text.startswith("https://") or " " in text:
        raise Misread("command.value.https_address")
    return text


def developer_name(text: str) -> str:
    if not 0 < len(text.strip()) <= LONGEST_NAME:
        raise Misread("command.value.developer_name")
    return text.strip()


def name_in_slack(text: str) -> str:
    if not 0 < len(text.strip()) <= LONGEST_NAME_IN_SLACK:
        raise Misread("command.value.name_in_slack")
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
            Argument("--name", "NAME", name_in_slack, words="name-in-slack"),
            Argument("--socket-mode", is_flag=True),
        ),
    ),
)
