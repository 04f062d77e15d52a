"""Rules of prose linters: prh, and Vale's vocabularies and substitutions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cleanup.errors import GlossaryError
from cleanup.glossary.exchange.format import Imported, decoded, left_out, optional
from cleanup.glossary.exchange.quoting import pattern_of, text_of, word_pattern
from cleanup.language.english import is_word
from cleanup.terms.model import Term
from cleanup.untrusted.structured import read_yaml


def _yaml(data: bytes) -> Any:
    optional("yaml", "pyyaml")
    return read_yaml(decoded(data))


def _dumped(value: Any) -> bytes:
    text: str = optional("yaml", "pyyaml").safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)
    return text.encode()


def read_prh(data: bytes) -> Imported:
    """Entries from ``rules`` with ``expected``, ``pattern`` or ``patterns``, ``specs`` and ``prh``; patterns that
    stand for many forms are left out."""
    value = _yaml(data)
    if not isinstance(value, dict) or not isinstance(value.get("rules", []), list):
        raise GlossaryError("not a file of prh rules", hint="It has a list named rules.")
    found = Imported()
    if value.get("imports"):
        found.notes.append("its imports are not followed: import those files, too")
    for rule in value.get("rules") or []:
        if isinstance(rule, str):
            found.add(rule)
            continue
        expected = rule.get("expected") if isinstance(rule, dict) else None
        if not isinstance(expected, str):
            found.notes.append(f"a rule without expected: {rule}")
            continue
        given = rule.get("patterns", rule.get("pattern")) or []
        variants = []
        for pattern in given if isinstance(given, list) else [given]:
            form = _literal(pattern)
            if form is None:
                found.notes.append(f"a pattern that stands for many forms: {pattern} → {expected}")
            elif form != expected:
                variants.append(form)
        specs = [[spec["from"], spec["to"]] for spec in _dicts(rule.get("specs")) if "from" in spec and "to" in spec]
        found.add(expected, variants=variants, examples=specs, note=str(rule.get("prh") or ""))
    return found


def _dicts(value: Any) -> list[dict[Any, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _literal(pattern: Any) -> str | None:
    """The form that a pattern of prh stands for: a plain string, or ``/…/`` with flags."""
    if not isinstance(pattern, str):
        return None
    if pattern.startswith("/") and pattern.rfind("/") > 0:
        return text_of(pattern[1 : pattern.rfind("/")])
    return pattern


def write_prh(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """A rule for each entry. A name without variants makes prh mend its case, unless it is an English word."""
    rules, missing = [], []
    for term in terms:
        rule: dict[str, Any] = {"expected": term.name}
        if term.variants:
            rule["patterns"] = [f"/{word_pattern(variant)}/" for variant in term.variants]
        elif all(is_word(word) for word in term.name.split()):
            missing.append(term.name)
            continue
        examples = [{"from": before, "to": after} for before, after in term.examples if before != after]
        kept = [example for example in examples if any(form in example["from"] for form in term.variants)]
        if kept:
            rule["specs"] = kept
        if term.note:
            rule["prh"] = term.note
        rules.append(rule)
    notes = left_out("English words without variants, whose lower case prh would change", missing)
    return _dumped({"version": 1, "rules": rules}), notes


def read_vocabulary(data: bytes) -> Imported:
    """Names from the ``accept.txt`` of a vocabulary of Vale."""
    found = Imported()
    for line in decoded(data).split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        form = text_of(line.strip().removeprefix("(?i)"))
        if form is None:
            found.notes.append(f"a pattern that stands for many forms: {line.strip()}")
        else:
            found.add(form)
    return found


def write_vocabulary(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """An ``accept.txt``: names and aliases."""
    forms = dict.fromkeys(form for term in terms for form in (term.name, *term.aliases))
    return "".join(f"{pattern_of(form)}\n" for form in forms).encode(), []


def read_substitution(data: bytes) -> Imported:
    """Variants from the ``swap`` of a rule of Vale that ``extends: substitution``."""
    value = _yaml(data)
    if not isinstance(value, dict) or value.get("extends") != "substitution" or not isinstance(value.get("swap"), dict):
        raise GlossaryError("not a substitution rule of Vale", hint="It says extends: substitution, and has a swap.")
    found = Imported()
    for pattern, name in value["swap"].items():
        form = text_of(str(pattern))
        if form is None or "|" in str(name):
            found.notes.append(f"not one form for one name: {pattern}: {name}")
        elif form != name:
            found.add(str(name), variants=[form])
    return found


def write_substitution(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """A substitution rule with every variant."""
    swap = {pattern_of(variant): term.name for term in terms for variant in term.variants}
    head = {"extends": "substitution", "message": "Use '%s' instead of '%s'.", "level": "error", "ignorecase": False}
    notes = left_out("without variants", (term.name for term in terms if not term.variants))
    return _dumped({**head, "swap": swap}), notes
