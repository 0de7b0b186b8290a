"""What the doctor says of Teams, against a cloud on loopback."""

from __future__ import annotations

import pytest

from bot.clock import machine_now
from bot.commands.doctor_teams import look_at_teams
from config.settings import Settings
from dialogs.phrases import voice
from gatherings.gathering import EN
from tests.doubles.botframework import BotFramework
from tests.scenarios.scene import settings_of

GUID = "11111111-2222-3333-4444-555555555555"


async def found(settings: Settings) -> dict[str, str]:
    return {one.check.removeprefix("teams_"): str(one.state) async for one in look_at_teams(settings, voice(EN))}


async def test_where_teams_is_not_set_up_there_is_nothing_to_look_at() -> None:
    assert await found(Settings()) == {}


async def test_each_thing_that_is_missing_is_said_by_itself() -> None:
    async with BotFramework(machine_now) as cloud:
        settings = settings_of(cloud)
        said = [one.text async for one in look_at_teams(settings, voice(EN))]

        assert await found(settings) == {"address": "wrong", "app": "note", "tenants": "note", "login": "ok"}
        assert "Set SAMBAND_PUBLIC_URL" in said[0]


async def test_an_installation_that_is_whole_has_nothing_to_do() -> None:
    async with BotFramework(machine_now) as cloud:
        whole = {"public_url": "https://samband.example.org", "teams_tenants": ("t1",)}
        settings = settings_of(cloud).model_copy(update=whole)

        assert await found(settings) == {"address": "ok", "app": "note", "tenants": "ok", "login": "ok"}
        assert (await found(settings.model_copy(update={"teams_app_id": GUID})))["app"] == "ok"


@pytest.mark.parametrize(("does", "state"), [("401", "wrong"), ("400", "wrong"), ("500", "note"), ("nonsense", "note")])
async def test_a_login_that_refuses_is_told_from_one_that_does_not_answer(does: str, state: str) -> None:
    async with BotFramework(machine_now) as cloud:
        cloud.login_does(does)

        assert (await found(settings_of(cloud)))["login"] == state
