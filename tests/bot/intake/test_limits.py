"""What a process that reads a file cannot do, whatever the file makes it try."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gatherings.intake.documents.hostile import pointing_to

ROOT = Path(__file__).parents[3]
LIMITED = "from bot.intake.limits import *\nimport socket, subprocess, sys, os\nlimit_before_loading()\nlimit_before_reading()\n"


def ended(script: str, *, source: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, input=source, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("tried", "refusal"),
    [
        ("socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("socket.socket()", "PermissionError"),
        ("subprocess.run(['true'])", "PermissionError"),
        ("os.system('true')", "PermissionError"),
        ("os.fork()", "PermissionError"),
        ("bytearray(800 * 1024 * 1024)", "MemoryError"),
        ("[open('/dev/null') for _ in range(20)]", "OSError"),
    ],
)
def test_it_connects_to_nothing_and_starts_nothing_and_has_little(tried: str, refusal: str) -> None:
    assert f"\n{refusal}" in ended(f"{LIMITED}{tried}").stderr.decode()


def test_it_writes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "written"
    tried = ended(f"{LIMITED}file = open({str(file)!r}, 'w'); file.write('x'); file.flush()")
    assert ("OSError" in tried.stderr.decode(), file.read_text()) == (True, "")


def test_it_does_not_get_its_time_back_by_taking_long() -> None:
    """SIGPROF ends it: 27. The machine may be busy: of the time only that of the CPU is told."""
    spent = "import resource\nbefore = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    script = f"import subprocess, sys\n{spent}child = subprocess.run([sys.executable, '-c', {LIMITED + 'while True: pass'!r}])\n"
    script += "print(child.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime)"
    code, seconds = ended(script).stdout.split()
    assert (int(code), float(seconds) < 2) == (-27, True)


def test_reading_what_points_elsewhere_opens_no_socket() -> None:
    """Every event that Python tells of while the child reads; the hook is there before the child's own."""
    script = (
        "import json, runpy, sys\n"
        "seen = set()\n"
        "sys.addaudithook(lambda event, _: seen.add(event))\n"
        "sys.argv = ['reading']\n"
        "try:\n    runpy.run_module('bot.intake.reading', run_name='__main__')\n"
        "except SystemExit:\n    pass\n"
        "print(json.dumps(sorted(seen)), file=sys.stderr)"
    )
    source = b'["program.docx", null, null]\n' + pointing_to("http://127.0.0.1:9/x")
    told = ended(script, source=source)
    events = set(json.loads(told.stderr.splitlines()[-1]))
    assert b'"reason":null' in told.stdout
    assert {event for event in events if event.startswith(("socket.", "subprocess.", "os.system", "os.exec"))} == set()
