"""The rules of each engine: ids, categories, and what is done with their findings here."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from cleanup.core.model import Span
from cleanup.errors import EngineError
from cleanup.grammar.allowlist import ALLOWED
from cleanup.grammar.engine import GrammarMatch
from cleanup.grammar.installation import find_installation
from cleanup.grammar.levels import chosen_level, is_off, is_spelling
from cleanup.grammar.settings import GrammarSettings
from cleanup.rules.rule import Level

_RULE_FILES = re.compile(r"(?:^|/)(?:rules/en|en/rules)/(?:en-(?:US|GB)/)?(?:grammar|style)\.xml$")

CODED = {
    "COMMA_PARENTHESIS_WHITESPACE": ("TYPOGRAPHY", "spaces before commas and inside brackets", "so , it is"),
    "DOUBLE_PUNCTUATION": ("PUNCTUATION", "two commas or full stops in a row", "so,, it is"),
    "ENGLISH_WORD_REPEAT_BEGINNING_RULE": ("REPETITIONS_STYLE", "three sentences that begin with the same word", ""),
    "ENGLISH_WORD_REPEAT_RULE": ("MISC", "a word that is repeated", "the the end"),
    "EN_A_VS_AN": ("MISC", "a before a vowel, an before a consonant", "a apple"),
    "EN_CONTRACTION_SPELLING": ("TYPOS", "contractions without an apostrophe", "he didnt"),
    "EN_SPECIFIC_CASE": ("CASING", "names with a capital missing", "harry Potter"),
    "EN_UNPAIRED_BRACKETS": ("PUNCTUATION", "brackets without a partner", "(so it is"),
    "EN_UNPAIRED_QUOTES": ("PUNCTUATION", "quotation marks without a partner", "“so it is"),
    "EN_WORD_COHERENCY": ("MISC", "two spellings of one word in a text", "organise, organize"),
    "MORFOLOGIK_RULE_EN_US": ("TYPOS", "words that the dictionary does not know", "recieve"),
    "SENTENCE_WHITESPACE": ("TYPOGRAPHY", "no space between sentences", "over.Then"),
    "UPPERCASE_SENTENCE_START": ("CASING", "sentences that start in lower case", "it was."),
    "WHITESPACE_RULE": ("TYPOGRAPHY", "spaces that are repeated", "so  it"),
}
"""Rules of LanguageTool that are written in Java and stand in no rule file; those worth knowing."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule of an engine. ``level`` is what is done with its findings here; ``default`` whether the engine runs it."""

    id: str
    category: str
    level: Level
    summary: str
    example: str = ""
    default: bool = True


def rules_of(engine: str, settings: GrammarSettings) -> tuple[Listed, ...]:
    """The rules of an engine, by id. Raises `EngineError` where the engine is not installed."""
    if engine not in _SOURCES:
        raise EngineError(f"there is no list of rules for “{engine}”", hint=f"Known: {', '.join(_SOURCES)}.")
    found = {rule[0]: rule for rule in _SOURCES[engine]()}
    return tuple(
        Listed(id, category, level_here(id, category, settings), summary, example, default)
        for id, category, summary, example, default in sorted(found.values())
    )


def level_here(rule: str, category: str, settings: GrammarSettings) -> Level:
    """What is done with findings of a rule under these settings."""
    match = GrammarMatch(Span(0, 0), rule, "", (), category)
    chosen = chosen_level(match, settings)
    if chosen is None:
        allowed = any(allowed.rule == rule for allowed in ALLOWED)
        chosen = (
            Level.FIX if allowed else Level.OFF if is_off(rule) and not is_spelling(match) else Level.REPORT
        )
    order = (Level.FIX, Level.UNSAFE, Level.REPORT, Level.OFF)
    return max(chosen, settings.level, key=order.index)


_Row = tuple[str, str, str, str, bool]


def _harper() -> Iterator[_Row]:
    from cleanup.grammar.embedded import EMBEDDED

    if missing := EMBEDDED["harper"].missing():
        raise EngineError(missing)
    import harper

    descriptions = harper.Linter().get_lint_descriptions()
    for rule, default in harper.get_default_lint_config().items():
        yield rule, "", " ".join(descriptions.get(rule, "").split()), "", default


def _lingotweaker() -> Iterator[_Row]:
    from cleanup.grammar.embedded import EMBEDDED

    if missing := EMBEDDED["lingotweaker"].missing():
        raise EngineError(missing)
    from lingotweaker_data_en import data_dir

    folder = Path(str(data_dir()))
    for path in sorted(folder.rglob("*.xml")):
        if _RULE_FILES.search(path.as_posix()):
            yield from _in_file(path.read_bytes())
    yield from _coded()


def _languagetool() -> Iterator[_Row]:
    installation = find_installation()
    if installation is None:
        raise EngineError(
            "LanguageTool is not installed",
            hint="`cleanup grammar install languagetool` installs it; LingoTweaker has the same rules.",
        )
    for data in _rule_files(installation.folder):
        yield from _in_file(data)
    yield from _coded()


def _rule_files(folder: Path) -> Iterator[bytes]:
    """The rule files of an installation, as files or in a jar."""
    for path in sorted(folder.rglob("*.xml")):
        if _RULE_FILES.search(path.as_posix()):
            yield path.read_bytes()
    for path in sorted(folder.rglob("language-en*.jar")):
        with zipfile.ZipFile(path) as jar:
            for name in sorted(jar.namelist()):
                if _RULE_FILES.search(name):
                    yield jar.read(name)


def _coded() -> Iterator[_Row]:
    for rule, (category, summary, example) in CODED.items():
        yield rule, category, summary, example, True


def _in_file(data: bytes) -> Iterator[_Row]:
    """The rules of one of LanguageTool's rule files. Each rule and group has an id, a name and examples."""
    category, category_on = "", True
    group: ElementTree.Element | None = None
    # The file's entities are declared in the file itself, so that nothing has to be fetched.
    for event, element in ElementTree.iterparse(io.BytesIO(data), events=("start", "end")):
        if event == "start":
            if element.tag == "category":
                category, category_on = element.get("id", ""), element.get("default") != "off"
            elif element.tag == "rulegroup":
                group = element
        elif element.tag == "rulegroup":
            yield _row(element, category, category_on)
            group = None
            element.clear()
        elif element.tag == "rule" and group is None:
            yield _row(element, category, category_on)
            element.clear()


def _row(element: ElementTree.Element, category: str, category_on: bool) -> _Row:
    examples = element.iter("example")
    wrong = next((example for example in examples if example.find("marker") is not None), None)
    example = " ".join("".join(wrong.itertext()).split()) if wrong is not None else ""
    on = category_on and element.get("default", "") not in ("off", "temp_off")
    return element.get("id", ""), category, " ".join(element.get("name", "").split()), example, on


_SOURCES: Mapping[str, Callable[[], Iterator[_Row]]] = {
    "lingotweaker": _lingotweaker,
    "harper": _harper,
    "languagetool": _languagetool,
}
