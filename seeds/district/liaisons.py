"""Four-to-one liaison (四包一) and dual registration (双报到)."""

from datetime import date
from random import Random

from .state import Community, District, Institution, Person, day_between
from .vocabulary import words
from .vocabulary.units import CADRES, LEADING

MISSING = 6
"""Communities short of a role."""

DUPLICATES = 3
REGISTERED = 0.88
CLAIMED = 0.86
UNITS_NOT_REGISTERED = 9

ROLES = ("DISTRICT_LEADER", "SUBDISTRICT_LEADER", "DISTRICT_UNIT", "ORGANIZATION_CADRE")
DUTIES = {
    "DISTRICT_LEADER": "统筹协调包联社区重大事项，每季度到社区调研不少于一次",
    "SUBDISTRICT_LEADER": "指导社区党委日常工作，参加党建联席会议",
    "DISTRICT_UNIT": "组织在职党员报到，落实资源、需求、项目三张清单",
    "ORGANIZATION_CADRE": "指导党组织规范化建设，督促任务落实",
}
CLAIMABLE = words(
    """
    政策宣传岗 治安巡逻岗 环境卫生岗 矛盾调解岗 文明劝导岗 助老助残岗 健康服务岗
    课业辅导岗 法律咨询岗 文体活动岗 社情民意岗 应急救援岗 物业监督岗 反诈宣传岗
    """
)


def write_liaisons(district: District) -> None:
    """Four rows for every community, less the missing ones and with a few too many."""
    rng = district.rng("liaisons")
    leaders = [p for u in district.institutions if u.name in LEADING for p in u.staff][::5][:24]
    cadres = next(u for u in district.institutions if u.name == CADRES).staff[:20]
    offices = {place.code: place.office for place in district.subdistricts}
    used = {place.office for place in district.subdistricts}
    units = [u for u in district.institutions if u not in used and len(u.staff) > 9]
    short = rng.sample(district.communities, MISSING)
    missing = {(c.code, ROLES[i % 4]) for i, c in enumerate(short)}
    double = rng.sample([c for c in district.communities if c not in short], DUPLICATES)
    twice = {(c.code, ROLES[(0, 3, 1)[i]]) for i, c in enumerate(double)}
    busy = {"DISTRICT_LEADER": leaders[0], "ORGANIZATION_CADRE": cadres[0]}
    for i, community in enumerate(district.communities):
        office = offices[community.subdistrict]
        nth = sum(c.subdistrict == community.subdistrict for c in district.communities[:i])
        people = office.staff[1:9] if office else cadres
        holders: dict[str, Person | Institution] = {
            "DISTRICT_LEADER": leaders[1 + i // 2 % (len(leaders) - 1)],
            "SUBDISTRICT_LEADER": people[nth % len(people)],
            "DISTRICT_UNIT": units[i % len(units)],
            "ORGANIZATION_CADRE": cadres[1 + i % (len(cadres) - 1)],
        }
        if i % 9 == 4:
            holders.update(busy)
        for role in ROLES:
            place = (community.code, role)
            others: list[Person] | list[Institution] = leaders
            if role == "DISTRICT_UNIT":
                others = units
            elif role != "DISTRICT_LEADER":
                others = people if role == "SUBDISTRICT_LEADER" else cadres
            _write(district, community, role, holders[role], place in missing, rng)
            if place in twice:
                other = rng.choice([p for p in others if p is not holders[role]])
                since = day_between(rng, date(2026, 2, 1), date(2026, 9, 1))
                _row(district, community, role, other, since, None)
            elif rng.random() < 0.35:
                former = rng.choice([p for p in others if p is not holders[role]])
                _row(district, community, role, former, date(2021, 3, 1), date(2023, 2, 15))


def _write(
    district: District,
    community: Community,
    role: str,
    holder: Person | Institution,
    ended: bool,
    rng: Random,
) -> None:
    since = day_between(rng, date(2023, 2, 15), date(2024, 6, 30))
    until = day_between(rng, date(2026, 3, 1), date(2026, 9, 1)) if ended else None
    _row(district, community, role, holder, since, until)


def _row(
    district: District,
    community: Community,
    role: str,
    holder: Person | Institution,
    since: date,
    until: date | None,
) -> None:
    person = holder.code if isinstance(holder, Person) else None
    unit = holder.code if isinstance(holder, Institution) else None
    district.add("liaisons", community.code, role, person, unit, since, until, DUTIES[role])


def register(district: District) -> None:
    """Units at the communities they serve, in-service members where they live."""
    rng = district.rng("registrations")
    serving = {row[3]: row[0] for row in district.rows["liaisons"] if row[3] and row[5] is None}
    silent = set(rng.sample([u.code for u in district.institutions], UNITS_NOT_REGISTERED))
    for unit in district.institutions:
        if unit.code not in silent:
            community = serving.get(unit.code) or rng.choice(district.communities).code
            day = day_between(rng, date(2022, 3, 1), date(2024, 12, 31))
            claimed = rng.choice(CLAIMABLE) if rng.random() < CLAIMED else None
            district.add("dual_registrations", community, None, unit.code, day, claimed)
    for community in district.communities:
        for compound in community.compounds:
            for building in compound.buildings:
                for person in building.residents:
                    if person.category == "IN_SERVICE" and rng.random() < REGISTERED:
                        _register(district, community, person, rng)


def _register(district: District, community: Community, person: Person, rng: Random) -> None:
    first = max(date(2022, 3, 1), person.joined or date(2022, 3, 1))
    day = day_between(rng, first, date(2026, 9, 30))
    claimed = rng.choice(CLAIMABLE) if rng.random() < CLAIMED else None
    district.add("dual_registrations", community.code, person.code, None, day, claimed)
