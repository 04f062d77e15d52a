"""The words that translations of fiction use for the parts of Chinese names, and those they use for each other.

Dictionaries gloss a character by itself; a translator names a ridge, a technique or a rank of cultivation by custom.
Both tables are the author's, from reading; they say what a word may stand for, never that it does.
"""

from __future__ import annotations

CONVENTIONS: dict[str, str] = {
    # Sects, halls and other bodies
    "宗": "sect school clan ancestor", "门": "sect gate school door clan", "派": "sect school faction",
    "教": "cult sect church religion teaching", "帮": "gang clan", "会": "guild association society meeting",
    "盟": "alliance league", "堂": "hall", "族": "clan tribe race", "家": "family clan house",
    "院": "academy courtyard institute house", "学院": "academy college institute school", "书院": "academy",
    "寺": "temple monastery", "观": "temple monastery view", "庙": "temple shrine", "庵": "nunnery hermitage",
    "司": "bureau department division", "卫": "guard guards", "营": "camp battalion", "军团": "legion corps",
    "军": "army military", "队": "team squad", "商会": "guild merchant_guild chamber_of_commerce", "联盟": "alliance",
    "公会": "guild", "集团": "group corporation", "公司": "company corporation", "协会": "association",
    "佣兵": "mercenary", "朝": "dynasty court", "王朝": "dynasty", "皇朝": "dynasty empire",
    "国": "kingdom country nation state", "帝国": "empire", "王国": "kingdom", "公国": "duchy principality",
    "共和国": "republic", "群岛": "islands archipelago", "城堡": "castle", "圣地": "holy_land sacred_land",
    "世家": "clan family", "古族": "clan",
    # Places
    "城": "city town", "镇": "town suppress", "村": "village", "州": "province state prefecture continent",
    "郡": "commandery prefecture county", "县": "county", "道": "dao tao way path circuit",
    "府": "mansion manor residence house prefecture", "庄": "manor village villa", "宫": "palace temple",
    "殿": "hall palace temple", "阁": "pavilion court", "楼": "tower building pavilion house",
    "塔": "tower pagoda spire", "亭": "pavilion", "台": "platform terrace stage", "坛": "altar", "苑": "garden court",
    "园": "garden park", "坊": "workshop square quarter ward", "巷": "alley lane", "桥": "bridge", "关": "pass gate",
    "寨": "stronghold fortress village", "堡": "fortress fort castle", "塞": "fortress pass",
    "洞": "cave grotto cavern hole", "窟": "cave grotto den", "岛": "island isle", "洲": "continent island",
    "大陆": "continent mainland", "峰": "peak summit", "山": "mountain mount hill", "岭": "ridge range mountain",
    "岳": "mountain peak", "崖": "cliff", "谷": "valley gorge vale", "峡": "gorge canyon strait",
    "涧": "ravine gorge stream", "渊": "abyss", "原": "plain plains", "漠": "desert", "沙漠": "desert",
    "大沙漠": "desert", "山脉": "mountains range", "大森林": "forest", "沙": "sand", "林": "forest woods grove",
    "森林": "forest", "湖": "lake", "河": "river", "江": "river", "溪": "stream creek brook", "海": "sea ocean",
    "洋": "ocean", "池": "pool pond mere lake", "潭": "pool pond", "泉": "spring fountain", "井": "well",
    "域": "domain region territory realm", "界": "realm world boundary domain", "境": "realm stage",
    "秘境": "secret_realm mystic_realm", "狱": "prison hell", "墓": "tomb grave", "冢": "tomb mound grave",
    "陵": "mausoleum tomb", "禁地": "forbidden_land forbidden_ground forbidden_area", "遗迹": "ruins relics",
    "战场": "battlefield", "客栈": "inn", "酒楼": "restaurant tavern",
    # Japanese
    "島": "island isle", "町": "town", "領": "domain territory fief", "学園": "academy school",
    "騎士団": "knights order", "神殿": "temple shrine", "迷宮": "labyrinth dungeon maze", "砦": "fort fortress",
    "森": "forest woods", "都": "capital city", "王都": "capital", "連邦": "federation", "皇国": "empire",
    "街": "town city street", "侯爵": "marquis", "伯爵": "count earl", "子爵": "viscount", "男爵": "baron",
    "公爵": "duke", "辺境伯": "margrave",
    # A modern town
    "广场": "plaza square", "会所": "club clubhouse", "酒店": "hotel", "饭店": "restaurant hotel", "餐厅": "restaurant",
    "酒吧": "bar pub", "咖啡馆": "cafe coffee_shop", "咖啡厅": "cafe coffee_shop", "大厦": "building tower mansion",
    "公园": "park", "医院": "hospital", "学校": "school", "大学": "university", "高中": "high_school",
    "中学": "middle_school", "小学": "primary_school elementary_school", "公寓": "apartment apartments",
    "别墅": "villa", "小区": "community residence", "花园": "garden gardens", "银行": "bank", "娱乐": "entertainment",
    "传媒": "media", "影视": "film pictures", "科技": "technology tech", "地产": "real_estate property",
    "国际": "international", "投资": "investment", "基金": "fund foundation", "工作室": "studio", "杂志": "magazine",
    "电视台": "television_station", "战队": "team squad", "俱乐部": "club", "联赛": "league", "杯": "cup", "路": "road",
    "区": "district zone", "机场": "airport", "车站": "station", "码头": "pier wharf dock", "商场": "mall",
    "超市": "supermarket", "市场": "market", "集市": "market", "博物馆": "museum", "图书馆": "library",
    "体育馆": "stadium gymnasium", "监狱": "prison",
    # Courts, churches and tribes
    "学宫": "academy college", "部落": "tribe", "部": "ministry department", "王府": "manor mansion",
    "侯府": "manor mansion", "书房": "study", "衙门": "yamen", "禁军": "imperial_guard imperial_guards",
    "内库": "treasury", "御书房": "imperial_study", "教会": "church", "教廷": "holy_see church",
    "议会": "parliament council", "学会": "society", "骑士团": "knights order",
    "佣兵团": "mercenary_group mercenary_corps", "冒险者": "adventurer", "法师塔": "mage_tower", "神庙": "temple",
    "圣殿": "temple sanctuary", "祭坛": "altar", "愚者": "fool", "魔女": "witch", "女巫": "witch", "圣骑士": "paladin",
    # Schools and heroes of Japan
    "高校": "high_school", "神社": "shrine", "駅": "station", "魔王": "demon_king demon_lord", "勇者": "hero",
    "聖女": "saint saintess", "賢者": "sage", "剣聖": "sword_saint", "生徒会": "student_council", "組合": "guild union",
    "商店街": "shopping_street", "遊園地": "amusement_park",
    # Arts and their parts
    "术": "technique art skill spell", "诀": "art technique formula mantra", "经": "scripture sutra classic",
    "功": "art skill technique method", "法": "method technique art law magic dharma", "典": "canon classic codex",
    "谱": "manual", "录": "record", "卷": "scroll volume", "阵": "array formation circle matrix", "拳": "fist boxing",
    "掌": "palm", "指": "finger", "爪": "claw talon", "腿": "leg kick", "步": "step steps",
    "身法": "movement_technique movement_art", "剑法": "swordsmanship sword_technique sword_art",
    "刀法": "saber_technique blade_technique", "剑诀": "sword_art", "心法": "mental_method cultivation_method",
    "秘术": "secret_art secret_technique", "神通": "divine_ability divine_power", "劲": "strength force energy power",
    "力": "power force strength", "气": "qi energy breath", "真气": "true_qi true_energy",
    "灵气": "spiritual_energy spiritual_qi spirit_qi", "灵力": "spiritual_power spirit_power spiritual_energy",
    "魂力": "soul_power soul_force", "斗气": "battle_qi dou_qi", "元": "origin primordial yuan primal",
    "意": "intent will", "势": "momentum force", "诀窍": "knack", "咒": "curse spell incantation mantra",
    "印": "seal mark", "符": "talisman rune charm", "道法": "dao_law dao_art", "练气": "qi_refining qi_condensation",
    "炼气": "qi_refining qi_condensation", "筑基": "foundation_establishment foundation_building",
    "金丹": "golden_core", "元婴": "nascent_soul", "化神": "spirit_severing deity_transformation",
    "炼": "refine temper forge smelt", "锻": "forge temper", "凝": "condense coagulate", "破": "break shatter smash",
    "斩": "slash cut slay sever", "灭": "extinguish destroy annihilate", "吞": "swallow devour", "噬": "devour bite",
    "撼": "shake", "裂": "split crack rend", "碎": "shatter crush break", "焚": "burn incinerate", "封": "seal",
    "御": "control ride imperial", "伏": "subdue", "降": "subdue descend", "化": "transform transformation change",
    "换": "change exchange transformation", "洗": "wash cleanse", "盘": "coil", "飞": "fly flying",
    "游": "swim wander", "追": "chase pursue", "绝": "absolute ultimate severing",
    # Weapons and things
    "剑": "sword blade", "刀": "saber sabre blade knife", "枪": "spear lance gun", "矛": "spear lance",
    "戟": "halberd", "斧": "axe", "锤": "hammer mace", "棍": "staff rod cudgel club", "棒": "staff rod club",
    "杖": "staff cane", "鞭": "whip", "锏": "mace baton cudgel", "弓": "bow", "箭": "arrow", "弩": "crossbow",
    "盾": "shield", "甲": "armor armour", "铠": "armor armour", "战甲": "armor armour", "衣": "robe clothes garment",
    "袍": "robe", "靴": "boots", "冠": "crown", "戒": "ring", "戒指": "ring", "环": "ring", "珠": "pearl bead orb",
    "镜": "mirror", "钟": "bell", "鼎": "cauldron tripod", "炉": "furnace stove", "灯": "lamp lantern", "扇": "fan",
    "伞": "umbrella", "旗": "banner flag", "幡": "banner", "琴": "zither lute guqin", "笛": "flute",
    "令": "token order command", "牌": "token plaque tablet", "图": "map diagram painting chart", "书": "book",
    "碑": "stele monument tablet", "轮": "wheel", "针": "needle", "丹": "pill core elixir", "药": "medicine drug",
    "草": "grass herb", "果": "fruit", "酒": "wine liquor", "茶": "tea", "丸": "pill", "液": "liquid fluid",
    "晶": "crystal", "石": "stone rock", "灵石": "spirit_stone", "法宝": "magic_treasure", "宝": "treasure precious",
    "兵": "weapon soldier armament", "神兵": "divine_weapon", "器": "artifact tool weapon", "印章": "seal",
    "船": "ship boat", "舟": "boat ship", "车": "chariot carriage", "骨": "bone", "筋": "tendon sinew muscle",
    "皮": "skin", "肉": "flesh meat", "脏": "organ viscera", "髓": "marrow", "血": "blood", "身": "body",
    "体": "body physique constitution", "魂": "soul spirit", "魄": "soul", "心": "heart", "目": "eye eyes",
    "眼": "eye eyes", "手": "hand", "翼": "wing wings", "羽": "feather", "鳞": "scale scales", "角": "horn",
    "牙": "fang tooth",
    # Beasts and beings
    "龙": "dragon", "蛟": "flood_dragon serpent", "凤": "phoenix", "凤凰": "phoenix", "虎": "tiger",
    "蛇": "snake serpent", "蟒": "python serpent", "狼": "wolf", "狐": "fox", "熊": "bear", "鹰": "eagle hawk",
    "鹤": "crane", "龟": "turtle tortoise", "玄武": "black_tortoise", "青龙": "azure_dragon green_dragon",
    "白虎": "white_tiger", "朱雀": "vermilion_bird", "麒麟": "qilin kirin unicorn", "兽": "beast",
    "魔兽": "magical_beast demonic_beast", "妖兽": "demon_beast demonic_beast", "灵兽": "spirit_beast", "猿": "ape",
    "马": "horse", "狮": "lion", "鱼": "fish", "虫": "insect bug worm", "蝶": "butterfly",
    "仙": "immortal fairy celestial", "魔": "demon devil magic", "鬼": "ghost", "妖": "demon monster",
    "神": "god divine deity spirit", "圣": "saint holy sage sacred", "灵": "spirit soul spiritual",
    "人": "man person people human", "师": "master teacher", "王": "king monarch", "君": "monarch lord",
    "皇": "emperor imperial", "帝": "emperor", "尊": "venerable lord sovereign", "尊者": "venerable",
    "祖": "ancestor patriarch", "老祖": "old_ancestor patriarch", "主": "lord master", "公": "duke lord public",
    "侯": "marquis", "将": "general", "将军": "general", "大将": "general", "长老": "elder", "弟子": "disciple",
    "使": "envoy messenger", "使者": "envoy messenger", "女": "woman lady female girl", "子": "child son master",
    "童": "child boy", "幽灵": "ghost phantom specter spectre", "特工": "agent operative", "杀手": "killer assassin",
    "刺客": "assassin", "骑士": "knight", "法师": "mage wizard", "剑士": "swordsman", "剑客": "swordsman",
    "武者": "martial_artist warrior", "斗": "battle fight", "武": "martial war", "战": "war battle",
    # Colours, elements, the sky
    "玄": "profound mysterious dark black mystic", "天": "heaven sky celestial day", "地": "earth land ground",
    "星": "star", "月": "moon month", "日": "sun day", "云": "cloud", "风": "wind", "雷": "thunder lightning",
    "电": "lightning electricity", "雨": "rain", "雪": "snow", "霜": "frost", "冰": "ice frost",
    "寒": "cold frost frigid", "水": "water", "火": "fire flame", "炎": "flame inferno", "焰": "flame",
    "土": "earth soil", "木": "wood tree", "金": "gold metal", "银": "silver", "铁": "iron", "钢": "steel",
    "铜": "copper bronze", "玉": "jade", "紫": "purple violet", "青": "azure green blue cyan", "蓝": "blue azure",
    "碧": "jade green azure", "翠": "emerald green jade", "红": "red crimson", "赤": "red crimson scarlet",
    "朱": "vermilion red", "黑": "black dark", "墨": "ink black", "白": "white", "黄": "yellow",
    "灰": "grey gray ash", "彩": "colorful rainbow", "光": "light", "明": "bright light",
    "暗": "dark darkness shadow", "影": "shadow image", "幽": "dark nether ghost secluded",
    "冥": "nether underworld dark",
    "虚": "void illusory empty", "虚空": "void", "空": "sky void space empty", "幻": "illusion phantom",
    "混沌": "chaos", "阳": "sun yang", "阴": "yin moon shadow", "乾": "heaven qian", "坤": "earth kun",
    "鎏金": "gilded gilt gold", "琉璃": "glazed glass colored_glaze", "耀": "shine radiant brilliant",
    "辉": "radiance glory", "华": "magnificent splendid flower",
    # Size, number, quality
    "残": "broken remains", "震": "shake shatter",
    "大": "great big large grand", "小": "little small", "老": "old elder", "古": "ancient", "真": "true real",
    "无": "no without boundless", "无极": "limitless boundless infinite", "长": "long eternal", "永恒": "eternal",
    "东": "east eastern", "西": "west western", "南": "south southern", "北": "north northern",
    "中": "central middle", "上": "upper high supreme", "下": "lower", "外": "outer", "内": "inner internal",
    "邪": "evil wicked", "凶": "fierce savage", "恶": "evil", "正": "righteous", "纯": "pure",
    "霸": "tyrant overlord hegemon", "狂": "mad crazy wild", "烈": "fierce blazing", "极": "extreme ultimate",
    "太": "supreme great grand", "始": "beginning origin", "九": "nine", "七": "seven", "千": "thousand",
    "万": "ten thousand myriad", "百": "hundred", "一": "one", "二": "two", "三": "three", "四": "four", "五": "five",
    "六": "six", "八": "eight", "十": "ten", "双": "double twin", "生": "life birth", "死": "death dead",
    "命": "life fate", "轮回": "reincarnation samsara", "梦": "dream", "舞": "dance", "歌": "song",
    "花": "flower blossom", "莲": "lotus", "叶": "leaf", "柳": "willow", "梅": "plum", "兰": "orchid", "竹": "bamboo",
    "桃": "peach", "菊": "chrysanthemum", "松": "pine", "春": "spring", "夏": "summer", "秋": "autumn fall",
    "冬": "winter",
}  # fmt: skip
"""Words that translations of fiction use for common parts of names; the usual one first, and `_` for a space in it."""

_ALTERNATE = """
hall palace; palace temple; pavilion tower; tower pagoda; mansion manor residence; city town; valley gorge canyon
ravine; cave grotto cavern; abyss chasm; peak summit; island isle; realm domain world; region territory; secret
mystic; sect school; cult sect; guild association society; alliance league union; clan family; clan tribe; sword
blade; saber blade; spear lance; staff rod cudgel; mace hammer cudgel; club rod; whip lash; bow crossbow; armor
mail; robe garment; token plaque medallion; cauldron tripod; furnace kiln; pearl bead orb; stele tablet monument;
scroll volume; pill elixir; potion elixir; herb grass; artifact treasure; weapon armament; crystal gem; art
technique skill method; formula mantra incantation; array formation; fist punch; claw talon; seal stamp; movement
footwork; intent will; strength force power might; energy power; spirit soul; essence spirit; refine temper forge;
condense coalesce; break shatter smash; crush shatter; sever cut slash cleave; slay kill; extinguish destroy
annihilate exterminate; swallow devour engulf; shake quake; split rend crack; burn incinerate blaze; suppress
subdue; subdue tame; transform change; change exchange; wash cleanse purify; shine radiant glorious brilliant; coil
wind; flood serpent; serpent snake python; wolf hound; eagle hawk falcon; turtle tortoise; ape monkey; demon devil
fiend; beast monster; ghost phantom specter spirit; immortal celestial; immortal fairy; saint sage; holy sacred; god
deity divine; monarch sovereign lord; king monarch; emperor sovereign; venerable sovereign; ancestor patriarch;
elder senior; envoy messenger emissary; assassin killer; mage wizard sorcerer; mercenary adventurer; warrior
fighter; crimson scarlet red; vermilion scarlet; azure blue cyan; emerald jade; black dark; golden gold; dark
shadow; nether underworld; void emptiness; illusion mirage; flame fire; blaze flame; frost ice; cold frigid; thunder
lightning; heaven sky; star stellar; profound mysterious mystic; ancient old; great grand; supreme ultimate; eternal
everlasting; boundless limitless infinite; fierce savage; evil wicked; pure clear; gilded golden; iron steel; flesh
meat; tendon sinew muscle; organ viscera; body physique; eye pupil; road path way; gate door; bridge span; street
avenue; market bazaar; prison jail; tomb grave mausoleum; battlefield arena;
"""
ALTERNATES: dict[str, frozenset[str]] = {}
"""For a word, those that translators use in its place."""
for _group in _ALTERNATE.split(";"):
    _words = frozenset(_group.split())
    for _word in _words:
        ALTERNATES[_word] = ALTERNATES.get(_word, frozenset()) | (_words - {_word})
