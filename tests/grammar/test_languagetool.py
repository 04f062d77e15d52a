"""The real LanguageTool: answers, its own ways of refusing, and that no server is ever left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cleanup.errors import EngineError
from cleanup.grammar import kept_server as kept
from cleanup.grammar import server
from cleanup.grammar.allowlist import ALLOWED, Allowed
from cleanup.grammar.engines import open_engine
from cleanup.grammar.languagetool import LanguageToolEngine
from cleanup.grammar.server import FixedServer, LocalServer
from cleanup.grammar.settings import GrammarSettings
from cleanup.grammar.shared import SharedServer, shared_servers
from tests.grammar.conftest import clean, stage_of
from tests.grammar.stub import RECORDED
from tests.languagetool import installed, own_home, running, servers, wait_for_servers

pytestmark = pytest.mark.languagetool
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
ROOT = Path(__file__).parents[2]
ARTICLE = "It was a apple."


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation and a cache of this test's own. Whatever is left running at the end is killed."""
    home = own_home(tmp_path / "home")
    monkeypatch.setenv("LTP_PATH", str(home))
    monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path / "cache"))
    yield home
    for process in servers(home):
        process.kill()


@pytest.fixture(scope="module")
def engine() -> Iterator[LanguageToolEngine]:
    """The engine on a server that this module starts once."""
    installed()
    engine = LanguageToolEngine(LocalServer(), "en-US", deadline=60)
    yield engine
    engine.close()


def rules(answer: object) -> list[str]:
    return [match.rule for match in answer or ()]  # type: ignore[attr-defined]


def test_the_recorded_answers_are_the_real_ones(engine: LanguageToolEngine) -> None:
    base = engine._source.server().base
    for text, recorded in RECORDED["checks"].items():
        form = urllib.parse.urlencode({"language": "en-US", "text": text}).encode()
        with urllib.request.urlopen(f"{base}v2/check", form) as answer:
            real = json.load(answer)
        for said in (real, recorded):  # how sure the language detector is differs from run to run
            said.pop("language", None)
            said.pop("extendedSentenceRanges", None)
        assert real == recorded


def test_version_and_fingerprint_are_known_without_a_server(home: Path) -> None:
    engine = open_engine(GrammarSettings(engine="languagetool", language="en-GB", cache=False))
    assert engine.version == "6.8"
    assert engine.fingerprint == "languagetool 6.8 en-GB"
    assert servers(home) == []
    engine.close()


EXAMPLES = [(a, bad, good) for a in ALLOWED if a.rule.isupper() for bad, good in a.examples]
KEEPS = [(a, text) for a in ALLOWED if a.rule.isupper() for text in a.keeps]


@pytest.mark.parametrize(("allowed", "bad", "good"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else v.rule)
def test_example_is_repaired(engine: LanguageToolEngine, allowed: Allowed, bad: str, good: str) -> None:
    stage = stage_of(engine)
    assert clean(bad, stage).revised == good
    assert clean(good, stage).revised == good


@pytest.mark.parametrize(("allowed", "text"), KEEPS, ids=lambda v: v if isinstance(v, str) else v.rule)
def test_keep_is_left_alone(engine: LanguageToolEngine, allowed: Allowed, text: str) -> None:
    assert clean(text, stage_of(engine)).revised == text


@pytest.mark.parametrize(("language", "wrong"), [("en-US", "colour"), ("en-GB", "color"), ("en-AU", "color")])
def test_language_variant(engine: LanguageToolEngine, language: str, wrong: str) -> None:
    text = "The color of it is a colour."
    (answer,) = LanguageToolEngine(engine._source, language, deadline=60).check([text])
    assert answer is not None
    assert [text[m.span.start : m.span.end] for m in answer] == [wrong]


def test_rules_can_be_switched_on(engine: LanguageToolEngine) -> None:
    (off,) = engine.check(["I can not see."])
    (on,) = LanguageToolEngine(engine._source, "en-US", deadline=60, enabled=("CAN_NOT",)).check(["I can not see."])
    assert "CAN_NOT" not in rules(off)
    assert "CAN_NOT" in rules(on)


def test_a_server_at_an_address(engine: LanguageToolEngine) -> None:
    url = engine._source.server().base
    settings = GrammarSettings(url=url, cache=False, deadline=60)
    remote = open_engine(settings)
    assert remote.version == f"6.8 at {url}"
    assert rules(remote.check([ARTICLE])[0]) == ["EN_A_VS_AN"]
    remote.close()
    assert rules(engine.check([ARTICLE])[0]) == ["EN_A_VS_AN"]  # it was not ours to stop


def test_too_long_for_the_server_is_asked_in_smaller_pieces(tmp_path: Path) -> None:
    with running(tmp_path, maxTextLength=60) as url:
        engine = LanguageToolEngine(FixedServer(url), "en-US", deadline=60)
        answers = engine.check([ARTICLE, "Fine. " * 20, "He is an man.", "A third one here."])
    assert [rules(answer) for answer in answers] == [["EN_A_VS_AN"], [], ["EN_A_VS_AN"], []]
    assert answers[1] is None
    assert "exceeds the limit of 60 characters" in engine.trouble[0]


def test_an_error_inside_the_server(tmp_path: Path) -> None:
    with running(tmp_path, maxCheckTimeMillis=1) as url:
        engine = LanguageToolEngine(FixedServer(url), "en-US", deadline=60)
        assert engine.check([f"{ARTICLE} " * 100]) == [None]
    assert "Checking took longer than 0.001 seconds" in engine.trouble[0]


def test_a_dead_server_is_started_once_more_and_then_given_up(home: Path) -> None:
    engine = LanguageToolEngine(LocalServer(), "en-US", deadline=60)
    assert rules(engine.check([ARTICLE])[0]) == ["EN_A_VS_AN"]
    (first,) = servers(home)
    first.kill()
    assert rules(engine.check([ARTICLE])[0]) == ["EN_A_VS_AN"]
    assert "died and was started again" in engine.notes[0]
    (second,) = servers(home)
    assert second.pid != first.pid
    second.kill()
    assert engine.check([ARTICLE, "Fine."]) == [None, None]
    assert "stopped working twice" in engine.trouble[-1]
    engine.close()
    assert wait_for_servers(home, 0) == []


@posix
def test_a_hung_server_is_replaced(home: Path) -> None:
    engine = LanguageToolEngine(LocalServer(), "en-US", deadline=60)
    engine.check([ARTICLE])
    (hung,) = servers(home)
    hung.suspend()
    engine._client._TIMEOUT = 1.0  # type: ignore[union-attr]
    assert rules(engine.check([ARTICLE])[0]) == ["EN_A_VS_AN"]
    assert engine.notes == ("the LanguageTool server died and was started again (no answer within 60 s).",)
    (new,) = servers(home)
    assert new.pid != hung.pid
    engine.close()
    assert wait_for_servers(home, 0) == []


def test_engines_of_one_process_share_a_server(home: Path) -> None:
    settings = [GrammarSettings(engine="languagetool", language=name, cache=False) for name in ("en-US", "en-GB")]
    american, british = map(open_engine, settings)
    for engine in (american, british):
        assert rules(engine.check([ARTICLE])[0]) == ["EN_A_VS_AN"]
    assert len(servers(home)) == 1
    american.close()
    assert rules(british.check(["He is an man."])[0]) == ["EN_A_VS_AN"]
    british.close()
    assert wait_for_servers(home, 0) == []


WORKER = """
import sys
from cleanup.grammar.languagetool import LanguageToolEngine
from cleanup.grammar.settings import SharedAddress
from cleanup.grammar.shared import SharedServer
host, port, key = sys.argv[1:]
engine = LanguageToolEngine(SharedServer(SharedAddress(host, int(port), bytes.fromhex(key))), "en-US", 60)
for line in sys.stdin:
    (answer,) = engine.check([line])
    print([match.rule for match in answer] if answer is not None else engine.trouble, flush=True)
"""


def test_workers_share_one_server_and_one_new_start(home: Path) -> None:
    with shared_servers() as owner:
        owner.serve()
        address = owner.address
        command = [sys.executable, "-c", WORKER, address.host, str(address.port), address.key.hex()]
        options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
        workers = [subprocess.Popen(command, **options) for _ in range(2)]  # type: ignore[call-overload]

        def ask() -> list[str]:
            for worker in workers:
                worker.stdin.write(f"{ARTICLE}\n")
                worker.stdin.flush()
            return [worker.stdout.readline().strip() for worker in workers]

        assert servers(home) == []
        assert ask() == ["['EN_A_VS_AN']"] * 2
        (first,) = servers(home)
        first.kill()
        assert ask() == ["['EN_A_VS_AN']"] * 2
        assert len(servers(home)) == 1
        for worker in workers:
            worker.stdin.close()
            worker.wait()
            worker.stdout.close()
    assert wait_for_servers(home, 0) == []


def test_a_worker_without_an_owner_says_so(home: Path) -> None:
    with shared_servers() as owner:
        owner.serve()
        address = owner.address
    with pytest.raises(EngineError, match="is gone"):
        SharedServer(address).server()


RUN = """
import os, signal, sys, time
from cleanup.grammar.server import LocalServer
server = LocalServer().server()
print("ready", flush=True)
{end}
"""


@posix
@pytest.mark.parametrize(
    ("end", "how"),
    [
        ("", None),
        ("raise RuntimeError('in a worker')", None),
        ("time.sleep(60)", signal.SIGINT),
        ("time.sleep(60)", signal.SIGTERM),
        ("time.sleep(60)", signal.SIGKILL),
        # A forked worker that outlives its parent holds all that the parent had open.
        ("os.fork() or time.sleep(8); os._exit(0)", None),
    ],
)
def test_no_server_is_left_behind(home: Path, end: str, how: signal.Signals | None) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", RUN.format(end=end)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert run.stdout is not None
    assert run.stdout.readline().strip() == "ready"
    if how is not None:
        assert len(servers(home)) == 1
        run.send_signal(how)
    run.wait(20)
    run.stdout.close()
    assert wait_for_servers(home, 0, 15) == []


def test_a_kept_server_is_found_again_and_stopped_when_asked(home: Path) -> None:
    settings = GrammarSettings(engine="languagetool", cache=False, keep_server=True, deadline=60)
    for _run in range(2):
        engine = open_engine(settings)
        assert rules(engine.check([ARTICLE])[0]) == ["EN_A_VS_AN"]
        engine.close()
        (process,) = servers(home)
        found = kept.find()
        assert found is not None
        assert found.pid == process.pid
        assert found.version == "6.8"
    # A run that was not told to keep one uses it, and leaves it.
    engine = open_engine(GrammarSettings(engine="languagetool", cache=False, deadline=60))
    engine.check([ARTICLE])
    engine.close()
    assert [p.pid for p in servers(home)] == [process.pid]
    assert kept.stop() is not None
    assert wait_for_servers(home, 0) == []
    assert kept.find() is None
    assert kept.stop() is None


def test_a_kept_server_that_died_is_forgotten(home: Path) -> None:
    source = LocalServer(keep=True)
    first = source.server()
    (process,) = servers(home)
    process.kill()
    psutil.wait_procs([process])
    source.close()
    assert kept.find() is None
    source = LocalServer(keep=True)
    assert source.server() != first
    source.close()
    kept.stop()


def test_a_note_about_another_process_is_not_believed(home: Path) -> None:
    kept.remember(kept.KeptServer("http://127.0.0.1:9/", os.getpid(), "6.8"))
    assert kept.find() is None
    assert kept.stop() is None
    kept.note().write_text("rubbish")
    assert kept.find() is None


def test_a_port_that_is_taken(home: Path) -> None:
    with running(home.parent) as url:
        port = int(url.rstrip("/").rpartition(":")[2])
        with pytest.raises(EngineError, match=f"port {port} is taken"):
            LocalServer(port=port).server()


def test_a_broken_installation_says_why(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "LanguageTool-6.8").unlink()
    (home / "LanguageTool-6.8").mkdir()
    (home / "LanguageTool-6.8" / "languagetool-server.jar").write_bytes(b"not a jar")
    engine = open_engine(GrammarSettings(engine="languagetool", cache=False))
    assert engine.check(["Fine."]) == [None]
    assert "ended at once" in engine.trouble[0]
    assert "org.languagetool.server.HTTPServer" in engine.trouble[0]
    assert "cleanup grammar install languagetool" in engine.trouble[0]
    engine.close()


def test_a_server_that_is_never_ready(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "START_DEADLINE", 0.2)
    engine = open_engine(GrammarSettings(engine="languagetool", cache=False))
    assert engine.check(["Fine."]) == [None]
    assert "was not ready within 0.2 s" in engine.trouble[0]
    engine.close()
    assert wait_for_servers(home, 0) == []
