"""How a command ends when something goes wrong: a message that helps, and exit code 2."""

from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec

import typer

from cleanup.cli.say import say
from cleanup.errors import CleanupError

FOUND, PROBLEM = 1, 2
"""Exit codes: ``--check`` found something; the job could not be done."""

Parameters = ParamSpec("Parameters")


def explained(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """A command whose errors are told in words. Nothing but 0, 1 and 2 ever comes out."""

    @functools.wraps(command)
    def wrapped(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except CleanupError as error:
            fail(str(error))
        except KeyboardInterrupt:
            fail("interrupted: no file is half-written; those not yet reached are unchanged")
        except BrokenPipeError:
            sys.stderr.flush()
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            where = f"{error.filename}: " if error.filename else "standard output: "
            fail(f"{where}{error.strerror or error}")
        except typer.Exit:
            raise
        except (typer.Abort, typer.BadParameter):
            raise
        except Exception as error:  # noqa: BLE001 - the last line of defence
            if os.environ.get("CLEANUP_TRACEBACK"):
                traceback.print_exc()
            fail(
                f"internal error: {error!r}\n  This is a bug in cleanup; no file was left half-written. "
                "Please report it, with what CLEANUP_TRACEBACK=1 in the environment makes it print."
            )

    return wrapped


def fail(message: str) -> None:
    """Say what went wrong and end with exit code 2."""
    say(f"error: {message}", err=True)
    raise typer.Exit(PROBLEM) from None
