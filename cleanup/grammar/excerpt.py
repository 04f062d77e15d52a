"""LingoTweaker's data with only those rules in them that somebody listens to.

The engine reads 6,000 rules at its start, which takes as long as a chapter, and tries each on every sentence. Of all of
them a few dozen are listened to. An excerpt is a folder of links to the engine's data, in which the two long rule files
are replaced by what is left of them.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator, Set
from pathlib import Path

_RULE_FILES = (Path("en/rules/grammar.xml"), Path("en/rules/style.xml"))
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RULE = re.compile(r"<rulegroup\s.*?</rulegroup>|<rule\s.*?</rule>", re.DOTALL)
_ID = re.compile(r"<rule(?:group)?\s[^>]*?\bid=\"([^\"]*)\"")


@contextlib.contextmanager
def excerpt(data: Path, rules: Set[str]) -> Iterator[Path]:
    """A folder like ``data`` whose rule files hold only the rules with these ids; it is gone at the end.

    Raises OSError when it cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix="cleanup-grammar-") as made:
        folder = Path(made)
        for path in data.rglob("*"):
            place = path.relative_to(data)
            if path.is_dir():
                (folder / place).mkdir(parents=True, exist_ok=True)
            elif place in _RULE_FILES:
                (folder / place).parent.mkdir(parents=True, exist_ok=True)
                (folder / place).write_text(only(path.read_text("utf-8"), rules), "utf-8")
            else:
                (folder / place).parent.mkdir(parents=True, exist_ok=True)
                (folder / place).symlink_to(path)
        yield folder


def only(text: str, rules: Set[str]) -> str:
    """A rule file with only the rules, and groups of rules, that have one of these ids. Linear in its length."""

    def kept(found: re.Match[str]) -> str:
        name = _ID.match(found[0])
        return found[0] if name is not None and name[1] in rules else ""

    return _RULE.sub(kept, _COMMENT.sub("", text))
