"""Which files a command line means."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import FileError, LeftAlone
from cleanup.files.discover import Source, common_folder, discover


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.txt", "c.md", "x.png", "sub/d.txt", "sub/deep/e.txt", ".h/f.txt", ".g.txt", "[1].txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*arguments: str, avoid: Path | None = None) -> list[str]:
    outcomes = discover(arguments, lambda path: path.suffix in (".txt", ".md"), avoid)
    return [
        f"error: {outcome.message}" if isinstance(outcome, FileError) else outcome.path
        for outcome in outcomes
        if not isinstance(outcome, LeftAlone)
    ]


@pytest.mark.usefixtures("here")
def test_arguments() -> None:
    assert found("sub") == ["sub/d.txt", "sub/deep/e.txt"]
    assert found(".") == ["[1].txt", "a.txt", "b.txt", "c.md", "sub/d.txt", "sub/deep/e.txt"]
    assert found("x.png", ".g.txt") == ["x.png", ".g.txt"]
    assert found("*.txt") == ["[1].txt", "a.txt", "b.txt"]
    assert found("**/*.txt") == ["[1].txt", "a.txt", "b.txt", "sub/d.txt", "sub/deep/e.txt"]
    assert found("s*") == ["sub/d.txt", "sub/deep/e.txt"]
    assert found("[1].txt") == ["[1].txt"]
    assert found("-") == ["-"]
    assert found("gone.txt", "*.novel") == ["error: no such file or folder", "error: nothing matches this pattern"]


def test_each_file_once_in_the_order_of_the_arguments(here: Path) -> None:
    (here / "link.txt").symlink_to("a.txt")
    assert found("sub/d.txt", "sub", "./sub/d.txt", "a.txt", "link.txt", str(here / "a.txt")) == [
        "sub/d.txt",
        "sub/deep/e.txt",
        "a.txt",
    ]


def test_the_output_folder_is_avoided(here: Path) -> None:
    assert found("sub", avoid=here / "sub/deep") == ["sub/d.txt"]


def test_named_files_are_marked(here: Path) -> None:
    assert list(discover(["a.txt", "sub"], lambda path: path.name == "d.txt")) == [
        Source("a.txt", named=True),
        Source("sub/d.txt"),
    ]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions mean nothing to root")
def test_a_folder_that_cannot_be_read_is_an_error(here: Path) -> None:
    (here / "sub").chmod(0)
    assert any("cannot look into" in line for line in found("."))
    (here / "sub").chmod(0o755)


def test_a_loop_of_links_ends(here: Path) -> None:
    (here / "sub/loop").symlink_to("..")
    assert found("sub") == ["sub/d.txt", "sub/deep/e.txt"]


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (["sub"], "sub"),
        (["sub/d.txt"], "sub"),
        (["sub/d.txt", "a.txt"], "."),
        (["sub/*.txt"], "sub"),
        (["s*/deep/*.txt"], "."),
        (["sub", "sub/deep"], "sub"),
        (["-"], "."),
        (["gone/x.txt"], "gone"),
    ],
)
def test_what_output_is_mirrored_from(here: Path, arguments: list[str], folder: str) -> None:
    assert common_folder(arguments).resolve() == (here / folder).resolve()


NAMES = st.sampled_from(["a.txt", "b.txt", "B.txt", ".h.txt", "x.png", "aa"])
FOLDERS = st.lists(st.sampled_from(["", "d", "e", "e.txt", ".h", "venv", "out"]), max_size=2).map("/".join)
PLACES = st.builds("{}/{}".format, FOLDERS, NAMES)


@pytest.mark.skipif(os.name != "posix", reason="links need privileges elsewhere")
@given(st.lists(PLACES, max_size=6), st.lists(st.tuples(PLACES, PLACES), max_size=5))
def test_a_file_that_links_lead_to_is_found_once_where_it_is_met_first(
    files: list[str], links: list[tuple[str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in files:
            make(folder, name, lambda path: path.write_bytes(b""))
        for name, target in links:
            make(folder, name, lambda path, target=target: path.symlink_to(f"{folder}/{target}"))
        everything = [each for each in found(folder, avoid=Path(folder, "out")) if "error" not in each]
        assert everything == [each for each in found(folder, "-", avoid=Path(folder, "out")) if each != "-"]
        assert len({os.path.realpath(each) for each in everything}) == len(everything)


def make(folder: str, name: str, what: Callable[[Path], object]) -> None:
    path = Path(f"{folder}/{name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:  # one of its folders is a file
        return
    if not os.path.lexists(path):
        what(path)
