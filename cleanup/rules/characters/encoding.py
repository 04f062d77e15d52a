"""Text that was decoded wrongly on its way here: mojibake, HTML entities, replacement characters."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.core.whole import of_whole
from cleanup.language.english import NEGATIONS
from cleanup.rules.context import Context
from cleanup.rules.engine.guards import ENTITY
from cleanup.rules.rule import CONTINUOUS, Example, Scope, Stage, rule

_RUN = re.compile(r"[^\x00-\x7f]{2,}|[ÂÃ](?= )")
_LEADS = frozenset("ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑØÙàâãäåæçèéêëìíîïðŒ‚ΓвГРС")
_LEAD = "[\u00c2-\u00f4Œ‚ΓвГРС]"
_GATE = rf"[^\x00-\x7f](?:(?<={_LEAD})(?:$|[^\x00-\x7f])|{_LEAD})"
"""What the first byte of a character beyond ASCII becomes, beside another such character; at the end of a token, that
may be a blank or a line end of another character set."""
_EXPECTED = re.compile(
    r"[\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u205e\u20a0-\u20bf\u2100-\u2122"
    r"\u3000-\u301f\uff01-\uff0f\uff1a-\uff20]*"
)
"""What decoded text may consist of to be believed at once: Latin letters, marks, currency, full-width punctuation."""
_USUAL_STARTS = ("Â", "Ã", "â€", "â„", "â‚¬", "ï¼", "ï»¿", "ã€", "Å¡", "Å¾", "Å‚", "Å„", "Ä‡", "Ä™", "Ä…", "‚Ä")
"""How mojibake of western text starts: Latin letters, typographic marks, full-width marks; the last one from a Mac."""
_CONTROLS = re.compile("[\x80-\x9f]")
_SCRIPTS = frozenset(
    {"ARABIC", "CJK", "CYRILLIC", "DEVANAGARI", "GREEK", "HANGUL", "HEBREW", "HIRAGANA", "KATAKANA", "THAI"}
)
_RARE = re.compile("[\u3400-\u4dbf\U00020000-\U0003ffff]")
"""Ideographs that hardly any text has: that a run decodes to them is chance."""
_ORDINARY = re.compile("[à-öø-ÿÀÄÅÆÇÉÖÜ‘’“”–—…•«»£„‚›‹]*")
"""Accented letters and marks that stand side by side in western text: what is only these was not decoded wrongly, even
where ideographs have the same bytes (*å—£å——*)."""
_FEWEST_BYTES = 6
_LONGEST = 2_000


@lru_cache(maxsize=10_000)
def _decode(run: str) -> tuple[str, bool]:
    """What ftfy makes of a run, and whether it was only read as Windows-1252 or Latin-1, the usual wrong turn."""
    import ftfy

    decoded, steps = ftfy.fix_encoding_and_explain(run)
    encodings = {step.parameter for step in steps or () if step.action == "encode"}
    return decoded, encodings <= {"latin-1", "sloppy-windows-1252"}


def _believable(run: str, decoded: str, usual: bool, after: str) -> bool:
    """Whether a decoded run is what was written. Accented letters beside typographic marks (*café”“*, *»Ärger«*) can
    look like the bytes of another letter, so that western text counts only in the usual forms, and other scripts only
    where six characters or more were those of their letters, and all were decoded."""
    if _EXPECTED.fullmatch(decoded):
        started = run.startswith(_USUAL_STARTS) or (run == "Å“" and after.islower())
        return started or (usual and _CONTROLS.search(run) is not None)
    exotic = "".join(c for c in decoded if not _EXPECTED.fullmatch(c))
    if not usual or len(exotic.encode("utf-8", "surrogatepass")) < _FEWEST_BYTES or not set(decoded).isdisjoint(run):
        return False
    if _ORDINARY.fullmatch(run):
        return False
    return all(_is_of_script(c) and not _RARE.match(c) for c in exotic)


def _is_of_script(character: str) -> bool:
    return character.isalpha() and unicodedata.name(character, "").partition(" ")[0] in _SCRIPTS


_CONTINUED = "".join(
    character
    for byte in range(0x80, 0xC0)
    for character in {bytes([byte]).decode("cp1252", "ignore") or chr(byte), chr(byte)}
    if byte != 0xA0
)
"""What the later bytes of a character in UTF-8 become in Windows-1252 or Latin-1."""
_PAIR = re.compile(f"[ÃÄÅÆÇÈ][{_CONTINUED}]|â[„†ˆ˜™œ][{_CONTINUED}]")
_PAIRS = re.compile(f"(?:{_PAIR.pattern})+")
_AFTER_WORDS = frozenset("…‘’‚“”„•–—™›»†‡®©°")
"""Bytes that became a mark which may follow a word in capitals: they tell nothing there."""
_AROUND_WORDS = _AFTER_WORDS - {"°"} | frozenset("«£")
"""Beside a capital that western languages have, these tell something only where it stands in the
middle of a word."""
_SIGNS = re.compile("[\u2100-\u22ff\u25a0-\u26ff]")


def _letters_in_word(run: str, before: str, after: str) -> str:
    """A run decoded as Latin letters, two bytes each, where it is joined to a word as no real letters are: a capital
    behind a small letter, or a mark in the middle of a word. Also signs of three bytes. Empty if it is not so."""
    if not _PAIRS.fullmatch(run):
        return ""
    decoded = ""
    for match in _PAIR.finditer(run):
        raw = b"".join(c.encode("latin-1") if c < "\u0100" else c.encode("cp1252") for c in match[0])
        letter = raw.decode("utf-8", "ignore")
        if len(match[0]) == 3 and _SIGNS.fullmatch(letter):
            decoded += letter
            continue
        if len(letter) != 1 or not unicodedata.name(letter, "").startswith("LATIN"):
            return ""
        first, last = match.start() == 0, match.end() == len(run)
        left, right = before if first else "", after if last else ""
        mark = match[0][1] not in _AFTER_WORDS and not match[0][1].isalpha()
        joined = right.islower() or left.islower() or not first or (mark and (left.isalpha() or right.isalpha()))
        if match[0][0] in "ÄÅÆ" and match[0][1] in _AROUND_WORDS:
            inside = left.islower() or (left.isalpha() and right.islower())
            joined = inside or not first or (match[0] == "Å“" and right.islower())
        if not joined:
            return ""
        decoded += letter
    return decoded


def _has_damaged_opening(document: Document) -> bool:
    """Whether the text has an opening quotation mark that was decoded wrongly."""
    return "â€œ" in document.prose


@rule(
    "encoding-mojibake",
    Stage.TEXT,
    examples=[
        Example("I donâ€™t know.", "I don’t know."),
        Example("â€œYes,â€\x9d he said â€” twice.", "“Yes,” he said — twice."),
        Example("â€œYes,â€ he said.", "“Yes,” he said."),
        Example("The cafÃ© closed.", "The café closed."),
        Example("“I donÃ¢â‚¬â„¢t,” she said.", "“I don’t,” she said."),
        Example("He called her ÐœÐ°ÑˆÐ° again.", "He called her Маша again."),
        Example("From Ã„lmhult to BÃ¥stad, HÄ«tola and Ä°zmir™.", "From Älmhult to Båstad, Hītola and İzmir™."),
        Example("The Everflowâ„¢ kettle, a BrontÃ« novel", "The Everflow™ kettle, a Brontë novel"),
    ],
    keeps=[
        "“The café”—he said.",
        "She met her fiancé”“Really?",
        "À la carte, voilà, naïve, Ångström, façade…”",
        "“Hélène”… and “Zoë”?",
        "IRMÃ… and SMÅ™, VOILÀ®, a CAFÉ° map; «Ä» and RÄ“",
    ],
    needs="".join(sorted(_LEADS)),
    token=_GATE,
)
def mojibake(document: Document, context: Context) -> Iterator[Finding]:
    """Mojibake: text that was decoded with the wrong character set.

    *donâ€™t* was *don’t* in UTF-8 and was read as Windows-1252. The library ftfy finds out which wrong turn was
    taken; this rule asks it about each run of characters outside ASCII and believes it where the result is Latin
    script or punctuation, or a word of another script. A closing quote that lost its last byte (*â€*
    alone) is mended where the text has opening quotes damaged in the same way.
    """
    prose = document.prose
    turned = of_whole(document, _has_damaged_opening)
    for match in _RUN.finditer(prose):
        run = match[0]
        if len(run) > _LONGEST or _LEADS.isdisjoint(run):
            continue
        end = match.end()
        if run in "ÂÃ":
            run, end = run + " ", end + 1
        decoded, usual = _decode(run)
        if turned and decoded.endswith("â€"):
            decoded = decoded[:-2] + "”"
        before, after = prose[match.start() - 1 : match.start()] if match.start() else "", prose[end : end + 1]
        if decoded == run or not _believable(run, decoded, usual, after):
            decoded = _letters_in_word(run, before, after)
            if not decoded:
                continue
        span = Span(match.start(), end)
        message = f"“{run.strip()}” is “{decoded.strip()}”, decoded with the wrong character set"
        yield Finding("encoding-mojibake", span, message, Severity.ERROR, Fix((Edit(span, decoded),)))


@rule(
    "encoding-entity",
    Stage.TEXT,
    kinds=CONTINUOUS,
    examples=[
        Example("&quot;Yes,&quot; he said, &quot;I don&#39;t.&quot;", '"Yes," he said, "I don\'t."'),
        Example("salt &amp; pepper, &amp;quot;so to speak&amp;quot;", 'salt & pepper, "so to speak"'),
        Example("a&nbsp;word&hellip;", "a word…"),
        Example("5 &lt; 6", "5 &lt; 6"),
    ],
    keeps=["AT&T; that is all.", "R&D and B&B;", "&nosuchthing;"],
    needs="&",
    scope=Scope.BLOCK,
)
def entity(document: Document, context: Context) -> Iterator[Finding]:
    """HTML entities left in the text: *&quot;*, *&#39;*, *&amp;nbsp;*.

    Translation services that work on HTML give them back in plain text. What stands for an angle bracket is only
    suggested, since it may show how HTML is written.
    """
    for match in ENTITY.finditer(document.prose):
        written = match[0]
        last = "&" + written.rpartition("&")[2].rpartition("amp;")[2] if not written.endswith("amp;") else "&amp;"
        decoded = html.unescape(last).replace("\u00a0", " ")
        if decoded.endswith(";") or not decoded.isprintable():
            continue
        how = Applicability.SUGGESTION if decoded in "<>&" and last != "&amp;" else Applicability.SAFE
        span = Span(match.start(), match.end())
        message = f"“{written}” is HTML for “{decoded}”"
        yield Finding("encoding-entity", span, message, fix=Fix((Edit(span, decoded),), how))


_LOST = re.compile("\ufffd+")
_SHORTENED = {
    "t": frozenset(word.removesuffix("'t") for word in NEGATIONS),
    "m": frozenset({"i"}),
    "re": frozenset({"you", "we", "they"}),
    "ve": frozenset({"i", "you", "we", "they", "could", "would", "should", "might", "must"}),
    "ll": frozenset({"i", "you", "he", "she", "it", "we", "they", "that", "there", "who"}),
    "d": frozenset({"i", "you", "he", "she", "it", "we", "they", "who"}),
    "s": frozenset({"it", "he", "she", "that", "what", "there", "here", "where", "who", "how", "let"}),
}
_BEFORE = re.compile(r"(?<![^\W_])[A-Za-z]{1,6}\Z")
_AFTER = re.compile(r"(?:s|t|m|d|re|ve|ll)(?![^\W_])")


def _has_curly_apostrophes(document: Document) -> bool:
    return "’" in document.prose


@rule(
    "encoding-lost",
    Stage.TEXT,
    examples=[
        Example("It\ufffds late and I don\ufffdt care.", "It's late and I don't care."),
        Example("“Yes.” I\ufffdm here, he’s not.", "“Yes.” I’m here, he’s not."),
        Example("Two fianc\ufffds at a caf\ufffd.", "Two fianc\ufffds at a caf\ufffd."),
    ],
    keeps=["a placeholder \ufffc of another kind"],
    needs="\ufffd",
)
def lost(document: Document, context: Context) -> Iterator[Finding]:
    """Replacement characters (U+FFFD): a letter or mark that could not be decoded and is gone.

    In a contraction (*don\ufffdt*) it can only have been an apostrophe and is put back; elsewhere the place is
    reported.
    """
    prose = document.prose
    apostrophe = "’" if of_whole(document, _has_curly_apostrophes) else "'"
    for match in _LOST.finditer(prose):
        span = Span(match.start(), match.end())
        before = _BEFORE.search(prose[max(span.start - 8, 0) : span.start])
        after = _AFTER.match(prose, span.end)
        if span.end == span.start + 1 and before and after and before[0].lower() in _SHORTENED[after[0]]:
            message = f"the apostrophe of “{before[0]}{apostrophe}{after[0]}” was lost in decoding"
            yield Finding("encoding-lost", span, message, Severity.ERROR, Fix((Edit(span, apostrophe),)))
        else:
            message = "a character was lost here in decoding; compare with the source"
            yield Finding("encoding-lost", span, message, Severity.ERROR)


RULES = (mojibake, entity, lost)
