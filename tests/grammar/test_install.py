"""Installing LanguageTool: by the wrapper's download (from a server of our own), from Maven, from a file."""

from __future__ import annotations

import hashlib
import http.server
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanup.errors import EngineError
from cleanup.grammar import install
from cleanup.grammar.installation import Installation, find_installation, home, jar_of
from cleanup.grammar.java import Java
from tests import languagetool

ROOT = Path(__file__).parents[2]
said: list[str] = []


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "home"))
    said.clear()
    return tmp_path / "home"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A ZIP file in the shape of LanguageTool's."""
    path = tmp_path / "LanguageTool-6.8.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("LanguageTool-6.8/languagetool-server.jar", b"jar")
        file.writestr("LanguageTool-6.8/libs/a.jar", b"jar")
    return path


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_whose_checksum_is_known(archive: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from language_tool_python import download_lt

    monkeypatch.setitem(download_lt.EXPECTED_DOWNLOAD_SHA256, "6.8", checksum(archive))
    installed = install.install_from_file(archive, said.append)
    assert installed == Installation(own_home / "LanguageTool-6.8", "6.8") == find_installation()
    assert (installed.folder / "libs" / "a.jar").read_bytes() == b"jar"
    assert [path.name for path in own_home.iterdir()] == ["LanguageTool-6.8"]  # nothing else is left there
    assert said == [f"Checking {archive}", f"Unpacking {archive} to {own_home}"]


def test_a_file_that_is_not_the_published_one(archive: Path) -> None:
    with pytest.raises(EngineError, match=f"not LanguageTool 6.8 as published .its SHA-256 is {checksum(archive)}"):
        install.install_from_file(archive, said.append)
    assert find_installation() is None
    assert install.install_from_file(archive, said.append, verify=False) == find_installation()


def test_a_new_installation_replaces_the_old_one_or_leaves_it(archive: Path, own_home: Path, tmp_path: Path) -> None:
    first = install.install_from_file(archive, said.append, verify=False)
    (first.folder / "mine.txt").write_text("old")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(archive.read_bytes()[:100])
    with pytest.raises(EngineError, match="cannot be unpacked"):
        install.install_from_file(broken, said.append, verify=False)
    assert (first.folder / "mine.txt").exists()
    install.install_from_file(archive, said.append, verify=False)
    assert not (first.folder / "mine.txt").exists()
    assert [path.name for path in own_home.iterdir()] == ["LanguageTool-6.8"]


@pytest.mark.parametrize("member", ["../escape.txt", "/etc/escape.txt"])
def test_a_file_that_wants_out_of_its_folder(tmp_path: Path, member: str) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("LanguageTool-6.8/languagetool-server.jar", b"jar")
        file.writestr(member, b"gone")
    with pytest.raises(EngineError, match="cannot be unpacked"):
        install.install_from_file(path, said.append, verify=False)
    assert find_installation() is None


def test_a_file_with_something_else_in_it(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("readme.txt", b"hello")
    with pytest.raises(EngineError, match="holds no LanguageTool server"):
        install.install_from_file(path, said.append, verify=False)
    with pytest.raises(EngineError, match="there is no file"):
        install.install_from_file(tmp_path / "missing.zip", said.append)


@pytest.fixture
def site(archive: Path) -> Iterator[str]:
    """A download site that has the archive."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(archive.parent))  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def download(site: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command; where to download from is the wrapper's environment variable."""
    return subprocess.run(
        [sys.executable, "-m", "cleanup", "grammar", "install", "languagetool"],
        env={**os.environ, "LTP_DOWNLOAD_HOST_NEW_RELEASES": site, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


def test_download_with_progress_and_checksum(site: str, archive: Path, own_home: Path) -> None:
    # Without Java it is installed all the same, and that it cannot run is told.
    run = download(site, LTP_DOWNLOAD_SHA256_6_8=checksum(archive), PATH="/nowhere")
    assert run.returncode == 0, run.stderr
    assert "Downloading LanguageTool 6.8" in run.stderr
    assert "100%" in run.stderr
    assert f"LanguageTool 6.8 is in {own_home / 'LanguageTool-6.8'}" in run.stdout
    assert "It cannot run yet: there is no “java” on the PATH" in run.stdout
    assert jar_of(own_home / "LanguageTool-6.8")


def test_a_download_with_another_checksum(site: str, own_home: Path) -> None:
    run = download(site)
    assert run.returncode == 2
    assert "checksum mismatch" in run.stderr
    assert find_installation() is None


def test_a_site_that_cannot_be_reached(own_home: Path) -> None:
    run = download("http://127.0.0.1:9/")
    assert run.returncode == 2
    assert "cannot download http://127.0.0.1:9/LanguageTool-6.8.zip: the site cannot be reached" in run.stderr
    assert "Try --from maven" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_site_without_the_file(site: str, archive: Path) -> None:
    archive.unlink()
    run = download(site)
    assert run.returncode == 2
    assert "Could not find" in run.stderr


def maven(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    path = folder / "mvn"
    path.write_text(f"#!{sys.executable}\n{script}")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.skipif(os.name != "posix", reason="a script as a command")
def test_maven_is_asked_for_english_and_what_it_needs(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "import pathlib, sys\n"
        "arguments = dict(a.split('=', 1) for a in sys.argv if a.startswith('-D'))\n"
        "libs = pathlib.Path(arguments['-DoutputDirectory']); libs.mkdir()\n"
        "pom = pathlib.Path(sys.argv[sys.argv.index('--file') + 1]).read_text()\n"
        "for name in ('language-en', 'language-es', 'languagetool-server'):\n"
        "    assert f'<artifactId>{name}</artifactId><version>6.8</version>' in pom, name\n"
        "    (libs / f'{name}-6.8.jar').write_bytes(b'jar')\n"
    )
    maven(tmp_path / "bin", script, monkeypatch)
    installed = install.install_from_maven(said.append)
    assert installed.folder == own_home / "LanguageTool-6.8"
    with zipfile.ZipFile(installed.folder / "languagetool-server.jar") as jar:
        lines = jar.read("META-INF/MANIFEST.MF").decode().split("\r\n")
    assert all(len(line) <= 72 for line in lines)
    text = "\r\n".join(lines).replace("\r\n ", "")
    assert (
        "Class-Path: ./ libs/language-en-6.8.jar libs/language-es-6.8.jar libs/languagetool-server-6.8.jar\r\n" in text
    )
    assert not (installed.folder / "pom.xml").exists()


@pytest.mark.skipif(os.name != "posix", reason="a script as a command")
def test_maven_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "print('[INFO] so far'); print('[ERROR] Could not transfer artifact x'); print('[ERROR] more'); exit(1)\n"
    maven(tmp_path / "bin", script, monkeypatch)
    with pytest.raises(EngineError, match="Maven failed: Could not transfer artifact x"):
        install.install_from_maven(said.append)
    assert find_installation() is None


def test_there_is_no_maven(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="no “mvn” on the PATH"):
        install.install_from_maven(said.append)


def test_no_room_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "file" / "home"))
    with pytest.raises(EngineError, match="cannot write to"):
        install.install_from_file(archive, said.append, verify=False)


def test_manifest_lines_are_never_too_long() -> None:
    data = install.manifest({"Manifest-Version": "1.0", "Class-Path": " ".join(f"libs/{i:03}.jar" for i in range(200))})
    assert max(map(len, data.split(b"\r\n"))) <= 72
    assert data.replace(b"\r\n ", b"").split(b"\r\n")[1].endswith(b"libs/199.jar")
    assert data.endswith(b"\r\n\r\n")


def test_the_installation_to_use(own_home: Path) -> None:
    assert find_installation() is None
    for version in ("6.7", "6.10", "latest-snapshot"):
        folder = own_home / f"LanguageTool-{version}"
        folder.mkdir(parents=True)
        (folder / "languagetool.jar").write_bytes(b"")
    (own_home / "LanguageTool-7.0").mkdir()  # empty: a broken installation does not count
    assert find_installation() == Installation(own_home / "LanguageTool-6.10", "6.10")
    (own_home / "LanguageTool-6.8").mkdir()
    (own_home / "LanguageTool-6.8" / "languagetool-server.jar").write_bytes(b"")
    assert find_installation() == Installation(own_home / "LanguageTool-6.8", "6.8")


def test_the_usual_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LTP_PATH")
    assert home() == Path.home() / ".cache" / "language_tool_python"


@pytest.mark.parametrize(
    ("java", "problem"),
    [
        (Java("/bin/java", 17), ""),
        (Java("/bin/java", 0), ""),
        (Java("/bin/java", 8), "/bin/java is Java 8; LanguageTool needs Java 17 or newer"),
        (Java(), "there is no “java” on the PATH; LanguageTool needs Java 17 or newer"),
    ],
)
def test_java(java: Java, problem: str) -> None:
    assert java.problem == problem


def test_where_languagetool_is_required_its_tests_cannot_be_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEANUP_REQUIRE_LANGUAGETOOL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="not installed"):
        languagetool.installed()
    monkeypatch.setenv("CLEANUP_REQUIRE_LANGUAGETOOL", "1")
    with pytest.raises(pytest.fail.Exception, match="not installed, and CLEANUP_REQUIRE_LANGUAGETOOL is set"):
        languagetool.installed()
