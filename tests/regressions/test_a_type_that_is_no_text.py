"""An activity whose type was a list ended in 500 on Direct Line; an invoke that we do not know looked like a failure."""

from __future__ import annotations

import pytest

from tests.scenarios.page import a_visitor
from tests.scenarios.scene import Scene


@pytest.mark.parametrize("kind", [["message"], {"is": "message"}, 7, None])
async def test_a_type_that_is_no_text_is_refused(scene: Scene, kind: object) -> None:
    async with a_visitor(scene.url) as visitor:
        await visitor.open()
        with pytest.raises(AssertionError, match="400"):
            await visitor.post_activity({"type": kind, "text": "hei"})


async def test_an_invoke_that_we_do_not_know_is_not_there(scene: Scene) -> None:
    invoke = scene.teams.personal().activity("invoke", name="task/fetch", value={})
    assert (await scene.teams.post(invoke)).status == 404
