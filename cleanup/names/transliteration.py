"""The characters with which Chinese writes foreign names by their sound.

Source: the characters of the Xinhua tables for transcribing English, French, German and Russian personal names.
"""

from __future__ import annotations

_CHARACTERS = frozenset(
    "阿埃艾爱安昂奥巴芭白柏班邦保鲍贝本比彼毕宾冰波伯博布查达黛戴丹当道德登邓狄迪蒂丁顿多厄恩尔法凡范菲费芬丰弗佛福"
    "夫富盖甘冈高戈哥格葛根贡古瓜圭哈海汉豪赫黑亨洪侯胡华怀惠霍基吉季加佳贾简杰金津喀卡凯坎康考柯科可克肯孔库夸昆拉"
    "腊莱兰朗劳勒雷蕾黎丽利里莉丽莲琳林隆卢鲁露伦罗洛略吕马玛麦曼芒毛梅门蒙孟米密缅明莫默姆穆拿纳娜乃奈南瑙内嫩妮尼"
    "年宁纽农努诺欧帕派潘庞培佩彭皮匹平泼珀普奇齐恰钱强乔切琴琼丘丘屈让日荣茹若撒萨塞赛桑瑟森沙莎山珊尚绍舍申圣施史"
    "士舒思斯丝苏孙索塔泰坦汤唐特藤提田廷通图托陀瓦娃威韦维魏温文翁沃乌吾武西希锡霞夏香肖谢辛欣兴雄休许逊雅亚娅延"
    "扬叶耶伊依易因英永尤于约泽扎曾詹章哲真芝治朱卓兹子祖佐薇妲蒂珍"
)


def is_transliteration(source: str) -> bool:
    """Whether a Chinese term is written with nothing but these characters (and the dot between names), three of them or
    more: a name that is there for its sound."""
    bare = source.replace("·", "").replace("・", "")
    return len(bare) >= 3 and all(character in _CHARACTERS for character in bare)
