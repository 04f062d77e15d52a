"""What is delivered: the files of the wheel and of the source archive."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from cleanup import __version__

pytest.importorskip("hatchling")
pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]


def built(kind: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [path] = folder.iterdir()
    return path


def sources(folder: Path) -> set[str]:
    """The files of a folder, by their paths below the project's."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_the_wheel_holds_the_package_its_manual_and_its_packs(tmp_path: Path) -> None:
    path = built("wheel", tmp_path)
    assert path.name == f"mt_cleanup-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(path) as wheel:
        names = set(wheel.namelist())
        info = f"mt_cleanup-{__version__}.dist-info"
        assert "cleanup = cleanup.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    packs = {name.replace("glossaries/", "cleanup/_packs/", 1) for name in sources(ROOT / "glossaries")}
    assert {name for name in names if not name.startswith(info)} == sources(ROOT / "cleanup") | packs
    assert {"cleanup/py.typed", "cleanup/manual/start.md", f"{info}/licenses/LICENSE"} <= names


def test_the_source_archive_holds_what_is_needed_to_build_and_to_test(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", *sources(ROOT / "cleanup")}
    wanted |= sources(ROOT / "glossaries") | sources(ROOT / "samples") | {"tests/conftest.py", "tests/cli/conftest.py"}
    assert wanted <= names
    assert not any(name.startswith((".venv", ".git/", ".ci")) for name in names)
