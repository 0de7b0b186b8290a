"""A terminal to type commands in, on a database of its own."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from config.settings import Settings

SAMPLE = (files("gatherings.samples") / "varsamling.txt").read_text(encoding="utf-8")
SLUG = "varsamling-2027-04-15"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Keyboard(io.StringIO):
    """Somebody at a terminal, who types these lines."""

    def isatty(self) -> bool:
        return True


Terminal = Callable[..., Ended]
BeginWith = Callable[[str, Callable[[], None]], None]


@pytest.fixture
def terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sqlite_address: str, tmp_path: Path
) -> Terminal:
    """Runs a command as typed, in an empty folder, with a migrated database and no other settings."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SAMBAND_{name.upper()}", raising=False)
    monkeypatch.setenv("SAMBAND_DATABASE_URL", sqlite_address)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, source: str = "", at_keyboard: bool = False, **settings: str) -> Ended:
        with monkeypatch.context() as changed:
            for name, value in settings.items():
                changed.setenv(f"SAMBAND_{name}", value)
            try:
                code = main(arguments, source=(Keyboard if at_keyboard else io.StringIO)(source))
            except SystemExit as ended:
                code = int(ended.code or 0)
        return Ended(code, *capsys.readouterr())

    return run


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample programme as a file."""
    path = tmp_path / "program.txt"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def kept_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for databases that several tests begin with."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def begin_with(sqlite_address: str, kept_files: Path) -> BeginWith:
    """Puts into the database what commands make, which are run once a worker: after that their database is copied."""
    file = Path(sqlite_address.removeprefix("sqlite:///"))

    def begin(name: str, prepare: Callable[[], None]) -> None:
        kept = kept_files / f"{name}.db"
        if kept.exists():
            shutil.copyfile(kept, file)
        else:
            prepare()
            assert not file.with_name(f"{file.name}-wal").exists(), "somebody still has it open"
            shutil.copyfile(file, kept)

    return begin


@pytest.fixture
def imported(terminal: Terminal, sample: Path, begin_with: BeginWith) -> Terminal:
    """A terminal on a database with the sample gathering."""

    def do_import() -> None:
        ended = terminal("import", str(sample))
        assert ended.code == 0, ended.err

    begin_with("imported", do_import)
    return terminal
