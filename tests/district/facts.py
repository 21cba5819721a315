"""The tables of figures in `docs/demonstration-district.md`, counted on the generated rows.

`python -m tests.district.facts` writes them into the document anew.
"""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from seeds.district import REFERENCE_DAY
from tests.seeds.district_rows import (
    covering,
    current_posts,
    data,
    holds,
    kinds,
    number,
    organizations,
    parents,
    places_of,
    text,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "demonstration-district.md"

Facts = list[tuple[str, str, str]]
"""Rows of a table: Chinese, English, figure."""


def _amount(count: int) -> str:
    return f"{count:,}"


def _kinds_of_organization(kind: str, *places: str) -> int:
    areas, known = places_of(), kinds()
    return sum(
        o["kind"] == kind and any(known[p] in places for p in areas.get(code, ()))
        for code, o in organizations().items()
    )


def figures() -> Facts:
    """Every figure of the article, and how large the district is besides."""
    known = Counter(kinds().values())
    of_compounds = {
        code
        for code, areas in places_of().items()
        if any(kinds()[p] == "COMPOUND" for p in areas)
        and organizations()[code]["kind"] in ("BRANCH", "GENERAL_BRANCH")
    }
    backgrounds = Counter(
        p["background"]
        for p in current_posts("SECRETARY")
        if p["organization_code"] in of_compounds
    )
    facilities = Counter(f["kind"] for f in data()["facilities"])
    activities = data()["activities"]
    held = Counter(a["kind"] for a in activities)

    def total(column: str, kind: str | None = None) -> int:
        return sum(number(a[column]) for a in activities if kind in (None, a["kind"]))

    items = data()["service_items"]
    sunk = [i for i in items if not text(i["code"]).startswith("FW-XG")]
    micro = [p for p in data()["places"] if p["kind"] == "MICRO_GRID"]
    general = _kinds_of_organization("GENERAL_BRANCH", "COMPOUND", "GRID")
    return [
        ("街道、镇、乡", "subdistricts, towns, townships",
         f"{known['SUBDISTRICT']} / {known['TOWN']} / {known['TOWNSHIP']}"),
        ("社区", "communities", _amount(known["COMMUNITY"])),
        ("网格", "grids", _amount(known["GRID"])),
        ("小区", "compounds", _amount(known["COMPOUND"])),
        ("楼栋 / 单元", "buildings / units",
         f"{known['BUILDING']:,} / {known['BUILDING_UNIT']:,}"),
        ("小区、网格党总支", "general branches of compounds or grids", _amount(general)),
        ("小区党支部", "branches of compounds",
         _amount(_kinds_of_organization("BRANCH", "COMPOUND"))),
        ("楼宇党小组", "Party groups of buildings",
         _amount(_kinds_of_organization("GROUP", "BUILDING"))),
        ("小区书记:离退休 / 退役军人 / 在职", "secretaries: retired / veteran / in-service",
         " / ".join(str(backgrounds[b]) for b in ("RETIRED", "VETERAN", "IN_SERVICE"))),
        ("单元长", "unit leaders", _amount(len(current_posts("UNIT_LEADER")))),
        ("微网格 / 有微信群", "micro-grids / with a chat group",
         f"{len(micro):,} / {sum(bool(p['chat_group']) for p in micro):,}"),
        ("网格服务站", "grid service stations", _amount(facilities["GRID_SERVICE_STATION"])),
        ("服务大类 / 事项 / 可全程代办", "service categories / items / assisted end to end",
         f"{len({i['category'] for i in sunk})} / {len(sunk)} / "
         f"{sum(i['assisted'] is True for i in sunk)}"),
        ("小区志愿服务队", "volunteer teams of compounds", _amount(len(data()["teams"]))),
        ("志愿服务 / 办实事 / 服务人次", "volunteer activities / matters resolved / people served",
         f"{held['VOLUNTEER_SERVICE']} / {total('resolved')} / "
         f"{total('served', 'VOLUNTEER_SERVICE'):,}"),
        ("义诊宣讲 / 资料 / 反馈 / 辅导儿童",
         "medical activities / materials / feedback / children tutored",
         f"{held['MEDICAL']} / {total('materials', 'MEDICAL'):,} / {total('feedback')} / "
         f"{total('served', 'TUTORING')}"),
        ("小哥驿站 / 基本服务", "rider stations / basic services",
         f"{facilities['RIDER_STATION']} / {len(items) - len(sunk)}"),
        ("党群服务中心", "service centers", _amount(facilities["SERVICE_CENTER"])),
        ("物业企业 / 单位", "property companies / units",
         f"{len(data()['companies'])} / {len(data()['units'])}"),
        ("党员 / 其他人员", "members / other people",
         f"{sum(p['category'] is not None for p in data()['people']):,} / "
         f"{sum(p['category'] is None for p in data()['people']):,}"),
        ("各表行数合计", "rows of all tables",
         _amount(sum(len(records) for records in data().values()))),
    ]  # fmt: skip


def gaps() -> Facts:
    """What is there to be found."""
    known, above, covered = kinds(), parents(), covering()
    bare = [p for p, kind in known.items() if kind == "BUILDING" and p not in covered]
    living: Counter[str] = Counter(
        text(p["residence_code"]) for p in data()["people"] if p["category"] and p["residence_code"]
    )
    of_compound: Counter[str] = Counter()
    for building, count in living.items():
        of_compound[above[building]] += count
    reached = {p for place in covered for p in (place, above.get(place, ""))}
    uncovered = [
        p for p, kind in known.items() if kind == "COMPOUND" and p not in reached and of_compound[p]
    ]
    secretaries = Counter(p["organization_code"] for p in current_posts("SECRETARY"))
    office = [c for c, o in organizations().items() if o["kind"] != "GROUP"]
    led = {p["place_code"] for p in current_posts("UNIT_LEADER")}
    units = [p for p, kind in known.items() if kind == "BUILDING_UNIT"]
    leaders: dict[str, set[str]] = {}
    for post in current_posts("UNIT_LEADER"):
        leaders.setdefault(text(post["person_code"]), set()).add(above[text(post["place_code"])])
    roles = Counter((r["community_code"], r["role"]) for r in data()["liaisons"] if holds(r))
    registered = {row["person_code"] for row in data()["dual_registrations"]}
    silent = [
        p
        for p in data()["people"]
        if p["category"] == "IN_SERVICE" and p["residence_code"] and p["code"] not in registered
    ]
    managed = Counter(row["compound_code"] for row in data()["management"] if holds(row))
    free = [p for p in data()["places"] if p["kind"] == "COMPOUND" and not managed[p["code"]]]
    haves = ("has_organization", "has_cleaning", "has_service", "has_security")
    formal = Counter(
        row["person_code"]
        for row in data()["affiliations"]
        if row["kind"] == "FORMAL" and holds(row) and row["organization_code"] in organizations()
    )
    counts = Counter(formal[p["code"]] for p in data()["people"] if p["category"])
    return [
        ("无党小组的楼栋", "buildings without a Party group", _amount(len(bare))),
        ("有党员无组织的小区", "compounds with members and no organization",
         _amount(len(uncovered))),
        ("书记空缺 / 一组织两书记", "vacant / doubly held secretaryships",
         f"{sum(not secretaries[c] for c in office)} / {sum(secretaries[c] > 1 for c in office)}"),
        ("无单元长的单元 / 跨楼单元长", "units without a leader / leaders in several buildings",
         f"{sum(u not in led for u in units)} / {sum(len(b) > 1 for b in leaders.values())}"),
        ("社区缺包联角色 / 重复", "liaison roles missing / doubly held",
         f"{4 * Counter(known.values())['COMMUNITY'] - len(roles)} / "
         f"{sum(count > 1 for count in roles.values())}"),
        ("未报到在职党员", "in-service members not registered where they live",
         _amount(len(silent))),
        ("无物业小区 / 其中无模式 / 缺四有", "compounds without property management / without "
         "a mode / lacking one of the four haves",
         f"{len(free)} / {sum(p['no_property_mode'] is None for p in free)} / "
         f"{sum(not all(p[have] for have in haves) for p in free)}"),
        ("组织关系为零 / 两处的党员", "members with no / two formal affiliations",
         f"{counts[0]} / {counts[2]}"),
    ]  # fmt: skip


def history() -> Facts:
    """What changed in the five years before the reference day."""
    first = REFERENCE_DAY - timedelta(days=5 * 365 + 1)

    def within(day: object) -> bool:
        return isinstance(day, date) and first <= day < REFERENCE_DAY

    bodies = data()["organizations"]
    years = [REFERENCE_DAY.replace(year=year) for year in range(2021, 2027)]
    buildings = [sum(kinds()[p] == "BUILDING" for p in covering(day)) for day in years]
    return [
        ("成立 / 撤销的党组织", "organizations established / dissolved",
         f"{sum(within(o['established_on']) for o in bodies):,} / "
         f"{sum(within(o['dissolved_on']) for o in bodies)}"),
        ("任职开始 / 结束", "posts begun / ended",
         f"{sum(within(p['since']) for p in data()['posts']):,} / "
         f"{sum(within(p['until']) for p in data()['posts']):,}"),
        ("物业服务结束", "property companies' contracts ended",
         _amount(sum(within(m["until"]) for m in data()["management"]))),
        ("组织关系转接", "affiliations ended",
         _amount(sum(within(a["until"]) for a in data()["affiliations"]))),
        ("历年11月1日有党小组的楼栋", "buildings with a Party group on 1 November 2021–2026",
         " → ".join(_amount(count) for count in buildings)),
    ]  # fmt: skip


TABLES: dict[str, Callable[[], Facts]] = {"figures": figures, "gaps": gaps, "history": history}


def table(facts: Facts) -> str:
    """A table in Markdown."""
    lines = ["| 中文 | what | figure |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {zh} | {en} | {figure} |" for zh, en, figure in facts)])


def rewritten(document: str) -> str:
    """The document with its tables counted anew, each between two comments."""
    for name, count in TABLES.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        document = pattern.sub(rf"\g<1>{table(count())}\n\g<2>", document)
    return document


if __name__ == "__main__":
    DOCUMENT.write_text(rewritten(DOCUMENT.read_text("utf-8")), encoding="utf-8")
    print(f"Wrote {len(TABLES)} tables to {DOCUMENT.name}.")
