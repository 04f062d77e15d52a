"""Embedded engines that crash, hang or are orphaned: real processes, real signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleanup.grammar import isolation
from cleanup.grammar.embedded import EMBEDDED
from cleanup.grammar.isolation import IsolatedEngine

pytestmark = pytest.mark.slow

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
NAMES = [pytest.param(n, marks=pytest.mark.skipif(bool(e.missing()), reason=e.missing())) for n, e in EMBEDDED.items()]


@pytest.fixture(params=NAMES)
def engine(request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    engine = IsolatedEngine(request.param, "en-US", deadline=10)
    yield engine
    engine.close()


def rules(answer: object) -> set[str]:
    return {match.rule for match in answer or ()}  # type: ignore[attr-defined]


ARTICLE = {"EN_A_VS_AN", "AnA"}


def test_nothing_is_started_before_the_first_question(engine: IsolatedEngine) -> None:
    assert engine.process is None
    assert engine.version
    assert engine.check(["  "]) == [()]
    assert engine.process is None


@needs_signals
def test_a_killed_engine_is_started_again(engine: IsolatedEngine) -> None:
    assert rules(engine.check(["It was a apple."])[0]) & ARTICLE
    assert engine.process
    os.kill(engine.process, signal.SIGKILL)
    first, second = engine.check(["It was a apple.", "He is an man."])
    assert rules(first) & ARTICLE
    assert rules(second) & ARTICLE
    assert engine.trouble == (f"{engine.name} crashed and was stopped.",)


@needs_signals
def test_a_hung_engine_is_stopped_and_what_got_no_answer_is_unchecked(engine: IsolatedEngine) -> None:
    assert engine.check(["Fine."]) == [()]
    assert engine.process
    hung = engine.process
    engine._deadline = 0.5
    os.kill(hung, signal.SIGSTOP)
    assert engine.check(["It was a apple."]) == [None]
    assert not alive(hung)
    engine._deadline = 10
    assert rules(engine.check(["It was a apple."])[0]) & ARTICLE
    assert "gave no answer within 0.5 s" in engine.trouble[0]


@needs_signals
def test_an_engine_that_fails_again_and_again_is_given_up(
    engine: IsolatedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "MAX_FAILURES", 1)
    for _ in range(2):
        engine.check(["Fine."])
        assert engine.process
        engine._deadline = 0.2
        os.kill(engine.process, signal.SIGSTOP)
        assert engine.check(["Fine."]) == [None]
        engine._deadline = 10
    assert engine.check(["Fine."]) == [None]
    assert engine.process is None
    assert "failed 2 times" in engine.trouble[-1]


def test_an_engine_that_does_not_start_answers_nothing(engine: IsolatedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_BOOTSTRAP", "raise SystemExit('Boom')")
    assert engine.check(["Fine.", "Fine too."]) == [None, None]
    assert engine.process is None
    assert engine.trouble == (f"{engine.name} crashed at the start (Boom).",)


@needs_signals
@pytest.mark.parametrize("how", ["os._exit(0)", "os.kill(os.getpid(), 9)", "raise SystemExit(1)", "1 / 0"])
def test_the_engine_dies_with_its_parent(how: str) -> None:
    script = (
        "import os\nfrom cleanup.grammar.isolation import IsolatedEngine\n"
        "engine = IsolatedEngine('harper', 'en-US')\nengine.check(['Fine.'])\nprint(engine.process, flush=True)\n" + how
    )
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, check=False)
    pid = int(run.stdout)
    for _ in range(100):
        if not alive(pid):
            break
        time.sleep(0.05)
    assert not alive(pid)


def talk(name: str, *lines: str) -> list[dict[str, object]]:
    """What the child says to lines of input, when it is run by itself."""
    root = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", isolation._BOOTSTRAP, root, name, "en-US", json.dumps([[], None])],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_the_child_answers_in_order_and_ends_with_its_input(name: str) -> None:
    ready, first, second, third = talk(
        name, json.dumps("It was a apple 😀."), json.dumps("\ud800 Fine."), json.dumps("")
    )
    assert ready == {"ready": EMBEDDED[name].version()}
    assert [match[0] for match in first["matches"]] == [[7, 8]]  # type: ignore[attr-defined]
    # It is for the parent to send nothing that cannot be encoded; if it does, the child says so and lives on.
    assert second == {"matches": []} or "UnicodeEncodeError" in str(second["failed"])
    assert third == {"matches": []}


@needs_signals
def test_a_forked_worker_starts_an_engine_of_its_own(engine: IsolatedEngine) -> None:
    engine.check(["Fine."])
    mine = engine.process
    script = (
        "import os, sys\nfrom cleanup.grammar.isolation import IsolatedEngine\n"
        "engine = IsolatedEngine('harper', 'en-US')\nengine.check(['Fine.'])\nfirst = engine.process\n"
        "if os.fork() == 0:\n"
        "    ok = engine.check(['It was a apple.'])[0] and engine.process != first\n"
        "    engine.close(); os._exit(0 if ok else 1)\n"
        "status = os.waitstatus_to_exitcode(os.wait()[1])\n"
        "again = engine.check(['It was a apple.'])[0] and engine.process == first\n"
        "sys.exit(0 if status == 0 and again else 1)"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False)
    assert run.returncode == 0
    assert engine.process == mine


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        if Path("/proc").exists():
            return False
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    return state not in "ZX"
