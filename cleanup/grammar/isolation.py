"""An embedded engine in a process of its own, with a deadline for each question.

Native code that hangs cannot be interrupted, and native code that crashes takes its process along. So the engine
lives in a child, which is started at the first question, killed when it is late, started again a few times, and ends
with its parent.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import cleanup
from cleanup.core.model import Span
from cleanup.grammar.embedded import EMBEDDED
from cleanup.grammar.engine import Answer, GrammarMatch
from cleanup.grammar.questions import UnansweredError, ask_in_batches

START_DEADLINE = 120.0
"""Seconds until the engine must have loaded its data. It takes 1 to 2 s on an idle machine."""
MAX_FAILURES = 5
"""Times that the process is started again after a crash or a missed deadline; after that the engine counts as
broken."""

# The package may have been found in a way that a new interpreter would not find it (an import hook, a changed path).
_BOOTSTRAP = "import sys; sys.path.append(sys.argv[1]); from cleanup.grammar.child import main; main()"


class IsolatedEngine:
    """One of the `EMBEDDED` engines. Safe for several threads, which take turns."""

    def __init__(
        self,
        name: str,
        language: str,
        deadline: float = 30.0,
        enabled: Sequence[str] = (),
        listened: frozenset[str] | None = None,
    ) -> None:
        self.name = name
        self._language = language
        self._deadline = deadline
        self._enabled = tuple(enabled)
        self._listened = None if listened is None else sorted(listened)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._owner = 0
        self._errors: IO[bytes] | None = None
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._failures = 0
        self._broken = EMBEDDED[name].missing()
        self._trouble: list[str] = [f"{self._broken}."] if self._broken else []

    @property
    def version(self) -> str:
        """Version of the engine and its data, or an empty string where it is not installed."""
        return "" if EMBEDDED[self.name].missing() else EMBEDDED[self.name].version()

    @property
    def fingerprint(self) -> str:
        """Engine, version, language, the rules that were switched on, and those that it has."""
        only = [] if self._listened is None else ["only", *self._listened]
        return " ".join([self.name, self.version, self._language, *self._enabled, *only])

    @property
    def trouble(self) -> tuple[str, ...]:
        """What went wrong so far."""
        return tuple(self._trouble)

    @property
    def notes(self) -> tuple[str, ...]:
        """Nothing: a crash is trouble even when the second try succeeds."""
        return ()

    @property
    def process(self) -> int | None:
        """The id of the child process, while there is one."""
        return self._child.pid if self._child else None

    def check(self, texts: Sequence[str]) -> list[Answer | None]:
        """The answer to each text; ``None`` where the engine crashed or was late, alone with that text."""
        with self._lock:
            return ask_in_batches(self._ask, texts)

    def close(self) -> None:
        """End the child process."""
        atexit.unregister(self.close)
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():  # after a fork it is still the parent's
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def _ask(self, text: str) -> list[GrammarMatch]:
        if self._broken:
            raise UnansweredError(self._broken)
        if self._child is None or self._owner != os.getpid():
            self._start()
        try:
            answer = self._exchange(text)
        except UnansweredError as failure:
            self._failed(f"{self.name} {failure} and was stopped")
            raise
        if "failed" in answer:
            raise UnansweredError(answer["failed"])
        return [_match(fields) for fields in answer["matches"]]

    def _exchange(self, text: str) -> dict[str, Any]:
        child = self._child
        assert child is not None
        assert child.stdin is not None
        try:
            child.stdin.write(json.dumps(text) + "\n")
            child.stdin.flush()
        except OSError:
            raise UnansweredError("crashed") from None
        return self._answer(self._deadline)

    def _answer(self, deadline: float) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=deadline)
        except queue.Empty:
            raise UnansweredError(f"gave no answer within {deadline:g} s") from None
        if not line:
            raise UnansweredError("crashed")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _start(self) -> None:
        self._owner = os.getpid()
        home = str(Path(cleanup.__file__).parents[1])
        rules = json.dumps([self._enabled, self._listened])
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the child)
        self._child = subprocess.Popen(
            [sys.executable, "-c", _BOOTSTRAP, home, self.name, self._language, rules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="ascii",
        )
        atexit.register(self.close)
        # A queue of its own: the reader of an earlier child may still have a line to deliver.
        self._lines = queue.SimpleQueue()
        threading.Thread(target=_forward, args=(self._child, self._lines), daemon=True).start()
        try:
            answer = self._answer(START_DEADLINE)
            if "failed" in answer:
                raise UnansweredError(f"failed ({answer['failed']})")
        except UnansweredError as failure:
            self._broken = f"{self.name} {failure} at the start{self._last_words()}"
            self._failed(self._broken)
            raise

    def _last_words(self) -> str:
        if self._errors is None:
            return ""
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        return f" ({said[-1][:200]})" if said else ""

    def _failed(self, what: str) -> None:
        self.close()
        self._failures += 1
        if self._failures > MAX_FAILURES and not self._broken:
            self._broken = f"{self.name} failed {self._failures} times and is not asked again"
            what = self._broken
        if f"{what}." not in self._trouble:
            self._trouble.append(f"{what}.")


def _forward(child: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    """Carry a child's lines to a queue, and an empty string when there are no more."""
    assert child.stdout is not None
    with contextlib.suppress(ValueError, OSError):
        for line in child.stdout:
            lines.put(line)
    lines.put("")


def _match(fields: list[Any]) -> GrammarMatch:
    (start, end), rule, message, replacements, category, kind = fields
    return GrammarMatch(Span(start, end), rule, message, tuple(replacements), category, kind)
