"""The quick reader of the Hunspell dictionary gives the answers that `spylls` gives."""

from __future__ import annotations

import random
import warnings
from pathlib import Path
from typing import Any

import pytest
import spylls.hunspell as hunspell

from cleanup.language.dictionary import Dictionary

FOLDER = Path(hunspell.__file__).parent / "data" / "en"


@pytest.fixture(scope="module")
def ours() -> Dictionary:
    return Dictionary(FOLDER / "en_US.aff", FOLDER / "en_US.dic")


@pytest.fixture(scope="module")
def theirs() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        return hunspell.Dictionary.from_files(str(FOLDER / "en_US"))


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("palace", True), ("palaces", True), ("Palace", True), ("PALACE", True), ("irvin", False), ("Irvin", True), ("IRVIN", True),
        ("Irvin's", True), ("Irvin’s", True), ("unhappily", True), ("redoing", True), ("cleverest", True), ("ladies", True), ("ladys", False),
        ("walked", True), ("walkd", False), ("", False), ("x", True), ("muli", False), ("don't", True), ("McDonald", True), ("mcdonald", False),
    ],
)  # fmt: skip
def test_words(word: str, known: bool, ours: Dictionary) -> None:
    assert ours.lookup(word) is known


def test_answers_are_those_of_spylls(ours: Dictionary, theirs: Any) -> None:
    chosen = random.Random(7)
    stems = [
        line.partition("/")[0]
        for line in (FOLDER / "en_US.dic").read_text(encoding="utf-8").split("\n")[1:]
        if line[:1].isalpha()
    ]
    forms: list[str] = []
    for stem in chosen.sample(stems, 700):
        forms += [
            stem,
            stem.lower(),
            stem.title(),
            stem + chosen.choice(["s", "es", "ed", "d", "ing", "ly", "er", "est", "'s", "ness", "able"]),
        ]
        forms += [
            chosen.choice(["un", "re", "in", "dis"]) + stem,
            stem[:-1] + chosen.choice(["ies", "ied", "ing", "ion", "x"]),
        ]
    different = [form for form in forms if ours.lookup(form) != bool(theirs.lookup(form))]
    assert different == []
