"""What the columns of a table hold: by their headings in several languages, or by what stands in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cleanup.glossary.exchange.remarks import understood
from cleanup.terms.file import KEYS

_WORDS = {
    "source": (
        "source src original origin raw org surface from foreign zh chinese cn mandarin hans hant jp ja "
        "japanese kr ko korean "
        "quelle quelltext ausgangstext original origen fuente fonte origine исходный оригинал исходник "
        "原文 原名 原词 原詞 原语 原語 原词语 原单词 源 源语 源文 源词 源语言 中文 中文名 汉语 日文 日语 "
        "日本語 韩文 韩语 "
        "中国語 韓国語 原作 原表記 원문 원어 원본 출발어 중국어 일본어 한국어 한자"
    ),
    "name": (
        "target tgt translation translated translations dst rep to english en eng canonical name term "
        "preferred rendering "
        "ziel zieltext übersetzung traduction traducción traduccion destino cible traduzione tradução traducao "
        "перевод английский имя термин nombre nom nome "
        "译文 譯文 译名 譯名 译词 译语 翻译 翻譯 英文 英语 英文名 英译 名称 名稱 名字 目标 目标语 "
        "目标语言 目标文 对应译文 "
        "訳 訳文 訳語 翻訳 英語 英訳 訳名 名前 번역 번역문 역어 영어 도착어 이름 용어"
    ),
    "kind": (
        "kind type category class pos typ art kategorie catégorie categoria categoría tipo тип категория "
        "类型 類型 类别 類別 分类 分類 种类 種類 类 属性 词性 カテゴリ カテゴリー 種別 タイプ 유형 종류 분류 범주"
    ),
    "gender": "gender sex geschlecht genre género genero genere пол 性别 性別 성별",
    "note": (
        "note notes comment comments info information remark remarks description desc explanation context "
        "notiz bemerkung "
        "kommentar commentaire nota notas comentario примечание комментарий описание "
        "备注 備註 注释 註釋 注解 说明 說明 解释 信息 描述 備考 メモ 注記 説明 コメント 비고 설명 메모 주석"
    ),
    "aliases": (
        "alias aliases synonym synonyms synonyme synonymes nickname nicknames aka 别名 別名 异名 同义词 "
        "ニックネーム 별명 별칭"
    ),
    "variants": (
        "variant variants misspelling misspellings wrong incorrect forbidden 变体 變體 误译 誤譯 错误 "
        "誤訳 異表記 오역"
    ),
}  # fmt: skip
_KEY_OF = {word: key for key, words in _WORDS.items() for word in words.split()}
_FILLING = frozenset(
    "term terms text word words name names language lang string form of the in a entry key value "
    "cn us gb uk tw hk simplified traditional official proper".split()
)
"""Words that say nothing beside a word that does: *Source Term*, *English name*, *original text*."""
_LEADING = ("source", "variants", "aliases", "gender", "kind", "note", "name")
"""Which key counts where a heading has words of several, the first of these: *Chinese name*, *translation note*."""
_CJK_TAIL = re.compile(r"(?:术语|術語|用語|词条|单词|文本|内容|名称|名稱|名字|列|用语|词语)$")
_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
"""A letter of a script other than Latin."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def key_of(heading: str) -> str:
    """The key of a glossary entry that a heading means, whatever its case, its language and what it has in brackets;
    empty for an unknown one."""
    text = unicodedata.normalize("NFKC", heading).strip().strip("\ufeff\"'").casefold()
    if text in KEYS:
        return text
    for plain in (re.sub(r"[(\[【].*?[)\]】]", " ", text), text):
        if key := _by_words(re.findall(r"[^\W_]+", plain)):
            return key
    return ""


def _by_words(words: list[str]) -> str:
    if not words or len(words) > 5:
        return ""
    if "".join(words) in _KEY_OF:
        return _KEY_OF["".join(words)]
    keys = set()
    for word in words:
        key = _KEY_OF.get(word) or _KEY_OF.get(_CJK_TAIL.sub("", word))
        if key is None and word not in _FILLING:
            return ""
        if key and not (key == "name" and word in _FILLING):
            keys.add(key)
    if not keys:
        return "name" if {"name", "term"} & set(words) else ""
    return next(key for key in _LEADING if key in keys)


def is_foreign(cell: str) -> bool:
    """Whether a cell is in another script than the Latin one."""
    return len(_SCRIPT.findall(cell)) > len(_LATIN.findall(cell))


def by_headings(row: Sequence[str]) -> list[str] | None:
    """The keys of the columns when a row is one of headings, else ``None``.

    One known heading is enough where it is a word that no entry has (``name``, ``dst``); where one has only common
    words, there must be two.
    """
    keys = [key_of(cell) for cell in row]
    known = [key for key in keys if key]
    if not known or not ({"name", "source"} & set(known)):
        return None
    exact = any(cell.strip().casefold().lstrip("\ufeff") in (*KEYS, "dst", "src") for cell in row)
    if len(set(known)) < 2 and not exact:
        return None
    return _each_once(_with_name(keys))


def _with_name(keys: list[str]) -> list[str]:
    """Where a heading says *Term* of the source and another *Translation*: the first of two names is the source."""
    names = [index for index, key in enumerate(keys) if key == "name"]
    if "source" not in keys and len(names) > 1:
        return [*keys[: names[0]], "source", *keys[names[0] + 1 :]]
    sources = [index for index, key in enumerate(keys) if key == "source"]
    if "name" not in keys and len(sources) > 1:
        return [*keys[: sources[-1]], "name", *keys[sources[-1] + 1 :]]
    return keys


def _each_once(keys: list[str]) -> list[str]:
    """The keys, the second column of one that is no list left out."""
    seen: set[str] = set()
    kept = []
    for key in keys:
        kept.append("" if key in seen and key not in ("aliases", "variants", "note") else key)
        seen.add(key)
    return kept


def is_heading_by_script(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is one of headings in words that are not known: all in one script, where the rows below
    have another script in each of two columns."""
    head, below = [cell.strip() for cell in rows[0]], rows[1:]
    if (
        len(below) < 1
        or len([cell for cell in head if cell]) < 2
        or len({is_foreign(cell) for cell in head if cell}) > 1
    ):
        return False
    if any(understood(cell) for cell in head) or len(set(head)) < len(head):
        return False
    scripts: set[bool] = set()
    for column, cell in enumerate(head):
        cells = [row[column] for row in below if column < len(row) and row[column].strip()]
        kinds = {is_foreign(each) for each in cells}
        if cell and len(kinds) == 1:
            scripts |= kinds
    return scripts == {True, False}


def by_content(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """The keys of columns without headings by what is in them; ``None`` where that cannot be told.

    A column of kinds and genders is one of remarks, one in another script holds source terms, the first other one the
    names, the next notes. Where no column is in another script, two of plain words could be anything.
    """
    width = max(len(row) for row in rows)
    columns = [[row[i].strip() for row in rows if i < len(row) and row[i].strip()] for i in range(width)]
    keys = [""] * width
    for index, cells in enumerate(columns):
        if cells and sum(understood(cell) for cell in cells) * 2 > len(cells):
            keys[index] = "kind"
        elif cells and "source" not in keys and sum(map(is_foreign, cells)) * 2 > len(cells):
            keys[index] = "source"
    plain = [index for index, cells in enumerate(columns) if cells and not keys[index]]
    names = [index for index in plain if sum(map(is_foreign, columns[index])) * 2 <= len(columns[index])]
    if not names or (len(names) > 1 and "source" not in keys and "kind" not in keys):
        return None
    for index in plain:
        keys[index] = "name" if index == names[0] else "note"
    return keys
