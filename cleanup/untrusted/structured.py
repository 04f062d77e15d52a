"""TOML, JSON, YAML and XML of others, read within limits: what is malformed, absurd or made to exhaust a parser is an
error with file, place and next step, whatever the parser does with it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cleanup.errors import CleanupError, GlossaryError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BYTES, YAML_BYTES = 128 * 1024 * 1024, 8 * 1024 * 1024
DEPTH = 64
"""How deep tables and lists may be in one another."""
NODES = 5_000_000
"""How many values a file may hold, each counted as often as it is referred to."""
_LARGEST = 2**63
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOML_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)")
_MERGES, _ALIASES = "<<", 1_000
_LONG_KEY = re.compile(
    r"""(?:^|[\[{,])[ \t]*+(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){64}""", re.MULTILINE  # as DEPTH
)
"""A key of TOML with more parts than tables may be deep, for which `tomllib` takes quadratic time."""
Kind = type[CleanupError]


def read_toml(text: str, where: str = "", kind: Kind = GlossaryError, hint: str = "") -> dict[str, Any]:
    """The tables of a TOML text. Raises ``kind`` with the place and, for what is no TOML, ``hint``."""

    def parsed() -> Any:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            message = str(error)
            place = _TOML_PLACE.search(message)
            at = f"{where}:{place[1]}:{place[2]}" if place and where else where
            end = "" if place else ", up to the end of the file"
            raise kind(f"not valid TOML: {message.partition(' (at ')[0]}{end}", where=at, hint=hint) from error

    _sized(len(text), BYTES, where, kind)
    if text.count(".") >= DEPTH and (long := _LONG_KEY.search(text)):
        at = f"{where}:{text.count(chr(10), 0, long.end()) + 1}" if where else ""
        raise kind("a key with too many parts", where=at, hint=f"At most {DEPTH} levels are read.")
    value: dict[str, Any] = _read(parsed, "TOML", where, kind)
    return value


def read_json(data: str | bytes, where: str = "", kind: Kind = GlossaryError, hint: str = "") -> Any:
    """The value of a JSON text. Raises ``kind``; ``Infinity`` and ``NaN`` are no JSON."""

    def parsed() -> Any:
        try:
            return json.loads(data, parse_constant=_no_number)
        except json.JSONDecodeError as error:
            at = f"{where}:{error.lineno}:{error.colno}" if where else ""
            raise kind(f"not JSON: {error.msg}", where=at, hint=hint) from error

    _sized(len(data), BYTES, where, kind)
    return _read(parsed, "JSON", where, kind)


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def read_yaml(text: str, where: str = "", kind: Kind = GlossaryError) -> Any:
    """The value of a YAML text. Raises ``kind``. Merge keys are refused, which can stand for any amount of text."""
    import yaml  # type: ignore[import-untyped]

    def parsed() -> Any:
        try:
            aliases = depth = 0
            for token in yaml.scan(text, Loader=yaml.SafeLoader):
                aliases += isinstance(token, yaml.AliasToken)
                if (name := type(token).__name__).startswith(("Flow", "Block")):
                    depth += name.endswith("StartToken") - name.endswith("EndToken")
                if depth > DEPTH:  # each token looks at all that is open: the square of the depth
                    raise ValueError(f"its values are more than {DEPTH} deep")
                if isinstance(token, yaml.ScalarToken) and token.plain and token.value == _MERGES:
                    raise ValueError("it has merge keys (<<)")
                if aliases > _ALIASES:
                    raise ValueError(f"it has more than {_ALIASES} aliases")
            return yaml.safe_load(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark and where else where
            problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
            raise kind(f"not YAML: {problem}", where=at) from error

    _sized(len(text), YAML_BYTES, where, kind)
    # Aliases make many values of few characters, honest ones a few times as many.
    return _read(parsed, "YAML", where, kind, most=min(NODES, 10_000 + 10 * len(text)))


def read_xml(data: bytes, what: str = "XML", where: str = "", kind: Kind = GlossaryError) -> Element:
    """The root element of an XML document. Raises ``kind``. A document that declares entities is refused."""
    from xml.etree import ElementTree
    from xml.parsers import expat

    depth = nodes = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth, nodes
        depth, nodes = depth + 1, nodes + 1
        if depth > DEPTH or nodes > NODES:
            raise ValueError(
                f"elements are more than {DEPTH} deep" if depth > DEPTH else f"more than {NODES:,} elements"
            )

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def entity(name: str, *_rest: object) -> None:
        raise ValueError(f"it declares an entity, “{name}”")

    def parsed() -> Any:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, entity
        try:
            parser.Parse(data, True)
            return ElementTree.fromstring(data)
        except (expat.ExpatError, ElementTree.ParseError) as error:
            raise kind(f"not {what}: {error}", where=where) from error
        except LookupError as error:
            raise kind(f"not {what}: {error}", where=where, hint="Save it as UTF-8.") from error

    _sized(len(data), BYTES, where, kind)
    root: Element = _read(parsed, what, where, kind)
    return root


def _sized(size: int, limit: int, where: str, kind: Kind) -> None:
    if size > limit:
        raise kind(f"too large: {size:,} bytes, at most {limit:,}", where=where, hint="Split it into several files.")


def _read(parsed: Callable[[], Any], what: str, where: str, kind: Kind, most: int = NODES) -> Any:
    """What a parser gives, checked. It may fail in any way that text can make it fail."""
    try:
        value = parsed()
        if isinstance(value, (dict, list, str, int, float)):
            check_values(value, most)
    except CleanupError:
        raise
    except RecursionError as error:
        raise kind(f"{what} that is nested too deep", where=where, hint=f"At most {DEPTH} levels are read.") from error
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, KeyError) as error:
        reason = str(error) or type(error).__name__
        if "integer string conversion" in reason:
            reason = "a number has too many digits"
        raise kind(f"{what} that cannot be used: {reason}", where=where, hint="Take that out and try again.") from error
    return value


def check_values(value: Any, most: int = NODES) -> None:
    """Raise ValueError for values that are too many, too deep, too large, or no text that can be written."""
    count = 0
    todo: list[tuple[Any, int]] = [(value, 0)]
    while todo:
        item, depth = todo.pop()
        count += 1
        if count > most:
            raise ValueError(f"more than {most:,} values")
        if isinstance(item, str):
            if not item.isascii() and _SURROGATE.search(item):
                raise ValueError(f"half of a surrogate pair in “{item[:40]}”")
        elif isinstance(item, (dict, list, tuple, set)):
            if depth >= DEPTH:
                raise ValueError(f"nested more than {DEPTH} deep")
            if count + len(todo) + len(item) > most:
                raise ValueError(f"more than {most:,} values")
            todo += [(each, depth + 1) for each in item]
            if isinstance(item, dict):
                todo += [(each, depth + 1) for each in item.values()]
        elif isinstance(item, int) and abs(item) > _LARGEST:
            raise ValueError("a number is too large")
