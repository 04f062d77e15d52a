"""Japanese kana: the sounds of a name, and its romanisations.

Sources: the Hepburn and Kunrei tables of ISO 3602, and the Cabinet notice of 1991 on the writing of foreign words.
"""

from __future__ import annotations

import itertools
from functools import cache

from cleanup.names.sound import Slot, sounds

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サ\0スセソ", "t": "タ\0\0テト", "n": "ナニヌネノ", "h": "ハヒ\0ヘホ",
    "m": "マミムメモ", "y": "ヤ\0ユ\0ヨ", "r": "ラリルレロ", "w": "ワヰ\0ヱヲ", "g": "ガギグゲゴ", "z": "ザ\0ズゼゾ",
    "d": "ダ\0\0デド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_MORAE: dict[str, tuple[str, str]] = {
    kana: (consonant, vowel)
    for consonant, row in _ROWS.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
    if kana != "\0"
}
_MORAE |= {
    "シ": ("sh", "i"), "チ": ("ch", "i"), "ツ": ("ts", "u"), "フ": ("f", "u"), "ジ": ("j", "i"), "ヂ": ("j", "i"),
    "ヅ": ("z", "u"), "ヴ": ("v", "u"), "ン": ("nn", ""), "ヲ": ("", "o"),
}  # fmt: skip
_SMALL_VOWELS = dict(zip("ァィゥェォ", "aiueo", strict=True))
_SMALL_GLIDES = {"ャ": "a", "ュ": "u", "ョ": "o"}
_PALATAL = {"sh": "sh", "ch": "ch", "j": "j"}
_MARKS = frozenset("・＝=･ 　-")


def to_katakana(text: str) -> str:
    """Hiragana as katakana; the rest unchanged."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def is_kana(text: str) -> bool:
    """Whether the text is kana only (marks between parts and the long mark allowed)."""
    return bool(text) and all("ァ" <= c <= "ヺ" or c in "ーヽヾ" or c in _MARKS for c in to_katakana(text))


def _morae(text: str) -> list[tuple[str, str]] | None:
    """Consonant and vowel of each mora: ``("Q", "")`` a geminate, ``("-", "")`` a long mark, ``("|", "")`` a word
    break."""
    morae: list[tuple[str, str]] = []
    for kana in to_katakana(text):
        if kana in _MARKS:
            morae.append(("|", ""))
        elif kana == "ー":
            morae.append(("-", ""))
        elif kana == "ッ":
            morae.append(("Q", ""))
        elif kana in _SMALL_VOWELS:
            vowel = _SMALL_VOWELS[kana]
            if not morae or morae[-1][1] == "":
                morae.append(("", vowel))
                continue
            consonant, before = morae[-1]
            if before == vowel:
                morae.append(("", vowel))
            elif consonant == "" and before == "u":
                morae[-1] = ("w", vowel)
            elif before in "ueoi" and consonant not in ("", "r", "n", "m", "h"):
                morae[-1] = (consonant, vowel)
            else:
                morae.append(("", vowel))
        elif kana in _SMALL_GLIDES:
            vowel = _SMALL_GLIDES[kana]
            if not morae or morae[-1][1] == "":
                morae.append(("y", vowel))
            elif morae[-1][0] in _PALATAL:
                morae[-1] = (morae[-1][0], vowel)
            else:
                morae[-1] = (morae[-1][0] + "+y", vowel)
        elif kana in _MORAE:
            morae.append(_MORAE[kana])
        else:
            return None
    return morae


@cache
def kana_slots(text: str) -> tuple[Slot, ...]:
    """The sounds of a kana name as slots, empty when it has something else than kana."""
    morae = _morae(text)
    if morae is None:
        return ()
    names: list[str] = []
    index = 0
    while index < len(morae):
        consonant, vowel = morae[index]
        following = morae[index + 1] if index + 1 < len(morae) else ("", "")
        index += 1
        if consonant == "|" or consonant == "-":
            continue
        if consonant == "Q":
            after = following[0].partition("+")[0]
            names.append({"k": "- k:.05 c:.05 ck:.1", "sh": "- s:.05 sh:.1", "ch": "- t:.05 c:.1"}.get(
                after, f"- {after[:1]}:.05" if after else "-"
            ))  # fmt: skip
            continue
        if index == 1 and (consonant, vowel) == ("nn", ""):
            names.append("before-nn")  # no European name begins with the bare sound of ン
        if consonant == "k" and vowel in ("u", "i") and following[0] in ("s", "sh"):
            names.append("ks")  # x: Max is マックス, Roxy ロキシー
            consonant, vowel = "", following[1]
            following = morae[index + 1] if index + 1 < len(morae) else ("", "")
            index += 1
        elif consonant:
            names += consonant.split("+")
        if not vowel:
            continue
        joined = following == ("-", "") or (following[0] == "" and following[1] in tuple(_JOINED.get(vowel, "")))
        if joined:
            second = vowel if following[1] == "" else following[1]
            names.append(_LONG.get(vowel + second, vowel + second))
            index += 1
        elif consonant and _is_epenthetic(consonant, vowel, following):
            names.append("-" + vowel)
        else:
            names.append(vowel)
    return tuple(sounds(*names))


_JOINED = {"a": "aiu", "i": "i", "u": "u", "e": "ei", "o": "ou"}
_LONG = {"ei": "ee", "ou": "oo"}


def _is_epenthetic(consonant: str, vowel: str, following: tuple[str, str]) -> bool:
    """Whether a vowel may be there only because kana cannot write a bare consonant."""
    closed = following[0] not in ("", "-", "nn")  # a consonant, a geminate or a break follows
    closed = closed or following == ("", "")
    if not closed:
        return False
    if vowel == "u":
        return "y" not in consonant
    if vowel == "o":
        return consonant in ("t", "d")
    return vowel == "i" and consonant in ("ch", "j", "k", "sh", "h") and following == ("", "")


_KUNREI = {"sh": "s", "ch": "t", "ts": "t", "j": "z", "f": "h"}


@cache
def romanisations(text: str) -> tuple[str, ...]:
    """The usual romanisations of a kana name, Hepburn first, long vowels short, doubled and with a macron."""
    morae = _morae(text)
    if morae is None:
        return ()
    forms = []
    for kunrei, long in itertools.product((False, True), ("short", "double", "macron", "h")):
        forms.append(_romanise(morae, kunrei, long))
    return tuple(dict.fromkeys(form for form in forms if form))


def _romanise(morae: list[tuple[str, str]], kunrei: bool, long: str) -> str:
    letters = ""
    for index, (consonant, vowel) in enumerate(morae):
        if consonant == "|":
            letters += " "
        elif consonant == "-":
            last = letters[-1:]
            letters = {
                "short": letters,
                "double": letters + ("u" if last == "o" else last),
                "macron": letters[:-1] + dict(zip("aiueo", "āīūēō", strict=True)).get(last, last),
                "h": letters + ("h" if last in "oa" else ""),
            }[long]
        elif consonant == "Q":
            after = morae[index + 1][0] if index + 1 < len(morae) else ""
            letters += "t" if after == "ch" and not kunrei else (_KUNREI.get(after, after) if kunrei else after)[:1]
        elif consonant == "nn":
            letters += "n"
        else:
            spelled = consonant.replace("+y", "y")
            if kunrei and consonant in _KUNREI:
                spelled = _KUNREI[consonant] + ("y" if vowel in "auo" and consonant in ("sh", "ch", "j") else "")
            if long == "short" and consonant == "" and vowel == "u" and letters[-1:] in ("o", "u"):
                continue
            letters += spelled + vowel
    return letters
