"""LanguageTool itself, through ``language-tool-python``: a server on this machine or at an address."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from cleanup.core.model import Span
from cleanup.errors import EngineError
from cleanup.grammar.engine import Answer, GrammarMatch
from cleanup.grammar.health import is_healthy, is_here, version_at
from cleanup.grammar.installation import find_installation
from cleanup.grammar.questions import UnansweredError, ask_in_batches
from cleanup.grammar.server import FixedServer, Server, ServerSource

if TYPE_CHECKING:
    from language_tool_python import LanguageTool, Match

T = TypeVar("T")

MAX_FAILURES = 5
"""Questions in a row that may fail before the server counts as broken."""

# `language_tool_python.Match` keeps the positions of one text at the class: two threads would mix theirs up.
_ONE_AT_A_TIME = threading.Lock()


class LanguageToolEngine:
    """A client of a LanguageTool server, which comes from ``source``. Nothing is started before the first question."""

    name = "languagetool"

    def __init__(
        self, source: ServerSource, language: str, deadline: float = 30.0, enabled: Sequence[str] = ()
    ) -> None:
        self._source = source
        self._language = language
        self._deadline = deadline
        self._enabled = frozenset(enabled)
        self._client: LanguageTool | None = None
        self._server: Server | None = None
        self._version = ""
        self._failures = 0
        self._broken = ""
        self._trouble: list[str] = []
        self._notes: list[str] = []

    @property
    def version(self) -> str:
        """The version of the server; for one at an address also where it is."""
        if not self._version and not self._broken:
            self._find_version()
        if isinstance(self._source, FixedServer):
            return f"{self._version or '?'} at {self._source.server().base}"
        return self._version

    @property
    def fingerprint(self) -> str:
        """Version, address if it is somebody else's server, language, and the rules that were switched on."""
        return " ".join([self.name, self.version, self._language, *sorted(self._enabled)])

    @property
    def trouble(self) -> tuple[str, ...]:
        """What went wrong so far."""
        return tuple(self._trouble)

    @property
    def notes(self) -> tuple[str, ...]:
        """Whether the server had to be started again."""
        return tuple(self._notes)

    def check(self, texts: Sequence[str]) -> list[Answer | None]:
        """The answer to each text; ``None`` where the server gave none."""
        return ask_in_batches(self._ask, texts)

    def close(self) -> None:
        """Stop the server, if it is ours."""
        self._client = None
        self._source.close()

    def _find_version(self) -> None:
        if isinstance(self._source, FixedServer):
            base = self._source.server().base
            try:
                self._version = version_at(base)
            except OSError as error:
                self._give_up(
                    f"no LanguageTool server answers at {base}: {error}. Check the address, or leave `url` out to use "
                    "the embedded engine"
                )
        else:
            installation = find_installation()
            self._version = installation.version if installation else ""

    def _ask(self, text: str) -> list[GrammarMatch]:
        if not self._version and not self._broken:
            self._find_version()
        if self._broken:
            raise UnansweredError(self._broken)
        matches = self._matches(text)
        self._failures = 0
        return [_match(match, text) for match in matches]

    def _matches(self, text: str) -> list[Match]:
        """Put a question, and once more to a new server if the old one is dead."""
        for attempt in range(2):
            client = self._connected()
            try:
                with _ONE_AT_A_TIME:
                    return client.check(text)
            except Exception as error:  # noqa: BLE001  (the wrapper lets through whatever the server's answer breaks)
                self._failed(error, last=attempt > 0)
        raise AssertionError

    def _failed(self, error: Exception, *, last: bool) -> None:
        """Decide what a failed question means. Returns when it is to be put again, else raises `UnansweredError`."""
        assert self._server is not None
        why = _reason(error, self._deadline)
        if _is_network(error) and not is_healthy(self._server.base, 5):
            if last:
                self._give_up(f"the LanguageTool server died again: {why}")
                raise UnansweredError(why)
            self._client = None
            self._replace(why)
            return
        self._failures += 1
        if self._failures >= MAX_FAILURES:
            self._give_up(f"the LanguageTool server failed {self._failures} times in a row: {why}")
        else:
            self._note(f"the LanguageTool server says: {why}" if not _is_network(error) else why)
        raise UnansweredError(why)

    def _connected(self) -> LanguageTool:
        if self._client is None:
            self._client = self._try(lambda: _client(self._source.server(), self._language, self._deadline))
            self._server = self._source.server()
            self._client.enabled_rules = set(self._enabled)
        return self._client

    def _replace(self, why: str) -> None:
        old = self._server
        assert old is not None
        self._server = self._try(lambda: self._source.failed(old))
        if self._server != old:
            self._notes.append(f"the LanguageTool server died and was started again ({why}).")

    def _try(self, action: Callable[[], T]) -> T:
        """Do something that needs a server; without one the engine is of no more use."""
        try:
            return action()
        except EngineError as error:
            self._give_up(f"{error.message}. {error.hint}".strip().removesuffix("."))
            raise UnansweredError(error.message) from error
        except Exception as error:
            self._give_up(f"the LanguageTool server cannot be used: {_reason(error, self._deadline)}")
            raise UnansweredError(self._broken) from error

    def _give_up(self, why: str) -> None:
        self._broken = why
        self._client = None
        self._note(why)

    def _note(self, what: str) -> None:
        if f"{what}." not in self._trouble:
            self._trouble.append(f"{what}.")


def _client(server: Server, language: str, deadline: float) -> LanguageTool:
    from language_tool_python import LanguageTool

    class Client(LanguageTool):
        """The wrapper with our deadline, and without its second try: whether one makes sense is for us to say."""

        _TIMEOUT: Any = deadline

        def _query_server(self, url: str, params: Any = None, num_tries: int = 1, method: Any = "get") -> Any:
            return super()._query_server(url, params, 1, method)

    # An empty proxy keeps a proxy of the environment from being asked for this machine.
    proxies = {"http": "", "https": ""} if is_here(server.base) else None
    return Client(language, remote_server=server.base, proxies=proxies)


def _match(match: Match, text: str) -> GrammarMatch:
    return GrammarMatch(
        span=Span(match.offset, _end(text, match.offset, match.error_length)),
        rule=match.rule_id,
        message=match.message,
        replacements=tuple(match.replacements),
        category=match.category,
        kind=match.rule_issue_type,
    )


def _end(text: str, start: int, units: int) -> int:
    """Where ``units`` of UTF-16 from ``start`` end. The wrapper gives the start in code points, but not the length."""
    end = start
    while units > 0 and end < len(text):
        units -= 2 if text[end] > "\uffff" else 1
        end += 1
    return end


def _is_network(error: Exception) -> bool:
    """Whether there was no answer at all, rather than an answer that is no use."""
    import requests

    cause = error.__cause__
    answered = isinstance(cause, requests.exceptions.InvalidJSONError)
    return isinstance(cause, requests.exceptions.RequestException) and not answered


def _reason(error: Exception, deadline: float) -> str:
    """What went wrong with a question, in a few words."""
    import requests

    cause = error.__cause__
    if isinstance(cause, requests.exceptions.Timeout):
        return f"no answer within {deadline:g} s"
    if isinstance(cause, requests.exceptions.ConnectionError):
        return "the connection was refused or broken off"
    if isinstance(error, KeyError | AttributeError | TypeError):
        return "an answer that is not LanguageTool's"
    words = re.sub(r"<[^>]*>", " ", str(error)).removeprefix("Error: ")
    return " ".join(words.split())[:200].rstrip(".") or type(error).__name__
