"""Pinyin: which letters are syllables, how characters are read, how other systems spell a reading, and how its sound is
heard when Chinese characters transliterate a foreign name.

Sources: the syllable inventory of Hanyu Pinyin (ISO 7098), readings from `pypinyin`, the Wade-Giles correspondences as
in the Library of Congress's conversion tables, customary surname spellings of Hong Kong, Taiwan and Singapore.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

from cleanup.names.sound import Slot, slot

_FINALS = {
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u", "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u", "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve",
    "l": "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un", "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang",
    "ch": "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang",
    "sh": "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang",
    "r": "e ao ou an en ang eng ong i u ua uo ui uan un", "z": "a e ai ei ao ou an en ang eng ong i u uo ui uan un",
    "c": "a e ai ao ou an en ang eng ong i u uo ui uan un", "s": "a e ai ao ou an en ang eng ong i u uo ui uan un",
    "": "a o e ai ei ao ou an en ang eng er yi ya ye yao you yan yin yang ying yong wu wa wo wai wei wan wen "
        "wang weng yu yue yuan yun yo",
}  # fmt: skip
SYLLABLES: frozenset[str] = frozenset(
    initial + final.replace("v", "u") for initial, finals in _FINALS.items() for final in finals.split()
) | {"lv", "nv", "lve", "nve", "lyu", "nyu"}
"""Every syllable of Mandarin in plain letters; ü as *u* or *v*."""

_LONGEST = 6
_MOST_WORDS = 50_000
"""Words of texts that are remembered."""


@lru_cache(maxsize=_MOST_WORDS)
def is_pinyin(word: str) -> bool:
    """Whether lower-case letters can be read as one or more whole syllables."""
    ends = {0}
    for start in range(len(word)):
        if start in ends:
            ends.update(start + size for size in range(1, _LONGEST + 1) if word[start : start + size] in SYLLABLES)
    return bool(word) and len(word) in ends


@lru_cache(maxsize=_MOST_WORDS)
def syllables(word: str) -> tuple[str, ...]:
    """The fewest syllables that lower-case letters can be cut into; empty when they cannot."""
    # For each place: how many syllables lead there, and the length of the last one; 0 where none do.
    counts, sizes = [0], [0]
    for end in range(1, len(word) + 1):
        fewest = chosen = 0
        for size in range(1, min(_LONGEST, end) + 1):
            start = end - size
            if (
                (sizes[start] or not start)
                and (not chosen or counts[start] + 1 < fewest)
                and word[start:end] in SYLLABLES
            ):
                fewest, chosen = counts[start] + 1, size
        counts.append(fewest)
        sizes.append(chosen)
    cut: list[str] = []
    end = len(word)
    while sizes[end]:
        cut.append(word[end - sizes[end] : end])
        end -= sizes[end]
    return tuple(reversed(cut))


HAN = "\u3400-\u9fff\U00020000-\U0003134f〇"
"""Chinese characters, as the inside of a character class."""


def is_han(text: str) -> bool:
    """Whether there is a Chinese character in the text."""
    return any("\u3400" <= c <= "\u9fff" or "\U00020000" <= c <= "\U0003134f" or c == "〇" for c in text)


def plain(reading: str) -> str:
    """A reading with tone marks as lower-case letters, ü as *v*."""
    letters = unicodedata.normalize("NFD", reading.lower())
    letters = letters.replace("u\u0308", "v")
    return re.sub(r"[^a-z]", "", letters)


@cache
def readings(character: str) -> tuple[str, ...]:
    """All readings of a character in plain letters (ü as *v*), the usual one first; empty when it has none."""
    entry = _dictionary().get(ord(character), "") if len(character) == 1 else ""
    found = (plain(reading) for reading in entry.split(","))
    return tuple(dict.fromkeys(r for r in found if r.replace("v", "u") in SYLLABLES or r in SYLLABLES))


@cache
def _dictionary() -> Mapping[int, str]:
    """The readings of single characters that `pypinyin` ships.

    Loaded from its one file: importing the package takes half a second for its dictionary of phrases, which is not
    needed.
    """
    package = find_spec("pypinyin")
    assert package is not None
    assert package.submodule_search_locations is not None
    path = Path(package.submodule_search_locations[0]) / "pinyin_dict.py"
    spec = spec_from_file_location("cleanup._pinyin_dict", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    readings_by_code: Mapping[int, str] = module.pinyin_dict
    return readings_by_code


SURNAME_READINGS = {
    "单": "shan", "仇": "qiu", "查": "zha", "解": "xie", "曾": "zeng", "区": "ou", "朴": "piao", "盖": "ge", "尉": "yu",
    "任": "ren", "华": "hua", "乐": "yue", "缪": "miao", "种": "chong", "覃": "qin", "万": "wan", "宓": "fu",
    "牟": "mu", "隗": "wei", "冼": "xian", "员": "yun", "翟": "zhai", "葛": "ge", "纪": "ji", "洗": "xian", "黑": "he",
    "折": "she", "郗": "xi", "燕": "yan", "应": "ying", "宁": "ning", "甯": "ning", "那": "na", "薄": "bo",
    "过": "guo", "车": "che", "贾": "jia", "费": "fei", "阚": "kan", "句": "gou", "柏": "bai", "叶": "ye", "沈": "shen",
    "石": "shi", "盛": "sheng", "谌": "chen", "藏": "zang", "祭": "zhai", "逄": "pang", "佴": "nai", "钭": "tou",
    "乜": "nie", "厍": "she", "亓": "qi", "呙": "guo", "郇": "xun", "莘": "xin", "曲": "qu", "令": "ling", "哈": "ha",
    "晁": "chao", "秘": "bi", "召": "shao", "繁": "po", "相": "xiang", "强": "qiang", "都": "du", "干": "gan",
    "逯": "lu", "鲜": "xian", "褚": "chu", "瞿": "qu", "尹": "yin", "幺": "yao", "卜": "bu", "戚": "qi", "长": "zhang",
    "澹": "tan", "尔": "er", "适": "shi", "沃": "wo", "降": "jiang",
}  # fmt: skip
"""How characters with several readings are read as a surname (as in the *Hundred Family Surnames*)."""


def u_spellings(syllable: str) -> tuple[str, ...]:
    """A syllable with *v* for ü in the ways it is typed: *lv* as lu, lv, lyu."""
    if "v" not in syllable:
        return (syllable,)
    return tuple(syllable.replace("v", u) for u in ("u", "v", "yu"))


_WADE_INITIALS = {
    "zh": "ch", "ch": "ch", "sh": "sh", "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "j": "ch",
    "q": "ch", "x": "hs", "z": "ts", "c": "ts", "s": "s", "r": "j",
}  # fmt: skip
_WADE_FINALS = {"ian": "ien", "ie": "ieh", "ue": "ueh", "ong": "ung", "iong": "iung", "ui": "ui", "uo": "o"}
_WADE_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "you": "yu",
    "ye": "yeh", "yan": "yen", "yi": "i", "yue": "yueh", "yong": "yung", "er": "erh", "ge": "ko", "ke": "ko",
    "he": "ho", "e": "o", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "gui": "kuei", "kui": "kuei",
}  # fmt: skip


@cache
def wade_giles(syllable: str) -> str:
    """A plain syllable in Wade-Giles, without apostrophes: *xiang* hsiang, *zhang* chang."""
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    initial = next((i for i in _WADE_INITIALS if len(i) == 2 and syllable.startswith(i)), syllable[:1])
    if initial not in _WADE_INITIALS:
        return syllable
    final = syllable[len(initial) :]
    return _WADE_INITIALS[initial] + _WADE_FINALS.get(final, final)


_ASPIRATED = {"p": "p", "t": "t", "k": "k", "q": "ch", "ch": "ch", "c": "ts"}


def wade_giles_aspirated(syllable: str) -> str:
    """The same with the apostrophe of an aspirated sound, which folds to a space: *chen* ch'en, ``ch en``."""
    initial = syllable[:2] if syllable[:2] in ("ch", "zh", "sh") else syllable[:1]
    spelled, start = wade_giles(syllable), _ASPIRATED.get(initial, "")
    return f"{start} {spelled[len(start) :]}" if start and spelled.startswith(start) else spelled


CUSTOMARY = {
    "李": "lee li", "王": "wong ong heng", "张": "cheung chang teo", "陈": "chan tan chin", "林": "lam lim",
    "黄": "wong ng ooi", "刘": "lau liew low", "吴": "ng goh woo", "周": "chow chau chew", "郑": "cheng tay tae",
    "梁": "leung neo", "谢": "tse hsieh chia", "许": "hui koh hsu khor", "郭": "kwok kuo quek", "蔡": "tsai choi chua",
    "徐": "tsui hsu chee", "叶": "yip ip yap", "罗": "law lo loh", "何": "ho", "朱": "chu choo", "曾": "tsang",
    "邓": "tang teng", "冯": "fung feng", "卢": "lo lu", "杨": "yeung yang yeo", "赵": "chiu chao", "孙": "suen sun",
    "马": "ma mah", "胡": "wu woo hu", "高": "ko kao", "江": "kong chiang", "萧": "siu hsiao", "肖": "siu hsiao",
    "余": "yu yue yee", "潘": "poon pan", "钟": "chung", "苏": "so soo su", "沈": "sum shen sim", "洪": "hung ang",
    "宋": "sung soong", "方": "fong", "唐": "tong tang", "金": "kam king chin", "姜": "keung chiang",
}  # fmt: skip
"""Surnames as Cantonese, Hokkien and Taiwanese families spell them."""

_INITIALS = {
    "b": "b bb:.1 p:.3 v:.4", "p": "p pp:.1 b:.45 ph:.3", "m": "m mm:.1", "f": "f ff:.05 ph:.05 v:.2 h:.5 w:.4",
    "d": "d dd:.1 t:.25 th:.35", "t": "t tt:.1 th:.15 d:.4", "n": "n nn:.1 l:.5", "l": "l r ll:.05 rr:.1 rh:.2",
    "g": "g k:.3 c:.35 gh:.1 gg:.1 j:.5", "k": "k c ck:.1 ch:.2 q:.15 qu:.3 g:.35 kh:.1 cc:.15 kk:.15",
    "h": "h -:.4 ch:.35 kh:.2 g:.5 j:.4", "j": "j g:.1 k:.35 c:.5 z:.3 y:.35 dj:.1 d:.5 ch:.4 gi:.25",
    "q": "ch q k:.3 c:.35 j:.35 tch:.15 ts:.35", "x": "x sh:.1 s:.1 c:.15 h:.3 z:.35 ch:.3 sch:.2 ss:.15",
    "zh": "zh j:.1 ch:.35 z:.3 g:.3 dj:.15 dg:.2", "ch": "ch tch:.1 c:.25 q:.4 j:.4",
    "sh": "sh s:.1 sch:.1 ch:.25 c:.35 sc:.3 x:.25", "r": "r j:.3 l:.35 zh:.3 rh:.2",
    "z": "z s:.2 ts:.25 dz:.2 zz:.1 j:.4", "c": "c ts:.15 tz:.15 z:.2 s:.25 ch:.35",
    "s": "s ss:.05 z:.2 th:.2 c:.15 sh:.35", "y": "y i:.05 j:.15 -:.1 e:.3", "w": "w v:.1 u:.1 o:.25 -:.35 hu:.3",
}  # fmt: skip
_VOWELS = {
    "a": "a ah:.1 u:.3 ar:.2 e:.35 o:.35 aa:.1", "o": "o au:.2 oh:.1 or:.15 ow:.2 a:.4 u:.35",
    "e": "e -:.1 er:.15 u:.25 a:.3 o:.25 eu:.3", "ai": "ai y:.15 i:.2 ei:.15 ae:.1 a:.25 e:.25 igh:.2 ay:.1 ey:.2",
    "ei": "ei ay:.1 ai:.1 e:.15 a:.25 ey:.1 i:.35 ea:.2", "ao": "ao au:.1 o:.2 ow:.1 ou:.1",
    "ou": "ou o:.1 ow:.15 oe:.25 u:.3 eau:.2 au:.25", "an": "an ann:.1 am:.3 en:.3 un:.35 on:.3 ant:.35 and:.35",
    "en": "en an:.2 un:.1 in:.3 n:.15 on:.25 em:.3 ern:.3", "ang": "ang an:.2 on:.25 am:.3 ong:.3 un:.4",
    "eng": "eng en:.2 un:.2 ong:.3 on:.3 eng:.1 ng:.2",
    "er": "r l er:.05 el:.1 ll:.1 rr:.1 al:.2 ar:.2 re:.2 le:.1 -:.5 ir:.2 ur:.2 or:.2 il:.25",
    "-i": "- i:.05 e:.15 u:.35 y:.2 er:.35 o:.45", "i": "i y:.1 ee:.1 ie:.1 e:.2 ea:.15 ey:.15 ii:.2",
    "ia": "ia ya:.1 a:.25 ea:.2 ja:.2 ar:.3", "ie": "ie ye:.1 e:.2 ier:.2 ia:.35",
    "iao": "iao yao:.15 eo:.2 io:.3 iau:.2", "iu": "iu yu:.15 u:.25 ew:.15 eu:.2 iou:.2",
    "ian": "ian yan:.1 an:.25 en:.25 ean:.15 ien:.1 ine:.35", "in": "in ine:.15 yn:.1 en:.3 ean:.35 een:.2 im:.3 i:.5",
    "iang": "iang yang:.1 ian:.25 an:.3", "ing": "ing in:.15 yn:.25 eng:.3 een:.35", "iong": "iong yong:.1 ong:.3",
    "u": "u oo:.1 o:.25 ou:.1 w:.25 ew:.25 -:.15 e:.35 ue:.15", "ua": "ua wa:.15 a:.35 oa:.25",
    "uo": "o uo or:.2 ou:.2 ow:.2 a:.4 u:.35 au:.25 ro:.4 oa:.3", "uai": "uai wai:.15 wi:.3 ui:.4",
    "ui": "ui uei:.15 ue:.25 wi:.25 we:.25 oy:.4 ewey:.4 i:.4", "uan": "uan wan:.1 oan:.25 uen:.3 an:.35 on:.4",
    "un": "un oon:.15 on:.2 uen:.2 en:.3 own:.3 une:.2 um:.35", "uang": "uang wang:.15 uan:.25 ang:.35 oung:.35",
    "ong": "ong on:.15 om:.2 ung:.15 un:.25 one:.3", "ve": "ue ve yue:.2 ee:.4 e:.4",
    "v": "u v:.1 yu:.1 y:.25 ue:.2 i:.35 ee:.4 e:.4 eu:.2 ew:.2",
}  # fmt: skip
_GLIDED = {
    "yi": ("y", "i"),
    "wu": ("w", "u"),
    "yu": ("y", "v"),
    "yue": ("y", "ve"),
    "yin": ("y", "in"),
    "ying": ("y", "ing"),
}


@cache
def syllable_slots(syllable: str) -> tuple[Slot, ...]:
    """How a syllable is heard and spelled when characters transliterate a foreign name: *er* as r or l, *si* as s."""
    if syllable == "er":
        return (slot(_VOWELS["er"]),)
    if syllable in ("wu", "yi"):
        return (slot({"wu": "w:.1 v:.3 -:.05", "yi": "y:.1 -"}[syllable]), slot(_VOWELS[syllable[1]], "-:.4"))
    initial = next((i for i in (syllable[:2], syllable[:1]) if i in _INITIALS), "")
    final = syllable[len(initial) :]
    if initial in ("z", "c", "s", "zh", "ch", "sh", "r") and final == "i":
        final = "-i"
    elif initial in ("j", "q", "x", "y") and final.startswith("u"):
        final = {"u": "v", "ue": "ve", "uan": "uan", "un": "un"}[final]
    slots = [slot(_INITIALS[initial])] if initial else []
    if final:
        slots.append(slot(_VOWELS.get(final, final)))
    return tuple(slots)


MOST_READINGS = 64
"""Ways to read a term that are considered."""


def character_readings(source: str) -> list[tuple[str, ...]]:
    """The readings of each character of a term, at most four, the usual one first; a surname's own reading first where
    the term can begin with that surname. Empty when a character has no reading."""
    choices: list[tuple[str, ...]] = []
    for index, character in enumerate(source):
        known = readings(character)
        if not known:
            return []
        if index == 0 and character in SURNAME_READINGS:
            known = tuple(dict.fromkeys((SURNAME_READINGS[character], *known)))
        choices.append(known[:4])
    return choices


def name_readings(source: str, limit: int = MOST_READINGS) -> list[tuple[str, ...]]:
    """All ways to read a term, character by character, the usual one first, at most ``limit``.

    The first character is read as a surname first where that differs. Empty when a character has no reading.
    """
    choices = character_readings(source)
    return list(itertools.islice(itertools.product(*choices), limit)) if choices or not source else []


@cache
def han_slots(source: str) -> tuple[tuple[Slot, ...], ...]:
    """The sounds of a transliterated foreign name, one sequence for each way to read it (at most four)."""
    found = []
    for reading in name_readings(source.replace("·", "").replace("・", ""), limit=4):
        found.append(tuple(s for syllable in reading for s in syllable_slots(syllable)))
    return tuple(found)
