"""The contract: a listed form comes out as its entry says, wherever it is by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cleanup.cleaner import Cleaner
from cleanup.glossary.lint import lint
from cleanup.language.english import is_word
from cleanup.names.contract import PLACES, shortfalls
from cleanup.names.explain import expected
from cleanup.names.fitting import raised
from cleanup.names.match import NameMatcher
from cleanup.names.plurals import plural, with_plurals
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary
from cleanup.terms.model import Glossary, Kind, Term
from cleanup.terms.packs import pack_paths

MARKDOWN = ("They saw **{}** there.", "They saw *{}* there.", "# {}", "- {}", "> They saw {} there.")
"""Places in Markdown, of which the marks are no part of the prose."""
PLURALS = ("They saw {} there.", "They saw {}’ hats.", "They saw the two {}, then.")

_PARTS = st.sampled_from(["Karlo", "Venn", "Tamsor", "Quill", "Osbeth", "Dravik", "Ilmar", "Yorune", "7", "12", "Zett"])
_JOINS = st.sampled_from([" ", " ", "-", "&", "/", ", ", "_", " No. ", "’"])
_EDGES = st.sampled_from(["", "", "", "$", "#", "~"])
_STARTS = st.sampled_from(["", "", "", "de ", "i"])


@st.composite
def _forms(draw: st.DrawFn) -> str:
    parts = draw(st.lists(_PARTS, min_size=1, max_size=3, unique=True))
    form = parts[0]
    for part in parts[1:]:
        form += draw(_JOINS) + part
    return draw(_STARTS) + draw(_EDGES) + form


def _cleaned(text: str, *terms: Term, format: str = "plain") -> str:
    result = Cleaner(Config(select=("names",), packs=()), Glossary(terms)).clean(text, format=format)
    assert result.faults == ()
    return result.revised


def _starts(place: str) -> bool:
    return place.lstrip("“#->* ").startswith("{}") and not place.startswith("They")


def _wanted(term: Term, place: str) -> set[str]:
    """What may stand in a place where there was a variant: a title by itself is a common noun."""
    names = {term.name, term.name.lower()} if term.kind is Kind.TITLE else {term.name}
    if not (_starts(place) or "\n{}" in place):
        return names
    first = {raised(name) for name in names} | ({term.name} if term.kind is Kind.TITLE else set())
    return first if _starts(place) else first | names  # a line may be a paragraph


def _at(place: str, form: str) -> str:
    written = raised(form) if _starts(place) else form
    if place.endswith("{}.") and written.endswith("."):
        place = place.removesuffix(".")
    return place.format(written, written)


@settings(max_examples=15, deadline=None)
@given(_forms(), _forms(), _forms(), st.sampled_from([Kind.PERSON, Kind.NAME, Kind.PLACE, Kind.TERM, Kind.PLATFORM]))
def test_a_listed_form_comes_out_as_the_entry_says(name: str, alias: str, variant: str, kind: Kind) -> None:
    parts = [set(form.replace("-", " ").split()) for form in (name, alias, variant)]
    assume(name[0].isupper() or name[0].isdigit())
    assume(len({"".join(filter(str.isalnum, form.lower())) for form in (name, alias, variant)}) == 3)
    assume(not parts[0] & parts[2] and not parts[1] & parts[2])
    term = Term(name, kind=kind, aliases=(alias,), variants=(variant,))
    assert list(shortfalls(NameMatcher([term]), 0)) == []
    for form, right in ((name, name), (alias, alias), (variant, name)):
        text = "\n\n".join(_at(place, form) for place in PLACES)
        assert _cleaned(text, term) == "\n\n".join(_at(place, right) for place in PLACES)
        for place in MARKDOWN[:2]:
            assert _cleaned(place.format(form), term, format="markdown") == place.format(right)
    one, several = plural(variant), plural(name)
    if one and several and kind is not Kind.PLATFORM and not is_word(one.lower()):
        for place in PLURALS:
            assert _cleaned(place.format(one), term) == place.format(several)


@st.composite
def _odd_forms(draw: st.DrawFn) -> str:
    """Forms with any marks anywhere."""
    form = draw(st.text("AbÉß7 .,!?’'\"“”-–—_&/$#@~*()[]…&+\\李", min_size=1, max_size=9)).strip()
    assume(form and "  " not in form and unicodedata.normalize("NFC", form) == form)
    return form


@settings(max_examples=30, deadline=None)
@given(_odd_forms())
def test_what_is_not_done_is_said_by_lint(variant: str) -> None:
    assume(not set("".join(filter(str.isalnum, variant.casefold()))) & set("qn"))
    term = Term("Quenn", variants=(variant,))
    done = all(
        (cleaned := _cleaned(_at(place, variant), term)) == _at(place, "Quenn")
        # A line that ends with a stop may be a paragraph, and the stop that of its sentence.
        or (variant.endswith(".") and "{}\n" in place and cleaned == _at(place, "Quenn."))
        for place in PLACES
        if not _starts(place) or raised(variant) == variant
    )
    assert done or any(problem.check == "not-found" for problem in lint([term])), variant


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["B", "7", "Élan", "“B", "李"]), _odd_forms())
def test_a_name_with_any_marks_stays_or_lint_says_so(first: str, rest: str) -> None:
    name = first + rest
    term = Term(name)
    stays = all(_cleaned(text, term) == text for place in PLACES if (text := _at(place, name)))
    assert stays or any(problem.check == "not-found" for problem in lint([term])), name


_PACKS = pack_paths(None)


def _entries(path: str | Path, folder: Path) -> Sequence[Term]:
    """The entries of a pack as a user's own."""
    copy = folder / Path(path).name
    copy.write_bytes(Path(path).read_bytes())
    return tuple(load_glossary([str(copy)]))


@pytest.mark.parametrize("path", _PACKS, ids=lambda path: Path(path).stem)
def test_the_forms_of_shipped_packs_come_out_as_their_entries_say(path: Path, tmp_path: Path) -> None:
    terms = _entries(path, tmp_path)
    matcher = NameMatcher(terms)
    assert [fall for number in range(len(terms)) for fall in shortfalls(matcher, number)] == []
    cleaner = Cleaner(Config(select=("names",), packs=()), Glossary(tuple(terms)))
    for places, format in ((PLACES, "plain"), (MARKDOWN, "markdown")):
        cases = [
            (_at(place, form), {_at(place, form)} if form == right else {place.format(r, r) for r in wanted})
            for term in terms
            for form, right in [
                *((form, form) for form in (term.name, *term.aliases)),
                *((variant, term.name) for variant in term.variants),
            ]
            for place in places
            if not (term.case == "exact" and form != right and _starts(place))
            if (wanted := _wanted(term, place))
        ]
        result = cleaner.clean("\n\n".join(text for text, _wanted in cases), format=format)
        assert result.faults == ()
        found = result.revised.split("\n\n")
        assert [(text, line) for (text, right), line in zip(cases, found, strict=True) if line not in right] == []


@pytest.mark.parametrize("path", _PACKS, ids=lambda path: Path(path).stem)
def test_plurals_of_the_variants_of_shipped_packs(path: Path, tmp_path: Path) -> None:
    terms = _entries(path, tmp_path)
    cleaner = Cleaner(Config(select=("names",), packs=()), Glossary(tuple(terms)))
    for term in with_plurals(terms)[len(terms) :]:
        for variant in term.variants:
            for place in PLURALS:
                right = {place.format(name) for name in (term.name, term.name.lower())}
                assert cleaner.clean(place.format(variant)).revised in right


@pytest.mark.parametrize("path", _PACKS, ids=lambda path: Path(path).stem)
def test_the_right_forms_of_shipped_packs_stay(path: Path) -> None:
    glossary = load_glossary([str(path)])
    cleaner = Cleaner(Config(select=("names",), packs=()), glossary)
    text = "\n\n".join(f"They saw {form} there." for term in glossary for form in (term.name, *term.aliases))
    result = cleaner.clean(text)
    assert (result.faults, result.revised) == ((), text)


@pytest.mark.parametrize(
    "line",
    [
        "Tan Yushu|谭玉树|person",
        "Donglou|东楼|person",
        "Kuaitao|快淘|platform",
        "Verdes|韦尔德斯|person",
        "Sky Frost City|天霜城|place",
        "Elder Sister Fan|范师姐|person",
        "Romard|ロマール|person",
    ],
)
def test_what_predict_calls_replaced_is_replaced(line: str) -> None:
    name, source, kind = line.split("|")
    term = Term(name, source, Kind(kind))
    safe = [form.form for forms in expected(term).values() for form in forms if form.safe]
    assert safe
    places = ("They saw {} there.", "They saw {}’s hat.", "“{},” they said.", "They saw ({}), then.")
    cleaner = Cleaner(Config(select=("names",), packs=()), Glossary((term,)))
    for form in safe:
        text = "\n\n".join(place.format(form) for place in places)
        assert cleaner.clean(text).revised == "\n\n".join(place.format(name) for place in places), form
