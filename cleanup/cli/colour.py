"""Whether text in colours is wanted: ``--color``, then NO_COLOR and FORCE_COLOR, then whether it goes to a terminal."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import IO


class Choice(StrEnum):
    """What ``--color`` takes."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def choose(choice: Choice) -> None:
    """Have a choice of the command line hold for this process, its children and the libraries that it uses."""
    if choice is Choice.NEVER:
        os.environ["NO_COLOR"] = "1"
        os.environ.pop("FORCE_COLOR", None)
    elif choice is Choice.ALWAYS:
        os.environ["FORCE_COLOR"] = "1"
        os.environ.pop("NO_COLOR", None)


def is_coloured(stream: IO[str]) -> bool:
    """Whether what goes to a stream is to be in colours (https://no-color.org, https://force-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
