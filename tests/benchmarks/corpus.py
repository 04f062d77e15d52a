"""The texts and glossaries of the speed benchmark: the same at every run.

The chapters come from the corpus maker that stands beside the repository; texts that are measured are no part of it.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BESIDE = ROOT.parent / "shared"
MAKER = BESIDE / "bench" / "make_corpus.py"
CLEAN = BESIDE / "data" / "clean"

SIZE = 10_000
"""Bytes of a chapter, about."""

_SURNAMES = dict(
    pair.split(":")
    for pair in "Ouyang:欧阳 Murong:慕容 Situ:司徒 Shangguan:上官 Zhuge:诸葛 Dugu:独孤 Meng:孟 Qin:秦 Jin:金 Tan:谭 Bai:白 "
    "Shi:石 Long:龙 Wan:万 Duan:段 Qian:钱 Tian:田 Ren:任 Fang:方 Yao:姚 Zou:邹 Xiong:熊 Hao:郝 Kong:孔 Mao:毛".split()
)
_GIVEN = dict(
    pair.split(":")
    for pair in "an:安 bai:白 cang:苍 chang:昌 chuan:川 chun:春 dan:丹 de:德 e:娥 fan:凡 gui:桂 he:和 heng:恒 hong:虹 hua:华 "
    "huan:欢 jian:剑 jing:静 ju:菊 ke:可 kuan:宽 li:丽 liu:柳 mao:茂 miao:妙 nian:年 ping:平 qi:琪 qiu:秋 quan:泉 rong:蓉 "
    "rou:柔 ru:如 sheng:胜 shi:诗 shou:寿 si:思 song:松 su:素 ti:缇 wan:婉 wen:文 xi:溪 xiang:香 xiu:秀 ya:雅 yi:逸 yong:勇 "
    "yuan:媛 zhan:战".split()
)
_KANA = dict(
    pair.split(":")
    for pair in "ka:カ ki:キ ku:ク ke:ケ ko:コ sa:サ su:ス se:セ so:ソ ta:タ te:テ to:ト na:ナ ni:ニ ne:ネ no:ノ ma:マ mi:ミ "
    "mu:ム me:メ mo:モ ra:ラ ri:リ ru:ル re:レ ro:ロ ba:バ bi:ビ de:デ do:ド".split()
)
_FIRST = "Amber Ashen Autumn Bitter Bronze Burning Crimson Dawn Distant Dusk Ember Fallen Gilded Hollow Ivory".split()
_SECOND = (
    "Anchor Badger Candle Daisy Falcon Garden Hammer Island Kettle Lantern Marble Orchard Pepper Quill Raven".split()
)
_KINDS = "Abbey Bridge Castle Gate Harbour Hill Inn Lake Mill Tower".split()


class NoMakerError(Exception):
    """The corpus maker is not there."""


def make_corpus(folder: Path, chapters: int) -> None:
    """Have the corpus maker write ``folder``; raises NoMakerError where there is none."""
    if not MAKER.exists():
        raise NoMakerError(f"no corpus maker at {MAKER}: the texts to measure are not part of this repository")
    subprocess.run([sys.executable, str(MAKER), str(folder), str(chapters)], check=True, stdout=subprocess.DEVNULL)


def entries_of(folder: Path) -> dict[str, list[str]]:
    """The glossary that the corpus maker wrote: names with their variants."""
    entries: dict[str, list[str]] = json.loads((folder / "glossary.json").read_text("utf-8"))
    return entries


def write_glossary(path: Path, entries: Mapping[str, Sequence[str]], count: int) -> int:
    """Write a glossary of ``count`` entries (the corpus maker's first, then generated ones of which two in three have a
    source term); how many it came to."""
    tables = [
        f"[[term]]\nname = {json.dumps(name)}\nvariants = {json.dumps(variants)}\n"
        for name, variants in list(entries.items())[:count]
    ]
    taken = {form.casefold() for name, variants in entries.items() for form in (name, *variants)}
    more = _generated(random.Random(964))
    while len(tables) < count:
        name, source, kind = next(more)
        if name.casefold() in taken:
            continue
        taken.add(name.casefold())
        lines = [f"name = {json.dumps(name)}", f'kind = "{kind}"']
        if source:
            lines.append(f"source = {json.dumps(source, ensure_ascii=False)}")
        tables.append("[[term]]\n" + "\n".join(lines) + "\n")
    path.write_text("\n".join(tables), "utf-8")
    return len(tables)


def _generated(chosen: random.Random) -> Iterator[tuple[str, str, str]]:
    """Names that no text of the corpus has, without end: name, source term (or nothing) and kind."""
    surnames, given, kana = list(_SURNAMES.items()), list(_GIVEN.items()), list(_KANA.items())
    number = 0
    while True:
        number += 1
        if number % 3 == 0:
            words = [chosen.choice(_FIRST), chosen.choice(_SECOND), chosen.choice(_SECOND), chosen.choice(_KINDS)]
            yield " ".join(dict.fromkeys(words)), "", "place"
        elif number % 3 == 1:
            surname, first, second = chosen.choice(surnames), *chosen.sample(given, 2)
            yield f"{surname[0]} {(first[0] + second[0]).capitalize()}", surname[1] + first[1] + second[1], "person"
        else:
            syllables = chosen.sample(kana, chosen.choice((3, 4)))
            yield "".join(s for s, _ in syllables).capitalize(), "".join(k for _, k in syllables), "person"


def write_clean_chapters(folder: Path, size: int) -> bool:
    """Cut well-edited novels into chapters, again and again until there are ``size`` bytes; whether there are any."""
    paragraphs = [p for path in sorted(CLEAN.glob("*.txt")) for p in path.read_text("utf-8").split("\n\n") if p.strip()]
    folder.mkdir(parents=True, exist_ok=True)
    written = number = 0
    chapter: list[str] = []
    while paragraphs and written < size:
        for paragraph in paragraphs:
            chapter.append(paragraph)
            if sum(map(len, chapter)) >= SIZE:
                number += 1
                text = "\n\n".join(chapter) + "\n"
                (folder / f"ch{number:04}.txt").write_text(text, "utf-8")
                written += len(text.encode())
                chapter = []
                if written >= size:
                    break
    return bool(number)


def write_file(path: Path, chapters: Sequence[Path], size: int, *, one_line: bool = False) -> int:
    """Write a file of ``size`` bytes or little more from the chapters, all in one line if so asked; its size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    total = 0
    with path.open("wb") as file:  # piece by piece: what this process takes would be counted as its children's memory
        while total < size:
            for chapter in chapters:
                text = chapter.read_text("utf-8")
                total += file.write((" ".join(text.split()) + " " if one_line else text.rstrip("\n") + "\n\n").encode())
                if total >= size:
                    break
    return total


def write_small_files(folder: Path, chapters: Sequence[Path], count: int) -> int:
    """Write ``count`` files of a paragraph or two each; their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs: list[str] = []
    for chapter in chapters[: max(1, count // 10)]:
        paragraphs += [line for line in chapter.read_text("utf-8").split("\n") if line]
    total = 0
    for number in range(count):
        text = paragraphs[number % len(paragraphs)] + "\n\n" + paragraphs[(number * 7 + 1) % len(paragraphs)] + "\n"
        (folder / f"{number:05}.txt").write_text(text, "utf-8")
        total += len(text.encode())
    return total
