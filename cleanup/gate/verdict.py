"""Which findings make a check fail."""

from __future__ import annotations

from collections.abc import Iterable

from cleanup.core.model import Severity
from cleanup.errors import CleanupError, ConfigError
from cleanup.gate.found import Found, Remedy

LEVELS = {
    "any": "every finding",
    "none": "nothing; findings are only shown",
    "safe": "what `cleanup clean` would repair by itself",
    "suggestion": "that, and whatever comes with a proposal",
    "error": "findings of severity error",
    "warning": "findings of severity error or warning",
}
"""What ``--fail-on`` takes besides rules and topics."""


class Verdict:
    """Decides which findings count. ``wanted`` holds names of `LEVELS`, rules and topics; one that fits is enough.

    Raises ConfigError for a name that is none of these.
    """

    def __init__(self, wanted: Iterable[str] = ("any",)) -> None:
        self._wanted = frozenset(wanted)
        rules = sorted(self._wanted - LEVELS.keys())
        if not rules:
            return
        from cleanup.settings.keys import check_rules

        try:
            check_rules(rules, "--fail-on")
        except CleanupError as error:
            raise ConfigError(
                error.message, where=error.where, hint=f"{error.hint} Besides rules: {', '.join(LEVELS)}."
            ) from None

    def counts(self, found: Found) -> bool:
        """Whether a finding makes the check fail."""
        from cleanup.rules.engine.selection import names_rule

        return any(
            self._fits(name, found) if name in LEVELS else any(names_rule(name, r) for r in (found.rule, *found.also))
            for name in self._wanted
        )

    @staticmethod
    def _fits(level: str, found: Found) -> bool:
        match level:
            case "any":
                return True
            case "safe":
                return found.remedy is Remedy.SAFE
            case "suggestion":
                return found.remedy is not Remedy.REPORT
            case "error":
                return found.severity is Severity.ERROR
            case "warning":
                return found.severity is not Severity.INFO
            case _:
                return False
