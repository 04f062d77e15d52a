"""A process beside a server: it starts the server, and ends it as soon as nobody is left who wanted it.

A Java server outlives the program that started it, however that program ended. The keeper does not: it waits for its
standard input to end (the program closed it, or is gone) and watches whether its parent is still the same, because a
worker that was forked off may hold the input open. Then it kills the server and ends itself.

Arguments: the server's command. It says the server's process id on standard output, and what the server prints goes on
to standard error.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

_POLL = 0.5
"""Seconds between two looks at the parent."""


def main() -> None:
    """Run the command in the arguments until it ends or is no longer wanted; its exit code becomes ours."""
    for name in ("SIGINT", "SIGHUP"):  # whoever gets these decides, and closes our input
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    server = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=sys.stderr, stderr=sys.stderr)
    with contextlib.suppress(OSError):  # a parent that has lost its patience does not listen any more
        os.write(1, f"{server.pid}\n".encode())
    signal.signal(signal.SIGTERM, lambda *_: server.kill())
    for watch in (_wait_for_input, _wait_for_parent):
        threading.Thread(target=watch, args=(server,), daemon=True).start()
    # Whatever ends the server, its end is ours.
    sys.exit(server.wait() & 0xFF)


def _wait_for_input(server: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    server.kill()


def _wait_for_parent(server: subprocess.Popen[bytes]) -> None:
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(_POLL)
    server.kill()


if __name__ == "__main__":
    main()
