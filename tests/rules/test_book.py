"""One thing, one name: forms that compete over the chapters of a book."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.files.discover import Source
from cleanup.rules.book.customs import Counts, counts_of, customs_of
from cleanup.rules.book.dialect import CUSTOMS
from cleanup.rules.book.interchange import interchangeable
from cleanup.rules.book.phrases import phrases, phrases_by_paragraph
from cleanup.rules.book.rivals import rivals
from cleanup.rules.chapter.compare import chapters_of
from cleanup.rules.chapter.shape import shape_of
from cleanup.rules.chapter.standing import from_fields, to_fields
from cleanup.run.batch import Cleaned, Job, clean_all
from cleanup.settings.config import Overrides
from tests.rules.cleaning import clean

LINE = "He stood by the mill for a while and watched the wheel turn in the grey water.\n\n"


def groups(*texts: str) -> list[list[str]]:
    return [[form.text for form in group] for group in rivals([phrases_by_paragraph(text) for text in texts])]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("The Nine Wells Palm struck.", ["Nine Wells Palm"]),
        ("But Senior Brother Ruo’s hand", ["Senior Brother Ruo"]),
        ("in the Hall of the Iron Bell, Then He left", ["Hall of the Iron Bell"]),
        ("two Iron Wells and an Iron Well", ["Iron Well", "Iron Well"]),
        ("when Perhaps I came, and Yet I stayed", []),
        ("He left. Then Ruo came", []),
    ],
)
def test_phrases(text: str, forms: list[str]) -> None:
    assert [phrase.form for phrase in phrases(text)] == forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Crimson", "Red"),
        ("Northern", "North"),
        ("Tempered", "Tempering"),
        ("Sword", "Blade"),
        ("Senior Brother", "Elder Martial Brother"),
    ],
)
def test_words_of_one_source(one: str, other: str) -> None:
    assert interchangeable(one, other)
    assert interchangeable(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("North", "South"), ("Ruo", "Ruoyan"), ("Nine", "Seven"), ("Senior Brother", "Junior Brother")]
)
def test_words_of_two_sources(one: str, other: str) -> None:
    assert not interchangeable(one, other)


def test_forms_compete_over_chapters() -> None:
    one = "He knew the Nine Wells Cleaving Palm.\n\n"
    other = "He knew the Nine Wells Severing Palm.\n\n"
    assert groups(one * 2, other, one) == [["Nine Wells Cleaving Palm", "Nine Wells Severing Palm"]]
    assert groups(one, other) == []  # nothing prevails
    assert groups(one * 2 + one.strip() + " " + other, one) == []  # both in one paragraph are two things


def test_a_long_list_is_no_group_and_takes_no_long_time() -> None:
    lines = "\n\n".join(f"The Iron {word.capitalize()} Hall" for word in ("red", "crimson", "scarlet") * 4)
    assert groups(lines) == []  # all are equally frequent
    many = "\n\n".join(f"The Iron Ab{number:05} Hall of Cd{number:05}" for number in range(3_000)).translate(
        str.maketrans("0123456789", "abcdefghij")
    )
    assert groups(many) == []


def test_what_prevails_in_a_book() -> None:
    american = "the color of honor in the center of gray armor, a favor to the neighbor, a rumor, a labor, the theater"
    counts = counts_of(american, set(american.split()))
    assert counts.american == 10
    assert customs_of([counts, counts]).spelling == ("American",)
    assert customs_of([counts]).spelling == ()
    assert customs_of([]) == customs_of([Counts()])
    assert customs_of([Counts(20, 0, 0, 20)]).spelling == ("British", "-ize")


def test_no_spelling_is_both() -> None:
    for custom in CUSTOMS:
        assert not custom.words.keys() & set(custom.words.values())


@pytest.fixture
def book(tmp_path: Path) -> list[Source]:
    for number in range(1, 9):
        art = "Severing" if number == 8 else "Cleaving"
        colour = "colour" if number == 8 else "color"
        joint = " - " if number == 8 else ": "
        text = (
            f"Chapter {number}{joint}The Mill\n\nHe used the Nine Wells {art} Palm.\n\nThe {colour} of the armor.\n\n"
        )
        tail = "There was honor in the harbor, and a neighbor with a rumor.\n"
        (tmp_path / f"{number:03}.txt").write_text(text + LINE.replace("grey", "dark") * 8 + tail, "utf-8")
    return [Source(str(path)) for path in sorted(tmp_path.iterdir())]


def test_a_run_reports_what_competes_in_the_book(book: list[Source]) -> None:
    select = ("consistency-term", "consistency-spelling", "headings-form")
    found = {}
    for done in clean_all(book, Job(overrides=Overrides(select=select, grammar=False))):
        assert isinstance(done, Cleaned)
        assert done.result.changes == ()
        found[Path(done.path).name] = [(each.rule, each.message, each.suggestions) for each in done.result.findings]
    assert [found.pop("008.txt")] == [
        [
            ("headings-form", "“Chapter 8 -” is not in the form of the other headings, “Chapter 8”", ()),
            (
                "consistency-term",
                "“Nine Wells Severing Palm” (once) competes with “Nine Wells Cleaving Palm” (7 times in 7 chapters)",
                ("Nine Wells Cleaving Palm",),
            ),
            ("consistency-spelling", "“colour” is British spelling in a text of American spelling", ("color",)),
        ]
    ]
    assert not any(found.values())


def test_what_is_known_of_a_book_survives_the_journal(book: list[Source]) -> None:
    chapters = chapters_of({source.path: shape_of(Path(source.path).read_text("utf-8")) for source in book})
    again = from_fields(to_fields(chapters))
    for source in book:
        text = Path(source.path).read_text("utf-8")
        assert again.standing(source.path, text) == chapters.standing(source.path, text)


def test_a_form_in_the_plural_is_replaced_in_the_plural() -> None:
    text = "The Iron Lake Sword.\n\nThe Iron Lake Sword.\n\nHe saw Iron Lake Blades."
    found = clean(text, "consistency-term").findings
    assert [each.suggestions for each in found] == [("Iron Lake Swords",)]
