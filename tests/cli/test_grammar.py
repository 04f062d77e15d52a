"""Everything that can go wrong with a grammar engine, through the real command: a clear message, the rest of the work
done, the exit code right."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cleanup.grammar.embedded import EMBEDDED
from tests.cli.conftest import Cli
from tests.grammar.stub import stub
from tests.languagetool import own_home, running, servers, wait_for_servers

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
ENGINE = next(name for name, embedded in EMBEDDED.items() if not embedded.missing())
TEXT = "It was a apple , you see.\n\nHe is an man.\n"
WITHOUT_GRAMMAR = "It was a apple, you see.\n\nHe is an man.\n"
CLEANED = "It was an apple, you see.\n\nHe is a man.\n"


@pytest.fixture
def alone(cli: Cli) -> Cli:
    """The command with a cache of its own and nothing of LanguageTool installed."""
    cli.environment |= {"CLEANUP_CACHE": str(cli.folder / "cache"), "LTP_PATH": str(cli.folder / "nothing")}
    cli.environment |= {"COLUMNS": "200"}
    cli.write("a.txt", TEXT)
    return cli


@pytest.fixture
def languagetool(alone: Cli) -> Iterator[Cli]:
    """The command with the real LanguageTool; what is left running is killed."""
    home = own_home(alone.folder / "home")
    alone.environment["LTP_PATH"] = str(home)
    yield alone
    for process in servers(home):
        process.kill()


def cleaned(cli: Cli, *arguments: str, code: int = 0) -> tuple[str, str]:
    """Clean ``a.txt``; the text that came of it, and what was said."""
    run = cli("clean", "a.txt", "--output", "out", *arguments)
    said = run.stderr.decode()
    assert run.returncode == code, said
    return (cli.folder / "out" / "a.txt").read_text(), said


@pytest.mark.parametrize("engine", [*EMBEDDED, "auto"])
def test_the_summary_names_engine_and_version(alone: Cli, engine: str) -> None:
    if engine in EMBEDDED and EMBEDDED[engine].missing():
        pytest.skip(EMBEDDED[engine].missing())
    text, said = cleaned(alone, "--grammar", engine)
    assert text == CLEANED
    name = ENGINE if engine == "auto" else engine
    assert f"Grammar checked by {name} {EMBEDDED[name].version()}." in said


def test_grammar_can_be_left_out(alone: Cli) -> None:
    for option in (["--no-grammar"], ["--grammar", "none"]):
        text, said = cleaned(alone, *option)
        assert text == WITHOUT_GRAMMAR
        assert "Grammar checked" not in said


def test_an_engine_that_there_is_not(alone: Cli) -> None:
    run = alone("clean", "a.txt", "--grammar", "languagtool")
    assert run.returncode == 2
    assert "there is no grammar engine “languagtool”\n  Did you mean “languagetool”?" in run.stderr.decode()


def kill_children(run: subprocess.Popen[bytes], stop: threading.Event, how: signal.Signals, count: int) -> None:
    """Send a signal to the first ``count`` engine processes of a run as they appear."""
    seen: set[int] = set()
    while not stop.is_set() and len(seen) < count:
        try:
            for child in psutil.Process(run.pid).children():
                if child.pid not in seen and any("grammar.child" in argument for argument in child.cmdline()):
                    child.send_signal(how)
                    seen.add(child.pid)
        except psutil.Error:
            pass
        time.sleep(0.02)


def checked_while(cli: Cli, how: signal.Signals, count: int, *arguments: str) -> tuple[int, str, str]:
    """``cleanup check`` while its engine processes get a signal: exit code, output, messages."""
    process = cli.start("check", *arguments)
    stop = threading.Event()
    thread = threading.Thread(target=kill_children, args=(process, stop, how, count))
    thread.start()
    out, err = process.communicate(timeout=120)
    stop.set()
    thread.join()
    return process.returncode, out.decode(), err.decode()


@posix
def test_an_engine_that_is_killed_once_is_started_again(alone: Cli) -> None:
    code, out, err = checked_while(alone, signal.SIGKILL, 1, "a.txt")
    # Killed while it loads it counts as broken, killed later it is started again; either is told.
    assert f"{ENGINE} crashed" in err
    assert code in (1, 2)
    assert ("not checked" in err) == (code == 2)
    assert "spacing-before-mark" in out  # the rest of the work is done


@posix
def test_an_engine_that_is_killed_again_and_again(alone: Cli) -> None:
    code, out, err = checked_while(alone, signal.SIGKILL, 99, "a.txt")
    assert code == 2
    assert "a.txt: not checked: 2 paragraphs, the first “It was a apple, you see.”, have not been checked" in err
    assert f"{ENGINE} crashed" in err
    assert "spacing-before-mark" in out


HANGS_ONCE = """
import os, signal
from cleanup.grammar import harper, lingotweaker
def hanging(module):
    answer = module.Checker.check
    def check(self, text):
        if not os.path.exists({mark!r}):
            open({mark!r}, "w").close()
            os.kill(os.getpid(), signal.SIGSTOP)
        return answer(self, text)
    module.Checker.check = check
hanging(lingotweaker)
hanging(harper)
"""


@posix
def test_an_engine_that_hangs(alone: Cli) -> None:
    """It stops itself over its first question, however fast or slow the machine is; the next one answers."""
    with (alone.folder / "cleanup.toml").open("a") as file:
        file.write("[grammar]\ndeadline = 10\ncache = false\n")
    alone.at_start(HANGS_ONCE.format(mark=str(alone.folder / "mark")))
    run = alone("check", "a.txt", "--jobs", "1")
    said = run.stderr.decode()
    assert f"{ENGINE} gave no answer within 10 s and was stopped." in said
    assert "not checked" not in said
    assert run.returncode == 1
    assert b"grammar-" in run.stdout


def test_languagetool_is_not_installed(alone: Cli) -> None:
    text, said = cleaned(alone, "--grammar", "languagetool", code=2)
    assert text == WITHOUT_GRAMMAR
    assert f"LanguageTool is not installed in {alone.folder / 'nothing'}" in said
    assert "cleanup grammar install languagetool" in said
    assert not (alone.folder / "nothing").exists()  # looking is not installing


def fake_installation(cli: Cli) -> None:
    folder = cli.folder / "nothing" / "LanguageTool-6.8"
    folder.mkdir(parents=True)
    (folder / "languagetool-server.jar").write_bytes(b"")


def path_with(cli: Cli, java: str | None) -> None:
    """A PATH on which ``java`` is a script that prints the given version, or is missing."""
    folder = cli.folder / "bin"
    folder.mkdir()
    if java is not None:
        script = folder / "java"
        script.write_text(f"#!/bin/sh\necho '{java}' >&2\n")
        script.chmod(0o755)
    shell = shutil.which("sh")
    assert shell is not None
    (folder / "sh").symlink_to(shell)
    cli.environment["PATH"] = str(folder)


@posix
@pytest.mark.parametrize(
    ("java", "message"),
    [
        (None, "there is no “java” on the PATH; LanguageTool needs Java 17 or newer"),
        ('java version "1.8.0_402"', "is Java 8; LanguageTool needs Java 17 or newer"),
        ('openjdk version "11.0.2" 2019-01-15', "is Java 11; LanguageTool needs Java 17 or newer"),
        ('openjdk version "9-internal"', "is Java 9; LanguageTool needs Java 17 or newer"),
        # What it is cannot be told: it is given a try, and what comes of that is told.
        ("Some Java", "ended at once"),
    ],
)
def test_java_is_missing_or_old(alone: Cli, java: str | None, message: str) -> None:
    fake_installation(alone)
    path_with(alone, java)
    text, said = cleaned(alone, "--grammar", "languagetool", code=2)
    assert text == WITHOUT_GRAMMAR
    assert message in said
    assert "a.txt: not checked: 2 paragraphs" in said


def test_a_url_that_refuses(alone: Cli) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (alone.folder / "cleanup.toml").open("a") as file:
        file.write(f'[grammar]\nurl = "http://127.0.0.1:{port}"\n')
    text, said = cleaned(alone, code=2)
    assert text == WITHOUT_GRAMMAR
    assert f"no LanguageTool server answers at http://127.0.0.1:{port}/: Connection refused" in said
    run = alone("check", "a.txt")
    assert run.returncode == 2
    assert b"spacing-before-mark" in run.stdout


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (413, "Error: Your text exceeds the limit of 10 characters", "Your text exceeds the limit of 10 characters"),
        (500, "Error: Internal Error", "Internal Error"),
        (500, "<html>down</html>", "down"),
    ],
)
def test_a_server_that_answers_with_an_error(alone: Cli, status: int, body: str, message: str) -> None:
    with stub() as server:
        server.status, server.body = status, body
        with (alone.folder / "cleanup.toml").open("a") as file:
            file.write(f'[grammar]\nurl = "{server.url}"\n')
        text, said = cleaned(alone, code=2)
    assert text == WITHOUT_GRAMMAR
    assert f"the LanguageTool server says: {message}" in said
    assert "Grammar checked by" not in said  # it answered nothing


def test_a_cache_that_is_damaged(alone: Cli) -> None:
    (alone.folder / "cache").mkdir()
    (alone.folder / "cache" / "grammar.sqlite").write_bytes(b"not a database at all" * 100)
    text, said = cleaned(alone)
    assert text == CLEANED
    assert "note: the cache" in said
    assert "was damaged" in said
    assert "is made anew" in said
    text, said = cleaned(alone)
    assert text == CLEANED
    assert "note:" not in said
    connection = sqlite3.connect(alone.folder / "cache" / "grammar.sqlite")
    assert connection.execute("SELECT count(*) FROM entries").fetchone()[0] >= 2
    connection.close()


@posix
@pytest.mark.parametrize("filled", [False, True])
def test_a_cache_that_cannot_be_written(alone: Cli, filled: bool) -> None:
    folder = alone.folder / "cache"
    if filled:
        cleaned(alone)
    folder.mkdir(exist_ok=True)
    prefix: list[str] = []
    for path in (*folder.iterdir(), folder):
        path.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IROTH | stat.S_IXOTH)
    if os.geteuid() == 0:  # root writes anyway, unless it gives that right up
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root may write everywhere, and there is no setpriv")
        prefix = [setpriv, "--bounding-set=-dac_override", "--inh-caps=-dac_override", "--"]
    process = alone.start("clean", "a.txt", "--write", prefix=prefix)
    _out, err = process.communicate(timeout=120)
    folder.chmod(0o700)
    said = err.decode()
    assert process.returncode == 0, said
    assert (alone.folder / "a.txt").read_text() == CLEANED
    assert ("is only read" if filled else "Nothing is kept") in said


def test_status_says_what_there_is_and_what_to_do(alone: Cli) -> None:
    run = alone("grammar", "status")
    said = run.stdout.decode()
    assert run.returncode == 0
    assert f"+ {ENGINE:<13} version {EMBEDDED[ENGINE].version()}" in said
    assert "the engine in use" in said
    assert f"- languagetool  not installed in {alone.folder / 'nothing'}" in said
    assert "cleanup grammar install languagetool" in said
    assert "0 answers" in said


def test_status_fails_when_the_engine_in_use_cannot_be_had(alone: Cli) -> None:
    (alone.folder / "cleanup.toml").write_text('[grammar]\nengine = "languagetool"\n')
    assert alone("grammar", "status").returncode == 2
    (alone.folder / "cleanup.toml").write_text('[grammar]\nurl = "http://127.0.0.1:9"\n')
    run = alone("grammar", "status")
    assert run.returncode == 2
    assert "- url           http://127.0.0.1:9/: Connection refused" in run.stdout.decode()
    with stub() as server:
        (alone.folder / "cleanup.toml").write_text(f'[grammar]\nurl = "{server.url}"\n')
        run = alone("grammar", "status")
        assert run.returncode == 0
        assert f"+ url           LanguageTool 6.8 at {server.url}/" in run.stdout.decode()


def test_status_tries_the_engines(alone: Cli) -> None:
    run = alone("grammar", "status", "--try")
    assert run.returncode == 0
    assert f"+ {ENGINE:<13} version {EMBEDDED[ENGINE].version()} answered after" in run.stdout.decode()


@pytest.mark.parametrize("engine", EMBEDDED)
def test_rules_are_listed_with_what_is_done_here(alone: Cli, engine: str) -> None:
    if EMBEDDED[engine].missing():
        pytest.skip(EMBEDDED[engine].missing())
    with (alone.folder / "cleanup.toml").open("a") as file:
        file.write('[grammar.rules]\nHE_VERB_AGR = "off"\nModalOf = "report"\n')
    run = alone("grammar", "rules", "--engine", engine)
    assert run.returncode == 0
    lines = {line.split()[0]: line.split() for line in run.stdout.decode().splitlines()}
    if engine == "lingotweaker":
        assert len(lines) > 1_000
        assert lines["EN_A_VS_AN"][1:3] == ["MISC", "fix"]
        assert lines["HE_VERB_AGR"][1:3] == ["GRAMMAR", "off"]
        assert lines["FIRST_OF_ALL"][1:3] == ["REDUNDANCY", "off"]
        assert lines["MORFOLOGIK_RULE_EN_US"][1:3] == ["TYPOS", "report"]
        assert "e.g." in lines["HE_VERB_AGR"]
    else:
        assert len(lines) > 500
        assert lines["AnA"][1] == "fix"
        assert lines["ModalOf"][1] == "report"
        assert lines["LongSentences"][1] == "off"


def test_rules_can_be_searched(alone: Cli) -> None:
    run = alone("grammar", "rules", "--engine", ENGINE, "--match", "article")
    assert 0 < len(run.stdout.decode().splitlines()) < 100
    assert alone("grammar", "rules", "--engine", ENGINE, "--match", "zzzz").returncode == 2
    assert alone("grammar", "rules", "--engine", "none").returncode == 2


def test_only_languagetool_can_be_installed(alone: Cli) -> None:
    run = alone("grammar", "install", "harper")
    assert run.returncode == 2
    assert "“harper” cannot be installed: it comes with cleanup" in run.stderr.decode()


def test_stop_without_a_server(alone: Cli) -> None:
    run = alone("grammar", "stop")
    assert (run.returncode, run.stdout.decode()) == (0, "No server is running.\n")


@pytest.mark.languagetool
def test_languagetool_through_the_command(languagetool: Cli) -> None:
    home = Path(languagetool.environment["LTP_PATH"])
    text, said = cleaned(languagetool, "--grammar", "languagetool")
    assert text == CLEANED
    assert "Grammar checked by languagetool 6.8." in said
    assert wait_for_servers(home, 0) == []
    # The second time everything is known, and no server is started.
    started = time.monotonic()
    text, _said = cleaned(languagetool, "--grammar", "languagetool")
    assert text == CLEANED
    assert time.monotonic() - started < 30
    run = languagetool("grammar", "rules", "--engine", "languagetool", "--match", "HE_VERB_AGR")
    assert "GRAMMAR" in run.stdout.decode()


@pytest.mark.languagetool
def test_keep_server_through_the_command(languagetool: Cli) -> None:
    home = Path(languagetool.environment["LTP_PATH"])
    cleaned(languagetool, "--grammar", "languagetool", "--keep-server")
    (process,) = servers(home)
    said = languagetool("grammar", "status").stdout.decode()
    assert f"process {process.pid}" in said
    assert "→ cleanup grammar stop" in said
    languagetool.write("a.txt", f"Another. {TEXT}")
    cleaned(languagetool, "--grammar", "languagetool")
    assert [p.pid for p in servers(home)] == [process.pid]
    assert "Stopped the server" in languagetool("grammar", "stop").stdout.decode()
    assert wait_for_servers(home, 0) == []


@pytest.mark.languagetool
def test_a_server_at_a_url_through_the_command(languagetool: Cli) -> None:
    with running(languagetool.folder) as url:
        with (languagetool.folder / "cleanup.toml").open("a") as file:
            file.write(f'[grammar]\nurl = "{url}"\n')
        text, said = cleaned(languagetool)
    assert text == CLEANED
    assert f"Grammar checked by languagetool 6.8 at {url}." in said


@pytest.mark.languagetool
def test_a_port_that_is_taken_through_the_command(languagetool: Cli) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with (languagetool.folder / "cleanup.toml").open("a") as file:
            file.write(f'[grammar]\nengine = "languagetool"\nport = {port}\n')
        text, said = cleaned(languagetool, code=2)
    assert text == WITHOUT_GRAMMAR
    assert f"port {port} is taken by another program" in said
    assert wait_for_servers(Path(languagetool.environment["LTP_PATH"]), 0) == []


@posix
@pytest.mark.languagetool
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_no_server(languagetool: Cli, how: signal.Signals) -> None:
    home = Path(languagetool.environment["LTP_PATH"])
    languagetool.write("a.txt", "\n\n".join(f"Paragraph {i}. It was a apple." for i in range(5_000)))
    process = languagetool.start("clean", "a.txt", "--grammar", "languagetool", "--write")
    assert len(wait_for_servers(home, 1)) == 1
    process.send_signal(how)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"Traceback" not in err
    assert wait_for_servers(home, 0) == []
    assert (languagetool.folder / "a.txt").read_text().startswith("Paragraph 0. It was a apple.")


@pytest.mark.languagetool
def test_a_json_report_names_the_engine(languagetool: Cli) -> None:
    run = languagetool("clean", "a.txt", "--grammar", "languagetool", "--format", "json")
    assert json.loads(run.stdout)["files"][0]["engine"] == "languagetool 6.8"
