"""The errors that reach a user: what happened, where, and what to do next. All end a run with exit code 2."""

from __future__ import annotations

from cleanup.untrusted.visible import one_line


class CleanupError(Exception):
    """Base of all errors that are the user's to mend.

    ``where`` is ``file``, ``file:line`` or ``file:line:column``; ``hint`` is the next thing to try.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """The message for a person. A line break in it, as in the name of a file, begins no line of its own."""
        text = one_line(f"{self.where}: {self.message}" if self.where else self.message)
        return f"{text}\n  {one_line(self.hint)}" if self.hint else text


class ConfigError(CleanupError):
    """A configuration file or option that cannot be used."""


class GlossaryError(CleanupError):
    """A glossary that cannot be read, or that contradicts itself."""


class DocumentError(CleanupError):
    """A file that cannot be read, decoded, parsed or written."""


class UnknownFormatError(DocumentError):
    """A file that is no prose, or in no format that is known. In a folder it is left alone."""


class EngineError(CleanupError):
    """A grammar engine that cannot be had, or that stopped working."""


class InternalError(CleanupError):
    """A mistake of the tool's own. The text it was working on is left untouched."""
