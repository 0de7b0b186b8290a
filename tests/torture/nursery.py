"""The process that all others of the rig are forked from: everything is loaded, and every statement compiled.

`python -m tests.torture.nursery FD FOLDER ADDRESS…`: orders come in and news goes out on the socket FD, one JSON
object a packet. It has no event loop and no threads when it forks. It ends, with its children, when the socket closes.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Never

from gatherings.store import Database
from tests.torture.clock import SharedClock
from tests.torture.fate import Fate, Point, await_fate
from tests.torture.lives import do_command, serve_house, warmed

PACKET: Final = 65_536


def main() -> None:
    fd, folder, *addresses = sys.argv[1:]
    control = socket.socket(fileno=int(fd))
    clock = SharedClock.at(Path(folder) / "clock")
    databases = {address: warmed(address, Path(folder)) for address in addresses}
    gc.collect()
    gc.freeze()
    tell(control, warm=True)
    children: dict[int, int] = {}  # by the descriptor of the child: its order's number
    while True:
        for ready in select.select([control.fileno(), *children], [], [])[0]:
            if ready != control.fileno():
                _buried(control, ready, children.pop(ready))
                continue
            packet = control.recv(PACKET)
            if not packet:
                _end_all(children)
                return
            order = json.loads(packet)
            pid = os.fork()
            if pid == 0:
                _live(order, control, lambda order: _do(order, databases, clock, control))
            children[os.pidfd_open(pid)] = order["order"]
            tell(control, order=order["order"], born=pid)


def tell(control: socket.socket, **news: Any) -> None:
    control.send(json.dumps(news).encode())


def _do(order: Mapping[str, Any], databases: Mapping[str, Database], clock: SharedClock, control: socket.socket) -> int:
    """How what was ordered ended."""
    if order["do"] == "command":
        return do_command(order["arguments"], order["environment"], output=Path(order["output"]))
    serve_house(
        order["settings"],
        databases[order["settings"]["database_url"]],
        clock,
        keeps_jobs=order["keeps_jobs"],
        started=lambda port: tell(control, order=order["order"], started=port),
    )
    return 0


def _live(order: Mapping[str, Any], control: socket.socket, do: Any) -> Never:
    """A child's whole life. Nothing of its parent's is run at its end."""
    code = 1
    try:
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1), os.dup2(log, 2)
        fate = Fate(Point(order["point"]), order["count"])
        await_fate(fate)
        code = do(order)
    except BaseException:  # noqa: BLE001 (it goes to the log, whatever it is)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _buried(control: socket.socket, descriptor: int, number: int) -> None:
    ended = os.waitid(os.P_PIDFD, descriptor, os.WEXITED)
    assert ended is not None
    os.close(descriptor)
    status = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
    tell(control, order=number, ended=status)


def _end_all(children: Mapping[int, int]) -> None:
    for descriptor in children:
        signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        os.waitid(os.P_PIDFD, descriptor, os.WEXITED)


if __name__ == "__main__":
    main()
