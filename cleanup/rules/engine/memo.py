"""Answers kept for as long as the same thing is asked about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

_Thing = TypeVar("_Thing")
_More = ParamSpec("_More")
_Answer = TypeVar("_Answer")


def of_latest(function: Callable[Concatenate[_Thing, _More], _Answer]) -> Callable[Concatenate[_Thing, _More], _Answer]:
    """``function`` with its answer for the thing that it was last asked about at hand.

    Things are told apart by identity: to hash a document or a glossary takes longer than most questions about it.
    Further arguments are compared as usual.
    """
    latest: list[tuple[_Thing, object, _Answer]] = []

    @wraps(function)
    def remembering(thing: _Thing, /, *args: _More.args, **kwargs: _More.kwargs) -> _Answer:
        more = (args, kwargs)
        if latest and latest[0][0] is thing and latest[0][1] == more:
            return latest[0][2]
        answer = function(thing, *args, **kwargs)
        latest[:] = [(thing, more, answer)]
        return answer

    return remembering
