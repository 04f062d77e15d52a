"""Evidence of a whole book: what one chapter cannot say."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.core.model import Applicability
from cleanup.formats.plain import parse
from cleanup.names.book import UNKNOWN, Book, from_fields, to_fields
from cleanup.names.match import NameMatcher
from cleanup.terms.load import term_from

TIGER = {"name": "Young Tiger", "source": "小虎", "kind": "person"}
OTHERS = [
    {"name": "Meng Zhuo", "source": "孟卓", "kind": "person"},
    {"name": "Qiu Fan", "source": "丘帆", "kind": "person"},
    {"name": "Ruo Lan", "source": "若兰", "kind": "person"},
]
BOOK = "Meng Zhuo met Qiu Fan and Ruo Lan. Meng Zhuo smiled at Qiu Fan."
CHAPTERS = [f"{BOOK} Xiaohu laughed, and Xiaohu sat down: chapter {n}." for n in range(9)]


def safe(text: str, *surveyed: str, terms: Sequence[dict[str, str]] = (TIGER, *OTHERS)) -> set[str]:
    matcher = NameMatcher([term_from(entry) for entry in terms])
    for other in (text, *surveyed):
        matcher.survey(parse(other))
    return {d.surface for d in matcher.analyse(parse(text)).decisions if d.applicability is Applicability.SAFE}


def test_a_reading_in_the_book_is_the_name() -> None:
    assert safe("Then Xiaohu came in.") == set()
    assert safe("Then Xiaohu came in.", BOOK) == {"Xiaohu"}


def test_what_may_be_a_surname_and_a_name_is_no_place_until_the_book_keeps_to_it() -> None:
    entry = {"name": "Moon Cove", "source": "月湾", "kind": "place"}
    text = "They came to Yue Wan at last."
    assert safe(text, BOOK, terms=(entry, *OTHERS)) == set()
    assert safe(text, BOOK, *[f"{BOOK} They left Yue Wan, and Yue Wan was far: {n}." for n in range(9)],
                terms=(entry, *OTHERS)) == {"Yue Wan"}  # fmt: skip


def test_a_given_name_elsewhere_is_somebody_else() -> None:
    assert safe("Then Xiaohu came in.", *CHAPTERS, "At last Tan Xiaohu spoke.") == set()


def test_evidence_is_the_same_in_any_order_and_through_json() -> None:
    one, other = Book(True, {1: 2}, {"a": 3}, {"a": 1}), Book(False, {1: 1, 2: 1}, {"a": 1, "b": 4}, {}, frozenset("b"))
    assert one.with_text(other) == other.with_text(one)
    assert from_fields(to_fields(one.with_text(other))) == one.with_text(other)
    assert UNKNOWN.with_text(one) == one


def test_a_little_more_changes_nothing() -> None:
    book = Book(True, {1: 40}, {"Xiaohu": 40, "Anhu": 2}, {"Xiaohu": 3})
    more = Book(True, {1: 41}, {"Xiaohu": 42, "Anhu": 1}, {"Xiaohu": 4})
    assert book.rounded() == more.rounded()
