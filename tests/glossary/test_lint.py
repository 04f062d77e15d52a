"""Lint: each check with what it finds, and what it leaves alone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from cleanup.formats.plain import parse
from cleanup.glossary.lint import forms_of, lint, malformed
from cleanup.glossary.mend import mend
from cleanup.glossary.usage import FormCounter
from cleanup.glossary.workspace import Workspace
from cleanup.terms.load import load_glossary, parse_terms
from cleanup.terms.model import Term


def entry(line: str) -> str:
    return f"[[term]]\n{line}\n"


def checks(*lines: str) -> list[str]:
    return [problem.check for problem in lint(parse_terms("".join(map(entry, lines))))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['name = "Li Mu"', 'name = "Zhao Yun"'], []),
        (['name = "Li Mu"', 'name = "Li Mu"'], ["duplicate"]),
        (['name = "Li Mu"\nvariants = ["Li Mu"]'], ["own-variant"]),
        (['name = "Li Mu"\naliases = ["Li Mu"]'], ["own-alias"]),
        (['name = "Ann Bo"\nvariants = ["Xox"]', 'name = "Cid Dag"\nvariants = ["Xox"]'], ["two-owners"]),
        (['name = "Ann Bo"\nvariants = ["Cid Dag"]', 'name = "Cid Dag"'], ["contradiction"]),
        (['name = "Ann Bo"\nvariants = ["Cid Dag"]', 'name = "Cid Dag"\nvariants = ["Xox"]'], ["chain"]),
        (
            ['name = "Ann Bo"\nvariants = ["Cid Dag"]', 'name = "Cid Dag"\nvariants = ["Ann Bo"]'],
            ["cycle", "cycle"],
        ),
        (['name = "Li Mu"', 'name = "Li Mou"'], ["near-duplicate"]),
        (['name = "Li Mu"\nsource = "李牧"', 'name = "Li Mou"\nsource = "李谋"'], []),
        (['name = "Li Mu"\nnever = ["Li Mou"]', 'name = "Li Mou"'], []),
        (['name = "Mark"'], ["common-word"]),
        (['name = "Mark"\nkind = "term"'], []),
        (['name = "Letao"\nvariants = ["cup"]'], ["common-word"]),
        (['name = "Wang Ming"', 'name = "Zorro"\nvariants = ["Wang"]'], ["part-of-name"]),
        (['name = "Ann Bo"\nsource = "安"', 'name = "Cid Dag"\nsource = "安"'], ["two-names"]),
        (['name = "Grand Wazoo"\nkind = "title"'], ["unknown-title"]),
        (['name = "Senior Brother"\nkind = "title"\nsource = "师兄"'], []),
        (['name = "Li\u200b Mu"'], ["characters"]),
        (['name = "Li Mu"\nvariants = ["!!!"]'], ["not-found"]),
        (['name = "☆"'], ["not-found"]),
        (['name = "Number Four"\nvariants = ["No."]\nkind = "term"'], ["not-found"]),
        (['name = "Bo Yan"\nvariants = ["$Star", "B/Y", "unit 7", "byan"]'], []),
        (['name = "Viktor"\naliases = ["Vik"]\nvariants = ["vik"]'], []),
        (
            [
                'name = "Ann Bo"\npaths = ["a/*"]\nvariants = ["Xox"]',
                'name = "Cid"\npaths = ["b/*"]\nvariants = ["Xox"]',
            ],
            [],
        ),
    ],
)
def test_checks(lines: list[str], expected: list[str]) -> None:
    assert checks(*lines) == expected


def test_chapters_add_counts_and_idle_variants() -> None:
    terms = parse_terms(entry('name = "Mark"\nvariants = ["Marck", "Marko"]'))
    usage = FormCounter(forms_of(terms))
    usage.read(parse("Mark made a mark. Marck left; “mark my words.”\n"))
    messages = [problem.message for problem in lint(terms, usage)]
    assert any("2 times in lower case, 1 times with a capital" in message for message in messages)
    assert "of “Mark” the chapters never have “Marko”" in messages


def test_what_cannot_be_loaded_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "g.toml"
    path.write_text(entry('name = "A"') + entry('name = "B"\nkind = "persn"'))
    (problem,) = malformed([path])
    assert problem.where.line == 3
    assert "Did you mean 'person'?" in problem.message


def test_fix_mends_what_is_certain_and_keeps_comments(tmp_path: Path) -> None:
    path = tmp_path / "g.toml"
    path.write_text(
        '# top\n\n[[term]]\nname = "Li Mu" # hero\nvariants = [\n  "Li Mu", # no\n  "Lee", # yes\n  "Lee",\n]\n\n'
        '[[term]]\nname = "Cid"\naliases = ["Cid"]\n\n[[term]]\nname = "Cid"\naliases = ["Cid"]\n'
    )
    space = Workspace([path])
    assert mend(space) == 3
    space.save()
    text = path.read_text()
    assert text.startswith('# top\n\n[[term]]\nname = "Li Mu" # hero\n')
    assert "# yes" in text
    assert [(t.name, t.aliases, t.variants) for t in load_glossary([path])] == [
        ("Li Mu", (), ("Lee",)),
        ("Cid", (), ()),
    ]
    assert mend(Workspace([path])) == 0


def test_a_form_that_is_missed_is_told_with_the_place_and_the_reason() -> None:
    (some, none) = lint(parse_terms(entry('name = "Bo Yan"\nvariants = ["…", "Rain!"]')))
    assert (none.level, some.level) == ("warning", "note")
    assert none.message.endswith("“They saw … there.”: it has no letter or digit to be found by")
    assert some.message.endswith("“They saw (Rain!), then.”: its last mark may end the sentence there")


def test_the_time_of_a_lint_grows_with_the_entries() -> None:
    few, many = _entries(1_500), _entries(6_000)
    lint(few)

    def spent(terms: Sequence[Term]) -> float:
        start = time.process_time()
        lint(terms)
        return time.process_time() - start

    # Sixteen times for what is quadratic, in one run on whatever machine.
    assert spent(many) < 9 * min(spent(few), spent(few))


def _entries(count: int) -> Sequence[Term]:
    text = "".join(entry(f'name = "Na{i:05d}me Giv{i % 977}en"\nvariants = ["Nax{i}"]') for i in range(count))
    return parse_terms(text)
