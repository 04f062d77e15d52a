"""Every way of failing, through the real command: exit code 2, a message that helps, and nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

unix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clean"], "Missing argument"),
        (["clean", "a.txt", "--wirte"], "--write"),
        (["clena", "a.txt"], "clean"),
        (["clean", "a.txt", "--format", "dif"], "'diff', 'words', 'json'"),
        (["clean", "a.txt", "--write", "--output", "x"], "not both"),
        (["clean", "a.txt", "--write", "--check"], "--check changes nothing"),
        (["clean", "-", "--output", "x"], "no name"),
        (["clean", "a.txt", "--select", "qoutes"], "Did you mean “quotes”?"),
        (["clean", "a.txt", "--ignore", "quotes-directoin"], "Did you mean “quotes-direction”?"),
        (["clean", "a.txt", "--encoding", "utf-9"], "no encoding “utf-9”"),
        (["clean", "a.txt", "--config", "missing.toml"], "missing.toml: cannot read"),
        (["clean", "a.txt", "-g", "missing.toml"], "missing.toml: cannot read"),
        (["clean", "a.tx"], "Did you mean “a.txt”?"),
        (["clean", "*.novel"], "nothing matches"),
        (["clean", "empty"], "nothing to clean in empty"),
        (["rules", "explain", "quote"], "Did you mean “quotes”?"),
        (["rules", "lst"], "list"),
        (["init", "a.txt"], "a.txt"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage(cli: Cli, arguments: list[str], message: str) -> None:
    file = cli.write("a.txt")
    (cli.folder / "empty").mkdir()
    done = cli(*arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert done.stdout == b""
    assert file.read_text("utf-8") == cli.damaged


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("cleanup.toml", "qoutes = 'curly'\n", "cleanup.toml:1: unknown key “qoutes”"),
        ("cleanup.toml", "packs = []\n\n[rules.qoutes]\nlevel = 'off'\n", "cleanup.toml:3: there is no rule"),
        ("cleanup.toml", "packs = [\n", "cleanup.toml:"),
        ("cleanup.toml", b"\xff\xfe", "not UTF-8"),
        ("cleanup.toml", "packs = ['nonsense']\n", "nonsense"),
        ("cleanup.toml", "packs = []\nglossaries = ['gone.toml']\n", "gone.toml"),
        ("cleanup.toml", "packs = []\nglossaries = ['bad.toml']\n", "bad.toml:1"),
    ],
)
def test_bad_configuration(cli: Cli, name: str, content: str | bytes, message: str) -> None:
    cli.write("bad.toml", "[[term]]\nnme = 'Li Mu'\n")
    cli.write(name, content)
    files = [cli.write("a.txt"), cli.write("b.txt")]
    done = cli.clean("--write", ".")
    error = done.stderr.decode()
    assert done.returncode == 2
    assert message in error
    assert error.count(message) == 1
    assert [file.read_text("utf-8") for file in files] == [cli.damaged] * 2


def test_one_bad_configuration_does_not_stop_other_novels(cli: Cli) -> None:
    bad, good = cli.write("one/a.txt"), cli.write("two/a.txt")
    cli.write("one/cleanup.toml", "nonsense = 1\n")
    assert cli.clean("--write", "one", "two").returncode == 2
    assert bad.read_text("utf-8") == cli.damaged
    assert good.read_text("utf-8") == cli.repaired


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not a text file"),
        (b"text with a \x00 in it", "not a text file"),
        (b"%PDF-1.7\n text", "not a text file"),
        ("”ab 李牧” ".encode() * 20 + b"\xff\xfe", "cannot detect the encoding"),
    ],
)
def test_a_bad_file_is_reported_and_the_rest_is_done(cli: Cli, content: bytes, message: str) -> None:
    bad, good = cli.write("a.txt", content), cli.write("b.txt")
    done = cli.clean("--write", ".")
    assert done.returncode == 2
    assert f"a.txt: {message}" in done.stderr.decode().replace("the encoding ", "")
    assert bad.read_bytes() == content
    assert good.read_text("utf-8") == cli.repaired


def test_a_wrong_encoding_is_refused(cli: Cli) -> None:
    file = cli.write("a.txt", "“上海”".encode("gb18030"))
    done = cli.clean("--write", "--encoding", "utf-8", "a.txt")
    assert done.returncode == 2
    assert "not valid utf-8" in done.stderr.decode()
    assert file.read_bytes() == "“上海”".encode("gb18030")


def test_a_character_that_the_encoding_does_not_have_is_an_error(cli: Cli) -> None:
    """Curly quotes cannot be written in ISO-8859-1."""
    content = b'"It is late," said the caf\xe9 owner.\n'
    file = cli.write("a.txt", content)
    done = cli.clean("--write", "--encoding", "iso-8859-1", "--quotes", "curly", "a.txt")
    assert done.returncode == 2
    assert "cannot write" in done.stderr.decode()
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\xef\xbb\xbf",
        b"   ",
        "”It is late,” said the guard.".encode(),
        "”It is late,” said the guard.\r\n\r\nYes.\r\n".encode(),
        "”It is late,” said the guard.\rYes.\n\r\n".encode(),
        "”It is late,” said the guard.\n".encode("utf-16"),
        "\ufeff”It is late,” said the guard.\n".encode("utf-16-be"),
        "”It is late,” said the guard. 他说：李牧来到公司。\n".encode("gb18030"),
    ],
    ids=["empty", "newline", "only BOM", "blank", "no newline", "CRLF", "mixed", "UTF-16 LE", "UTF-16 BE", "GB18030"],
)
def test_odd_files_come_through_whole(cli: Cli, content: bytes) -> None:
    file = cli.write("a.txt", content)
    done = cli.clean("--write", "--select", "quotes-direction", "a.txt")
    assert done.returncode == 0, done.stderr
    wrong, right = "”It", "“It"
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        content = content.replace(wrong.encode(codec), right.encode(codec))
    assert file.read_bytes() == content


def test_a_line_of_five_megabytes(cli: Cli) -> None:
    line = "He went to the office and sat down at the table again. " * 95_000
    file = cli.write("a.txt", cli.damaged.strip() + " " + line)
    done = cli.clean("--write", "--select", "quotes-direction", "a.txt")
    assert done.returncode == 0
    assert file.read_text("utf-8").startswith("“It is late,”")


def test_missing_path_among_good_ones(cli: Cli) -> None:
    good = cli.write("b.txt")
    done = cli.clean("--write", "gone.txt", "b.txt")
    assert done.returncode == 2
    assert "gone.txt: no such file" in done.stderr.decode()
    assert good.read_text("utf-8") == cli.repaired


@unix
def test_symbolic_links_stay_links(cli: Cli) -> None:
    target = cli.write("real.txt")
    link = cli.folder / "link.txt"
    link.symlink_to("real.txt")
    broken = cli.folder / "broken.txt"
    broken.symlink_to("nowhere.txt")
    done = cli.clean("--write", "link.txt", "broken.txt")
    assert done.returncode == 2
    assert link.is_symlink()
    assert target.read_text("utf-8") == cli.repaired


@unix
def test_a_read_only_file_is_left_alone(cli: Cli) -> None:
    file = cli.write("a.txt")
    file.chmod(0o444)
    done = cli.clean("--write", "a.txt")
    assert done.returncode == 2
    assert "read-only" in done.stderr.decode()
    assert file.read_text("utf-8") == cli.damaged


@unix
def test_a_read_only_folder(cli: Cli) -> None:
    file = cli.write("locked/a.txt")
    file.parent.chmod(0o555)
    prefix = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    if prefix and shutil.which("setpriv") is None:
        pytest.skip("permissions mean nothing to root")
    done = cli.clean("--write", "locked/a.txt", prefix=prefix)
    file.parent.chmod(0o755)
    assert done.returncode == 2
    assert "cannot write: Permission denied" in done.stderr.decode()
    assert file.read_text("utf-8") == cli.damaged
    assert [path.name for path in file.parent.iterdir()] == ["a.txt"]


def test_an_output_that_cannot_be_written(cli: Cli) -> None:
    cli.write("a.txt")
    cli.write("taken", "a file, not a folder")
    done = cli.clean("a.txt", "--output", "taken")
    assert done.returncode == 2
    assert "taken" in done.stderr.decode()


def test_the_output_folder_must_not_be_the_source(cli: Cli) -> None:
    file = cli.write("texts/a.txt")
    done = cli.clean("texts/a.txt", "--output", "texts")
    assert done.returncode == 2
    assert "--write" in done.stderr.decode()
    assert file.read_text("utf-8") == cli.damaged


def test_a_diff_that_cannot_be_written(cli: Cli) -> None:
    cli.write("a.txt")
    done = cli.clean("a.txt", "--diff", "gone/x.patch")
    assert done.returncode == 2
    assert "gone/x.patch: --diff: there is no folder gone" in done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk(cli: Cli) -> None:
    cli.write("a.txt")
    with Path("/dev/full").open("wb") as full:
        done = cli.clean("a.txt", stdout=full)
    assert done.returncode == 2
    assert "No space left" in done.stderr.decode()
    done = cli.clean("a.txt", "--diff", "/dev/full")
    assert done.returncode == 2
    assert "No space left" in done.stderr.decode()


@unix
def test_a_closed_pipe_is_quiet(cli: Cli) -> None:
    cli.write("a.txt", "".join(f"{cli.damaged.strip()} {n}\n" for n in range(20_000)))
    with cli.start("clean", "--no-grammar", "-q", "--select", "quotes-direction", "a.txt") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@unix
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_in_the_middle_every_file_is_whole(cli: Cli, sign: signal.Signals) -> None:
    before, after = cli.damaged * 1000, cli.repaired * 1000  # long enough for the signal to come in the middle
    files = [cli.write(f"{n:03}.txt", before) for n in range(400)]
    process = cli.start("clean", "--no-grammar", "--write", "--select", "quotes-direction", ".")
    deadline = time.monotonic() + 60
    while files[5].read_text("utf-8") == before and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(sign)
    _out, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"nterrupted" in error
    assert b"Traceback" not in error
    contents = [file.read_text("utf-8") for file in files]
    assert set(contents) == {before, after}
    left = sorted(path.name for path in cli.folder.iterdir())
    assert left == [*(file.name for file in files), "cleanup.toml"]


def test_an_internal_error_is_told_as_a_bug(cli: Cli) -> None:
    """A broken installation stands for a bug: the package of rules raises while it is imported."""
    cli.write("a.txt")
    cli.write("sitecustomize.py", "import sys\nsys.modules['cleanup.run.batch'] = None\n")
    cli.environment["PYTHONPATH"] += os.pathsep + str(cli.folder)
    done = cli.clean("a.txt")
    assert done.returncode == 2
    assert "This is a bug in cleanup" in done.stderr.decode()
