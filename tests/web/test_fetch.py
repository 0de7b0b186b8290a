"""What is fetched is exactly what was asked for, or nothing."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

from bot.static.fetch import NotFetched, Package, fetch

SCRIPT = b"globalThis.WebChat = {};"


@pytest.fixture
def tarball() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name in ("package/dist/a.js", "package/LICENSE", "package/dist/unwanted.js"):
            member = tarfile.TarInfo(name)
            member.size = len(SCRIPT)
            tar.addfile(member, io.BytesIO(SCRIPT))
    return packed.getvalue()


@pytest.fixture
def npm(tmp_path: Path, tarball: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for npm, first on the PATH, that packs our tarball."""
    (tmp_path / "packed.tgz").write_bytes(tarball)
    told = json.dumps([{"filename": "packed.tgz"}])
    command = tmp_path / "npm"
    command.write_text(f"#!/bin/sh\ncp '{tmp_path}/packed.tgz' . && echo '{told}'\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return command


def _package(tarball: bytes) -> Package:
    digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    return Package("a@1.0.0", digest, ("package/dist/a.js", "package/LICENSE"))


@pytest.mark.usefixtures("npm")
def test_the_wanted_files_lie_there_and_scripts_compressed_beside_them(tarball: bytes, tmp_path: Path) -> None:
    fetch(_package(tarball), tmp_path / "into")

    found = {path.name: path.read_bytes() for path in (tmp_path / "into").iterdir()}
    zipped = found.pop("a.js.gz")
    assert (found, gzip.decompress(zipped)) == ({"a.js": SCRIPT, "LICENSE": SCRIPT}, SCRIPT)


@pytest.mark.usefixtures("npm")
def test_another_digest_is_refused_and_nothing_is_put_there(tmp_path: Path) -> None:
    with pytest.raises(NotFetched, match="sha512"):
        fetch(_package(b"another"), tmp_path / "into")
    assert not (tmp_path / "into").exists()


def test_what_npm_says_against_it_is_passed_on(npm: Path, tarball: bytes, tmp_path: Path) -> None:
    npm.write_text("#!/bin/sh\necho 'no such package' >&2; exit 1\n")

    with pytest.raises(NotFetched, match="no such package"):
        fetch(_package(tarball), tmp_path / "into")
