"""A review puts what is decided for good where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.files.discover import Source
from cleanup.review.gather import Reviewed, gather
from cleanup.review.groups import Group, grouped
from cleanup.review.session import Session
from cleanup.run.batch import Job
from cleanup.settings.config import Overrides
from cleanup.terms.load import load_glossary

TEXT = "The Iron Lake Art is old.\n\nShe learned the Iron Lake Art.\n\nHe knows the Iron Lake Technique.\n"


@pytest.fixture
def group(tmp_path: Path) -> Group:
    (tmp_path / "chapter.txt").write_text(TEXT, "utf-8")
    (tmp_path / "names.toml").write_text('# names\n\n[[term]]\nname = "Mara Velt"\n', "utf-8")
    (tmp_path / "cleanup.toml").write_text('glossaries = ["names.toml"]\n', "utf-8")
    job = Job(overrides=Overrides(select=("consistency-term",), grammar=False))
    reviewed = list(gather([Source(str(tmp_path / "chapter.txt"))], job, tmp_path))
    assert isinstance(reviewed[0], Reviewed)
    (found,) = grouped(reviewed[0].places)
    assert (found.text, found.becomes) == ("Iron Lake Technique", "Iron Lake Art")
    return found


def test_competing_forms_go_into_the_glossary_and_back(group: Group, tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    before = path.read_text("utf-8")
    session = Session()
    said = session.widen(group, "yes")
    assert said == "names.toml: “Iron Lake Technique” is a variant of “Iron Lake Art”"
    added = load_glossary([path]).terms[-1]
    assert (added.name, added.kind, added.variants) == ("Iron Lake Art", "term", ("Iron Lake Technique",))
    assert session.undo() == group
    assert path.read_text("utf-8") == before


def test_never_for_a_competing_form_is_no_to_this_form(group: Group) -> None:
    assert Session().widen(group, "no") == "no to this form everywhere in this book"
