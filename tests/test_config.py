"""Configuration files: every key, every complaint, and which file counts."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from cleanup.errors import ConfigError
from cleanup.grammar.settings import GrammarSettings
from cleanup.rules.rule import Level
from cleanup.settings import server as address
from cleanup.settings.config import (
    Config,
    Configs,
    Overrides,
    RuleSettings,
    find_config,
    load_config,
    matching,
    parse_config,
)
from cleanup.settings.keys import GRAMMAR_KEYS, KEYS
from cleanup.settings.template import template

FILE = Path("/novel/cleanup.toml")


def test_every_setting_has_a_key() -> None:
    assert {key.attribute for key in KEYS} == {field.name for field in fields(Config)} - {"path", "decisions"}
    settings = {field.name for field in fields(GrammarSettings)} - {"shared", "reports"}  # of a run, not of a file
    assert {key.attribute for key in GRAMMAR_KEYS} == settings


def test_every_key_is_described() -> None:
    for key in (*KEYS, *GRAMMAR_KEYS):
        assert key.description.endswith(".")
        assert key.type
        assert key.default


def test_no_file_and_an_empty_one_mean_the_defaults() -> None:
    assert parse_config("", FILE) == Config(path=FILE)


def test_everything_at_once() -> None:
    config = parse_config(
        """
        glossaries = ["names.toml", "../all.toml"]
        packs = []
        select = ["quotes", "names-case"]
        ignore = ["casing"]
        unsafe-fixes = true
        quotes = "curly"
        exclude = ["drafts/"]
        encoding = "gb18030"
        formats = { "*.chapter" = "plain" }
        per-file-ignores = { "notes/*" = ["names"] }

        [rules.quotes-direction]
        level = "report"

        [grammar]
        engine = "none"
        deadline = 5
        rules = { EN_A_VS_AN = "off" }
        """,
        FILE,
    )
    assert config == Config(
        glossaries=(Path("/novel/names.toml"), Path("/novel/../all.toml")),
        packs=(),
        select=("quotes", "names-case"),
        ignore=("casing",),
        unsafe_fixes=True,
        quotes="curly",
        exclude=("drafts/",),
        encoding="gb18030",
        formats={"*.chapter": "plain"},
        per_file_ignores={"notes/*": ("names",)},
        rules={"quotes-direction": RuleSettings(Level.REPORT)},
        grammar=GrammarSettings(engine="none", deadline=5.0, rules={"EN_A_VS_AN": Level.OFF}),
        path=FILE,
    )
    assert config.folder == Path("/novel")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\nqoutes = 1", 2, "unknown key “qoutes”\n  Did you mean “quotes”?"),
        ("zzz = 1", 1, "Known: encoding"),
        ("unsafe_fixes = true", 1, "Did you mean “unsafe-fixes”?"),
        ('quotes = "curl"', 1, "Did you mean “curly”?"),
        ("quotes = true", 1, "must be a string, not True"),
        ("select = 'quotes'", 1, "must be a list of strings"),
        ("select = ['qoutes']", 1, "Did you mean “quotes”?"),
        ("unsafe-fixes = 'yes'", 1, "must be true or false"),
        ("encoding = 'utf-9'", 1, "no encoding “utf-9”"),
        ("encoding = 'rot13'", 1, "no encoding “rot13”"),
        ("rules = 1", 1, "must be a table"),
        ("[rules.qoutes]\nlevel = 'off'", 1, "there is no rule or topic “qoutes”"),
        ("# x\n[rules.quotes]\nlevel = 'of'", 3, "Did you mean “off”?"),
        ("[rules.quotes]\nnonsense = 1", 2, "“quotes” has no option “nonsense”"),
        ("[grammar]\nlangauge = 'en-US'", 2, "Did you mean “language”?"),
        ("[grammar]\nlanguage = 'en-XX'", 2, "not a valid value for “language”"),
        ("[grammar]\ndeadline = 0", 2, "a number above zero"),
        ("[grammar]\ncache = 1", 2, "must be true or false"),
        ("[grammar.rules]\nX = 'of'", 2, "Did you mean “off”?"),
        ("[per-file-ignores]\n'*.md' = ['qoutes']", 2, "Did you mean “quotes”?"),
        ("[formats]\n'*.x' = 'plan'", 2, "Did you mean “plain”?"),
        ("select = quotes", 1, "not valid TOML"),
    ],
)
def test_a_complaint_names_the_line_and_the_nearest_key(text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, FILE)
    assert message in str(caught.value)
    assert caught.value.where.startswith(f"{FILE}:{line}")


def test_options_of_rules_are_checked_against_their_defaults() -> None:
    config = parse_config("[rules.boilerplate-line]\npatterns = ['read at']\n[rules.punctuation]\nform = 'x'", FILE)
    assert config.rules["boilerplate-line"].options == {"patterns": ("read at",)}
    assert config.rules["punctuation"].options == {"form": "x"}
    with pytest.raises(ConfigError, match="must be a list of strings"):
        parse_config("[rules.boilerplate-line]\npatterns = 'read at'", FILE)
    with pytest.raises(ConfigError, match="like its default"):
        parse_config("[rules.punctuation-dash]\nform = 1", FILE)


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    (tmp_path / "a/b/c").mkdir(parents=True)
    (tmp_path / "cleanup.toml").write_text("quotes = 'curly'")
    (tmp_path / "a/pyproject.toml").write_text("[project]\nname = 'x'")
    assert find_config(tmp_path / "a/b/c") == tmp_path / "cleanup.toml"
    (tmp_path / "a/pyproject.toml").write_text("[tool.cleanup]\nquotes = 'straight'")
    assert find_config(tmp_path / "a/b/c") == tmp_path / "a/pyproject.toml"
    (tmp_path / "a/b/cleanup.toml").write_text("")
    assert find_config(tmp_path / "a/b/c") == tmp_path / "a/b/cleanup.toml"
    configs = Configs()
    assert [configs.of(tmp_path / name).quotes for name in (".", "a", "a/b/c")] == ["curly", "straight", "auto"]
    explicit = Configs(tmp_path / "cleanup.toml", Overrides(quotes="straight"))
    assert explicit.of(tmp_path / "a/b").quotes == "straight"


def test_somebody_elses_broken_pyproject_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.black\nnonsense  # no cleanup here")
    assert find_config(tmp_path) != tmp_path / "pyproject.toml"


@pytest.mark.parametrize(
    "text", [b"[tool.cleanup\nnonsense", b"[tool.cleanup]\nquotes = 'auto\n", b"[tool.cleanup]\nexclude = ['\xff']"]
)
def test_a_configuration_that_cannot_be_parsed_is_not_passed_over(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "pyproject.toml").write_bytes(text)
    assert find_config(tmp_path) == tmp_path / "pyproject.toml"
    with pytest.raises(ConfigError, match="pyproject"):
        load_config(tmp_path / "pyproject.toml")


def test_a_folder_called_like_a_configuration(tmp_path: Path) -> None:
    (tmp_path / "a" / "cleanup.toml").mkdir(parents=True)
    found = find_config(tmp_path / "a")
    assert found == tmp_path / "a" / "cleanup.toml"
    with pytest.raises(ConfigError, match="not a regular file"):
        load_config(found)


@pytest.mark.parametrize("mark", ["folder", "file"])
def test_the_search_ends_at_the_root_of_the_repository(tmp_path: Path, mark: str) -> None:
    (tmp_path / "cleanup.toml").write_text("quotes = 'straight'")
    repository = tmp_path / "repo"
    (repository / "chapters").mkdir(parents=True)
    if mark == "folder":
        (repository / ".git").mkdir()
    else:
        (repository / ".git").write_text("gitdir: elsewhere")
    assert find_config(repository / "chapters") is None
    (repository / "cleanup.toml").write_text("")
    assert find_config(repository / "chapters") == repository / "cleanup.toml"


@pytest.mark.parametrize("value", ["inf", "nan", "-inf", "0", "-1", "1e300", "true", "9" * 30])
def test_a_number_that_is_none(value: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_config(f"[grammar]\ndeadline = {value}\n", Path("cleanup.toml"))
    assert refused.value.where.startswith("cleanup.toml")


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8081",
        "http://",
        "http://[::1",
        "http://a:b",
        "ftp://localhost",
        "http://local host",
        "http://h:99999",
        "file:///etc/passwd",
        "http://a\\u0000b",
    ],
)
def test_a_malformed_address(url: str) -> None:
    with pytest.raises(ConfigError, match=r"cleanup\.toml:2"):
        parse_config(f'[grammar]\nurl = "{url}"\n', Path("cleanup.toml"))


@pytest.mark.parametrize("url", ["http://localhost:8081", "http://127.0.0.2:1/v2", "https://[::1]:81/"])
def test_a_server_of_this_machine_may_be_named_by_a_project(url: str) -> None:
    assert parse_config(f'[grammar]\nurl = "{url}"\n', Path("cleanup.toml")).grammar.url == url


def test_a_server_elsewhere_is_named_by_the_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://grammar.example.org"
    text = f'[grammar]\nurl = "{url}"\n'
    with pytest.raises(ConfigError, match="another machine") as refused:
        parse_config(text, tmp_path / "cleanup.toml")
    assert "CLEANUP_GRAMMAR_URL" in refused.value.hint
    monkeypatch.setattr(address, "own_file", lambda: tmp_path / "own" / "cleanup.toml")
    assert Overrides().over(Config()).grammar.url == ""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "cleanup.toml").write_text(text)
    assert Overrides().over(Config()).grammar.url == url
    assert Overrides(engine="harper").over(Config()).grammar.url == ""
    monkeypatch.setenv("CLEANUP_GRAMMAR_URL", "https://other.example.org")
    assert Overrides().over(Config()).grammar.url == "https://other.example.org"
    grammar = Overrides(engine="https://third.example.org").over(Config()).grammar
    assert (grammar.engine, grammar.url) == ("languagetool", "https://third.example.org")


def test_a_bad_file_complains_the_same_way_every_time(tmp_path: Path) -> None:
    (tmp_path / "cleanup.toml").write_text("x = 1")
    configs = Configs()
    for _ in range(2):
        with pytest.raises(ConfigError, match="unknown key"):
            configs.of(tmp_path)


def test_the_command_line_wins() -> None:
    config = parse_config("glossaries = ['a.toml']\nignore = ['casing']\nselect = ['names']\nquotes = 'curly'", FILE)
    over = Overrides(
        glossaries=(Path("/b.toml"),),
        select=("quotes",),
        ignore=("repeats",),
        unsafe_fixes=True,
        quotes="straight",
        encoding="big5",
        grammar=False,
    ).over(config)
    assert over.glossaries == (Path("/novel/a.toml"), Path("/b.toml"))
    assert (over.select, over.ignore) == (("quotes",), ("casing", "repeats"))
    assert (over.unsafe_fixes, over.quotes, over.encoding, over.grammar.engine) == (True, "straight", "big5", "none")
    assert Overrides().over(config) == config


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.md", "/novel/a/b.md", True),
        ("drafts/", "/novel/drafts/b.md", True),
        ("drafts/", "/novel/a/drafts/b.md", True),
        ("/drafts/", "/novel/a/drafts/b.md", False),
        ("a/*.txt", "/novel/a/b.txt", True),
        ("*.md", "/elsewhere/b.md", True),
    ],
)
def test_patterns_are_those_of_gitignore(pattern: str, path: str, matches: bool) -> None:
    assert matching((pattern,), Path(path), Path("/novel")) is matches


def test_the_template_holds_every_key_and_is_valid_uncommented() -> None:
    text = template()
    assert parse_config(text, FILE) == Config(glossaries=(Path("/novel/glossary.toml"),), path=FILE)
    for key in (*KEYS, *GRAMMAR_KEYS):
        assert f"{key.name} = " in text or f"[{key.name}]" in text
    settings = re.sub(r'^# (?=\[|["\w*./-]+ = )', "", text, flags=re.MULTILINE)
    config = parse_config(settings, FILE)
    assert config.per_file_ignores
    assert config.rules
    assert config.grammar.categories


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        load_config(tmp_path / "gone.toml")
    (tmp_path / "x.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(tmp_path / "x.toml")
