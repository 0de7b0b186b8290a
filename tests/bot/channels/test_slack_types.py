"""What we send to Slack, held against Slack's own types by the TypeScript compiler."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.channels.slack import dress, dress_home, dress_modal
from bot.channels.slack_form import Form, read_press
from bot.static.fetch import NotFetched
from gatherings.gathering import LANGUAGES
from tests.bot.channels.slack_blocks import buttons
from tests.bot.channels.slack_cards import every_card
from tests.bot.channels.test_slack_form import BIG
from tests.web.packages import find_node, node_packages

pytestmark = pytest.mark.e2e

LOCKED = Path(__file__).parent / "slack_types"
STRICT = ("--strict", "--noEmit", "--skipLibCheck", "--module", "commonjs", "--moduleResolution", "node10")


@pytest.fixture(scope="module")
def packages() -> Path:
    try:
        return node_packages(LOCKED)
    except NotFetched as reason:
        pytest.skip(str(reason))


def forms_of(blocks: list[dict[str, Any]]) -> list[Form]:
    """The forms that the buttons of a message open."""
    pressed = [read_press(made) for made in buttons(blocks) if not made["action_id"].startswith("send")]
    return [form for form in pressed if isinstance(form, Form)]


def complaints(packages: Path, folder: Path, **typed: tuple[str, list[Any]]) -> list[str]:
    """What the compiler says of values that are to be of a type."""
    (folder / "node_modules").symlink_to(packages / "node_modules")
    lines = ['import type { HomeView, KnownBlock, ModalView } from "@slack/types";']
    lines += [f"export const {name}: {kind}[] = {json.dumps(values)};" for name, (kind, values) in typed.items()]
    (folder / "sent.ts").write_text("\n".join(lines), encoding="utf-8")
    node = find_node()
    assert node is not None
    command = [node, str(packages / "node_modules/typescript/bin/tsc"), *STRICT, "sent.ts"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_slacks_own_types_take_every_card_as_a_message_a_form_and_a_home(packages: Path, tmp_path: Path) -> None:
    cards = [(drawn(language), language) for drawn in every_card().values() for language in LANGUAGES]
    messages = [dress(card, language=language)["blocks"] for card, language in [*cards, (BIG, LANGUAGES[0])]]
    forms = [form for blocks in messages for form in forms_of(blocks)]
    views = [dress_modal(form.card, language=form.language, private="") for form in forms]
    homes = [dress_home([card for card, _ in cards[start : start + 3]], language=LANGUAGES[0]) for start in (0, 90)]

    told = complaints(
        packages, tmp_path, messages=("KnownBlock[]", messages), views=("ModalView", views), homes=("HomeView", homes)
    )
    assert (len(views) > 30, told) == (True, [])


def test_slacks_own_types_refuse_what_they_do_not_know(packages: Path, tmp_path: Path) -> None:
    text = {"type": "plain_text", "text": "Hei"}
    bad = [
        [{"type": "header", "text": text, "colour": "red"}],
        [{"type": "nonsense"}],
        [{"type": "input", "label": text}],
    ]
    told = complaints(packages, tmp_path, messages=("KnownBlock[]", bad))
    assert [line for line in told if "error TS" in line] != []
