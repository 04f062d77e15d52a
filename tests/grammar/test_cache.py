from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import Span
from cleanup.grammar.cache import PORTION, CachedEngine, _packed, _unpacked
from cleanup.grammar.engine import Answer, GrammarMatch
from cleanup.storage.store import Store
from tests.grammar.test_stage import Recorded


class Failing(Recorded):
    def check(self, texts: Sequence[str]) -> list[Answer | None]:
        self.asked += texts
        return [None if "dark" in text else (GrammarMatch(Span(0, 1), "R", "é", ("𠀀",)),) for text in texts]


def test_only_what_is_new_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    first, second = Failing(), Failing()
    one = CachedEngine(first, Store(path))
    answers = one.check(["light", "dark", "light"])
    one.close()
    two = CachedEngine(second, Store(path))
    assert two.check(["light", "dark", "new"]) == [answers[0], None, answers[0]]
    assert first.asked == ["light", "dark", "light"]
    assert second.asked == ["dark", "new"]  # what was unchecked is asked again
    two.close()


def test_another_engine_version_or_language_asks_anew(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    for fingerprint in ("a 1 en-US", "a 2 en-US", "a 2 en-GB"):
        engine = Failing()
        engine.fingerprint = fingerprint
        cached = CachedEngine(engine, Store(path))
        cached.check(["light"])
        cached.close()
        assert engine.asked == ["light"]


def test_answers_are_kept_as_they_come(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"

    class Interrupted(Failing):
        def check(self, texts: Sequence[str]) -> list[Answer | None]:
            if self.asked:
                raise KeyboardInterrupt
            return super().check(texts)

    cached = CachedEngine(Interrupted(), Store(path))
    try:
        cached.check(["a" * PORTION, "b" * PORTION])
    except KeyboardInterrupt:
        cached.close()
    engine = Failing()
    CachedEngine(engine, Store(path)).check(["a" * PORTION, "b" * PORTION])
    assert engine.asked == ["b" * PORTION]


def test_damaged_answers_are_asked_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.sqlite")
    CachedEngine(Failing(), store).check(["light"])
    assert store._connection
    store._connection.execute("UPDATE entries SET value = ?", (b"rubbish",))
    store._connection.commit()
    engine = Failing()
    cached = CachedEngine(engine, store)
    assert cached.check(["light"])[0]
    assert engine.asked == ["light"]
    cached.close()


def test_nothing_is_asked_about_empty_text(tmp_path: Path) -> None:
    engine = Failing()
    cached = CachedEngine(engine, Store(tmp_path / "g.sqlite"))
    assert cached.check(["", " "]) == [(), ()]
    assert engine.asked == []
    assert not (tmp_path / "g.sqlite").exists()


MATCHES = st.builds(
    GrammarMatch,
    st.builds(Span, st.integers(0, 99), st.integers(0, 99)),
    st.text(max_size=5),
    st.text(max_size=9),
    st.lists(st.text(max_size=4), max_size=3).map(tuple),
    st.text(max_size=3),
    st.text(max_size=3),
)


@given(st.lists(MATCHES, max_size=4).map(tuple))
def test_answers_survive_being_written(answer: Answer) -> None:
    assert _unpacked(_packed(answer)) == answer
