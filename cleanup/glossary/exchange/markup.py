"""XML: TBX (ISO 30042:2019, dialect TBX-Basic, data categories as attributes) and TMX 1.4."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from cleanup import __version__
from cleanup.errors import GlossaryError
from cleanup.glossary.exchange.format import Imported, Table, left_out
from cleanup.glossary.exchange.remarks import read_remark
from cleanup.names.hangul import is_hangul
from cleanup.names.kana import is_kana
from cleanup.terms.file import KEYS, table_of
from cleanup.terms.merge import sources
from cleanup.terms.model import Term
from cleanup.untrusted.structured import read_xml

_TBX = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = {"name": "preferredTerm-admn-sts", "aliases": "admittedTerm-admn-sts", "variants": "deprecatedTerm-admn-sts"}
_WRONG = (
    "deprecatedTerm-admn-sts",
    "supersededTerm-admn-sts",
    "deprecated",
    "superseded",
    "notRecommended",
    "obsolete",
)
_GENDERS = {"male": "masculine", "female": "feminine", "other": "other"}


def source_language(terms: Sequence[Term]) -> str:
    """The language of the source terms by their script: ja when there is kana, ko when there is hangul, else zh."""
    if any(is_kana(term.source) for term in terms):
        return "ja"
    return "ko" if any(is_hangul(term.source) for term in terms) else "zh"


def _document(root: ET.Element, doctype: str = "") -> bytes:
    ET.indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' + (f"{doctype}\n" if doctype else "")
    return f"{head}{ET.tostring(root, encoding='unicode')}\n".encode()


def _parsed(data: bytes, what: str) -> ET.Element:
    return read_xml(data, what)


def _child(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, tag, attributes)
    child.text = text or None
    return child


def write_tbx(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """A concept for each entry: source terms in one language section, the name and its other forms in English."""
    root = ET.Element("tbx", {"type": "TBX-Basic", "style": "dca", _LANG: "en", "xmlns": _TBX})
    source = _child(_child(_child(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _child(source, "p", f"Glossary exported by cleanup {__version__}")
    body = _child(_child(root, "text"), "body")
    language = source_language(terms)
    for number, term in enumerate(terms, 1):
        concept = _child(body, "conceptEntry", id=f"c{number}")
        _child(concept, "descrip", str(term.kind), type="subjectField")
        if term.note:
            _child(concept, "note", term.note)
        if term.source:
            section = ET.SubElement(concept, "langSec", {_LANG: language})
            for form in sources(term):
                _child(_child(section, "termSec"), "term", form)
        section = ET.SubElement(concept, "langSec", {_LANG: "en"})
        for key, forms in (("name", (term.name,)), ("aliases", term.aliases), ("variants", term.variants)):
            for form in forms:
                entry = _child(section, "termSec")
                _child(entry, "term", form)
                _child(entry, "termNote", "properNoun", type="partOfSpeech")
                if key == "name" and term.gender:
                    _child(entry, "termNote", _GENDERS[str(term.gender)], type="grammaticalGender")
                _child(entry, "termNote", _STATUS[key], type="administrativeStatus")
    if not terms:
        raise GlossaryError("there is nothing to write: a TBX file has at least one concept")
    return _document(root), []


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(parent: ET.Element, *tags: str) -> Iterator[ET.Element]:
    return (element for element in parent.iter() if _local(element) in tags)


def _category(parent: ET.Element, name: str) -> str:
    """The value of a data category below an element, as an attribute (DCA) or as a tag of its own (DCT)."""
    for element in parent.iter():
        if element.get("type") == name or _local(element) == name:
            return "".join(element.itertext()).strip()
    return ""


def read_tbx(data: bytes) -> Imported:
    """Concepts of TBX 3, with data categories as attributes or as tags, or of TBX 2 (martif)."""
    root = _parsed(data, "TBX")
    if _local(root) not in ("tbx", "martif"):
        raise GlossaryError("not TBX: the root element is neither tbx nor martif")
    found = Imported()
    for number, concept in enumerate(_all(root, "conceptEntry", "termEntry"), 1):
        table: Table = {"aliases": [], "variants": []}
        source: list[str] = []
        for section in _all(concept, "langSec", "langSet"):
            english = (section.get(_LANG) or section.get("lang") or "").lower().startswith("en")
            for entry in _all(section, "termSec", "tig", "ntig"):
                term = next((("".join(t.itertext()).strip()) for t in _all(entry, "term")), "")
                status = _category(entry, "administrativeStatus") or _category(entry, "normativeAuthorization")
                if not term:
                    continue
                if not english:
                    source.append(term)
                    continue
                gender = _category(entry, "grammaticalGender")
                table.update({"gender": k} if (k := next((k for k, v in _GENDERS.items() if v == gender), "")) else {})
                if status.startswith(_WRONG):
                    table["variants"].append(term)
                elif "name" in table and not status.startswith("preferred"):
                    table["aliases"].append(term)
                elif "name" in table:
                    table["aliases"].append(table["name"])
                    table["name"] = term
                else:
                    table["name"] = term
        if "name" not in table:
            found.notes.append(f"concept {concept.get('id', number)} has no English term")
            continue
        subject = read_remark(_category(concept, "subjectField"))
        note = next((("".join(n.itertext()).strip()) for n in concept if _local(n) == "note"), "")
        table.update({"kind": subject["kind"]} if "kind" in subject else {})
        found.add(table.pop("name"), "/".join(source), note=note, **table)
    return found


def write_tmx(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """A translation unit for each source term; what TMX has no place for goes into properties."""
    language = source_language(terms)
    root = ET.Element("tmx", {"version": "1.4"})
    header = {
        "creationtool": "cleanup", "creationtoolversion": __version__, "segtype": "phrase", "o-tmf": "TOML",
        "adminlang": "en", "srclang": language, "datatype": "plaintext",
    }  # fmt: skip
    ET.SubElement(root, "header", header)
    body = _child(root, "body")
    for term in terms:
        table = table_of(term)
        for source in sources(term):
            unit = _child(body, "tu")
            if term.note:
                _child(unit, "note", term.note)
            for key in KEYS:
                if key in table and key not in ("name", "source", "note"):
                    _child(unit, "prop", json.dumps(table[key], ensure_ascii=False), type=f"x-{key}")
            for code, text in ((language, source), ("en", term.name)):
                _child(ET.SubElement(unit, "tuv", {_LANG: code}), "seg", text)
    doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    return _document(root, doctype), left_out("without a source term", (t.name for t in terms if not t.source))


def read_tmx(data: bytes) -> Imported:
    """Units with a segment in English and one in another language; sentences are left out."""
    root = _parsed(data, "TMX")
    if _local(root) != "tmx":
        raise GlossaryError("not TMX: the root element is not tmx")
    found = Imported()
    for unit in _all(root, "tu"):
        name = source = ""
        for variant in _all(unit, "tuv"):
            text = next(("".join(seg.itertext()).strip() for seg in _all(variant, "seg")), "")
            if (variant.get(_LANG) or variant.get("lang") or "").lower().startswith("en"):
                name = text
            else:
                source = source or text
        if not name or not source or len(name.split()) > 8 or (name.endswith((".", "!", "?")) and " " in name):
            found.notes.append(f"not a pair of terms: {(name or source)[:60]}")
            continue
        values: Table = {"note": next(("".join(n.itertext()).strip() for n in unit if _local(n) == "note"), "")}
        for prop in unit:
            key = (prop.get("type") or "").removeprefix("x-")
            if _local(prop) == "prop" and key in KEYS:
                try:
                    values[key] = json.loads(prop.text or "null")
                except ValueError:
                    values[key] = prop.text
        found.add(name, source, **values)
    return found
