"""Kind, gender and note of an entry as one remark, for formats that have a single field for it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from cleanup.terms.model import KIND_SYNONYMS, Gender, Kind, Term

_GENDER_WORDS = {
    "male": (
        "male man boy men gentleman masculine masc m 男 男性 男人 男生 男孩 男子 少年 男の子 男性的 남 남성 남자 소년"
    ),
    "female": (
        "female woman girl women lady feminine fem f 女 女性 女人 女生 女孩 女子 少女 女の子 女性的 여 여성 여자 소녀"
    ),
}
_KIND_WORDS = {
    "person": (
        "person people character characters human personal surname forename firstname lastname "
        "人名 人物 名字 角色 姓名 人物名 角色名 姓氏 姓 名前 キャラ キャラクター 登場人物 人 인명 인물 "
        "캐릭터 사람 등장인물 이름"
    ),
    "place": (
        "place places location locations geography city town village country region area building "
        "地名 地点 地點 地区 场所 場所 城市 国家 国名 建筑 建築 位置 地方 지명 장소 지역 도시 국가"
    ),
    "organisation": (
        "organisation organisations organization organizations org group faction guild clan sect family company team "
        "组织 組織 组织名 机构 機構 势力 勢力 门派 宗门 公司 团体 団体 家族 帮派 会社 조직 단체 회사 가문 문파"
    ),
    "platform": "platform website app brand product 平台 网站 应用 品牌 产品 플랫폼 브랜드",
    "title": (
        "title titles honorific honorifics rank 称谓 称呼 头衔 頭銜 称号 稱號 职位 敬称 肩書き 尊称 爵位 칭호 호칭 직함"
    ),
    "term": (
        "term terms terminology item items object objects weapon artifact artefact skill skills technique "
        "spell magic race "
        "species creature monster concept 术语 術語 用語 物品 道具 特殊物品 武器 装备 裝備 技能 招式 功法 "
        "种族 種族 生物 特殊生物 怪物 "
        "专有名词 專有名詞 固有名詞 アイテム スキル 魔法 技 용어 아이템 스킬 기술 종족"
    ),
}
_GENDERS = {word: gender for gender, words in _GENDER_WORDS.items() for word in words.split()}
_KINDS = {
    **{word: kind for kind, words in _KIND_WORDS.items() for word in words.split()},
    **{word: str(kind) for word, kind in KIND_SYNONYMS.items()},
    **{str(kind): str(kind) for kind in Kind},
}
_NOTHING = frozenset("name names proper noun of a an the gender unknown unspecified is special given first last full "
                     "的 名 名称 未知 性别 未知性别 性別 特殊".split())  # fmt: skip
"""Words in the names of kinds that decide nothing: *Name of Unknown Gender*."""
_PARTS = re.compile(r"[;,；，、/|·・()（）\[\]【】:：]+")
_CJK = re.compile("|".join(sorted((re.escape(w) for w in (*_GENDERS, *_KINDS, *_NOTHING) if not w.isascii()),
                                  key=len, reverse=True)))  # fmt: skip


def remark(term: Term) -> str:
    """``female; person; the note``: what is said, parts that say nothing left out."""
    parts = [str(term.gender)] if term.gender else []
    if not (term.kind is Kind.NAME or (term.gender and term.kind is Kind.PERSON)):
        parts.append(str(term.kind))
    return "; ".join([*parts, *([term.note] if term.note else [])])


def read_remark(text: str) -> dict[str, Any]:
    """The values in a remark: parts that name a gender or a kind, in the words of several tools and languages, and the
    rest as the note. A part is understood whole or not at all: *female student* stays a note."""
    text = text.strip()
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    values: dict[str, Any] = {}
    position = 0
    while parts and (meaning := _meaning(parts[0])) is not None and not _contradict(values, meaning):
        values.update(meaning)
        position = text.index(parts[0], position) + len(parts.pop(0))
    if parts:
        values["note"] = text[text.index(parts[0], position) :]
        if ";" not in text:  # in a remark of our own, all that follows is the note
            for meaning in filter(None, map(_meaning, parts[1:])):
                values = {**meaning, **values}
    if values.get("kind") == "name":
        del values["kind"]
    elif "gender" in values:
        values.setdefault("kind", "person")
    return values


def _contradict(values: dict[str, Any], meaning: dict[str, Any]) -> bool:
    return any(values.get(key, value) != value for key, value in meaning.items())


def understood(text: str) -> bool:
    """Whether a remark is a kind or gender and nothing else."""
    values = read_remark(text)
    return bool(values) and "note" not in values


def _meaning(part: str) -> dict[str, Any] | None:
    """The kind and gender that a part names; ``None`` when it says more, or something else."""
    text = unicodedata.normalize("NFKC", part).strip()
    if text == str(Gender.OTHER):
        return {"gender": "other"}
    values: dict[str, Any] = {}
    spaced = _CJK.sub(r" \g<0> ", text.casefold())
    words = re.findall(r"[^\s_.*\-–—]+", spaced)
    if len(words) == 1 and words[0] == "name":
        return {"kind": "name"}
    for word in words:
        if word in _GENDERS and values.get("gender", _GENDERS[word]) == _GENDERS[word]:
            values["gender"] = _GENDERS[word]
        elif word in _KINDS and word != "name":
            if values.get("kind", _KINDS[word]) != _KINDS[word]:
                return None
            values["kind"] = _KINDS[word]
        elif word not in _NOTHING and word != "name":
            return None
    if words and not values and words[0] in ("name", "proper", "first", "last", "given", "full"):
        return {"kind": "person"} if words != ["proper", "noun"] else None
    return values or None
