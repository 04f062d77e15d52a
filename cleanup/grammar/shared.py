"""One LanguageTool server for all workers of a run, whoever of them needs it first.

The process that leads the run owns the server: it starts it when the first worker asks, starts it again when one
reports it dead, and stops it at the end. Workers reach the owner through a local socket, with a secret of this run.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Client, Connection, Listener

from cleanup.errors import EngineError
from cleanup.grammar.engines import choose
from cleanup.grammar.server import LocalServer, Server
from cleanup.grammar.settings import GrammarSettings, SharedAddress


@contextlib.contextmanager
def shared_server(settings: GrammarSettings) -> Iterator[GrammarSettings]:
    """The settings for the workers of a run; inside, they share one server if they need any. Starts nothing by itself.

    Raises `ConfigError` for an unknown engine.
    """
    if choose(settings) != "languagetool" or settings.url:
        yield settings
        return
    owner = _Owner(LocalServer(keep=settings.keep_server, port=settings.port))
    try:
        yield replace(settings, shared=owner.address)
    finally:
        owner.close()


class _Owner:
    """Answers the workers' questions for the server, one at a time."""

    def __init__(self, source: LocalServer) -> None:
        self._source = source
        key = os.urandom(16)
        self._listener = Listener(("127.0.0.1", 0), authkey=key)
        host, port = self._listener.address
        self.address = SharedAddress(host, port, key)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the server, and answer no more."""
        # A question of our own wakes the thread up; it sees that it is to end.
        with contextlib.suppress(OSError, EOFError):
            _question(self.address, None)
        self._thread.join(10)
        self._listener.close()
        self._source.close()

    def _serve(self) -> None:
        while True:
            try:
                with self._listener.accept() as connection:
                    asked: Server | str | None = connection.recv()
                    if asked is None:
                        return
                    connection.send(self._answer(asked))
            except Exception:  # noqa: BLE001  (one broken connection must not leave the others without an owner)
                continue

    def _answer(self, asked: Server | str) -> Server | tuple[str, str]:
        try:
            return self._source.failed(asked) if isinstance(asked, Server) else self._source.server()
        except EngineError as error:
            return error.message, error.hint
        except Exception as error:  # noqa: BLE001
            return f"the LanguageTool server cannot be started: {error}", ""


class SharedServer:
    """The worker's side: asks the owner for the server."""

    def __init__(self, address: SharedAddress) -> None:
        self._address = address
        self._server: Server | None = None

    def server(self) -> Server:
        """The run's server. Raises `EngineError`."""
        if self._server is None:
            self._server = self._ask("server")
        return self._server

    def failed(self, server: Server) -> Server:
        """The server to use instead. Raises `EngineError`."""
        self._server = self._ask(server)
        return self._server

    def close(self) -> None:
        """The server is the owner's to end."""

    def _ask(self, question: Server | str) -> Server:
        try:
            answer = _question(self._address, question)
        except (OSError, EOFError) as error:
            raise EngineError("the process that runs the LanguageTool server is gone") from error
        if isinstance(answer, Server):
            return answer
        message, hint = answer
        raise EngineError(message, hint=hint)


def _question(address: SharedAddress, question: Server | str | None) -> Server | tuple[str, str]:
    connection: Connection = Client((address.host, address.port), authkey=address.key)
    with connection:
        connection.send(question)
        answer: Server | tuple[str, str] = ("", "") if question is None else connection.recv()
        return answer
