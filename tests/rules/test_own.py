"""Replacements that a user writes down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cleanup.cleaner import Cleaner
from cleanup.core.model import Applicability, FileResult
from cleanup.core.revision import replay
from cleanup.errors import CleanupError, ConfigError, DocumentError
from cleanup.rules.own.importing import as_toml, imported
from cleanup.rules.own.model import replacements_in
from cleanup.rules.own.running import SECONDS
from cleanup.settings.config import Config, load_config
from cleanup.terms.model import Glossary
from tests.cpu_limit import cpu_limit


def clean(text: str, *tables: dict[str, Any], path: str = "a.txt", **more: Any) -> FileResult:
    own = replacements_in(list(tables), "cleanup.toml")
    cleaner = Cleaner(Config(replace=own, select=("replace",), **more), Glossary(()))
    result = cleaner.clean(text, path=path)
    assert result.faults == ()
    assert replay(text, result.changes) == result.revised
    assert cleaner.clean(result.revised, path=path).changes == ()
    return result


@pytest.mark.parametrize(
    ("table", "text", "good"),
    [
        ({"find": "grey", "with": "gray"}, "a grey greyhound", "a gray grayhound"),
        ({"find": "grey", "with": "gray", "words": True}, "a grey greyhound", "a gray greyhound"),
        ({"find": "grey", "with": "gray", "case": "keep"}, "Grey GREY grey", "Gray GRAY gray"),
        ({"find": "grey", "with": "Gray", "case": "any"}, "Grey GREY grey", "Gray Gray Gray"),
        ({"find": "(sic)", "with": ""}, "He went (sic)home.", "He went home."),
        ({"regex": r"(\d+) ?taels?", "with": r"\1 liang"}, "3 taels, 1tael", "3 liang, 1 liang"),
        ({"regex": r"^Ch\. (?P<n>\d+)$", "with": r"Chapter \g<n>"}, "Ch. 3\n\nIn Ch. 3 he", "Chapter 3\n\nIn Ch. 3 he"),
        ({"find": "aa", "with": "a"}, "aaaaaaa b", "a b"),
        ({"find": "灯塔", "with": "lighthouse"}, "the 灯塔", "the lighthouse"),
    ],
)
def test_what_a_replacement_does(table: dict[str, Any], text: str, good: str) -> None:
    assert clean(text, {"name": "mine", **table}).revised == good


def test_it_is_in_the_diff_by_its_name_and_reason() -> None:
    result = clean("grey", {"name": "no-grey", "find": "grey", "with": "gray", "reason": "American spelling"})
    causes = [(cause.rule, cause.message) for change in result.changes for cause in change.causes]
    assert causes == [("replace-no-grey", "American spelling")]


def test_levels_names_and_paths() -> None:
    table = {"name": "no-grey", "find": "grey", "with": "gray"}
    (shown,) = clean("grey", {**table, "level": "report"}).findings
    assert shown.fix is not None
    assert shown.fix.applicability is Applicability.SUGGESTION
    assert clean("grey", {**table, "level": "off"}).findings == ()
    assert clean("grey", {**table, "level": "unsafe"}).changes == ()
    assert clean("grey", table, ignore=("replace-no-grey",)).changes == ()
    assert clean("grey", {**table, "paths": ["extras/*"]}).changes == ()
    assert clean("grey", {**table, "paths": ["extras/*"]}, path="extras/a.txt").revised == "gray"
    assert clean("<!-- cleanup: ignore replace -->\ngrey\n\ngrey", table).revised.endswith("grey\n\ngray")


def test_an_earlier_one_makes_what_a_later_one_finds() -> None:
    first = {"name": "a", "find": "one", "with": "two"}
    assert clean("one", first, {"name": "b", "find": "two", "with": "three"}).revised == "three"


def test_what_would_never_come_to_rest_is_shown_and_not_applied() -> None:
    result = clean("ab", {"name": "grows", "regex": "a(b+)", "with": r"a\1b"})
    assert result.revised == "ab"
    assert "again" in result.findings[0].message


def test_a_pattern_has_its_time() -> None:
    with cpu_limit(SECONDS * 3, "a pattern that backtracks"):
        result = clean("a" * 60 + "!", {"name": "slow", "regex": r"(?:a|a)*(?:a|b)*(?:a|c)*?$x", "with": ""})
    assert result.revised.startswith("aaa")


@pytest.mark.parametrize(
    "tables",
    [
        {"name": "x"},
        [{"name": "x", "find": "a"}],
        [{"name": "x", "find": "a", "regex": "a", "with": "b"}],
        [{"name": "X y", "find": "a", "with": "b"}],
        [{"name": "x", "find": "a", "with": "b", "colour": 1}],
        [{"name": "x", "find": "a", "with": "b", "case": "loud"}],
        [{"name": "x", "find": "a", "with": "b", "level": "loud"}],
        [{"name": "x", "find": "a", "with": "b", "words": "yes"}],
        [{"name": "x", "find": "a", "with": "b", "paths": "a.txt"}],
        [{"name": "x", "find": "a", "with": "b", "examples": ["a"]}],
        [{"name": "x", "regex": "(", "with": "b"}],
        [{"name": "x", "regex": "(a)", "with": r"\2"}],
        [{"name": "x", "find": "a", "with": "aa"}],
        [{"name": "x", "find": "a", "with": "b"}, {"name": "x", "find": "c", "with": "d"}],
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(tables: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        replacements_in(tables, "cleanup.toml")
    assert caught.value.where == "cleanup.toml"


def test_they_stand_in_the_configuration_and_in_files(tmp_path: Path) -> None:
    (tmp_path / "shared.toml").write_text('[[replace]]\nname = "b"\nfind = "b"\nwith = "c"\n')
    config = tmp_path / "cleanup.toml"
    config.write_text('replace-files = ["shared.toml"]\n[[replace]]\nname = "a"\nfind = "a"\nwith = "x"\n')
    assert [each.name for each in load_config(config).replace] == ["a", "b"]
    (tmp_path / "shared.toml").write_text('[[replace]]\nname = "a"\nfind = "b"\nwith = "c"\n')
    with pytest.raises(ConfigError, match="two replacements"):
        load_config(config)


def test_a_name_that_no_replacement_has_is_refused() -> None:
    with pytest.raises(CleanupError, match="replace-other"):
        clean("a", {"name": "mine", "find": "b", "with": "c"}, ignore=("replace-other",))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "post.json",
            '[{"src": "grey", "dst": "gray", "regex": false, "case_sensitive": true}]',
            [("grey", "gray", False)],
        ),
        ("post.json", '[{"src": "(a)b", "dst": "$1", "regex": true}]', [("(a)b", r"\1", True)]),
        (
            "reader.json",
            '{"replaceText": {"grey": "gray"}, "removeText": ["(sic)"]}',
            [("grey", "gray", False), ("(sic)", "", False)],
        ),
        ("dict.txt", "// comment\ngrey\tgray\n", [("grey", "gray", False)]),
        ("list.sed", "# comment\ns/grey/gray/g\ns|a/b|c|\n", [("grey", "gray", True), ("a/b", "c", True)]),
        ("list.txt", "grey -> gray\ncolour => color\n", [("grey", "gray", False), ("colour", "color", False)]),
        ("list.csv", 'find,replace\n"grey","gray"\n', [("grey", "gray", False)]),
    ],
)
def test_imports(name: str, text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = imported(text, name)
    assert [(each.find, each.text, each.is_regex) for each in found] == expected
    import tomllib

    assert [e.find for e in replacements_in(tomllib.loads(as_toml(found))["replace"], "x")] == [e.find for e in found]


def test_a_file_without_replacements() -> None:
    with pytest.raises(DocumentError):
        imported("He went home.\n", "a.txt")
