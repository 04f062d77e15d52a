"""Editing a glossary file: nothing changes but the entry concerned."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import GlossaryError
from cleanup.glossary import edit
from cleanup.glossary.workspace import Workspace
from cleanup.terms.file import drop, entry_text, extend, parse_file, table_of
from cleanup.terms.load import load_glossary, parse_terms

HAND = """\
# The names of my novel.

# --- People ---

# the hero
[[term]]
name   = "Li Mu"   # keep this one
source = '李牧'
variants = [
    "Lee Moo",  # chapter 3
    "Li Moo",
]

[[term]]
name = "Zhao Yun"
# not the historical one

# --- Places ---

[[term]]
name = "Azure Hill"
"""


def workspace(tmp_path: Path, text: str = HAND) -> Workspace:
    path = tmp_path / "glossary.toml"
    path.write_bytes(text.encode())
    return Workspace([path])


def test_reading_and_writing_changes_nothing() -> None:
    for text in (HAND, HAND.replace("\n", "\r\n"), "\ufeff" + HAND, HAND.rstrip("\n"), "", "# empty\n"):
        assert parse_file(text, Path("g.toml")).text == text


def test_an_edit_touches_its_own_lines_only(tmp_path: Path) -> None:
    space = workspace(tmp_path)
    edit.add(space, {"name": "Li Mu", "variants": ["Lee Mu", "Lee Moo"], "gender": "male"})
    assert space.files[0].text == HAND.replace(
        '    "Li Moo",\n]\n', '    "Li Moo",\n    "Lee Mu",\n]\ngender = "male"\n'
    )


def test_line_ends_stay(tmp_path: Path) -> None:
    space = workspace(tmp_path, HAND.replace("\n", "\r\n"))
    edit.add(space, {"name": "Zhao Yun", "source": "赵云"})
    edit.add(space, {"name": "Sun Ce"})
    text = space.files[0].text
    assert text.count("\n") == text.count("\r\n")
    assert [term.name for term in parse_terms(text)] == ["Li Mu", "Zhao Yun", "Azure Hill", "Sun Ce"]


def test_remove_takes_its_comment_and_leaves_the_section(tmp_path: Path) -> None:
    space = workspace(tmp_path)
    edit.remove(space, "Zhao Yun")
    text = space.files[0].text
    assert "historical" not in text
    assert "# --- Places ---" in text
    assert "\n\n\n" not in text
    edit.remove(space, "Li Mu")
    assert space.files[0].text == (
        '# The names of my novel.\n\n# --- People ---\n\n# --- Places ---\n\n[[term]]\nname = "Azure Hill"\n'
    )


def test_merge_keeps_forms_and_comments(tmp_path: Path) -> None:
    space = workspace(tmp_path)
    edit.merge_entries(space, "Zhao Yun", "Li Mu")
    space.check()
    text = space.files[0].text
    assert "# not the historical one" in text
    assert "# the hero" in text
    assert parse_terms(text)[0].variants == ("Lee Moo", "Li Moo", "Zhao Yun")


def test_merge_lets_a_right_form_win(tmp_path: Path) -> None:
    text = '[[term]]\nname = "A B"\nvariants = ["C"]\n\n[[term]]\nname = "D E"\naliases = ["F"]\nvariants = ["A Bee"]\n'
    space = workspace(tmp_path, text)
    edit.merge_entries(space, "D E", "A B", alias=True)
    space.check()
    (term,) = parse_terms(space.files[0].text)
    assert term.aliases == ("D E", "F")
    assert term.variants == ("C", "A Bee")


def test_sort_stays_within_sections(tmp_path: Path) -> None:
    first = '[[term]]\nname = "B"\n\n# about A\n[[term]]\nname = "A"\n'
    second = '[[term]]\nname = "D"\n[[term]]\nname = "C"'
    space = workspace(tmp_path, f"{first}\n# --- More ---\n\n{second}")
    edit.sort(space.files[0])
    assert space.files[0].text == (
        '# about A\n[[term]]\nname = "A"\n\n[[term]]\nname = "B"\n\n# --- More ---\n\n'
        '[[term]]\nname = "C"\n[[term]]\nname = "D"\n'
    )


def test_a_contradiction_is_not_written(tmp_path: Path) -> None:
    space = workspace(tmp_path)
    edit.add(space, {"name": "Sun Ce", "variants": ["Li Mu"]})
    with pytest.raises(GlossaryError, match="variant of “Sun Ce”"):
        space.save()
    assert (tmp_path / "glossary.toml").read_text("utf-8") == HAND


def test_conflicting_values_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="with source = “李牧”"):
        edit.add(workspace(tmp_path), {"name": "Li Mu", "source": "李木"})


def test_inline_entries_cannot_be_edited() -> None:
    with pytest.raises(GlossaryError, match="cannot be edited"):
        parse_file('term = [{name = "A"}]\n', Path("g.toml"))


_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Mn", "Mc", "Me"))).map(
    lambda text: unicodedata.normalize("NFC", text)
)
_FORM = _TEXT.map(str.strip).filter(bool)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": _FORM},
            optional={
                "note": _TEXT,
                "variants": st.lists(_FORM, min_size=1, unique=True),
            },
        ),
        max_size=4,
    )
)
def test_what_is_written_is_what_is_read(tables: list[dict[str, object]]) -> None:
    file = parse_file("# mine\n", Path("g.toml"))
    for table in tables:
        file.add(table)
    terms = parse_terms(file.text)
    assert [(t.name, t.note, list(t.variants)) for t in terms] == [
        (t["name"], t.get("note", ""), t.get("variants", [])) for t in tables
    ]
    assert parse_terms("\n".join(entry_text(table_of(term)) for term in terms)) is not None
    assert [e.term.name for e in parse_file(file.text, Path("g.toml")).entries] == [t["name"] for t in tables]


def test_lists_grow_and_shrink_in_their_own_style(tmp_path: Path) -> None:
    entry = workspace(tmp_path).files[0].entries[0]
    entry.edit(lambda table: drop(table, "variants", ["Lee Moo"]))
    entry.edit(lambda table: extend(table, "aliases", ["Boss Li"]))
    assert entry.term.name == "Li Mu"
    assert parse_terms(entry.body)[0].variants == ("Li Moo",)
    assert parse_terms(entry.body)[0].aliases == ("Boss Li",)


def test_time_grows_with_the_number_of_entries_and_not_with_its_square(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        path = tmp_path / f"{count}.toml"
        path.write_text(
            "".join(
                f'[[term]]\nname = "Name{i} Given{i}"\nkind = "person"\nvariants = ["Nam{i}x", "Nom{i}"]\n\n'
                for i in range(count)
            )
        )
        start = time.process_time()
        assert len(load_glossary([path])) == count
        space = Workspace([path])
        edit.add(space, {"name": "Name7 Given7", "variants": ["Nam7y"]})
        space.save()
        assert '"Nam7x", "Nom7", "Nam7y"]' in path.read_text()
        return time.process_time() - start

    seconds(10)  # what is imported and built once
    assert seconds(8_000) < 40 * seconds(800)  # ten times as much; a hundred times where it is the square
