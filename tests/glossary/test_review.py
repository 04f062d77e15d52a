"""A review keeps each decision at once, writes the files now and then, takes back what it should, loses nothing."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from cleanup.errors import DocumentError, GlossaryError
from cleanup.formats import plain
from cleanup.glossary.discovery import review as module
from cleanup.glossary.discovery.evidence import Evidence, save_evidence
from cleanup.glossary.discovery.review import Review, run_decisions
from cleanup.terms.load import read_terms
from tests.test_growth import calls

GLOSSARY = """# mine

[[term]]
name = "Somebody"   # keep
variants = [
    "Sombody",  # a slip
]

# at the end, and no line end behind it
[[term]]
name = "Bodo" """.rstrip()


def prepared(folder: Path, names: int = 12, entries: int = 0) -> tuple[list[Path], Path]:
    """A glossary in two files, and evidence with so many names, each in two spellings."""
    syllables = ["ka", "ri", "mo", "sen", "del", "gon", "bek", "tor", "lun", "vas", "pid", "hul"]
    chosen = random.Random(11)
    found: dict[str, None] = {}
    while len(found) < names:
        found["".join(chosen.choices(syllables, k=3)).capitalize()] = None
    evidence = Evidence()
    for number, name in enumerate(found):
        other = f"{name}h"
        text = f"“Wait,” said {name}. Then {name} met {other} there, and {name} saw {other} in the yard.\n"
        evidence.read(f"{number}.txt", plain.parse(text))
    place = folder / "evidence.json"
    save_evidence(evidence, place)
    first, second = folder / "first.toml", folder / "second.toml"
    first.write_text("".join(f'[[term]]\nname = "Entry{n}"\nvariants = ["Entri{n}"]\n\n' for n in range(entries)))
    second.write_bytes(GLOSSARY.encode())
    return [first, second], place


def contents(paths: list[Path], place: Path) -> list[Any]:
    """What is in the files, but for the comparisons that the evidence remembers so as not to make them again."""
    evidence = json.loads(place.read_bytes())
    del evidence["alike"], evidence["compared"]
    return [*(path.read_bytes() for path in paths), evidence]


def decide(review: Review, chosen: random.Random) -> None:
    """A decision at random on one of the first proposals."""
    proposal = chosen.choice(review.pending[:5])
    match chosen.randrange(5):
        case 0:
            review.accept(proposal)
        case 1:
            review.accept(proposal, f"{proposal.name}son", kind="person")
        case 2:
            review.merge(proposal, "Somebody", alias=chosen.random() < 0.5)
        case 3:
            review.reject(proposal)
        case _:
            review.separate(proposal, [proposal.forms[-1][0]])


@pytest.mark.parametrize("seed", range(6))
def test_what_was_noted_is_carried_out_after_a_kill(seed: int, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    results = []
    for folder in (whole, killed):
        folder.mkdir()
        files = prepared(folder)
        chosen = random.Random(seed)
        review = Review(*files)
        for _ in range(6):
            decide(review, chosen)
        if folder is whole:
            review.save()
        else:
            assert contents(*files)[1] == GLOSSARY.encode()
            journal = folder / "evidence.json.journal"
            journal.write_bytes(journal.read_bytes() + b'["accept", "Half')  # killed while it wrote
            del review
            assert Review(*files).resumed == 6
        results.append(contents(*files))
        assert not (folder / "evidence.json.journal").exists()
        assert Review(*files).resumed == 0
    assert results[0] == results[1]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("saved", [False, True])
def test_all_is_as_it_was_when_all_is_undone(seed: int, saved: bool, tmp_path: Path) -> None:
    files = prepared(tmp_path)
    before, chosen = contents(*files), random.Random(seed)
    with Review(*files) as review:
        pending = review.pending
        for number in range(6):
            decide(review, chosen)
            if saved and number == 3:
                review.save()
        while review.undo():
            pass
        assert review.pending == pending
    assert contents(*files) == before


def test_a_contradiction_changes_nothing(tmp_path: Path) -> None:
    files = prepared(tmp_path)
    review = Review(*files)
    one, other = review.pending[:2]
    review.accept(one)
    with pytest.raises(GlossaryError, match="variant"):
        review.accept(other, "Sombody")
    with pytest.raises(GlossaryError, match="no entry"):
        review.merge(other, "Nobody at all")
    assert review.is_pending(other)
    assert not review.is_pending(one)
    review.save()
    assert [term.name for term in read_terms(files[0][1])] == ["Somebody", "Bodo", one.name]
    assert review.undo() == one.name
    assert files[0][1].read_bytes() == GLOSSARY.encode()


def test_a_file_that_was_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    files = prepared(tmp_path)
    review = Review(*files)
    name = review.pending[0].name
    review.accept(review.pending[0])
    mine = GLOSSARY + '\n\n[[term]]\nname = "Written meanwhile"\n'
    files[0][1].write_text(mine, "utf-8")
    with pytest.raises(GlossaryError, match="changed by something else"):
        review.save()
    assert files[0][1].read_text("utf-8") == mine
    assert Review(*files).resumed == 1
    assert [term.name for term in read_terms(files[0][1])][-2:] == ["Written meanwhile", name]


def test_a_decision_that_cannot_be_noted_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = prepared(tmp_path)
    before = contents(*files)
    with Review(*files) as review:
        pending = review.pending
        monkeypatch.setattr(module.Journal, "add", full)
        for decision in (review.accept, review.reject):
            with pytest.raises(DocumentError):
                decision(review.pending[0])
        assert review.pending == pending
    assert contents(*files) == before


def full(_journal: module.Journal, _decision: object) -> None:
    raise DocumentError("cannot write: No space left on device")


def test_a_pipe_in_the_journals_place_is_an_error(tmp_path: Path) -> None:
    files = prepared(tmp_path)
    (tmp_path / "evidence.json.journal").mkdir()
    with pytest.raises((DocumentError, OSError)):
        Review(*files)


def test_the_work_of_a_decision_does_not_grow_with_the_glossary(tmp_path: Path) -> None:
    counts = []
    for entries in (20, 400):
        folder = tmp_path / str(entries)
        folder.mkdir()
        review = Review(*prepared(folder, 30, entries))
        lines = "".join(f"accept\t{proposal.name}\n" for proposal in review.pending[:20])
        counts.append(calls(lambda review=review, lines=lines: list(run_decisions(review, lines, "x"))))  # type: ignore[misc]
    assert counts[1] < 1.5 * counts[0]
