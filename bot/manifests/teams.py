"""The app package for Microsoft Teams: its manifest, the translations, and two icons, in one zip."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.manifests.icons import ACCENT, colour_icon, outline_icon
from dialogs.phrases import Voice, voice
from gatherings.gathering import EN, NB, NN, Language

SCHEMA: Final = "1.19"
PERSONAL, TEAM, GROUP = "personal", "team", "groupChat"
TAGS: Final = {NB: "nb-no", NN: "nn-no", EN: "en"}
COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    PERSONAL: ("next", "programme", "sign_up", "status", "stream", "follow", "help"),
    TEAM: ("next", "programme", "stream", "follow", "help"),
    GROUP: ("next", "programme", "stream", "follow", "help"),
}
"""What is offered where somebody begins to write; each is something that we understand."""

_GUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_WRITTEN_ON: Final = (2027, 1, 1, 0, 0, 0)  # the same package for the same settings, byte for byte


@dataclass(frozen=True, slots=True)
class App:
    """What of an installation stands in its package.

    `app_id` is that of the bot's registration, a GUID; `url` the https address that people use.
    """

    app_id: str
    url: str
    version: str
    developer: str
    privacy_url: str | None = None
    terms_url: str | None = None


def is_guid(text: str) -> bool:
    return _GUID.fullmatch(text) is not None


def teams_package(app: App) -> bytes:
    """The zip that is uploaded to Teams."""
    files = {"manifest.json": _json(teams_manifest(app)), "color.png": colour_icon(), "outline.png": outline_icon()}
    files |= {f"{TAGS[language]}.json": _json(translation(language)) for language in (NN, EN)}
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for name, body in files.items():
            package.writestr(ZipInfo(name, _WRITTEN_ON), body, ZIP_DEFLATED)
    return packed.getvalue()


def teams_manifest(app: App) -> dict[str, Any]:
    """The manifest, in bokmål.

    No `webApplicationInfo`: nobody signs in, and what is asked of Teams (who is in this conversation) the bot may ask
    where it is installed.
    """
    say = voice(NB)
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA,
        "version": app.version,
        "id": app.app_id,
        "developer": {
            "name": app.developer,
            "websiteUrl": app.url,
            "privacyUrl": app.privacy_url or app.url,
            "termsOfUseUrl": app.terms_url or app.url,
        },
        "localizationInfo": {
            "defaultLanguageTag": TAGS[NB],
            "additionalLanguages": [{"languageTag": TAGS[one], "file": f"{TAGS[one]}.json"} for one in (NN, EN)],
        },
        "name": {"short": say("manifest.name"), "full": say("manifest.full_name")},
        "description": {"short": say("manifest.short"), "full": say("manifest.full")},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "defaultInstallScope": PERSONAL,
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "bots": [_bot(app, say)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(app.url).hostname],
    }


def translation(language: Language) -> dict[str, str]:
    """The strings of the manifest in another language, by their places in it."""
    say = voice(language)
    told = {
        "name.short": say("manifest.name"),
        "name.full": say("manifest.full_name"),
        "description.short": say("manifest.short"),
        "description.full": say("manifest.full"),
    }
    for number, commands in enumerate(COMMANDS.values()):
        for place, command in enumerate(commands):
            at = f"bots[0].commandLists[{number}].commands[{place}]"
            told |= {f"{at}.{name}": text for name, text in _command(command, say).items()}
    return told


def _bot(app: App, say: Voice) -> dict[str, Any]:
    lists = [{"scopes": [scope], "commands": [_command(one, say) for one in told]} for scope, told in COMMANDS.items()]
    return {
        "botId": app.app_id,
        "scopes": [PERSONAL, TEAM, GROUP],
        "supportsFiles": False,
        "isNotificationOnly": False,
        "commandLists": lists,
    }


def _command(command: str, say: Voice) -> dict[str, str]:
    return {"title": say(f"manifest.says.{command}"), "description": say(f"manifest.means.{command}")}


def _json(told: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()
