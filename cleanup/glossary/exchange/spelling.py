"""Dictionaries of spelling checkers: codespell and typos. Both know single words only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleanup.glossary.exchange.format import Imported, decoded, left_out
from cleanup.terms.model import Term
from cleanup.untrusted.structured import read_toml

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def read_codespell(data: bytes) -> Imported:
    """Lines of ``wrong->right``. Those with several corrections leave the choice to a person, and are left out."""
    found = Imported()
    for line in decoded(data).split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        wrong, arrow, right = line.strip().partition("->")
        if not arrow or not right.strip():
            found.notes.append(f"not a correction: {line.strip()}")
        elif "," in right:
            found.notes.append(f"several corrections: {line.strip()}")
        else:
            found.add(right, variants=[wrong.strip()])
    return found


def write_codespell(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """``wrong->right``. codespell gives a correction the case of what it replaces, so
    that only names with one capital, the first letter, come out right."""
    lines, phrases, capitals = [], [], []
    for term in terms:
        if term.variants and (term.name[1:] != term.name[1:].lower() or "," in term.name):
            capitals.append(term.name)
            continue
        for variant in term.variants:
            if _WORD.fullmatch(variant):
                lines.append(f"{variant}->{term.name}\n")
            else:
                phrases.append(variant)
    notes = left_out("variants of more than a word, which codespell does not look for", phrases)
    notes += left_out("names with further capitals, which codespell would write small", capitals)
    notes += left_out("without variants", (term.name for term in terms if not term.variants))
    return "".join(dict.fromkeys(lines)).encode(), notes


def read_typos(data: bytes) -> Imported:
    """The words and identifiers that a ``typos.toml`` adds."""
    table = read_toml(decoded(data)).get("default", {})
    found = Imported()
    for key in ("extend-identifiers", "extend-words"):
        words = table.get(key, {}) if isinstance(table, dict) else {}
        for wrong, right in words.items() if isinstance(words, dict) else ():
            if not isinstance(right, str) or not right:
                found.notes.append(f"a word that is always wrong: {wrong}")
            elif wrong == right:
                found.add(right)
            else:
                found.add(right, variants=[wrong])
    return found


def write_typos(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """``default.extend-identifiers``, which are compared with their case: wrong forms, and names that are right."""
    from cleanup.glossary.exchange.quoting import toml_string

    lines, missing = [], []
    for term in terms:
        if _WORD.fullmatch(term.name):
            lines.append((term.name, term.name))
        for variant in term.variants:
            if _WORD.fullmatch(variant) and "'" not in variant and "’" not in variant:
                lines.append((variant, term.name))
            else:
                missing.append(variant)
    body = "".join(f"{toml_string(wrong)} = {toml_string(right)}\n" for wrong, right in dict(lines).items())
    notes = left_out("variants of more than a word, which typos does not look for", missing)
    plain = [term.name for term in terms if not _WORD.fullmatch(term.name) and not term.variants]
    notes += left_out("names of several words without variants", plain)
    return f"[default.extend-identifiers]\n{body}".encode(), notes
