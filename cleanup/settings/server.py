"""Which LanguageTool server is asked, and who may say so: no repository sends texts to another machine."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from urllib.parse import urlsplit

from cleanup.errors import ConfigError

VARIABLE = "CLEANUP_GRAMMAR_URL"
"""The environment variable that names a server."""


def is_here(url: str) -> bool:
    """Whether a server is on this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def own_file() -> Path:
    """The user's own configuration, of which only ``[grammar] url`` counts. It need not exist."""
    import platformdirs

    return Path(platformdirs.user_config_dir("mt-cleanup", appauthor=False)) / "cleanup.toml"


def check_place(url: str, path: Path, where: str) -> None:
    """Raise ConfigError for a server on another machine in a configuration that is not the user's own."""
    if not url or is_here(url) or path.absolute() == own_file():
        return
    hint = f"Name it with --grammar {url}, in {VARIABLE}, or in {own_file()}."
    raise ConfigError(f"a project may not send texts to another machine: “{url}”", where=where, hint=hint)


def user_url(named: str = "") -> str:
    """The server that the user names: on the command line, in the environment, or in the own configuration; else empty.
    Raises ConfigError."""
    from cleanup.settings.keys import check_url

    if named:
        return check_url(named, "--grammar")
    if url := os.environ.get(VARIABLE, ""):
        return check_url(url, VARIABLE, VARIABLE)
    return ""


def own_url() -> str:
    """The server in the user's own configuration; empty when there is none. Raises ConfigError."""
    path = own_file()
    if not path.is_file():
        return ""
    from cleanup.settings.config import load_config

    return load_config(path).grammar.url
