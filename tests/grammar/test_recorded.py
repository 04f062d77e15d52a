"""The client of LanguageTool against recorded answers, and against servers that break in every way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleanup.grammar import server as servers
from cleanup.grammar.health import base_of, is_here
from cleanup.grammar.languagetool import LanguageToolEngine
from cleanup.grammar.server import FixedServer
from tests.grammar.stub import RECORDED, Stub, stub

TEXT = "It was a apple 😀 , and he go home."


@pytest.fixture
def server() -> Iterator[Stub]:
    with stub() as server:
        yield server


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "RECOVERY", 0.0)


def engine_at(url: str, **options: float) -> LanguageToolEngine:
    return LanguageToolEngine(FixedServer(url), "en-US", **options)  # type: ignore[arg-type]


def test_recorded_answers_become_matches(server: Stub) -> None:
    engine = engine_at(server.url)
    assert engine.version == f"6.8 at {server.url}/"
    assert engine.fingerprint == f"languagetool 6.8 at {server.url}/ en-US"
    (answer,) = engine.check([TEXT])
    assert answer is not None
    assert [(m.rule, TEXT[m.span.start : m.span.end], m.replacements[:1], m.category) for m in answer] == [
        ("EN_A_VS_AN", "a", ("an",), "MISC"),
        ("COMMA_PARENTHESIS_WHITESPACE", " ,", (",",), "TYPOGRAPHY"),
        ("HE_VERB_AGR", "go", ("goes",), "GRAMMAR"),
    ]
    assert engine.trouble == engine.notes == ()


def test_paragraphs_go_together_and_come_back_apart(server: Stub) -> None:
    first, second = "He said 你好 to an man.", "The colour was recieved."
    answers = engine_at(server.url).check([first, second])
    assert [form["text"] for form in server.asked] == [f"{first}\n\n{second}"]
    assert server.asked[0]["language"] == "en-US"
    found = [
        [text[m.span.start : m.span.end] for m in a or ()] for text, a in zip((first, second), answers, strict=True)
    ]
    assert found == [["an"], ["colour", "recieved"]]


def test_rules_are_switched_on_at_the_server(server: Stub) -> None:
    engine = LanguageToolEngine(FixedServer(server.url), "en-US", enabled=("SOME_RULE",))
    engine.check(["Fine."])
    assert server.asked[0]["enabledRules"] == "SOME_RULE"
    assert engine.fingerprint.endswith("SOME_RULE")


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (413, "Error: Your text exceeds the limit of 50 characters.", "Your text exceeds the limit of 50 characters"),
        (500, "Error: Checking took longer than 0.001 seconds", "Checking took longer than 0.001 seconds"),
        (502, "<html><body><h1>502 Bad Gateway</h1></body></html>", "502 Bad Gateway"),
        (500, '{"error": "broken"}', "an answer that is not LanguageTool's"),
        (200, "[]", "an answer that is not LanguageTool's"),
        (200, '{"matches": [{"odd": 1}]}', "an answer that is not LanguageTool's"),
        (426, "too many requests", "You have exceeded the rate limit"),
    ],
)
def test_what_a_server_refuses_is_unchecked(server: Stub, status: int, body: str, reason: str) -> None:
    engine = engine_at(server.url)
    server.status, server.body = status, body
    assert engine.check([TEXT]) == [None]
    assert reason in engine.trouble[0]
    server.status, server.body = 200, ""
    assert engine.check([TEXT]) != [None]


def test_a_server_that_always_fails_is_asked_no_more(server: Stub) -> None:
    engine = engine_at(server.url)
    server.status, server.body = 500, "Error: no"
    assert engine.check([f"Paragraph {i}." for i in range(20)]) == [None] * 20
    assert len(server.asked) == 5
    assert "failed 5 times in a row: no" in engine.trouble[-1]


def test_a_slow_server_is_waited_for_until_the_deadline(server: Stub) -> None:
    engine = engine_at(server.url, deadline=0.3)
    engine.check(["Fine."])
    server.delay = 2.0
    assert engine.check([TEXT]) == [None]
    assert engine.trouble == ("no answer within 0.3 s.",)
    assert len(server.asked) == 2  # once, not again and again


def test_a_refused_connection_is_told_once_and_fast() -> None:
    with stub() as gone:
        url = gone.url
    engine = engine_at(url)
    assert engine.check(["One.", "Two."]) == [None, None]
    assert engine.check(["Three."]) == [None]
    (trouble,) = engine.trouble
    assert trouble.startswith(f"no LanguageTool server answers at {url}/: ")
    assert "Check the address" in trouble


def test_a_server_that_dies_in_between(server: Stub) -> None:
    engine = engine_at(server.url, deadline=0.3)
    assert engine.check(["Fine."]) == [()]
    server.healthy, server.delay = False, 2.0
    assert engine.check([TEXT]) == [None]
    assert "does not answer" in engine.trouble[0]
    asked = len(server.asked)
    assert engine.check([TEXT]) == [None]
    assert len(server.asked) == asked


def test_something_else_at_the_address(server: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RECORDED, "info", {"hello": "world"})
    engine = engine_at(server.url)
    assert engine.check(["Fine."]) == [None]
    assert "does not answer like LanguageTool" in engine.trouble[0]


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    server: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert engine_at(server.url).check(["Fine."]) == [()]


@pytest.mark.parametrize(
    "url",
    [
        *("http://host:8081", "http://host:8081/", "http://host:8081/v2", "http://host:8081/v2/check", "host:8081"),
        " http://host:8081/v2/ ",
    ],
)
def test_addresses_as_people_write_them(url: str) -> None:
    assert base_of(url) == "http://host:8081/"


def test_a_path_before_the_api_is_kept() -> None:
    assert base_of("https://example.org/lt/v2") == "https://example.org/lt/"


@pytest.mark.parametrize(
    ("url", "here"), [("http://localhost:1/", True), ("http://[::1]:1/", True), ("http://a/", False)]
)
def test_what_is_here(url: str, here: bool) -> None:
    assert is_here(url) is here
