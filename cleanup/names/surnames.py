"""Chinese surnames in bare pinyin: what stands before a given name.

Source: the *Hundred Family Surnames* and the 300 commonest surnames of the Chinese censuses, read as surnames.
"""

from __future__ import annotations

SINGLE = frozenset(
    """
    ai an ao ba bai ban bao bei bi bian bo bu cai can cang cao cen chai chang chao che chen cheng chi chong chu cong cui
    dai dan dang deng di diao ding dong dou du duan e fan fang fei feng fu gan gao ge geng gong gou gu guan guang gui
    guo hai han hang hao he heng hong hou hu hua huai huan huang hui huo ji jia jian jiang jiao jin jing ju juan jue kan
    kang ke kong kou kuai kuang kui lai lan lang lao le lei leng li lian liang liao lin ling liu long lou lu luan lun
    luo lv ma mai man mao mei men meng mi mian miao min ming mo mou mu na nan ni nian nie ning niu nong ou ouyang pan
    pang pei peng pi piao ping pu qi qian qiang qiao qin qing qiong qiu qu quan que ran rao ren rong ru ruan rui sang
    sha shan shang shao she shen sheng shi shou shu shuai shui si song su sui sun suo tai tan tang tao teng tian tie
    tong tou tu tuan tuo wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xu xuan xue xun yan yang
    yao ye yi yin ying yong you yu yuan yue yun zai zan zang zeng zha zhai zhan zhang zhao zhen zheng zhi zhong zhou zhu
    zhuang zhuo zi zong zou zu zuo
    """.split()
)
"""Surnames of one character."""

COMPOUND = frozenset(
    """
    baili chunyu dongfang dongguo dongmen duanmu dugu gongsun gongyang guanqiu guliang helian hesu huangfu jiagu lanling
    linghu liangqiu lingu moqi murong nangong nanmen ouyang puyang qidiao qiguan rangsi shangguan shentu situ sikong
    sima simu tantai taishi tuoba touba wanqi wangzi weisheng wenren wuma xiahou xianyu ximen xuanyuan yangshe yuchi
    yuezheng yuwen zaifu zhangsun zhongli zhongsun zhuge zongzheng zuoqiu
    """.split()
)
"""Surnames of two characters."""


def is_surname(word: str) -> bool:
    """Whether lower-case letters spell a Chinese surname."""
    return word in SINGLE or word in COMPOUND
