"""The demonstration, started as `make demo` starts it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest


@pytest.fixture
def demo(tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[subprocess.Popen[str]]:
    """A running demonstration, in an empty folder, among settings that are not for it."""
    environment = {**os.environ, "PYTHONPATH": str(pytestconfig.rootpath), "SAMBAND_DATABASE_URL": "sqlite:///other.db"}
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--json"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process
        if process.poll() is None:
            process.kill()


def test_the_demonstration_runs_in_a_database_of_its_own_until_it_is_interrupted(
    demo: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert demo.stdout is not None
    told = json.loads(demo.stdout.readline())
    with urlopen(f"{told['url']}/healthz", timeout=10) as answer:
        assert answer.status == 200
    demo.send_signal(signal.SIGINT)
    out, err = demo.communicate(timeout=20)
    assert (demo.returncode, out, err, len(told["code"])) == (0, "", "", 14)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["var"]
