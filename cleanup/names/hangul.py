"""Korean: the sounds of a name in hangul, and its romanisations.

Sources: the Revised Romanisation of 2000 (letter by letter; assimilation between syllables is not written in names),
McCune-Reischauer, the customary spellings of the commonest surnames.
"""

from __future__ import annotations

import itertools
from functools import cache

from cleanup.names.sound import Slot, fit, pattern, slot

_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_MCCUNE_INITIALS = "k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h".split()
_MCCUNE_VOWELS = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()

SURNAMES = {
    "김": "kim gim", "이": "lee yi rhee i", "박": "park pak bak", "최": "choi choe", "정": "jung jeong chung",
    "강": "kang gang", "조": "cho jo", "윤": "yoon yun", "장": "jang chang", "임": "lim im rim", "한": "han",
    "오": "oh o", "서": "seo suh", "신": "shin sin", "권": "kwon gwon", "황": "hwang whang", "안": "ahn an",
    "송": "song", "류": "ryu yoo", "유": "yoo yu you", "홍": "hong", "전": "jeon chun", "고": "ko go koh",
    "문": "moon mun", "손": "son sohn",
    "양": "yang", "배": "bae pae", "백": "baek paik", "허": "heo hur huh", "남": "nam", "심": "shim sim",
    "노": "noh roh no", "하": "ha", "곽": "kwak gwak", "성": "sung seong", "차": "cha", "주": "joo ju chu",
    "우": "woo wu u", "구": "koo gu ku goo", "민": "min", "나": "na", "진": "jin", "지": "ji chi", "엄": "eom um",
    "채": "chae", "원": "won", "천": "cheon chun", "방": "bang", "공": "kong gong", "현": "hyun hyeon", "함": "ham",
    "변": "byun byeon", "여": "yeo", "추": "choo chu", "도": "do", "소": "so", "석": "seok suk", "선": "sun seon",
    "설": "seol sul", "길": "gil kil", "연": "yeon", "표": "pyo", "명": "myung myeong", "기": "ki gi", "반": "ban",
    "왕": "wang", "금": "geum keum", "옥": "ok", "육": "yuk", "인": "in", "맹": "maeng", "제": "je", "모": "mo",
    "탁": "tak", "국": "kook guk", "어": "eo", "은": "eun", "편": "pyeon", "용": "yong", "예": "ye", "봉": "bong",
    "사": "sa", "부": "boo bu", "가": "ga", "복": "bok", "태": "tae", "목": "mok", "형": "hyung hyeong", "피": "pi",
}  # fmt: skip
"""Customary spellings of surnames."""

_SOUND_INITIALS = {
    "g": "g k:.1 gh:.3 c:.4", "kk": "kk k:.1 gg:.2 g:.3", "n": "n nn:.1 l:.5", "d": "d t:.1",
    "tt": "tt t:.15 dd:.15 d:.3", "r": "r l:.05 ll:.2 rr:.2 n:.5", "m": "m mm:.1", "b": "b p:.1 v:.35",
    "pp": "pp p:.15 bb:.2", "s": "s sh:.15 ss:.1", "ss": "ss s:.1 sh:.3", "-": "-", "j": "j ch:.15 z:.25 g:.3 zh:.3",
    "jj": "jj j:.1 tch:.2 ch:.3", "ch": "ch j:.25 tch:.2", "k": "k c:.2 kh:.15 q:.3", "t": "t th:.15 d:.35",
    "p": "p ph:.1 f:.2 b:.35", "h": "h -:.4",
}  # fmt: skip
_SOUND_VOWELS = {
    "a": "a ah:.1 aa:.2", "ae": "ae e:.1 ai:.2 a:.3 ay:.2", "ya": "ya ia:.2", "yae": "yae ye:.15",
    "eo": "eo u:.1 o:.15 uh:.2 eu:.25 e:.3 ou:.25 er:.3", "e": "e ae:.15 eh:.1 ay:.2 ei:.25",
    "yeo": "yeo you:.1 yu:.2 yo:.15 yuh:.2 yeu:.25", "ye": "ye ie:.25", "o": "o oh:.1 oo:.3 au:.3",
    "wa": "wa hwa:.3 oa:.25", "wae": "wae wa:.3 we:.15", "oe": "oe oi:.1 we:.15 wae:.2 ei:.4", "yo": "yo yoh:.2",
    "u": "u oo:.05 woo:.25 ou:.15", "wo": "wo weo:.1 won:.5 uo:.2", "we": "we ue:.2", "wi": "wi wee:.1 ui:.15 we:.25",
    "yu": "yu yoo:.05 you:.15", "eu": "eu u:.1 oo:.35 e:.3 -:.3", "ui": "ui eui:.05 ee:.25 yi:.25 i:.25 uy:.2",
    "i": "i ee:.05 y:.25 e:.3 yi:.3 ie:.25",
}  # fmt: skip
_SOUND_FINALS = {
    "k": "k g:.1 ck:.1 c:.2 -:.5",
    "n": "n nn:.2",
    "t": "t d:.2 s:.25 j:.35 -:.5",
    "l": "l r:.25 ll:.1",
    "m": "m mm:.2",
    "p": "p b:.1 -:.5",
    "ng": "ng n:.25",
}


def is_hangul(text: str) -> bool:
    """Whether the text is hangul syllables only (spaces allowed)."""
    return bool(text.strip()) and all("가" <= c <= "힣" or c in " ·" for c in text)


def _parts(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - 0xAC00
    return code // 588, code // 28 % 21, code % 28


def _spelled(syllable: str, mccune: bool) -> str:
    initial, vowel, final = _parts(syllable)
    parts = (
        (_MCCUNE_INITIALS[initial].replace("'", ""), _MCCUNE_VOWELS[vowel], _FINALS[final])
        if mccune
        else (_INITIALS[initial], _VOWELS[vowel], _FINALS[final])
    )
    return "".join(part for part in parts if part != "-")


@cache
def romanisations(text: str) -> tuple[str, ...]:
    """The usual romanisations of a hangul name: Revised and McCune-Reischauer, customary surnames, joined, split."""
    found: dict[str, None] = {}
    syllables = [c for c in text if "가" <= c <= "힣"]
    if not syllables:
        return ()
    for mccune in (False, True):
        spelled = [_spelled(syllable, mccune) for syllable in syllables]
        surnames = [spelled[0]]
        if 2 <= len(spelled) <= 4:
            surnames += SURNAMES.get(syllables[0], "").split()
        for surname, gap in itertools.product(surnames, ("", " ")):
            if len(spelled) == 1:
                found[surname] = None
                continue
            given = gap.join(spelled[1:])
            found[f"{surname} {given}"] = None
            found[surname + given] = None
            if 2 <= len(spelled) <= 4:
                found[f"{given} {surname}"] = None
    return tuple(form for form in found if len(form) > 2)


KINDS = {
    "도": "island", "섬": "island", "산": "mountain mount", "시": "city", "성": "castle city fortress",
    "문": "gate sect",
    "파": "sect school", "궁": "palace", "국": "kingdom country", "강": "river", "탑": "tower", "촌": "village",
    "왕국": "kingdom", "제국": "empire", "길드": "guild", "학교": "school", "대학교": "university",
    "가문": "family clan",
    "세가": "family clan", "가": "family clan house", "방": "gang union sect",
    "단": "corps order group", "각": "pavilion hall", "당": "hall clan", "대": "squad unit",
    "마을": "village", "호텔": "hotel", "그룹": "group",
}  # fmt: skip
"""What a name may end with that says what it names, and the English words for it."""


def without_kind(text: str, word: str) -> str:
    """A name in hangul without the end that ``word`` translates (제주도, *island* → 제주); empty where it has none."""
    for size in (3, 2, 1):
        head = text[:-size].rstrip()
        if len(head) > 1 and word in KINDS.get(text[-size:], "").split():
            return head
    return ""


def kind_words(text: str, word: str) -> tuple[str, ...]:
    """Other English words for the end of a name that ``word`` translates."""
    words = next((words for size in (3, 2, 1) if word in (words := KINDS.get(text[-size:], "").split())), [])
    return tuple(each for each in words if each != word)


def given_parts(name: str, text: str) -> tuple[str, ...]:
    """The syllables of a given name of two, as the canonical form spells them: *jinwoo* of 성진우 → jin, woo.

    Empty where no cut fits the sounds."""
    syllables = [c for c in text if "가" <= c <= "힣"]
    if len(syllables) != 3:
        return ()
    first, second = (pattern(_syllable_slots(syllable)) for syllable in syllables[1:])
    cuts = [(fit(first, name[:at]) + fit(second, name[at:]), at) for at in range(1, len(name))]
    cost, at = min(cuts, default=(9.0, 0))
    return (name[:at], name[at:]) if cost <= 1.0 else ()


def _syllable_slots(syllable: str) -> list[Slot]:
    initial, vowel, final = _parts(syllable)
    slots = [slot(_SOUND_INITIALS[_INITIALS[initial]])] if _INITIALS[initial] != "-" else []
    slots.append(slot(_SOUND_VOWELS[_VOWELS[vowel]]))
    return [*slots, slot(_SOUND_FINALS[_FINALS[final]])] if _FINALS[final] != "-" else slots


@cache
def hangul_slots(text: str, *, person: bool = True) -> tuple[Slot, ...]:
    """The sounds of a hangul name as slots. A person's begins with a surname, which has customary spellings."""
    slots: list[Slot] = []
    for index, syllable in enumerate(c for c in text if "가" <= c <= "힣"):
        if index == 0 and person and syllable in SURNAMES:
            customary = dict.fromkeys(SURNAMES[syllable].split(), 0.0)
            sounds = _syllable_slots(syllable) if len(text) > 4 else []  # hardly a surname
            slots += sounds or [slot({_spelled(syllable, False): 0.05} | customary)]
            continue
        slots += _syllable_slots(syllable)
    return tuple(slots)
