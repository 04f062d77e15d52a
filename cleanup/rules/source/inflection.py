"""English endings: a verb with one, and the forms that a word with one may come from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cleanup.names.meaning import stem

_FORMS = """
    arise arose arisen|bear bore borne|beat beat beaten|become became become|begin began begun|bend bent bent
    bind bound bound|bite bit bitten|bleed bled bled|blow blew blown|break broke broken|bring brought brought
    build built built|burst burst burst|buy bought bought|catch caught caught|choose chose chosen|cling clung clung
    come came come|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn
    drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt
    fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown|forget forgot forgotten
    freeze froze frozen|get got got|give gave given|go went gone|grind ground ground|grow grew grown|hang hung hung
    have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept
    kneel knelt knelt|know knew known|lay laid laid|lead led led|leave left left|lose lost lost|make made made
    mean meant meant|meet met met|pay paid paid|put put put|read read read|ride rode ridden|ring rang rung
    rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent
    set set set|shake shook shaken|shed shed shed|shine shone shone|shoot shot shot|show showed shown
    shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|slide slid slid
    speak spoke spoken|spin spun spun|spit spat spat|split split split|spread spread spread|spring sprang sprung
    stand stood stood|steal stole stolen|stick stuck stuck|sting stung stung|strike struck struck
    swear swore sworn|sweep swept swept|swim swam swum|swing swung swung|take took taken|teach taught taught
    tear tore torn|tell told told|think thought thought|throw threw thrown|thrust thrust thrust|wake woke woken
    wear wore worn|weep wept wept|win won won|wind wound wound|write wrote written
"""
_PAST = {
    forms.split()[0]: forms.split()[1] for line in _FORMS.split("\n") for forms in line.split("|") if forms.strip()
}
_BASE: dict[str, list[str]] = {}
for _line in _FORMS.split("\n"):
    for _forms in filter(str.strip, _line.split("|")):
        for _form in _forms.split():
            _BASE.setdefault(_form, []).append(_forms.split()[0])
_VOWELS = "aeiou"


@lru_cache(maxsize=50_000)
def bases(word: str) -> frozenset[str]:
    """What a word may be a form of, in small letters, itself included: *swung*, *swing*; *emitted*, *emit*."""
    low = word.lower().replace("’", "'").removesuffix("'s")
    return frozenset((low, stem(low), *_BASE.get(low, ()), *_without_ending(low)))


def _without_ending(word: str) -> Iterator[str]:
    for ending in ("ing", "ed", "er", "ly", "es", "en", "s", "d", "y"):
        base = word.removesuffix(ending)
        if base == word or len(base) < 3:
            continue
        yield base
        if ending in ("ing", "ed", "er", "en", "y"):
            yield base + "e"
            if base[-1] == base[-2]:
                yield base[:-1]
        if ending in ("ed", "es") and base.endswith("i"):
            yield base[:-1] + "y"


def inflect(phrase: str, ending: str) -> str:
    """A phrase that begins with a verb (*nod*, *take back*) with *ed*, *ing* or *s*; empty when that cannot be."""
    verb, blank, rest = phrase.partition(" ")
    if not verb.isascii() or not verb.isalpha() or not verb.islower() or len(verb) < 2:
        return ""
    if ending == "ed" and verb in _PAST:
        return _PAST[verb] + blank + rest
    doubled = _is_doubled(verb)
    if ending == "s":
        form = (
            verb[:-1] + "ies"
            if _ends_in_y(verb)
            else verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
        )
    elif ending == "ed" and _ends_in_y(verb):
        form = verb[:-1] + "ied"
    elif verb.endswith("e") and not (ending == "ing" and verb.endswith(("ee", "oe", "ye"))):
        form = verb[:-1] + ending
    else:
        form = verb + (verb[-1] if doubled else "") + ending
    return form + blank + rest


def _ends_in_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in _VOWELS


def _is_doubled(verb: str) -> bool:
    """Whether the last consonant is doubled: one short vowel before it, in a verb of one syllable."""
    if len(verb) < 3 or verb[-1] in "aeiouwxyh" or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in verb) == 1 or verb in (
        "admit",
        "emit",
        "omit",
        "permit",
        "submit",
        "begin",
    )
