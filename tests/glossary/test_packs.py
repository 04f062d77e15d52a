"""The shipped packs: they load, alone and together, and a variant is never ordinary English."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from cleanup.language.english import is_word
from cleanup.terms.load import load_glossary, parse_terms, read_terms
from cleanup.terms.merge import merge
from cleanup.terms.model import Term
from cleanup.terms.packs import pack_names, packs_folder

NOVELS = sorted((Path(__file__).resolve().parents[3] / "shared" / "data" / "clean").glob("*.txt"))
PACKS = pack_names()


def _entries() -> list[tuple[str, Term]]:
    return [(pack, term) for pack in PACKS for term in read_terms(packs_folder() / f"{pack}.toml")]


def _folded(text: str) -> str:
    """Lower case, straight apostrophes, and every separator one space: the loosest way a variant could be found."""
    return " ".join(re.sub(r"[-‐‑\s]+", " ", text.replace("’", "'")).casefold().split())


def test_the_packs_are_there() -> None:
    expected = {"titles-zh", "titles-ja", "titles-ko", "platforms-zh", "cultivation-zh", "units-and-festivals-zh"}
    assert expected <= set(PACKS)


@pytest.mark.parametrize("pack", PACKS)
def test_each_pack_loads(pack: str) -> None:
    assert len(load_glossary(packs=[pack])) > 0


def test_all_packs_load_together() -> None:
    assert len(load_glossary(packs=None)) > 200


@pytest.mark.parametrize("pack", PACKS)
def test_the_header_says_what_it_is_and_how_to_change_it(pack: str) -> None:
    text = (packs_folder() / f"{pack}.toml").read_text(encoding="utf-8")
    header = text[: text.index("[[term]]")]
    assert header.startswith("# ")
    for word in ("Switch the pack off", "Source of the facts"):
        assert word in header


@pytest.mark.parametrize("pack", PACKS)
def test_each_entry_has_a_source_term_and_a_kind(pack: str) -> None:
    data = tomllib.loads((packs_folder() / f"{pack}.toml").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in data["term"] if not entry.get("source") or not entry.get("kind")] == []


def test_a_source_term_belongs_to_one_entry() -> None:
    seen: dict[str, str] = {}
    for pack, term in _entries():
        for source in term.source.split("/"):
            place = f"{term.name} in {pack}"
            assert source.strip() == source
            assert seen.setdefault(source, place) == place


def test_no_variant_is_a_single_english_word() -> None:
    single = {v for _, term in _entries() for v in term.variants if v.isalpha() and is_word(v)}
    assert single == set()


def test_what_an_entry_keeps_has_none_of_its_variants() -> None:
    wrong = [
        (term.name, keep, variant)
        for _, term in _entries()
        for keep in term.keep
        for variant in term.variants
        if re.search(rf"\b{re.escape(_folded(variant))}\b", _folded(keep)) and (term.case != "exact" or variant in keep)
    ]
    assert wrong == []


@pytest.mark.skipif(not NOVELS, reason="the evaluation data is not here")
def test_no_variant_stands_in_well_edited_prose() -> None:
    text = "\n".join(_folded(path.read_text(encoding="utf-8")) for path in NOVELS)
    found = [
        (pack, variant)
        for pack, term in _entries()
        for variant in term.variants
        if _folded(variant) in text and re.search(rf"\b{re.escape(_folded(variant))}(?:'?s)?\b", text)
    ]
    assert found == []


def test_a_word_of_a_pack_is_no_variant_of_an_own_title() -> None:
    own = parse_terms('[[term]]\nname = "Shifu"\nsource = "师父"\nkind = "title"')
    pack = parse_terms('[[term]]\nname = "Master"\nsource = "师父/师尊"\nkind = "title"\nvariants = ["master worker"]')
    assert merge([own], [pack]).terms[0].variants == ("master worker",)


def test_the_pack_name_of_an_own_platform_is_mended() -> None:
    own = parse_terms('[[term]]\nname = "Micromsg"\nsource = "微信"\nkind = "platform"')
    pack = parse_terms('[[term]]\nname = "WeChat"\nsource = "微信"\nkind = "platform"\nvariants = ["micro letter"]')
    assert merge([own], [pack]).terms[0].variants == ("WeChat", "micro letter")


def test_the_pack_name_of_an_own_term_is_no_damage() -> None:
    """It is English that may stand for something else, or short for the own name."""
    pack = '[[term]]\nname = "spirit vapour"\nsource = "灵气"\nkind = "term"\nvariants = ["aura gas", "vapour"]'
    for name, kept in (("spirit breath", ("aura gas", "vapour")), ("Spirit Vapour Realm", ("aura gas",))):
        own = parse_terms(f'[[term]]\nname = "{name}"\nsource = "灵气"\nkind = "term"')
        assert merge([own], [parse_terms(pack)]).terms[0].variants == kept


def test_an_own_entry_for_some_files_takes_nothing_from_a_pack() -> None:
    """What the pack says holds everywhere, so it would change files that the entry is not for."""
    pack = parse_terms(
        '[[term]]\nname = "Letao"\nsource = "乐淘"\nkind = "platform"\nvariants = ["Happy Tao"]\n', "pack"
    )
    everywhere = parse_terms('[[term]]\nname = "Lotao"\nsource = "乐淘"\nkind = "platform"\n', "own")
    somewhere = parse_terms('[[term]]\nname = "Lotao"\nsource = "乐淘"\nkind = "platform"\npaths = ["a/*"]\n', "own")
    assert "Happy Tao" in merge([everywhere], [pack]).terms[0].variants
    assert merge([somewhere], [pack]).terms[0].variants == ()
