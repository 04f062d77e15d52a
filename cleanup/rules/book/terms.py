"""Terms, skills and forms of address under several names in one book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.language.english import is_spelled
from cleanup.rules.book.phrases import Phrase, phrases, phrases_by_paragraph
from cleanup.rules.book.rivals import Form, Group, rivals
from cleanup.rules.chapter.standing import Standing, is_in
from cleanup.rules.context import Context
from cleanup.rules.engine.memo import of_latest
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Level, Stage, rule
from cleanup.terms.model import Glossary

_PALM = (Form("Nine Wells Cleaving Palm", 9, 5), Form("Nine Wells Severing Palm", 1, 1))


@rule(
    "consistency-term",
    Stage.NAMES,
    level=Level.REPORT,
    kinds=CONTINUOUS,
    examples=[
        Example(
            "He used the Nine Wells Severing Palm.",
            "He used the Nine Wells Severing Palm.",
            standing=Standing(rivals=(_PALM,)),
        ),
        Example(
            "The Iron Lake Art is old.\n\nShe learned the Iron Lake Art.\n\nHe knows the Iron Lake Technique.",
            "The Iron Lake Art is old.\n\nShe learned the Iron Lake Art.\n\nHe knows the Iron Lake Technique.",
        ),
        Example(
            "Senior Brother Ruo came.\n\nHe greeted Senior Brother Ruo.\n\nThen Elder Brother Ruo left.",
            "Senior Brother Ruo came.\n\nHe greeted Senior Brother Ruo.\n\nThen Elder Brother Ruo left.",
        ),
    ],
    keeps=[
        "The Iron Lake Art is old.\n\nThe Iron Lake Art or the Iron Lake Technique?\n\nThe Iron Lake Art.",
        "The North Gate was shut.\n\nThe North Gate fell.\n\nThe South Gate held.\n\nThe South Gate.",
        "Lord Ruo came.\n\nLord Ruo left.\n\nLord Ruo slept.\n\nMaster Ruo woke.",
        "The Iron Wells.\n\nThe Iron Wells.\n\nThe Iron Well.\n\nThe Iron Well.",
        Keep(
            "He used the Nine Wells Severing Palm.",
            terms=({"name": "Nine Wells Severing Palm"},),
            standing=Standing(rivals=(_PALM,)),
        ),
        Keep("He used the Nine Wells Severing Palm.", standing=Standing(rivals=())),
    ],
)
def term(document: Document, context: Context) -> Iterator[Finding]:
    """A term, skill or form of address that the book mostly calls otherwise: *Nine Wells Severing Palm* once, *Nine
    Wells Cleaving Palm* elsewhere.

    Counted over all chapters of a folder, or in a text by itself. Two capitalised phrases compete when they differ in
    one word, or in a form of address before a name, that translators use for the same source word, or in hyphens and
    capitals only. Reported with counts and places, the prevailing form suggested; nothing is applied without a decision
    (`cleanup review`, where one key puts the group into the glossary). Phrases that stand in one paragraph are two
    things, and what the glossary lists is settled there.
    """
    prose = document.prose
    known = context.standing.rivals
    groups = [
        group
        for group in (_own_rivals(prose) if known is None else known)
        if any(is_in(form.text, prose) for form in group)
    ]
    if not groups:
        return
    listed = _listed(context.glossary) if context.glossary is not None else frozenset()
    wanted = {form.text: group for group in groups for form in group}
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases(prose):
        if phrase.form in wanted and phrase.form.lower() not in listed:
            found.setdefault(phrase.form, []).append(phrase)
    for form, places in found.items():
        group = wanted[form]
        best = next((each for each in group if each.text.lower() in listed), group[0])
        if best.text != form:
            yield from _findings(form, places, best, group, prose)


def _findings(form: str, places: Sequence[Phrase], best: Form, group: Group, prose: str) -> Iterator[Finding]:
    others = ", ".join(f"“{each.text}” ({_times(each)})" for each in group if each.text != form)
    own = next(each for each in group if each.text == form)
    message = f"“{form}” ({_times(own)}) competes with {others}"
    for place in places:
        span = Span(place.start, place.end)
        text = best.text
        if place.end - place.start > len(form):
            text += "s"
            if not is_spelled(text[max(text.rfind(" "), text.rfind("-")) + 1 :].lower()):
                continue
        fix = Fix((Edit(span, text),), Applicability.SUGGESTION)
        yield Finding("consistency-term", span, message, Severity.INFO, fix, (text,))


def _times(form: Form) -> str:
    places = "once" if form.places == 1 else f"{form.places} times"
    return f"{places} in {form.chapters} chapters" if form.chapters > 1 else places


@of_latest
def _own_rivals(prose: str) -> tuple[Group, ...]:
    """What competes in a text by itself."""
    return tuple(rivals([phrases_by_paragraph(prose)]))


@of_latest
def _listed(glossary: Glossary) -> frozenset[str]:
    """The right forms of the glossary, in small letters."""
    return frozenset(form.lower() for term in glossary for form in (term.name, *term.aliases, *term.forms))
