"""The real LanguageTool, for the tests that need it: found where it is installed, in a place that is the test's own."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from cleanup.grammar.health import is_healthy
from cleanup.grammar.installation import Installation, find_installation, jar_of
from cleanup.grammar.java import find_java
from cleanup.grammar.server import _free_port


def required() -> bool:
    """Whether a missing LanguageTool is a failure (as in CI), not a reason to skip."""
    return bool(os.environ.get("CLEANUP_REQUIRE_LANGUAGETOOL"))


def installed() -> Installation:
    """The LanguageTool of this machine; without one the test is skipped, or fails where it is required."""
    installation = find_installation()
    problem = "LanguageTool is not installed" if installation is None else find_java().problem
    if problem:
        if required():
            pytest.fail(f"{problem}, and CLEANUP_REQUIRE_LANGUAGETOOL is set")
        pytest.skip(f"{problem} (cleanup grammar install languagetool --from maven)")
    assert installation is not None
    return installation


def own_home(folder: Path) -> Path:
    """A folder for ``LTP_PATH`` whose servers can be told from all others by their command line."""
    installation = installed()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / installation.folder.name).symlink_to(installation.folder.resolve())
    return folder


def servers(home: Path) -> list[psutil.Process]:
    """The Java processes that were started from the installation in ``home``."""
    found = []
    for process in psutil.process_iter():
        try:
            line = process.cmdline()
        except psutil.Error:
            continue
        if line and Path(line[0]).name.startswith("java") and any(str(home) in argument for argument in line):
            found.append(process)
    return found


def wait_for_servers(home: Path, count: int, seconds: float = 40) -> list[psutil.Process]:
    """Wait until there are so many servers; they are returned whatever their number is in the end."""
    deadline = time.monotonic() + seconds
    while len(found := servers(home)) != count and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


@contextmanager
def running(folder: Path, **options: object) -> Iterator[str]:
    """A server with options of its own, started without our help: what a url stands for. Gives the url."""
    installation = installed()
    config = folder / "server.cfg"
    config.write_text("".join(f"{name}={value}\n" for name, value in options.items()) or "cacheSize=10\n")
    port = _free_port()
    jar = jar_of(installation.folder)
    assert jar is not None
    command = ["java", "-Xmx800m", "-cp", str(jar), "org.languagetool.server.HTTPServer", "-p", str(port)]
    process = subprocess.Popen(
        [*command, "--config", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}/"
    try:
        deadline = time.monotonic() + 60
        while not is_healthy(base) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.2)
        yield base
    finally:
        process.kill()
        process.wait()
