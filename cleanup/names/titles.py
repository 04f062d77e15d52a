"""Forms of address: what a translation makes of the title that stands with a name.

A title alone is too common a word to predict anything from; beside the very name that an entry gives it is good
evidence. The table is the author's, from dictionaries (CC-CEDICT) and the usage of translated fiction.
"""

from __future__ import annotations

from functools import cache

ADDRESSES: dict[str, str] = {
    "师兄": "Senior Brother, Elder Brother, Elder Martial Brother, Senior Martial Brother, "
        "Senior Apprentice Brother, Brother, Shixiong",
    "师姐": "Senior Sister, Elder Sister, Elder Martial Sister, Senior Martial Sister, "
        "Senior Apprentice Sister, Sister, Shijie",
    "师弟": "Junior Brother, Younger Brother, Younger Martial Brother, Junior Martial Brother, "
        "Junior Apprentice Brother, Brother, Shidi",
    "师妹": "Junior Sister, Younger Sister, Younger Martial Sister, Junior Martial Sister, "
        "Junior Apprentice Sister, Sister, Shimei",
    "师父": "Master, Teacher, Shifu",
    "师傅": "Master, Teacher, Shifu",
    "师叔": "Martial Uncle, Junior Uncle, Uncle, Uncle-Master",
    "师伯": "Martial Uncle, Senior Uncle, Uncle, Elder Uncle",
    "师祖": "Grandmaster, Ancestor, Grand Master",
    "师尊": "Master, Venerable Master, Revered Master",
    "长老": "Elder, Presbyter",
    "老祖": "Patriarch, Old Ancestor, Ancestor, Old Patriarch, Founder, Grand Ancestor",
    "祖师": "Patriarch, Founder, Grandmaster, Ancestral Master",
    "爷": "Master, Lord, Grandpa",
    "爷子": "Master, Lord",
    "姥姥": "Granny, Grandma, Old Lady",
    "大师": "Master, Grandmaster, Great Master",
    "上人": "Superior, Master, Venerable",
    "尊者": "Venerable, Venerable One, Revered One, Honored One",
    "魔尊": "Demon Lord, Demon Venerable, Devil Lord",
    "魔王": "Demon King, Devil King, Demon Lord",
    "圣子": "Saint Son, Holy Son, Saint Child",
    "护法": "Protector, Guardian, Dharma Protector",
    "供奉": "Worshipper, Consecrated Elder, Guest Elder",
    "皇上": "Emperor, Majesty, His Majesty",
    "皇子": "Prince, Imperial Prince",
    "世子": "Crown Prince, Heir, Young Lord, Shizi",
    "侯爷": "Marquis, Lord, Houye",
    "国公": "Duke, State Duke",
    "郡主": "Princess, Commandery Princess, Junior Princess",
    "太后": "Empress Dowager, Queen Dowager, Queen Mother",
    "嫔": "Consort, Concubine",
    "妃": "Consort, Concubine, Imperial Concubine",
    "和尚": "Monk, Abbot",
    "道人": "Daoist, Taoist, Daoist Priest",
    "道姑": "Daoist Nun, Taoist Nun",
    "师太": "Abbess, Nun",
    "居士": "Layman, Lay Buddhist",
    "剑王": "Sword King, King of Swords",
    "剑圣": "Sword Saint, Sword Sage",
    "剑神": "Sword God, God of Swords",
    "剑仙": "Sword Immortal, Sword Fairy",
    "经纪人": "Agent, Manager, Broker",
    "助理": "Assistant, Aide",
    "保镖": "Bodyguard",
    "司机": "Driver, Chauffeur",
    "掌门": "Sect Leader, Sect Master, Headmaster, Head",
    "宗主": "Sect Master, Sect Leader, Suzerain",
    "前辈": "Senior, Elder, Predecessor",
    "道友": "Fellow Daoist, Daoist Friend, Taoist Friend",
    "老师": "Teacher, Mr., Ms., Miss, Mrs., Professor, Instructor, Master",
    "教授": "Professor, Teacher, Dr.",
    "学长": "Senior, Upperclassman, Schoolmate",
    "学姐": "Senior, Senior Sister, Upperclassman",
    "博士": "Dr., Doctor",
    "医生": "Dr., Doctor",
    "校长": "Principal, President, Headmaster",
    "主任": "Director, Chief, Head",
    "先生": "Mr., Sir, Mister, Teacher, Master, Ms., Miss, Mrs., Professor, Dr., Sensei, -sensei",
    "小姐": "Miss, Ms., Lady, Young Lady, Young Miss",
    "女士": "Ms., Mrs., Madam, Lady",
    "太太": "Mrs., Madam, Lady",
    "夫人": "Madam, Mrs., Lady",
    "老爷子": "Old Mr., Old Master, Elder, Father, Grandfather, Grandpa, Old Man, Master",
    "老夫人": "Old Mrs., Old Madam, Old Lady, Madam, Mrs., Grandmother, Dowager, Old Mistress",
    "老太太": "Old Mrs., Old Madam, Old Lady, Grandmother, Madam",
    "老太": "Old Mrs., Old Madam, Old Lady",
    "老": "Elder, Old",
    "老爷": "Master, Old Master, Lord, Sir",
    "少爷": "Young Master, Master",
    "公子": "Young Master, Young Lord, Childe, Gongzi",
    "姑娘": "Miss, Lady, Girl, Maiden",
    "大哥": "Big Brother, Elder Brother, Brother",
    "哥": "Brother, Big Brother",
    "姐": "Sister, Big Sister, Elder Sister",
    "叔": "Uncle",
    "叔叔": "Uncle",
    "伯伯": "Uncle",
    "阿姨": "Aunt, Auntie",
    "姨": "Aunt, Auntie",
    "嫂": "Sister-in-law",
    "嫂子": "Sister-in-law",
    "爷爷": "Grandpa, Grandfather, Granddad, Old Man",
    "奶奶": "Grandma, Grandmother, Granny",
    "总": "President, CEO, Mr., Director, Boss, General Manager, Chief, Manager",
    "总裁": "President, CEO, Chairman",
    "董事长": "Chairman, President, Director",
    "董": "Chairman, Director",
    "经理": "Manager, Director",
    "秘书": "Secretary, Assistant",
    "老板": "Boss, Mr., Owner",
    "局长": "Director, Chief, Commissioner",
    "队长": "Captain, Leader, Team Leader, Squad Leader",
    "将军": "General",
    "元帅": "Marshal, Commander",
    "大人": "Lord, Sir, Master, My Lord",
    "王爷": "Prince, Lord, Wangye",
    "王妃": "Princess Consort, Princess, Consort, Wangfei",
    "殿下": "Your Highness, His Highness, Prince, Highness",
    "陛下": "Your Majesty, His Majesty, Emperor, Majesty",
    "皇后": "Empress, Queen",
    "贵妃": "Noble Consort, Imperial Consort, Consort",
    "太子": "Crown Prince, Prince",
    "公主": "Princess",
    "公公": "Eunuch",
    "二少": "Second Young Master, Young Master, Er Shao",
    "三少": "Third Young Master, Young Master",
    "大少": "Eldest Young Master, First Young Master, Young Master",
    "少主": "Young Master, Young Lord",
    "少": "Young Master",
    "宫主": "Palace Lord, Palace Master, Palace Mistress",
    "谷主": "Valley Master, Valley Lord",
    "岛主": "Island Lord, Island Master",
    "门主": "Sect Master, Sect Leader, Gate Master",
    "帮主": "Gang Leader, Gang Master, Guild Leader",
    "教主": "Cult Leader, Cult Master, Sect Leader, Hierarch",
    "堂主": "Hall Master, Hall Leader, Hall Lord",
    "殿主": "Hall Master, Palace Master, Hall Lord",
    "阁主": "Pavilion Master, Pavilion Lord",
    "楼主": "Tower Master, Pavilion Master, Tower Lord",
    "峰主": "Peak Master, Peak Lord",
    "城主": "City Lord, City Master, Castellan",
    "庄主": "Manor Lord, Manor Master, Villa Master",
    "盟主": "Alliance Leader, Alliance Master, League Leader",
    "族长": "Clan Leader, Patriarch, Clan Head, Chief",
    "家主": "Family Head, Patriarch, Clan Head, Head of the Family",
    "院长": "Dean, President, Director, Headmaster",
    "会长": "President, Chairman, Guild Master, Guild Leader",
    "道长": "Daoist Priest, Taoist Priest, Daoist, Taoist, Daoist Master",
    "真人": "Daoist Master, Perfected, True Person, Immortal Master, Master",
    "仙子": "Fairy, Immortal Lady, Immortal Maiden",
    "仙人": "Immortal, Fairy, Celestial",
    "真君": "True Lord, True Monarch, Perfected Lord",
    "真仙": "True Immortal",
    "神君": "Divine Lord, Divine Monarch, God Lord",
    "帝君": "Emperor Lord, Imperial Lord, Sovereign",
    "天尊": "Heavenly Venerable, Celestial Venerable, Heavenly Lord",
    "仙尊": "Immortal Venerable, Immortal Lord",
    "圣人": "Saint, Sage",
    "大帝": "Great Emperor, Emperor",
    "女皇": "Empress, Queen",
    "女王": "Queen",
    "国王": "King",
    "国师": "Imperial Preceptor, State Preceptor, National Teacher, Grand Preceptor",
    "宰相": "Prime Minister, Chancellor",
    "大将军": "Grand General, Great General, General",
    "提司": "Commissioner, Superintendent",
    "法师": "Mage, Wizard, Dharma Master",
    "骑士": "Knight, Sir",
    "伯爵": "Count, Earl",
    "子爵": "Viscount",
    "男爵": "Baron",
    "公爵": "Duke",
    "侯爵": "Marquis",
    "神父": "Father, Priest",
    "主教": "Bishop",
    "圣女": "Saintess, Holy Maiden, Holy Lady, Saint",
    "统领": "Commander, Commandant",
    "都尉": "Commandant, Captain",
    "丞相": "Prime Minister, Chancellor",
    "尚书": "Minister",
    "侍郎": "Vice Minister, Assistant Minister",
    "掌柜": "Shopkeeper, Manager, Innkeeper, Boss",
    "管家": "Butler, Steward, Housekeeper",
    "嬷嬷": "Nanny, Granny, Momo, Mammy",
    "婆婆": "Granny, Grandma, Old Lady",
    "歌后": "Song Queen, Queen of Songs, Singing Queen, Diva",
    "影帝": "Film Emperor, Movie King, Best Actor",
    "影后": "Film Queen, Movie Queen, Best Actress",
    "导演": "Director",
    "导": "Director",
    "律师": "Lawyer, Attorney",
    "警官": "Officer, Police Officer, Sergeant",
    "市长": "Mayor",
    "书记": "Secretary",
    "部长": "Minister, Director",
    "团长": "Regiment Commander, Commander, Colonel, Regimental Commander",
    "师长": "Division Commander, Commander",
    "司令": "Commander, Commander-in-Chief",
    "老大": "Boss, Big Brother",
    "二哥": "Second Brother, Second Elder Brother, Brother",
    "三哥": "Third Brother, Third Elder Brother, Brother",
    "二姐": "Second Sister, Second Elder Sister, Sister",
    "妹妹": "Sister, Little Sister, Younger Sister",
    "弟弟": "Brother, Little Brother, Younger Brother",
    "哥哥": "Brother, Big Brother, Elder Brother",
    "姐姐": "Sister, Big Sister, Elder Sister",
    "妹": "Sister, Little Sister, Younger Sister",
    "弟": "Brother, Little Brother, Younger Brother",
    "婶": "Aunt, Auntie",
    "舅": "Uncle",
    "姑": "Aunt",
    "伯": "Uncle, Old, Count, Earl",
    "姑姑": "Aunt, Auntie, Gugu",
    "太医": "Imperial Physician, Imperial Doctor, Doctor, Physician",
    "贵人": "Noble Lady, Honored Lady, Worthy Lady",
    "常在": "First Attendant, Lady-in-Waiting",
    "答应": "Second Attendant",
    "爺": "Old Man, Grandpa, -jii",
    "老師": "Elder, Teacher, Old Master, Master",
    "경": "Sir, Lord",
    "교관": "Instructor",
    "长公主": "Grand Princess, Eldest Princess, Princess Royal, Senior Princess",
    "お嬢様": "Young Miss, Young Lady, Milady, Ojou-sama",
    "坊ちゃん": "Young Master, Bocchan",
    "お兄様": "Brother, Elder Brother, Onii-sama",
    "お姉様": "Sister, Elder Sister, Onee-sama",
    "娘娘": "Your Highness, Empress, Consort, Niangniang",
    "老太君": "Old Madam, Matriarch, Old Dowager, Dowager",
    "少夫人": "Young Madam, Young Mistress",
    "少奶奶": "Young Mistress, Young Madam",
    "表哥": "Cousin, Elder Cousin, Older Cousin",
    "表妹": "Cousin, Younger Cousin",
    "堂哥": "Cousin, Elder Cousin",
    "师侄": "Martial Nephew, Nephew",
    "掌教": "Sect Master, Headmaster, Sect Leader",
    "大长老": "Grand Elder, Great Elder, First Elder",
    "太上长老": "Supreme Elder, Grand Elder, Great Elder",
    "执事": "Deacon, Steward",
    "外公": "Grandfather, Grandpa",
    "村长": "Village Chief, Village Head",
    "镇长": "Mayor, Town Chief",
    "县令": "County Magistrate, Magistrate",
    "知府": "Prefect",
    "巡抚": "Governor, Grand Coordinator",
    "统帅": "Commander, Commander-in-Chief",
    "阁下": "Your Excellency, Excellency, Lord",
    "船长": "Captain",
    "警长": "Sheriff, Sergeant, Inspector",
    "探长": "Inspector, Detective",
    "侦探": "Detective",
    "修女": "Sister, Nun",
    "爵士": "Sir",
    "领主": "Lord",
    "王子": "Prince",
    "王女": "Princess",
    "皇女": "Princess, Imperial Princess",
    "姫": "Princess, Lady, -hime",
    "令嬢": "Lady, Miss, Young Lady",
    "嬢": "Miss, Lady",
    "卿": "Lord, Sir",
    "団長": "Captain, Commander, Knight Commander, Leader",
    "隊長": "Captain, Commander, Squad Leader, Leader",
    "師匠": "Master, Teacher, Shishou",
    "兄さん": "Brother, Big Brother, Elder Brother, -niisan",
    "姉さん": "Sister, Big Sister, Elder Sister, -neesan",
    "兄様": "Brother, Elder Brother, Big Brother",
    "姉様": "Sister, Elder Sister, Big Sister",
    "爺さん": "Old Man, Grandpa, Gramps",
    "婆さん": "Old Woman, Granny, Grandma",
    "おじさん": "Uncle, Mister",
    "おばさん": "Aunt, Auntie",
    "社長": "President, CEO, Boss",
    "委員長": "Class President, Class Representative, Committee Chairman",
    "会長": "President, Chairman, Chairwoman",
    "女神": "Goddess",
    "형": "Hyung, Brother, Big Brother, Older Brother, -hyung",
    "누나": "Noona, Sister, Big Sister, Older Sister",
    "오빠": "Oppa, Brother, Older Brother",
    "언니": "Unnie, Sister, Older Sister",
    "아저씨": "Mister, Uncle, Ahjussi",
    "사장님": "Boss, President, CEO",
    "사장": "President, CEO, Boss",
    "부장": "Department Head, Manager, Director",
    "팀장": "Team Leader, Team Manager",
    "과장": "Section Chief, Manager",
    "대표": "CEO, Representative, Director",
    "회장": "Chairman, President",
    "교수": "Professor",
    "장로": "Elder",
    "장문인": "Sect Leader, Sect Master",
    "문주": "Sect Leader, Sect Master",
    "사형": "Senior Brother, Sahyung, Elder Brother",
    "사제": "Junior Brother, Sajae, Younger Brother",
    "사숙": "Martial Uncle, Senior Uncle, Sasuk",
    "사부": "Master, Sabu, Teacher",
    "공작": "Duke, Grand Duke",
    "백작": "Count, Earl",
    "후작": "Marquis",
    "황제": "Emperor",
    "황후": "Empress",
    "왕자": "Prince",
    "공주": "Princess",
    "헌터": "Hunter",
    "협회장": "Association President, Association Chairman, President",
    "길드장": "Guild Master, Guild Leader",
    "さん": "Mr., Ms., Miss, Mrs., -san",
    "様": "Lord, Lady, Master, Mistress, Mr., Ms., Miss, -sama",
    "さま": "Lord, Lady, Master, Mr., Ms., -sama",
    "ちゃん": "Little, -chan",
    "君": "-kun, Mr.",
    "くん": "-kun, Mr.",
    "先輩": "Senior, Senpai, -senpai, Sempai, Upperclassman",
    "先生 ": "Teacher, Professor, Dr., Sensei, -sensei, Mr.",
    "殿": "Lord, Sir, Lady, -dono",
    "씨": "Mr., Ms., Miss, -ssi",
    "님": "Mr., Ms., Lord, -nim",
    "선생님": "Teacher, Mr., Ms., Dr.",
    "선배": "Senior, Sunbae, Seonbae",
}  # fmt: skip
"""English forms of address by source word, the commonest first."""


_ORDINALS = {
    "大": "Eldest First Big", "二": "Second", "三": "Third", "四": "Fourth", "五": "Fifth", "六": "Sixth",
    "七": "Seventh", "八": "Eighth", "九": "Ninth", "十": "Tenth",
}  # fmt: skip
"""What stands before a title to say which of several bears it."""


GENERIC = frozenset(
    "Mr. Ms. Mrs. Miss Mister Sir Madam Lady Lord Master Mistress Brother Sister Uncle Aunt Elder Senior Teacher "
    "Boss".split()
)
"""Forms of address that many source words are given, so that one of them says little about which."""


@cache
def addresses(source: str) -> tuple[str, ...]:
    """The English forms of a title in its source script; empty when the title is not known."""
    listed = ADDRESSES.get(source) or ADDRESSES.get(source + " ", "")
    forms = [form.strip() for form in listed.split(",") if form.strip()]
    if len(source) > 1 and source[0] in _ORDINALS and "\u4e00" <= source[1] <= "\u9fff":
        plain = [form for form in addresses(source[1:]) if not form.startswith("-") and not form.endswith(".")]
        forms += [f"{rank} {form}" for rank in _ORDINALS[source[0]].split() for form in plain]
    return tuple(dict.fromkeys(forms))


@cache
def _sources() -> dict[str, set[str]]:
    """For each English form of address of several words, the titles that it may stand for."""
    found: dict[str, set[str]] = {}
    for source in ADDRESSES:
        for each in (source, *(rank + source for rank in _ORDINALS)):
            for form in addresses(each):
                found.setdefault(form, set()).add(each)
    return found


def own_addresses(source: str) -> tuple[str, ...]:
    """The English forms of a title that are of two words or more, and stand for no other title."""
    return tuple(form for form in addresses(source) if is_phrase(form) and _sources().get(form) == {source})


def is_phrase(form: str) -> bool:
    """Whether a form of address is more than a word: *Sect Leader*, *Ojou-sama*; not what is only put behind a name."""
    return " " in form or "-" in form[1:]


def is_ranked(source: str) -> bool:
    """Whether a title says which of several bears it: 五爷, *Fifth Master*."""
    return len(source) > 1 and source[0] in _ORDINALS and bool(addresses(source[1:]))


@cache
def split_title(source: str) -> tuple[str, str]:
    """A source term as name and title: 刘师兄 → (刘, 师兄). The title is empty when there is none."""
    for size in (3, 2, 1):
        if len(source) > size and addresses(source[-size:]) and (bare := source[:-size].rstrip()):
            return bare, source[-size:]
    return source, ""


@cache
def kindred(source: str) -> tuple[str, ...]:
    """The title itself and those that share its usual English form: 老夫人 with 老太太, 老太."""
    usual = addresses(source)[:2]
    return (
        source,
        *(other for other in ADDRESSES if other != source and addresses(other)[:2] == usual and len(other) > 1),
    )


@cache
def english_titles() -> tuple[str, ...]:
    """Every English form of address in the table, longest first."""
    forms = {form for listed in ADDRESSES for form in addresses(listed) if not form.startswith("-")}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


_KIN_AND_OTHERS = frozenset(
    "Cousin Nephew Grandfather Grandmother Grandpa Grandma Detective Nun Hunter Knight Goddess Prefect Captain "
    "Sheriff".split()
)


@cache
def exchangeable() -> tuple[str, ...]:
    """The forms of address of which one may stand where another is meant: not those that say who somebody is."""
    return tuple(form for form in english_titles() if not _KIN_AND_OTHERS & set(form.split()))


@cache
def _english() -> frozenset[str]:
    return frozenset(english_titles())


def split_name(name: str) -> tuple[str, str]:
    """A canonical form as title and name: Old Mr. Donggong → (Old Mr., Donggong). The title is empty when there is
    none."""
    end = name.rfind(" ")
    while end > 0:
        if name[:end] in _english():
            return name[:end], name[end + 1 :]
        end = name.rfind(" ", 0, end)
    return "", name
