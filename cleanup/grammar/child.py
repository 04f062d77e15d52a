"""The process in which an embedded engine lives: questions come in on standard input, answers go out, a JSON line each.

It ends after the last answer when its input has ended, and at once when its parent is gone, which a thread of its own
watches even while the engine is at work. How long the engine takes over a question is the parent's business.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import time
from dataclasses import astuple
from typing import Any, TextIO

from cleanup.grammar.embedded import EMBEDDED


def main() -> None:
    """Serve until standard input ends. Arguments: the engine's name, the language, and as JSON rules to switch on and
    those that are listened to (``null``: all)."""
    _home, name, language, rules = sys.argv[1:]
    enabled, listened = json.loads(rules)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole terminal; the parent decides what it means
    answers = _own_standard_output()
    questions: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(questions,), daemon=True).start()
    threading.Thread(target=_watch_parent, daemon=True).start()
    try:
        checker = EMBEDDED[name].open(language, enabled, None if listened is None else frozenset(listened))
    except Exception as error:  # noqa: BLE001  (whatever it is, the parent reports it)
        _say(answers, {"failed": f"{type(error).__name__}: {error}"})
        return
    _say(answers, {"ready": EMBEDDED[name].version()})
    while question := questions.get():
        try:
            _say(answers, {"matches": [astuple(match) for match in checker.check(json.loads(question))]})
        except Exception as error:  # noqa: BLE001
            _say(answers, {"failed": f"{type(error).__name__}: {error}"})


def _own_standard_output() -> TextIO:
    """The descriptor for answers. What the engine itself prints goes nowhere: Harper prints debug lines, past
    `sys.stdout`."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def _read(questions: queue.SimpleQueue[str]) -> None:
    """Carry questions to the queue, and an empty string when there are no more."""
    for line in sys.stdin:
        questions.put(line)
    questions.put("")


def _watch_parent() -> None:
    """End when the parent is gone, though a worker that it forked holds our standard input open."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def _say(answers: TextIO, answer: dict[str, Any]) -> None:
    try:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
    except BrokenPipeError:
        os._exit(0)
