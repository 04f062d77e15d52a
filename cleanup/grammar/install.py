"""Puts LanguageTool where ``language-tool-python`` looks for it: downloaded, from Maven Central, or from a file.

An installation appears all at once or not at all: it is made beside its place and moved there.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from cleanup.errors import EngineError
from cleanup.grammar.installation import VERSION, Installation, home, jar_of

Say = Callable[[str], None]

_ARTIFACTS = ("language-en", "language-es", "language-ca", "language-pt")
"""English, and the three languages without which LanguageTool's language detection does not start."""
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cleanup</groupId>
  <artifactId>languagetool</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.languagetool</groupId><artifactId>languagetool-server</artifactId><version>{version}</version>
      <exclusions>
        <exclusion><groupId>org.languagetool</groupId><artifactId>language-all</artifactId></exclusion>
      </exclusions>
    </dependency>
{languages}
  </dependencies>
</project>
"""
_LANGUAGE = (
    "    <dependency><groupId>org.languagetool</groupId><artifactId>{name}</artifactId>"
    "<version>{version}</version></dependency>"
)


def install_from_download(say: Say) -> Installation:
    """As ``language-tool-python`` does it: about 260 MB, with a progress bar and a checksum. Raises `EngineError`."""
    import requests
    from language_tool_python import download_lt
    from language_tool_python.exceptions import LanguageToolError

    _room()
    folder = home() / f"LanguageTool-{VERSION}"
    if folder.exists():  # the wrapper takes any folder of that name for an installation
        shutil.rmtree(folder)
    say(f"Downloading LanguageTool {VERSION} to {home()}")
    tool = download_lt.LocalLanguageTool.from_version_name(VERSION)
    try:
        with _no_java_needed(download_lt):
            tool.download()
    except requests.exceptions.RequestException as error:
        raise EngineError(
            f"cannot download {tool.download_url}: the site cannot be reached",
            hint="Try --from maven, or fetch the file by other means and use --from FILE.",
        ) from error
    except (LanguageToolError, OSError, zipfile.BadZipFile) as error:
        raise EngineError(f"cannot install LanguageTool: {error}", hint="Try again, or try --from maven.") from error
    return _installed()


def install_from_maven(say: Say) -> Installation:
    """From Maven Central with ``mvn``: about 100 MB, English only, checksums verified. Raises `EngineError`."""
    maven = shutil.which("mvn")
    if maven is None:
        raise EngineError(
            "there is no “mvn” on the PATH",
            hint="Install Maven (apt install maven, brew install maven), or use --from download.",
        )
    with _new_folder() as folder:
        say(f"Fetching LanguageTool {VERSION} from Maven Central to {home()}")
        languages = "\n".join(_LANGUAGE.format(name=name, version=escape(VERSION)) for name in _ARTIFACTS)
        pom = folder / "pom.xml"
        pom.write_text(_POM.format(version=escape(VERSION), languages=languages), encoding="utf-8")
        command = [maven, "--batch-mode", "--strict-checksums", "--file", str(pom), _PLUGIN]
        options = [f"-DoutputDirectory={folder / 'libs'}", "-DincludeScope=runtime"]
        try:
            run = subprocess.run([*command, *options], capture_output=True, text=True, errors="replace", check=False)
        except OSError as error:
            raise EngineError(f"{maven} cannot be started: {error.strerror or error}") from error
        if run.returncode:
            raise EngineError(
                f"Maven failed: {_maven_error(run.stdout + run.stderr)}", hint="Run it again, or see --from."
            )
        pom.unlink()
        write_server_jar(folder)
    return _installed()


def install_from_file(path: Path, say: Say, *, verify: bool = True) -> Installation:
    """From LanguageTool's own ZIP file; with ``verify`` only the published one. Raises `EngineError`."""
    from language_tool_python.exceptions import LanguageToolError
    from language_tool_python.safe_zip import SafeZipExtractor

    if not path.is_file():
        raise EngineError(f"there is no file {path}", hint="--from takes download, maven, or the path of a ZIP file.")
    if verify:
        _verify(path, say)
    say(f"Unpacking {path} to {home()}")
    with _new_folder() as folder:
        unpacked = folder / "unpacked"
        try:
            with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory(dir=folder) as work:
                SafeZipExtractor().extractall(archive, unpacked, work_dir=Path(work))
        except (zipfile.BadZipFile, LanguageToolError, OSError) as error:
            raise EngineError(f"{path} cannot be unpacked: {error}", hint="Fetch the file again.") from error
        # The archive holds one folder, which becomes the installation.
        root = next((inside for inside in (unpacked, *unpacked.iterdir()) if inside.is_dir() and jar_of(inside)), None)
        if root is None:
            raise EngineError(f"{path} holds no LanguageTool server", hint="The file is called LanguageTool-6.8.zip.")
        for item in list(root.iterdir()):
            item.rename(folder / item.name)
        shutil.rmtree(unpacked)
    return _installed()


def write_server_jar(folder: Path) -> None:
    """Write the jar that ``language-tool-python`` starts: nothing but a list of the jars beside it in ``libs``."""
    names = sorted(path.name for path in (folder / "libs").glob("*.jar"))
    fields = {
        "Manifest-Version": "1.0",
        "Class-Path": " ".join(["./", *(f"libs/{name}" for name in names)]),
        "Main-Class": "org.languagetool.server.HTTPServer",
    }
    with zipfile.ZipFile(folder / "languagetool-server.jar", "w", zipfile.ZIP_DEFLATED) as jar:
        jar.writestr("META-INF/MANIFEST.MF", manifest(fields))


def manifest(fields: Mapping[str, str]) -> bytes:
    """A manifest as the JAR specification has it: lines of at most 72 bytes, continued by a space."""
    lines: list[bytes] = []
    for name, value in fields.items():
        line = f"{name}: {value}".encode()
        lines.append(line[:72])
        lines += [b" " + line[start : start + 71] for start in range(72, len(line), 71)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _verify(path: Path, say: Say) -> None:
    from language_tool_python.download_lt import EXPECTED_DOWNLOAD_SHA256

    say(f"Checking {path}")
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    found = digest.hexdigest()
    if found != EXPECTED_DOWNLOAD_SHA256.get(VERSION):
        raise EngineError(
            f"{path} is not LanguageTool {VERSION} as published (its SHA-256 is {found})",
            hint="Fetch the file again; --no-verify installs it anyway.",
        )


def _room() -> None:
    try:
        home().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(
            f"cannot write to {home()}: {error.strerror or error}", hint="Set LTP_PATH to another folder."
        ) from error


@contextlib.contextmanager
def _new_folder() -> Iterator[Path]:
    """A folder that becomes the installation, instead of an earlier one, when nothing goes wrong inside."""
    _room()
    final = home() / f"LanguageTool-{VERSION}"
    with tempfile.TemporaryDirectory(dir=home(), prefix=".installing-") as work:
        folder = Path(work) / final.name
        folder.mkdir()
        yield folder
        if final.exists():
            final.rename(Path(work) / "replaced")
        folder.rename(final)


def _installed() -> Installation:
    folder = home() / f"LanguageTool-{VERSION}"
    if jar_of(folder) is None:
        raise EngineError(f"LanguageTool is not complete in {folder}", hint="Remove that folder and install again.")
    return Installation(folder, VERSION)


@contextlib.contextmanager
def _no_java_needed(module: object) -> Iterator[None]:
    """The wrapper wants Java before it downloads, and raises what nobody expects (SystemExit, ModuleNotFoundError)."""
    name = "confirm_java_compatibility"
    real = getattr(module, name)
    setattr(module, name, lambda *_: None)
    try:
        yield
    finally:
        setattr(module, name, real)


def _maven_error(output: str) -> str:
    errors = [line.partition("[ERROR]")[2].strip() for line in output.splitlines() if "[ERROR]" in line]
    first = next((line for line in errors if line), output.strip().rpartition("\n")[2] or "it did not say why")
    return first[:300]
