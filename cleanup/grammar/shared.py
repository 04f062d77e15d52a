"""One LanguageTool server for all workers of a run, whoever of them needs it first.

The process that leads the run owns the server: it starts it when the first worker asks, starts it again when one
reports it dead, and stops it at the end. Workers reach the owner through a local socket, with a secret of this run.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection, Listener

from cleanup.errors import EngineError
from cleanup.grammar.server import LocalServer, Server, local_server
from cleanup.grammar.settings import SharedAddress


@contextlib.contextmanager
def shared_servers() -> Iterator[Owner]:
    """The owner, whose address goes into ``shared`` of the settings of each worker of a run. It is then to `serve`."""
    owner = Owner()
    try:
        yield owner
    finally:
        owner.close()


@dataclass(frozen=True, slots=True)
class _Question:
    """``failed`` is the server that a worker found dead; without one it only wants to know where the server is."""

    keep: bool
    port: int
    failed: Server | None = None


class Owner:
    """Answers the workers' questions, one at a time. What is asked before it serves waits."""

    def __init__(self) -> None:
        self._servers: dict[tuple[bool, int], LocalServer] = {}
        key = os.urandom(16)
        self._listener = Listener(("127.0.0.1", 0), authkey=key)
        host, port = self._listener.address
        self.address = SharedAddress(host, port, key)
        self._thread: threading.Thread | None = None

    def serve(self) -> None:
        """Start answering, in a thread; it starts no server that nobody asks for."""
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the servers, and answer no more."""
        if self._thread is not None:
            # A word of our own wakes the thread up; it sees that it is to end.
            with contextlib.suppress(OSError, EOFError):
                _put(self.address, None)
            self._thread.join(10)
        self._listener.close()
        for server in self._servers.values():
            server.close()

    def _serve(self) -> None:
        while True:
            try:
                with self._listener.accept() as connection:
                    question: _Question | None = connection.recv()
                    if question is None:
                        return
                    connection.send(self._answer(question))
            except Exception:  # noqa: BLE001  (one broken connection must not leave the others without an owner)
                continue

    def _answer(self, question: _Question) -> Server | tuple[str, str]:
        try:
            key = question.keep, question.port
            if key not in self._servers:
                self._servers[key] = local_server(keep=question.keep, port=question.port)
            server = self._servers[key]
            return server.failed(question.failed) if question.failed else server.server()
        except EngineError as error:
            return error.message, error.hint
        except Exception as error:  # noqa: BLE001
            return f"the LanguageTool server cannot be started: {error}", ""


class SharedServer:
    """The worker's side: asks the owner for the server."""

    def __init__(self, address: SharedAddress, *, keep: bool = False, port: int = 0) -> None:
        self._address = address
        self._wish = _Question(keep, port)
        self._server: Server | None = None

    def server(self) -> Server:
        """The run's server. Raises `EngineError`."""
        if self._server is None:
            self._server = self._ask(self._wish)
        return self._server

    def failed(self, server: Server) -> Server:
        """The server to use instead. Raises `EngineError`."""
        self._server = self._ask(_Question(self._wish.keep, self._wish.port, server))
        return self._server

    def close(self) -> None:
        """The server is the owner's to end."""

    def _ask(self, question: _Question) -> Server:
        try:
            answer = _put(self._address, question)
        except (OSError, EOFError) as error:
            raise EngineError("the process that runs the LanguageTool server is gone") from error
        if isinstance(answer, Server):
            return answer
        message, hint = answer
        raise EngineError(message, hint=hint)


def _put(address: SharedAddress, question: _Question | None) -> Server | tuple[str, str]:
    connection: Connection = Client((address.host, address.port), authkey=address.key)
    with connection:
        connection.send(question)
        answer: Server | tuple[str, str] = ("", "") if question is None else connection.recv()
        return answer
