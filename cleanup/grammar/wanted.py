"""Which sentences an engine has to see so that nothing is missed that would be shown or applied.

What a check shows of grammar is a short list of rules, and what these could speak about can be searched for in a
fraction of the time that an engine takes: *did*, a number, *he* before what may be a bare verb. The search may find too
much; it must not find too little, which the tests hold against the examples that the engine's own rules come with.
"""

from __future__ import annotations

import re

from cleanup.grammar.needed import may_be_applied_to
from cleanup.language.english import FUNCTION_WORDS

_VERBS = frozenset(
    """
    come do find forget get give go hurry let listen look please say see stop suppose take tell thank try use wait
    """.split()
)
"""Function words, as this program has them, that are verbs in their bare form."""
_PAST = frozenset(
    """
    was were had did could would should might must can will may shall ought became began bent bit blew bore bought
    broke brought built burst came caught chose clung crept cut dealt drank drew drove ate fell fed felt fought found
    fled flew forgot froze gave got grew ground heard held hid hit hung hurt kept knelt knew laid lay led left leapt
    lent let lit lost made meant met paid put ran rang read rode rose said sank sang sat saw sent set shook shone shot
    shut slept slid smelt sold sought spat spent split spoke spread sprang stood stole struck stuck swam swept swore
    swung taught threw thought told took tore understood upset went woke won wore wound wove wrote
    """.split()
)
_NOT_BARE = (FUNCTION_WORDS - _VERBS - {"have", "like", "said"}) | _PAST
_ADVERB = r"(?:always|also|never|often|still|just|only|really|usually|sometimes|then|soon|even|now|already|[a-z]+ly)"
_PERSON = r"(?:he|she|it|(?:some|any|every|no)(?:body|one|thing)(?:\s+else)?)"
_SUBJECT = re.compile(rf"\b{_PERSON}\s+(?:{_ADVERB}\s+){{0,2}}([a-z]+)\b(?!['’])", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|billions?|dozens?|tens))"
    r"[- ](?:of )?([a-z]+)(?: ([a-z]+))?",
    re.IGNORECASE,
)
"""A number and the one or two words after it."""
_PLURAL = (
    r"(?:[a-z]+s|[a-z]*(?:men|children)|people|feet|teeth|mice|geese|oxen|phenomena|[a-z]*folk|police|data|media|"
    r"criteria)"
)
_MODAL = r"(?:can|could|may|might|must|shall|should|will|would|[a-z]+['’](?:ll|d))"
_DETERMINER = r"(?:a|an|the|this|that|these|those|my|your|his|her|its|our|their)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:do|does|did|don['’]?t|doesn['’]?t|didn['’]?t)\b",
        r"\b(?:people|each|every|neither|one of|these|those)\b",
        r"\b(?:(?:was|were)(?:n['’]t| not)? been|despite of|discuss[a-z]*|even although|firstly|haves|wasent)\b",
        r"\b(?:informations?|news|advices?|furnitures?|homeworks?|luggages?|equipments?)\b",
        r"\b(?:have|are|were|do)\s+(?:he|she|it)\b",
        r"\bI\s?(?:am|['’]m)\s+(?!not\b|a\b|the\b|so\b)[a-z]",
        rf"\b{_DETERMINER}\s+['‘“\"]?{_DETERMINER}\b",
        rf"\b{_MODAL}\s+(?:\w+\s+)?(?:{_MODAL}|won['’]?t)\b",
        rf"\b(?:{_MODAL}|to)\s+(?:\w+\s+)?\w+ing\b",
        r"\b(?:more|most|less|least)\s+(?:\w+\s+)?(?:\w+er|\w+est|better|best|worse|worst)\b",
        rf"\ban?\s+(?:[\w-]+,?\s+){{0,3}}{_PLURAL}\b",
        rf"\bthis\s+(?:[\w-]+\s+)?(?!was\b|is\b|has\b|does\b|always\b|as\b){_PLURAL}\b|\bthis\s+are\b",
        r"\b(\w+(?:\s\w+){1,3})\s\1\b|\b(\w+\s\w+)\s\w+\s\2\b",
    )
)


def may_be_shown(text: str) -> bool:
    """Whether a rule that is shown, or applied, may have to say something about a sentence. Linear in its length."""
    return (
        may_be_applied_to(text)
        or any(_is_single(*found.groups()) for found in _COUNTED.finditer(text))
        or any(_is_bare(found[1]) for found in _SUBJECT.finditer(text))
        or any(pattern.search(text) for pattern in _PATTERNS)
    )


def _is_bare(word: str) -> bool:
    """Whether a word after *he* may be a verb without its ending."""
    return not word.endswith(("ed", "s")) and word not in _NOT_BARE


def _is_single(word: str, following: str | None) -> bool:
    """Whether what follows a number may be a noun without its ending, alone or after an adjective."""
    if word.endswith("s") or word.lower() in FUNCTION_WORDS:
        return False
    return following is None or not following.endswith("s") or following in FUNCTION_WORDS or following in _PAST
