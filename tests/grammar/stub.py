"""A small HTTP server that answers like LanguageTool, from what the real one said, or breaks in a given way."""

from __future__ import annotations

import json
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

RECORDED: dict[str, Any] = json.loads((Path(__file__).parent / "recorded" / "languagetool-6.8.json").read_text("utf-8"))


class Stub(ThreadingHTTPServer):
    """``status`` and ``body`` replace the answer to a check; ``delay`` is waited before it. ``asked`` are the texts."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.body = ""
        self.delay = 0.0
        self.asked: list[dict[str, str]] = []
        self.healthy = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_GET(self) -> None:
        if self.path == "/v2/healthcheck":
            self._answer(200 if self.server.healthy else 503, "OK")
        elif self.path == "/v2/info":
            self._answer(200, json.dumps(RECORDED["info"]))
        elif self.path == "/v2/languages":
            self._answer(200, json.dumps(RECORDED["languages"]))
        else:
            self._answer(404, "Error: not found")

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        form = dict(urllib.parse.parse_qsl(self.rfile.read(size).decode(), keep_blank_values=True))
        self.server.asked.append(form)
        time.sleep(self.server.delay)
        if self.server.status != 200 or self.server.body:
            self._answer(self.server.status, self.server.body)
            return
        nothing = {**RECORDED["checks"]["Fine."]}
        self._answer(200, json.dumps(RECORDED["checks"].get(form["text"], nothing)))

    def _answer(self, status: int, body: str) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def stub() -> Iterator[Stub]:
    with Stub() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
