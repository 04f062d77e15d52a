"""A bound on processor time, for what takes a moment, or minutes where something grows with the square of the text."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest


class _OutOfTime(BaseException):
    """Not an Exception: nothing on the way is to mistake it for a failure of its own."""


@contextmanager
def cpu_limit(seconds: float, what: str) -> Iterator[None]:
    """Fail the test when the body takes more processor time of this process than ``seconds``, however busy the machine
    is. Where the platform has no such timer, the body is only run."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _OutOfTime

    told = ""
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
    try:
        yield
    except _OutOfTime as out:
        where = out.__traceback__
        while where is not None and where.tb_next is not None and where.tb_next.tb_frame.f_code is not stop.__code__:
            where = where.tb_next
        code = where.tb_frame.f_code if where is not None else stop.__code__
        told = f"more than {seconds:g} s for {what}, at last in {code.co_qualname} ({code.co_filename})"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if told:  # outside of the handler: a traceback that ends anywhere is more than pytest can print
        raise pytest.fail.Exception(told, pytrace=False) from None
