"""The interpreter that has imported the command and is copied for each run of it: see ``tests.cli.forked``.

The argument is the number of a socket. Each message on it brings the descriptors of a connection and of the three
standard streams. The connection says folder, arguments, environment and what runs first; it is told the process number
of the copy and, at its end, its status.
"""

from __future__ import annotations

import ast
import gc
import importlib
import io
import os
import runpy
import signal
import socket
import sys
from pathlib import Path


def serve(orders: socket.socket) -> None:
    """Make copies until there are no more orders. Returns in the copies only."""
    while True:
        _message, descriptors, _flags, _address = socket.recv_fds(orders, 1, 4)
        if not descriptors:
            os._exit(0)
        if (waiting := os.fork()) == 0:
            orders.close()
            copy(descriptors)
            return
        for descriptor in descriptors:
            os.close(descriptor)
        _reap(waiting)


_waiting: set[int] = set()


def _reap(new: int) -> None:
    """Collect what has ended of the processes that wait for a copy."""
    _waiting.add(new)
    for process in list(_waiting):
        if os.waitpid(process, os.WNOHANG)[0]:
            _waiting.discard(process)


def copy(descriptors: list[int]) -> None:
    """Fork once more: this process waits for the copy and tells how it ended; only the copy returns."""
    ending, *streams = descriptors
    with socket.socket(fileno=ending) as connection:
        size = int.from_bytes(connection.recv(8, socket.MSG_WAITALL), "big")
        order = connection.recv(size, socket.MSG_WAITALL).decode("utf-8", "surrogateescape")
        if process := os.fork():
            for descriptor in {*streams, 0, 1, 2}:
                os.close(descriptor)
            connection.sendall(process.to_bytes(8, "big"))
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            connection.sendall(os.waitpid(process, 0)[1].to_bytes(8, "big"))
            os._exit(0)
    # Beyond the standard streams first, so that none of them is closed before it has been copied.
    copies = [os.dup(descriptor) for descriptor in streams]
    for number, descriptor in enumerate(copies):
        os.dup2(descriptor, number)
    for descriptor in {*copies, *streams} - {0, 1, 2}:
        os.close(descriptor)
    folder, arguments, environment, first = ast.literal_eval(order)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[0] = folder
    sys.argv[1:] = arguments
    sys.stdin, sys.stdout, sys.stderr = _stream(0, "r", "surrogateescape"), _stream(1, "w"), _stream(2, "w")
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    if first and Path(first).exists():
        runpy.run_path(first)


def _stream(descriptor: int, mode: str, errors: str = "") -> io.TextIOWrapper:
    """A standard stream as the interpreter makes it in UTF-8 mode."""
    raw = io.FileIO(descriptor, mode, closefd=False)
    errors = errors or ("backslashreplace" if descriptor == 2 else "surrogateescape")
    if mode == "r":
        return io.TextIOWrapper(io.BufferedReader(raw), "utf-8", errors)
    at_once = bool(os.environ.get("PYTHONUNBUFFERED"))
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        "utf-8",
        errors,
        newline="\n",
        line_buffering=descriptor == 2 or raw.isatty(),
        write_through=at_once,
    )


if __name__ == "__main__":
    # What most runs import; nothing of it reads the environment or the folder when it is imported.
    for name in (
        "cleanup.cli.app",
        "cleanup.cli.output",
        "cleanup.cli.progress",
        "cleanup.cleaner",
        "cleanup.gate.checker",
        "cleanup.gate.results",
        "cleanup.gate.verdict",
        "cleanup.names.match",
        "cleanup.outcome.reporting",
        "cleanup.outcome.undo",
        "cleanup.reports.check_formats",
        "cleanup.rules.registry",
        "cleanup.run.outputs",
        "cleanup.settings.config",
        "cleanup.terms.load",
    ):
        importlib.import_module(name)
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv.pop())))
    runpy.run_module("cleanup", run_name="__main__", alter_sys=True)
