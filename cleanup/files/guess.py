"""Guesses the encoding of a text that is not UTF-8 and does not say what it is.

Texts that come here are mostly English with something else in between: typographic quotes of a Western code page, or
words of the source script, which leave statistics little to go by. So the East Asian encodings are asked how much of
what they read is in everyday use, which the layout of their character sets tells; only then does charset-normalizer
guess.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

_TYPOGRAPHY = frozenset("‘’“”–—…•€™£©®°àáâäçèéêëíïñóôöúûüÀÁÉÖÜß«»½¼¾×†‡§\xa0")
_SAMPLE = 65_536
"""Bytes after the first one outside ASCII that are looked at."""
_CHARACTERS = 4_000
_CONVINCING = 0.85


def guess_encoding(data: bytes) -> str | None:
    """The name of the most likely encoding of ``data``; ``None`` when nothing fits."""
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    else:
        if all(character in _TYPOGRAPHY for character in set(western) if character > "\x7f"):
            return "cp1252"
    best, most = None, 0.0
    for name, everyday in _EVERYDAY.items():
        try:
            share = everyday(data.decode(name))
        except UnicodeDecodeError:
            continue
        if share > most:
            best, most = name, share
    return best if most >= _CONVINCING else _by_statistics(data)


def _by_statistics(data: bytes) -> str | None:
    import charset_normalizer

    first = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)
    start = data.rfind(b"\n", 0, first) + 1
    stop = start + _SAMPLE
    if stop < len(data):  # not in the middle of a character
        stop = data.rfind(b"\n", start, stop) + 1 or stop
    names = [*_EVERYDAY, "cp1252", "cp1251", "cp1250"]
    best = charset_normalizer.from_bytes(data[start:stop], cp_isolation=names, enable_fallback=False).best()
    return None if best is None else best.encoding


def _share(test: Callable[[str], bool]) -> Callable[[str], float]:
    """How much of the text outside ASCII passes a test."""

    def share(text: str) -> float:
        foreign = list(islice((character for character in text if character > "\x7f"), _CHARACTERS))
        return sum(map(test, foreign)) / len(foreign) if foreign else 0.0

    return share


def _is_common_in(codec: str, first: int, last: int) -> Callable[[str], bool]:
    """Whether a character stands in the rows of a national standard that hold the everyday ones, or its punctuation."""

    def test(character: str) -> bool:
        try:
            row = character.encode(codec)[0]
        except UnicodeEncodeError:
            return False
        return first <= row <= last or 0xA1 <= row <= 0xA3

    return test


def _korean(text: str) -> float:
    """Hangul has the first rows of what Chinese uses: only text that is all hangul, and not by chance, is Korean."""
    if len({character for character in islice(text, _SAMPLE) if character > "\x7f"}) < 6:
        return 0.0
    share = _share(lambda c: "\uac00" <= c <= "\ud7a3" or "\u3000" <= c <= "\u303f" or c in "‘’“”…·")(text)
    return share if share > 0.97 else 0.0


def _japanese(text: str) -> float:
    """Japanese is written with at least some kana."""
    kana = _share(lambda c: "\u3041" <= c <= "\u30ff" or c in "。、「」・ー")(text)
    return _share(_is_common_in("euc_jp", 0xA4, 0xCF))(text) if kana > 0.2 else 0.0


_EVERYDAY: dict[str, Callable[[str], float]] = {
    "cp932": _japanese,
    "euc_jp": _japanese,
    "cp949": _korean,
    "gb18030": _share(_is_common_in("gb2312", 0xB0, 0xD7)),  # GB 2312 level 1: the 3,755 most frequent
    "big5": _share(_is_common_in("big5", 0xA4, 0xC6)),  # Big5 level 1: the 5,401 most frequent
}
"""Per encoding, the share of everyday characters in what it reads; on a tie the earlier one wins."""
