"""The process in which an embedded engine lives: questions come in on standard input, answers go out, a JSON line each.

It ends when its parent does: standard input is then at its end, and a thread sees that even while the engine is at
work.
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

_GRACE = 2.0
"""Seconds to end in order when there is nobody left to answer."""


def main() -> None:
    """Serve until standard input ends. Arguments: the engine's name, the language, rules to switch on."""
    _home, name, language, *enabled = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole terminal; the parent decides what it means
    answers = _own_standard_output()
    questions: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(questions,), daemon=True).start()
    threading.Thread(target=_watch_parent, daemon=True).start()
    try:
        checker = EMBEDDED[name].open(language, enabled)
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
    """Carry questions to the queue. At their end the process ends, even if the engine hangs over one of them."""
    for line in sys.stdin:
        questions.put(line)
    questions.put("")
    time.sleep(_GRACE)
    os._exit(0)


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
