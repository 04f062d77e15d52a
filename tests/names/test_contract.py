"""The contract: a listed form comes out as its entry says, wherever it is by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cleanup.cleaner import Cleaner
from cleanup.config import Config
from cleanup.english import is_word
from cleanup.glossary.load import load_glossary
from cleanup.glossary.model import Glossary, Kind, Term
from cleanup.glossary.packs import pack_paths
from cleanup.names.plurals import plural

PLACES = (
    "They saw {} there.",
    "They saw {}’s hat.",
    "“{},” they said.",
    "They saw ({}), then.",
    "They saw {}, then; they saw {}: so.",
    "They saw\n{} there.",
    "They did see {}\nthere.",
)
"""Sentences with a form by itself: in the middle, owning, in quotation marks, beside marks, at the end of a line."""

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


def _cleaned(text: str, *terms: Term) -> str:
    result = Cleaner(Config(select=("names",), packs=()), Glossary(terms)).clean(text)
    assert result.faults == ()
    return result.revised


@settings(max_examples=25, deadline=None)
@given(_forms(), _forms(), _forms(), st.sampled_from([Kind.PERSON, Kind.NAME, Kind.PLACE, Kind.TERM, Kind.PLATFORM]))
def test_a_listed_form_comes_out_as_the_entry_says(name: str, alias: str, variant: str, kind: Kind) -> None:
    parts = [set(form.replace("-", " ").split()) for form in (name, alias, variant)]
    assume(name[0].isupper() or name[0].isdigit())
    assume(len({"".join(filter(str.isalnum, form.lower())) for form in (name, alias, variant)}) == 3)
    assume(not parts[0] & parts[2] and not parts[1] & parts[2])
    term = Term(name, kind=kind, aliases=(alias,), variants=(variant,))
    for place in PLACES:
        assert _cleaned(place.format(name, name), term) == place.format(name, name)
        assert _cleaned(place.format(alias, alias), term) == place.format(alias, alias)
        assert _cleaned(place.format(variant, variant), term) == place.format(name, name)
    one, several = plural(variant), plural(name)
    if one and several and kind is not Kind.PLATFORM and not is_word(one.lower()):
        assert _cleaned(f"They saw {one} there.", term) == f"They saw {several} there."


@pytest.mark.parametrize("path", pack_paths(None), ids=lambda path: Path(path).stem)
def test_the_right_forms_of_shipped_packs_stay(path: Path) -> None:
    glossary = load_glossary([str(path)])
    cleaner = Cleaner(Config(select=("names",), packs=()), glossary)
    text = "\n\n".join(f"They saw {form} there." for term in glossary for form in (term.name, *term.aliases))
    result = cleaner.clean(text)
    assert (result.faults, result.revised) == ((), text)
