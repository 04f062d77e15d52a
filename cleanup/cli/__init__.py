"""The command line. A file per command: parse, call, report, exit."""

from __future__ import annotations

import sys


def main() -> None:
    """The command ``cleanup``. Ends the process with 0, 1 or 2."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # without importing anything
        from cleanup import __version__

        sys.stdout.write(f"cleanup {__version__}\n")
        return
    from cleanup.cli.app import run

    sys.exit(run(sys.argv[1:]))
