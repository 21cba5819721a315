"""Names of invented people: surnames with weights (per mille, roughly) and given characters."""

from itertools import accumulate
from random import Random

from . import words

_SURNAMES = words(
    """
    王 96 张 92 李 88 刘 60 郭 40 赵 38 杨 34 陈 26 高 24 武 20 韩 19 冯 18 郝 18 闫 17
    任 16 孙 16 白 15 田 15 梁 14 宋 14 曹 13 马 13 贾 13 薛 12 吴 12 周 11 胡 10 徐 10
    石 10 樊 10 邢 10 智 8 段 8 董 8 乔 8 温 8 崔 8 史 8 侯 7 范 7 秦 7 朱 7 安 7 申 6
    康 6 岳 6 何 6 牛 6 郑 6 尚 5 米 5 曲 5 潘 5 焦 5 罗 5 卢 5 葛 5 邸 4 班 4 兰 4 苗 4
    降 3 连 3 逯 3 银 3 续 3 弓 3 付 3 姚 3 孟 3 常 3 霍 3 丁 2 尹 2 庞 2 胥 2 仝 2 索 2
    令狐 2 呼延 1 要 1 晋 1
    """
)
_NAMES = _SURNAMES[0::2]
_WEIGHTS = list(accumulate(int(weight) for weight in _SURNAMES[1::2]))

_OLDER = words(
    """
    建国 志强 秀英 桂兰 玉珍 福生 计平 改梅 润生 拴柱 存良 俊生 爱珍 银柱 明亮 德胜 爱民
    文华 贵生 巧云 美兰 俊英 秀珍 玉兰 金娥 翠兰 瑞芳 改莲 补莲 来喜 双喜 有才 万才 成旺
    海生 根旺 林旺 贵生 占元 天才 永胜 国华 振华 建军 卫东 跃进 向阳 和平 解放 援朝 先明
    计生 效忠 学文 守义 保田 喜娥 月仙 凤仙 桂花 春莲 引娣 素珍 淑芳 淑珍 秀兰 玉梅 玉莲
    """
)
_MIDDLE = words(
    """
    建平 志刚 丽萍 晓东 建文 海霞 俊峰 丽芳 永红 国强 新平 红梅 卫平 爱军 秀萍 文斌 俊梅
    志红 润平 利军 建忠 晓红 春梅 雪梅 艳芳 丽娟 海燕 彩霞 美玲 晋平 晋生 云峰 文忠 志伟
    永刚 建新 利平 瑞平 林平 补生 秀峰 宏伟 宏斌 晓军 晓燕 玉峰 军平 俊青 俊伟 海军 海平
    国平 慧玲 慧芳 翠萍 淑萍 艳萍 爱萍 耀平 耀东 福平 贵平 春生 先平 继平 存平 志平 爱平
    """
)
_FIRST = list("晓文子雨佳思雅志俊浩宇梓欣嘉泽明海建国春慧静丽艳雪婷鹏超凯博瑞瑶晨旭宏立永振学")
_SECOND = list("峰杰伟涛军辉强磊鑫龙斌刚波勇亮敏芳娟霞玲燕萍洁琴婷华平荣林宁然轩涵琪妍彤怡阳")
_SINGLE = list("伟强磊洋勇军杰涛超明敏静丽艳芳娟霞燕玲洁婷雪慧颖琳倩波鹏飞斌辉峰刚凯浩宁")


def person_name(rng: Random, age: str = "ANY") -> str:
    """A full name fitting an age group: "OLD", "MIDDLE", "YOUNG" or "ANY"."""
    surname = rng.choices(_NAMES, cum_weights=_WEIGHTS)[0]
    draw = rng.random()
    if age == "OLD" or (age == "ANY" and draw < 0.3):
        pool = _OLDER if rng.random() < 0.6 else _MIDDLE
        return surname + pool[int(rng.random() * len(pool))]
    if age == "MIDDLE" or (age == "ANY" and draw < 0.6):
        return surname + _MIDDLE[int(rng.random() * len(_MIDDLE))]
    if rng.random() < 0.2:
        return surname + _SINGLE[int(rng.random() * len(_SINGLE))]
    return (
        surname
        + _FIRST[int(rng.random() * len(_FIRST))]
        + _SECOND[int(rng.random() * len(_SECOND))]
    )
