"""The container has no more rights than it needs, and the service runs with those.

There is no Docker engine where this is tested. So the files are read; and, where who tests may, the service runs as the
container would have it: what the Dockerfile copies, a root that is read-only, an empty /tmp, a user without a name, a home
or a capability, and one folder to write in.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.clock import machine_now
from bot.courier import CLOSES_WITHIN, MARKS_WITHIN, STEP_ENDS_WITHIN
from tests.doubles.botframework import BotFramework
from tests.operation import yaml
from tests.operation.service import ROOT, environment_of, running

COMPOSE = yaml.read(ROOT / "compose.yaml")
OURS = {name: service for name, service in COMPOSE["services"].items() if "build" in service}
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
LAST_STAGE = [
    line.split(maxsplit=1) for line in DOCKERFILE.rpartition("FROM ")[2].splitlines()[1:] if line[:1].isalpha()
]
USER = 10001
MACHINE = [sys.base_prefix, sys.prefix, *sys.path]


def instruction(name: str) -> list[str]:
    return [rest for told, rest in LAST_STAGE if told == name]


def test_the_image_is_nobody_s_who_administers() -> None:
    assert (instruction("USER"), f"--uid {USER}" in DOCKERFILE) == ([str(USER)], True)
    assert [told for told, _ in LAST_STAGE][-5:] == ["USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"]


@pytest.mark.parametrize("service", OURS.values(), ids=OURS)
def test_no_service_of_ours_may_write_rise_or_do_more_than_it_needs(service: dict[str, Any]) -> None:
    assert {name: service.get(name) for name in ("read_only", "cap_drop", "security_opt")} == {
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
    }
    assert [
        one for one in service["tmpfs"] if not re.fullmatch(r"/tmp:size=\d+m,mode=1777,noexec,nosuid,nodev", one)
    ] == []
    assert {"privileged", "cap_add", "user", "network_mode", "pid"} & set(service) == set()


def test_it_is_given_the_time_that_it_takes_to_end() -> None:
    grace = int(OURS["samband"]["stop_grace_period"].removesuffix("s"))
    closes = STEP_ENDS_WITHIN + CLOSES_WITHIN + MARKS_WITHIN + timedelta(seconds=5)  # for open requests
    assert (closes < timedelta(seconds=25), grace >= 25) == (True, True)


def test_it_is_reached_from_this_machine_alone_and_writes_where_the_image_says() -> None:
    assert all(port.startswith("127.0.0.1:") for port in OURS["samband"]["ports"])
    assert OURS["samband"]["volumes"] == [f"files:{instruction('VOLUME')[0]}"]
    assert "ports" not in COMPOSE["services"]["database"]


CONFINED = """
set -e
for top in {closed}; do
    mkdir -p {image}/under && mount --bind $top {image}/under && mount -t tmpfs -o mode=755 tmpfs $top
    for one in {image}/under/.[!.]*; do
        if [ -d $one ]; then mkdir $top/$(basename $one) && mount --bind $one $top/$(basename $one); fi
    done
done
mount --bind {image}/samband/var {image}/samband/var
mount -t tmpfs -o size=64m,mode=1777,noexec,nosuid,nodev tmpfs /tmp
mount -o remount,bind,ro /
cd {image}/samband
exec setpriv --reuid {user} --regid {user} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""


@pytest.fixture
def image() -> Iterator[Path]:
    """What the Dockerfile copies, where anybody may read it and only one folder can be written."""
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode:
        pytest.skip("only who administers the machine can make a root read-only")
    made = Path(tempfile.mkdtemp(prefix="samband-image-", dir="/var/tmp"))
    made.chmod(0o755)
    home = made / "samband"
    for copied in instruction("COPY"):
        source, target = copied.split()[-2:]
        if "--from" not in copied and (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, home / target, symlinks=True, ignore=shutil.ignore_patterns("webchat"))
    shutil.copytree(ROOT / "bot/static/webchat", home / "bot/static/webchat", dirs_exist_ok=True)
    (home / "var").mkdir()
    os.chown(home / "var", USER, USER)
    yield made
    shutil.rmtree(made)


def confined(image: Path, *arguments: str) -> list[str]:
    """The command as the container runs it."""
    tops = {Path("/", Path(one).resolve().parts[1]) for one in MACHINE if Path(one).is_absolute()}
    closed = " ".join(str(top) for top in tops if not top.stat().st_mode & 0o001)
    script = CONFINED.format(image=image, user=USER, closed=closed)
    return [
        "unshare",
        "-m",
        "--propagation",
        "private",
        "sh",
        "-c",
        script,
        "sh",
        sys.executable,
        "-m",
        "bot",
        *arguments,
    ]


@pytest.mark.e2e
async def test_it_runs_with_the_rights_of_the_container(image: Path, tmp_path: Path) -> None:
    async with BotFramework(machine_now, keeps_limits=False) as cloud, aiohttp.ClientSession() as session:
        known = environment_of(cloud, "sqlite:///var/samband.db")
        environment = {**known, "PYTHONDONTWRITEBYTECODE": "1"}
        command, log = confined(image, "run", "--json"), tmp_path / "log"
        async with running(environment, log=log, command=command) as service:
            rights = rights_of(service.process.pid)
            found = [await status(session, f"{service.url}{path}") for path in ("/healthz", "/readyz", "/")]
            wrote = await ended(confined(image, "backup", "var/kopi.db"), environment)
            elsewhere = await ended(confined(image, "backup", "kopi.db"), environment)
            assert (await service.terminate())[0] == 0
    assert rights == {"Uid": str(USER), "CapEff": "0" * 16, "CapBnd": "0" * 16, "NoNewPrivs": "1"}
    assert (found, wrote, elsewhere) == ([200, 200, 200], 0, 1)
    assert sorted(file.name for file in (image / "samband" / "var").iterdir()) == ["kopi.db", "samband.db"]


async def status(session: aiohttp.ClientSession, url: str) -> int:
    async with session.get(url) as answer:
        return answer.status


def rights_of(pid: int) -> dict[str, str]:
    lines = (line.split() for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {name[:-1]: rest[0] for name, *rest in lines if name[:-1] in {"Uid", "CapEff", "CapBnd", "NoNewPrivs"}}


async def ended(command: list[str], environment: dict[str, str]) -> int:
    """How a command ended that runs beside the service."""
    process = await asyncio.create_subprocess_exec(*command, env=environment, stderr=asyncio.subprocess.DEVNULL)
    return await process.wait()
