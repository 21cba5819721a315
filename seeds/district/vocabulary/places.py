"""Names of compounds, lanes, brands and property companies."""

from random import Random

from . import words

_ESTATE_FIRST = words(
    """
    秀容 云中 锦绣 和泰 金域 翡翠 御景 龙岗 凤凰 紫檀 学府 书香 滨河 阳光 东方 盛世 华府
    天悦 丽景 枫林 碧水 牧马 杏林 汾源 五台 雁门 春晖 明珠 祥和 瑞景 文昌 鑫苑 尚品 世纪
    康乐 福临 泰和 帝景 嘉和 欣荣 清华 馨园 悦澜 澜山 景湖 公园 中央 七贤 遗山 元好 双乳
    九龙 慕容 卢芽 芦芽 系舟 滹沱 金山 同川 田森
    """
)
_ESTATE_LAST = words(
    """
    花园 佳苑 华庭 名都 雅居 新城 家园 公馆
    府邸 一品 豪庭 丽都 尚城 嘉园 观邸
    """
)
_EMPLOYERS = words(
    """
    粮食局 农机公司 百货公司 五金公司 棉麻公司 供销社 运输公司 机械厂 化肥厂 制药厂
    印刷厂 通用机械厂 水利局 林业局 公路段 邮电局 电业局 石油公司 煤运公司 外贸公司
    食品公司 糖酒公司 税务局 工商所 建筑公司 毛纺厂 面粉厂 酒厂 纺织厂 拖拉机厂 师范学校
    第一中学 第二小学 卫校 医药公司 防疫站 物资局 审计局 统计局 档案局 广电局 文化局
    剧团 新华书店 银行 农行 建行 信用社 人寿公司 铁路工区 车站 气象站 地震台 苗圃
    种子公司 畜牧站 乳品厂 皮革厂 标准件厂
    """
)
_SETTLEMENT = words(
    """
    安居 安康 富民 康宁 幸福 和谐 惠民 新民
    怡安 民福 祥安 迁安 聚福 同心
    """
)
_LANES = words(
    """
    打磨巷 草市巷 石窑巷 周家巷 学道巷 文庙巷 兴隆巷 仓巷 南园巷 北园巷 城隍庙巷
    泰山庙巷 东后街 西后街 顺成巷 葫芦巷 牌楼巷 油坊巷 井儿巷 关帝庙巷 三官庙巷 双井巷
    水门巷 槐树巷 柳巷 新开巷 小东巷 大西巷 钟楼巷 鼓楼巷 书院巷 考院巷 马号巷 铁匠巷
    银匠巷 皮坊巷 磨盘巷 菜园巷 福寿巷 同善巷 光裕巷 育才巷 建设巷 和平巷 团结巷 利民巷
    健康巷 电厂巷
    """
)
_BRAND_FIRST = words(
    """
    红色 暖心 初心 先锋 同心 和美 幸福 聚力 民情
    邻里 银龄 七彩 红石榴 古韵 连心 金色
    """
)
_BRAND_LAST = words(
    """
    先锋 驿站 管家 家园 港湾 合伙人 议事厅 微光
    灯塔 纽带 引擎 里巷 会客厅 夕阳 一家亲
    """
)
_COMPANY = words(
    """
    安泰 鸿福 佳洁 润华 晋源 云河 众诚 恒信 宏达 万家 美居 绿洲 悦和 天盛 富源 瑞丰
    金钥匙 同方 福居 嘉信 永兴 锦程 民安 和顺 新起点 腾达 祥云 博雅 家和 诚品 惠邻 星辰
    康居 正和 汇通 九洲 德馨 远方 百合居 盛和
    """
)


def compound_name(rng: Random, kind: str) -> str:
    """A name that goes with the compound kind; not unique by itself."""
    if kind == "SETTLED":
        letter = rng.choice(["A区", "B区", "C区", "一区", "二区", "三区", "小区", "新村"])
        return rng.choice(_SETTLEMENT) + rng.choice(["苑", "家园", "移民"]) + letter
    if kind == "BENEFIT":
        tail = rng.choice(["家属院", "宿舍", "小区", "宿舍区", "家属楼", "生活区"])
        return rng.choice(_EMPLOYERS) + tail
    return rng.choice(_ESTATE_FIRST) + rng.choice(_ESTATE_LAST)


def brand_names(rng: Random, stems: list[str]) -> list[str]:
    """A brand for every community stem, all different."""
    words = [first + last for first in _BRAND_FIRST for last in _BRAND_LAST if first != last]
    return [
        f"{stem}·{word}" for stem, word in zip(stems, rng.sample(words, len(stems)), strict=True)
    ]


def lane_names(rng: Random, count: int) -> list[str]:
    """`count` names, different within one community."""
    return rng.sample(_LANES, count)


def company_names(count: int) -> list[str]:
    """At most 40 names of property companies, all different."""
    forms = ("物业服务有限公司", "物业管理有限公司", "物业服务有限责任公司")
    return [f"忻州市{name}{forms[i % 3]}" for i, name in enumerate(_COMPANY[:count])]


MECHANISMS = words(
    """
    支部引领、党员包楼 党建联席、物业协同 红色议事、居民自治 党群连心、网格联动
    党员亮岗、志愿服务 双向进入、共管共治 楼组联户、邻里互助
    """
)
"""How the Party organization of a compound leads its work; each compound has one."""
