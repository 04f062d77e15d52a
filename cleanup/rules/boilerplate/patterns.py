"""What lines of sites and tools look like: advertisements, navigation, credits, end marks.

Collected from the wording that such sites share; a user adds patterns in the options of `boilerplate-line`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleanup.core.model import OBJECT


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of boilerplate line.

    ``regex`` must match the whole line in small letters, marks and blanks around it left aside. ``triggers``: the
    line contains at least one of them. ``sure``: such a line is never part of a text. ``addressed``: not even where it
    holds an address.
    """

    what: str
    triggers: tuple[str, ...]
    regex: re.Pattern[str]
    sure: bool = True
    addressed: bool = False


def _pattern(what: str, triggers: str, regex: str, *, sure: bool = True, addressed: bool = False) -> Pattern:
    return Pattern(what, tuple(triggers.split("|")), re.compile(regex), sure, addressed)


_TOOL = (
    r"(?:google(?: translate| translator)?|deepl|baidu(?: translate)?|bing|youdao"
    r"|yandex|caiyun|papago"
    rf"|microsoft(?: translator)?|chatgpt|gpt(?:-?[34](?:\.5|o)?)?|sogou|reverso|systran|a machine|machine translation"
    rf"|{OBJECT})"
)
_ITEM = (
    r"(?:(?:previous|prev|next|last|first)(?: (?:chapter|page|episode))?|table of contents|contents|toc|index|home"
    r"|chapter (?:list|index)|directory|(?:add )?bookmark|add to (?:library|bookshelf)"
    r"|report(?: chapter| error)?"
    r"|comments?|return to (?:the )?(?:book|directory|index)|back to (?:the )?(?:top|index))"
)
_ROLE = (
    r"(?:translators?|translations?|translated by|editors?|edited by|proofreaders?|proofread by|proofreading|tlc?|raws?"
    r"|author|checked by|checkers?)"
)

SITE_LINE = re.compile(
    rf"(?=.{{0,240}}\b(?:chapters?|novels?|updates?|content|translations?|stor(?:y|ies)|books?|episodes?|site|website|reading)\b)"
    rf".{{0,120}}\b(?:visit|read|go to|check out|find|follow|search|support|updated?|sources?|published|posted|hosted"
    rf"|brought to you|available|taken|stolen)\b.{{0,80}}{OBJECT}.{{0,80}}"
)
"""A sentence that sends readers to an address. The address itself is a placeholder in the prose."""

PATTERNS = (
    _pattern(
        "a request to report errors",
        "let us know|here to report|report chapter|report this",
        r"if you find any errors?\b.{0,160}\blet us know\b.{0,160}"
        r"|(?:chapter )?errors?,? (?:please )?click here to report.{0,60}|report (?:this )?chapter(?: errors?)?",
    ),
    _pattern(
        "a line of the translation tool",
        "translated|translation|mtl",
        rf"(?:this (?:chapter|text|novel|page) (?:was|is|has been) )?(?:machine[- ])?"
        rf"(?:translated|translation|mtl'?e?d)"
        rf"(?: with| by| using| via| from [a-z]{{1,20}}(?: to [a-z]{{1,20}})? (?:by|with)|:)"
        rf" (?:the )?{_TOOL}(?!\w).{{0,60}}",
    ),
    _pattern(
        "the end mark of a chapter", "本章|未完|全文完", r"本章(?:未)?完.{0,20}|未完待续.{0,20}|全文完|本章节?完毕"
    ),
    _pattern(
        "the end mark of a chapter",
        "of chapter|this chapter|chapter is over",
        r"(?:the )?end of (?:this |the )?chapter(?: \d{1,5})?|(?:this )?chapter (?:is over|has ended)",
    ),
    _pattern(
        "navigation of a site",
        "chapter|contents|bookmark",
        rf"{_ITEM}(?:(?: {{0,3}}[|/\\·•<>«»←→⇐⇒:-]{{1,4}} {{0,3}}| {{2,4}}){_ITEM}){{1,6}}",
    ),
    _pattern(
        "navigation of a site",
        "chapter|contents|page",
        r"(?:previous|next) (?:chapter|page)|table of contents|chapter list",
        sure=False,
    ),
    _pattern(
        "an advertisement",
        "advert|sponsored|remove ads",
        r"advertisements?|sponsored content|remove ads.{0,40}|advertise here",
        sure=False,
    ),
    _pattern(
        "an advertisement of a site",
        "genius|remember the|remember this|remember our|remember site|mobile",
        r"(?:a )?genius.{0,20} (?:remembers?|memori[sz]es?).{0,40}(?:site|website|address|url).{0,100}"
        r"|(?:please )?remember (?:the |this |our )?(?:site|website|domain)(?:'s)? .{0,100}"
        r"|mobile (?:phone )?(?:users?,? please (?:visit|read|go)|version reading (?:address|url)).{0,120}",
    ),
    _pattern(
        "the mark of a site",
        OBJECT,
        r"(?:this (?:chapter|content|text|story) (?:is|was|has been) )?(?:first )?"
        rf"(?:updated?|taken|copied|sourced|uploaded) (?:first )?(?:from|by|on|at)(?: the website)? {OBJECT}(?: first)?"
        rf"|(?:the )?(?:original )?source (?:of|for) this (?:content|chapter|text|story) is {OBJECT}",
        addressed=True,
    ),
    _pattern(
        "the mark of a site",
        OBJECT,
        r"(?:the )?(?:new(?:est)?|latest|current|most (?:recent|up-?to-?date)|up-?to-?date)"
        r" (?:web ?)?(?:novels?|chapters?|stor(?:y|ies))(?: chapters?)?"
        r" (?:is|are) (?:first )?(?:published|available|updated|posted|released) (?:first )?"
        rf"(?:on|at|in|by) {OBJECT}",
        addressed=True,
    ),
    _pattern(
        "a request of a site",
        "help us|support us",
        r"(?:please )?(?:visit|read|come)\b.{0,60}\bto help us (?:update|release|translate|post)\b"
        r".{0,40}\bchapters?\b.{0,60}"
        r"|(?:please )?(?:visit|read)\b.{0,60}\b(?:novels?|chapters?|(?:web)?site)\b.{0,40}"
        r"\bto (?:help|support) us\b.{0,60}",
    ),
    _pattern("an advertisement of a site", OBJECT, SITE_LINE.pattern, sure=False),
    _pattern(
        "a request to readers",
        "bookmark|power stone|tickets|discord|patreon|ko-fi|rate this|vote for|webnovel",
        r".{0,120}\b(?:bookmarks? (?:and|or|this|us)|power stones?|(?:monthly|recommendation) tickets?"
        r"|join (?:our|my|the) discord|(?:on|my|our) patreon|ko-fi|rate this|vote for (?:this|us)"
        r"|(?:novels?|stor(?:y|ies)) (?:on|in|at) webnovel)\b.{0,160}",
        sure=False,
    ),
    _pattern(
        "credits",
        "translator|translated by|translation:|editor|edited by|proofread|raws:|tl:|tlc:|author:|checked by|checker",
        rf"{_ROLE} ?: ?[^\n:]{{1,40}}(?:[,;|/ ] ?{_ROLE} ?: ?[^\n:]{{1,40}}){{0,4}}"
        r"|(?:translated|edited|proofread) by [\w' -]{1,40}",
        sure=False,
    ),
)
"""All kinds, in the order in which they are tried."""
