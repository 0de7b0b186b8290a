"""`python -m tests.mutants [--only N]`: plants each bug in a copy of the tree, where one of its tests must go red."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.mutants.planted import PLANTED, Planted

ROOT: Final = Path(__file__).parents[2]
SHARED: Final = (".venv", "bot/static/webchat")
RED, GREEN = 1, 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--only", type=int, action="append", help="the number of a bug, counted from 1")
    only = parser.parse_args().only or range(1, len(PLANTED) + 1)
    survived, broken = [], []
    with tempfile.TemporaryDirectory(prefix="samband-mutants-") as folder:
        tree = copied(Path(folder) / "tree")
        for number in only:
            ended, told = tried(PLANTED[number - 1], tree)
            _say(f"{number:2} {told}: {PLANTED[number - 1].name}")
            if ended == GREEN:
                survived.append(number)
            elif ended != RED:
                broken.append(number)
    caught = len(only) - len(survived) - len(broken)
    _say(f"planted={len(only)} caught={caught} survived={survived or 0} not_run={broken or 0}")
    return 1 if survived or broken else 0


def copied(tree: Path) -> Path:
    """A copy of what git knows and of what is new, with the environment of this one."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file() and not any(name.startswith(shared) for shared in SHARED):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    for shared in SHARED:
        if (ROOT / shared).exists():
            (tree / shared).symlink_to((ROOT / shared).resolve())
    return tree


def tried(planted: Planted, tree: Path) -> tuple[int, str]:
    """How the tests ended that must catch a bug, and what is said of that. The tree is as it was afterwards."""
    file, before = tree / planted.file, planted.text_in(tree)
    file.write_text(planted.text_with_bug(tree), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *planted.tests]
    try:
        ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False, env=_environment())
    finally:
        file.write_text(before, encoding="utf-8")
    found = [line.removeprefix("FAILED ") for line in ran.stdout.splitlines() if line.startswith("FAILED ")]
    if ran.returncode == RED and found:
        return RED, f"caught by {found[0].partition(' - ')[0]}"
    return (GREEN, "SURVIVED") if ran.returncode == GREEN else (2, f"NOT RUN ({ran.stdout[-300:]})")


def _environment() -> dict[str, str]:
    """Nothing that was compiled is written: a file that changes twice in a second would be taken for the one before."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
