"""Paths, links and special files: nothing outside what was named is read or written, and nothing waits for ever."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and owners are of POSIX")
not_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")


@posix
def test_links_out_of_a_folder_are_not_followed(cli: Cli) -> None:
    outside = cli.write("outside/b.txt")
    inside = cli.write("novel/a.txt")
    (cli.folder / "novel/link.txt").symlink_to(outside)
    (cli.folder / "novel/zero.txt").symlink_to("/dev/zero")
    (cli.folder / "novel/more").symlink_to(outside.parent)
    (cli.folder / "novel/near.txt").symlink_to("a.txt")
    for pattern in ("novel", "novel/*"):
        inside.write_text(cli.damaged, "utf-8")
        done = cli.clean("--write", pattern)
        assert done.returncode == 0, done.stderr
        assert inside.read_text("utf-8") == cli.repaired
        assert outside.read_text("utf-8") == cli.damaged
        assert b"novel/link.txt is left alone" in done.stderr
        assert b"novel/more is left alone" in done.stderr
        assert b"--follow-links" in done.stderr
    done = cli.clean("--write", "--follow-links", "novel")
    assert outside.read_text("utf-8") == cli.repaired
    assert b"not a file but a device" in done.stderr


@posix
def test_special_files_are_named_and_skipped(cli: Cli) -> None:
    chapter = cli.write("novel/b.txt")
    os.mkfifo(cli.folder / "novel/a.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(cli.folder)  # the address of a socket has to be short
        try:
            server.bind("novel/c.txt")
        finally:
            os.chdir(here)
        done = cli.clean("--write", "novel")
    assert done.returncode == 0
    assert b"novel/a.txt is left alone: not a file but a named pipe" in done.stderr
    assert b"novel/c.txt is left alone: not a file but a socket" in done.stderr
    assert chapter.read_text("utf-8") == cli.repaired
    named = cli.clean("novel/a.txt", "--format", "plain")
    assert named.returncode == 2
    assert b"a named pipe" in named.stderr


@posix
@pytest.mark.parametrize("option", ["--glossary", "--config"])
def test_a_pipe_is_no_glossary_and_no_configuration(cli: Cli, option: str) -> None:
    os.mkfifo(cli.folder / "x.toml")
    cli.write("a.txt")
    done = cli.clean("a.txt", option, "x.toml")
    assert done.returncode == 2
    assert b"a named pipe" in done.stderr or b"not a regular file" in done.stderr


def test_a_file_that_is_too_large_is_refused(cli: Cli) -> None:
    cli.write("cleanup.toml", "packs = []\nmax-file-size = 0.001\n")
    large, small = cli.write("a.txt", cli.damaged * 100), cli.write("b.txt")
    done = cli.clean("--write", ".")
    assert done.returncode == 2
    assert b"too large" in done.stderr
    assert b"max-file-size" in done.stderr
    assert large.read_text("utf-8") == cli.damaged * 100
    assert small.read_text("utf-8") == cli.repaired


@posix
def test_another_name_of_a_file_is_told(cli: Cli) -> None:
    path = cli.write("a.txt")
    (cli.folder / "b.text").hardlink_to(path)
    done = cli.clean("--write", "a.txt")
    assert done.returncode == 0
    assert b"a.txt has another name (a hard link)" in done.stderr


@posix
@not_root
def test_a_file_that_the_user_may_not_write_is_not_replaced(cli: Cli) -> None:
    path = cli.write("a.txt")
    path.chmod(0o444)
    assert cli.clean("--write", "a.txt").returncode == 2
    assert path.read_text("utf-8") == cli.damaged


def test_what_is_mirrored_stays_in_the_output_folder(cli: Cli) -> None:
    cli.write("top.txt")
    cli.write("b/deep/a.txt")
    (cli.folder / "work").mkdir()
    for paths in (["b/../../top.txt"], ["../top.txt", "../b"], ["../b/deep/../../top.txt", "../b/deep/a.txt"]):
        here = cli.folder / ("work" if paths[0].startswith("..") else "b")
        done = cli.clean("--output", "out", *paths, cwd=here)
        names = sorted(str(p.relative_to(cli.folder)) for p in cli.folder.rglob("*.txt"))
        assert not [n for n in names if n not in ("top.txt", "b/deep/a.txt") and "out/" not in n], (done.stderr, names)
    assert (cli.folder / "top.txt").read_text("utf-8") == cli.damaged


@posix
def test_links_do_not_lead_out_of_the_output_folder(cli: Cli) -> None:
    cli.write("in/sub/a.txt")
    other = cli.write("other/a.txt", "Mine.\n")
    (cli.folder / "out").mkdir()
    (cli.folder / "out/sub").symlink_to(cli.folder / "other")
    done = cli.clean("in", "--output", "out")
    assert done.returncode == 2
    assert b"leads out of the output folder" in done.stderr
    assert other.read_text("utf-8") == "Mine.\n"


GLOSSARY = '[[term]]\nname = "Li Mu"\nsource = "李牧"\nkind = "person"\n'


def overlaps() -> Iterator[list[str]]:
    """Commands whose output would destroy what they read, or another output."""
    yield ["clean", "a.txt", "--diff", "a.txt"]
    yield ["clean", ".", "--diff", "sub/../a.txt"]
    yield ["clean", "a.txt", "--diff", "cleanup.toml"]
    yield ["clean", "a.txt", "-g", "glossary.toml", "--diff", "glossary.toml"]
    yield ["clean", "a.txt", "sub/a.txt", "--output", "sub"]
    yield ["clean", ".", "--output", "."]
    yield ["clean", "sub/a.txt", "--output", "out", "--diff", "out/a.txt"]
    yield ["check", "a.txt", "--output", "json=a.txt"]
    yield ["check", "a.txt", "-o", "json=x", "-o", "sarif=./x"]
    yield ["check", "a.txt", "--baseline", "b.json", "-o", "json=b.json"]
    yield ["baseline", "update", "a.txt", "--baseline", "a.txt"]
    yield ["glossary", "export", "-f", "csv", "-g", "glossary.toml", "-o", "glossary.toml"]
    yield ["glossary", "export", "-f", "csv", "-g", "glossary.toml", "-o", "cleanup.toml"]
    yield ["glossary", "discover", "a.txt", "--evidence", "a.txt"]
    yield ["glossary", "discover", "a.txt", "--evidence", "cleanup.toml"]
    yield ["glossary", "report", "a.txt", "-g", "glossary.toml", "--html", "cleanup.toml"]
    yield ["clean", "with-rules/a.txt", "--diff", "with-rules/own.toml"]
    yield ["check", "bad-rules/a.txt", "-o", "json=bad-rules/own.toml"]
    yield ["clean", "bad/a.txt", "--diff", "bad/cleanup.toml"]
    yield ["glossary", "report", "a.txt", "-g", "glossary.toml", "--html", "a.txt"]


@pytest.mark.parametrize("command", list(overlaps()), ids=" ".join)
def test_an_output_that_is_an_input_or_another_output_is_refused(cli: Cli, command: list[str]) -> None:
    cli.write("b.json", '{"version": 1, "entries": []}\n')
    cli.write("glossary.toml", GLOSSARY)
    cli.write("a.txt")
    cli.write("sub/a.txt")
    cli.write("with-rules/a.txt")
    cli.write("with-rules/cleanup.toml", 'replace-files = ["own.toml"]\n')
    cli.write("with-rules/own.toml", '[[replace]]\nfind = "x y"\nwith = "z"\n')
    cli.write("bad-rules/a.txt")
    cli.write("bad-rules/cleanup.toml", 'replace-files = ["own.toml"]\n')
    cli.write("bad-rules/own.toml", "[[replace]]\nfind =")
    cli.write("bad/a.txt")
    cli.write("bad/cleanup.toml", "glossaries = [")
    (cli.folder / "out").mkdir()
    before = {path: path.read_bytes() for path in cli.folder.rglob("*") if path.is_file()}
    done = cli(*command)
    assert done.returncode == 2, done.stdout
    assert {path: path.read_bytes() for path in cli.folder.rglob("*") if path.is_file()} == before
    assert b"error" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["clean", "a.txt", "--no-grammar", "--diff", "gone/x.patch"],
        ["check", "a.txt", "--no-grammar", "-o", "json=gone/x.json"],
        ["baseline", "create", "a.txt", "--no-grammar", "--baseline", "gone/b.json"],
        ["glossary", "export", "-f", "csv", "-g", "glossary.toml", "-o", "gone/x.csv"],
        ["glossary", "discover", "a.txt", "--evidence", "gone/e.json"],
        ["glossary", "report", "a.txt", "-g", "glossary.toml", "--html", "gone/x.html"],
    ],
    ids=" ".join,
)
def test_a_folder_that_is_not_there_is_an_error_with_the_next_step(cli: Cli, command: list[str]) -> None:
    cli.write("glossary.toml", GLOSSARY)
    cli.write("a.txt")
    done = cli(*command)
    assert done.returncode == 2
    assert b"mkdir -p gone" in done.stderr
    assert not (cli.folder / "gone").exists()


@pytest.mark.parametrize("command", [["discover"], ["rename", "Li Mu", "Li Muu"]], ids=" ".join)
def test_paths_that_are_not_there_fail_before_anything_is_written(cli: Cli, command: list[str]) -> None:
    glossary = cli.write("glossary.toml", GLOSSARY)
    done = cli("glossary", *command, "nosuch")
    assert done.returncode == 2
    assert b"nosuch: no such file or folder" in done.stderr
    assert glossary.read_text("utf-8") == GLOSSARY
    assert not (cli.folder / "glossary.discovered.json").exists()


@posix
@pytest.mark.parametrize("what", ["novel/b.txt", "novel/sub"])
def test_what_goes_away_during_a_run_is_told(cli: Cli, what: str) -> None:
    first = cli.write("novel/a.txt")
    cli.write("novel/b.txt")
    cli.write("novel/sub/c.txt")
    cli.at_start(
        "import os, shutil\n"
        "from pathlib import Path\n"
        "real = os.fsync\n"
        "def fsync(descriptor):\n"
        f"    gone = Path({str(cli.folder / what)!r})\n"
        "    shutil.rmtree(gone) if gone.is_dir() else gone.unlink(missing_ok=True)\n"
        "    return real(descriptor)\n"
        "os.fsync = fsync\n"
    )
    done = cli.clean("--write", "novel")
    assert done.returncode == 2
    assert f"error: {what}".encode() in done.stderr
    assert first.read_text("utf-8") == cli.repaired
