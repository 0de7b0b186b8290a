"""The app package for Teams: by Microsoft's own schema, and what no schema says."""

from __future__ import annotations

import io
import json
from typing import Any
from zipfile import ZipFile

import jsonschema
import pytest
from PIL import Image

from bot.manifests.teams import COMMANDS, App, is_guid, teams_manifest, teams_package, translation
from bot.static.fetch import NotFetched
from dialogs.phrases import voice
from dialogs.understanding.reader import names_of, understand
from gatherings.gathering import EN, LANGUAGES, NN, Language
from tests.builders import OSLO, agenda, at
from tests.web.packages import manifest_schemas

APP = App("11111111-2222-3333-4444-555555555555", "https://samband.example.org", "1.0.0", "Fjordnettverket")
MEANT = {
    "next": "agenda.next",
    "programme": "agenda.day",
    "sign_up": "signup.start",
    "status": "signup.status",
    "stream": "stream.link",
    "follow": "follow.start",
    "help": "help",
}


def packed() -> ZipFile:
    return ZipFile(io.BytesIO(teams_package(APP)))


@pytest.fixture(scope="module")
def schemas() -> tuple[Any, Any]:
    try:
        manifest, strings = manifest_schemas()
    except NotFetched as trouble:
        pytest.skip(f"Microsoft's schemas could not be fetched: {trouble}")
    return json.loads(manifest.read_bytes()), json.loads(strings.read_bytes())


@pytest.mark.node
def test_the_manifest_and_its_translations_keep_to_microsofts_schemas(schemas: tuple[Any, Any]) -> None:
    manifest, strings = (jsonschema.Draft4Validator(schema) for schema in schemas)
    package = packed()

    wrong = [error.message for error in manifest.iter_errors(json.loads(package.read("manifest.json")))]
    wrong += [
        e.message for name in ("nn-no.json", "en.json") for e in strings.iter_errors(json.loads(package.read(name)))
    ]

    assert wrong == []


@pytest.mark.node
def test_the_schema_finds_what_is_wrong(schemas: tuple[Any, Any]) -> None:
    good = teams_manifest(APP)
    validator = jsonschema.Draft4Validator(schemas[0])

    for change in ({"id": "no guid"}, {"bots": [{"botId": APP.app_id}]}, {"colour": "red"}, {"accentColor": "red"}):
        assert list(validator.iter_errors({**good, **change})), change


def test_all_that_the_manifest_names_is_in_the_package_and_nothing_else() -> None:
    manifest = json.loads(packed().read("manifest.json"))
    translations = [one["file"] for one in manifest["localizationInfo"]["additionalLanguages"]]

    assert sorted(packed().namelist()) == sorted(["manifest.json", *manifest["icons"].values(), *translations])


def test_the_bot_is_there_for_one_for_a_group_and_for_a_team_and_takes_no_files() -> None:
    [bot] = teams_manifest(APP)["bots"]

    assert (bot["botId"], bot["scopes"]) == (APP.app_id, ["personal", "team", "groupChat"])
    assert (bot["supportsFiles"], bot["isNotificationOnly"]) == (False, False)


def test_people_are_sent_to_our_own_address_alone() -> None:
    assert teams_manifest(APP)["validDomains"] == ["samband.example.org"]


@pytest.mark.parametrize(("name", "side"), [("color.png", 192), ("outline.png", 32)])
def test_an_icon_has_its_size(name: str, side: int) -> None:
    image = Image.open(io.BytesIO(packed().read(name)))

    assert (image.size, image.format) == ((side, side), "PNG")


def test_the_outline_is_white_on_nothing_and_the_other_has_no_hole() -> None:
    outline = Image.open(io.BytesIO(packed().read("outline.png"))).convert("RGBA")
    colour = Image.open(io.BytesIO(packed().read("color.png"))).convert("RGBA")

    seen = [colours for count, colours in outline.getcolors() or () if isinstance(colours, tuple) and colours[3]]
    clear = outline.getchannel("A").histogram()[0]
    assert ({colours[:3] for colours in seen}, clear > 300) == ({(255, 255, 255)}, True)
    assert colour.getchannel("A").getextrema() == (255, 255)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", MEANT)
def test_what_is_offered_is_understood(language: Language, command: str) -> None:
    said = voice(language)(f"manifest.says.{command}")

    wish = understand(said, names=names_of(agenda()), now=at("10:00"), zone=OSLO, context=None)

    assert wish.intent == MEANT[command]


def test_each_translation_has_every_string_that_the_manifest_has() -> None:
    [bot] = teams_manifest(APP)["bots"]
    places = {
        f"bots[0].commandLists[{number}].commands[{place}].{name}"
        for number, listed in enumerate(bot["commandLists"])
        for place, command in enumerate(listed["commands"])
        for name in command
    }
    named = {
        f"{part}.{name}"
        for part, names in (("name", ("short", "full")), ("description", ("short", "full")))
        for name in names
    }

    assert [set(translation(language)) for language in (NN, EN)] == [places | named] * 2
    assert set().union(*COMMANDS.values()) == set(MEANT)


def test_the_same_settings_make_the_same_package() -> None:
    assert teams_package(APP) == teams_package(APP)


def test_an_app_id_is_a_guid() -> None:
    assert [is_guid(text) for text in (APP.app_id, APP.app_id.upper(), "", f"{APP.app_id}0", "app")] == [True, True] + [
        False
    ] * 3
