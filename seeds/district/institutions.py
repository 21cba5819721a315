"""Units and property companies with their own Party organizations, and who manages what."""

from datetime import date, timedelta
from random import Random

from .state import (
    DISTRICT,
    HORIZON,
    REFERENCE_DAY,
    Company,
    Compound,
    District,
    Institution,
    Organization,
    day_between,
)
from .vocabulary.places import company_names
from .vocabulary.units import CADRES, LARGE, LEADING, ORDINARY

COMPANIES = 36
COMPANIES_WITHOUT_ORGANIZATION = 6
MANAGED = 420
"""Compounds with a property company today."""

WITHOUT_MODE = 14
TWO_COMPANIES = 2
MODES = (
    "LARGE_LEADS_SMALL",
    "EMPLOYER_EXTENDED",
    "JOINT_COMPOUNDS",
    "OWNER_SELF",
    "CONTIGUOUS",
)

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def credit_code(division: str, number: int) -> str:
    """An invented 统一社会信用代码 (GB 32100-2015) with both its check characters right.

    The organization part begins with 0000, so it is nobody's.
    """
    body = f"0000{number:04}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(_BODY.index(c) * w for c, w in zip(body, weights, strict=True)) % 11
    body += "0" if rest == 11 else "X" if rest == 10 else str(rest)
    code = f"91{division}{body}"
    return code + credit_check(code)


def credit_check(code: str) -> str:
    """The 18th character for the first 17 of a 统一社会信用代码."""
    total = sum(_CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return _CREDIT[(31 - total % 31) % 31]


def found_units(district: District) -> None:
    """Subdistrict offices, departments, schools, enterprises: each with a branch or committee."""
    rng = district.rng("units")
    work = Organization(
        f"DZZ-{DISTRICT}-JG",
        "中共忻府区直属机关工作委员会",
        "WORKING_COMMITTEE",
        date(2002, 3, 12),
    )
    district.organizations.append(work)
    for place in district.subdistricts:
        tail = "办事处" if place.kind == "SUBDISTRICT" else "人民政府"
        place.office = _unit(district, f"{place.name}{tail}", place.committee, rng, "机关党支部")
    for name in LARGE:
        unit = _unit(district, f"忻府区{name}", work, rng, "党委")
        head = unit.organization
        for i in range(3):
            code = f"{head.code}-Z{i + 1}" if head else ""
            start = day_between(rng, date(2010, 1, 1), date(2019, 6, 30))
            title = f"忻府区{name}第{'一二三'[i]}党支部"
            branch = Organization(code, title, "BRANCH", start, head, host=unit.code)
            district.organizations.append(branch)
    for name in (*LEADING, CADRES, *ORDINARY):
        full = name if name.startswith("区") else f"忻府区{name}"
        _unit(district, full, work, rng, "党支部")


def _unit(
    district: District, name: str, parent: Organization | None, rng: Random, word: str
) -> Institution:
    number = len(district.institutions) + 1
    unit = Institution(f"DW-{DISTRICT}-{number:03}", name)
    kind = "COMMITTEE" if word == "党委" else "BRANCH"
    start = day_between(rng, date(2006, 6, 1), date(2018, 12, 31))
    code = f"DZZ-{DISTRICT}-DW{number:03}"
    unit.organization = Organization(code, f"{name}{word}", kind, start, parent, host=unit.code)
    district.institutions.append(unit)
    district.organizations.append(unit.organization)
    return unit


def found_companies(district: District) -> None:
    """Companies, their branches, the compounds they manage and managed, and the modes."""
    rng = district.rng("companies")
    for number, name in enumerate(company_names(COMPANIES), 1):
        district.companies.append(Company(credit_code(DISTRICT, number), name))
    _spread(district, rng)
    bare = set(rng.sample(range(COMPANIES), COMPANIES_WITHOUT_ORGANIZATION))
    for i, company in enumerate(district.companies):
        if i in bare:
            continue
        code = f"DZZ-{DISTRICT}-WY{i + 1:02}"
        start = day_between(rng, date(2017, 6, 1), date(2021, 9, 30))
        parent = company.communities[0].committee
        company.organization = Organization(
            code, f"{company.name}党支部", "BRANCH", start, parent, host=company.code
        )
        district.organizations.append(company.organization)
    _manage(district, rng)


def _spread(district: District, rng: Random) -> None:
    """Three or four companies to a community; each company in about five communities."""
    pool: list[Company] = []
    for community in district.communities:
        wanted = 1 if len(community.compounds) < 10 else rng.choice((3, 3, 4, 4))
        while len(community.companies) < wanted:
            if not pool:
                pool = rng.sample(district.companies, COMPANIES)
            company = pool.pop()
            if company not in community.companies:
                community.companies.append(company)
                company.communities.append(community)


def _manage(district: District, rng: Random) -> None:
    rank = {"general": 0.0, "single": 0.5, "grouped": 1.1, "joint": 1.2, "bare": 1.2, "empty": 1.3}
    compounds = district.compounds()
    odds = {
        c.code: rank[c.standing] + rng.random() - (c.kind == "QUALITY") * 0.5 for c in compounds
    }
    compounds.sort(key=lambda c: odds[c.code])
    managed = sorted(compounds[:MANAGED], key=lambda c: c.code)
    rest = sorted(compounds[MANAGED:], key=lambda c: c.code)
    for i, compound in enumerate(managed):
        compound.company = compound.community.companies[i % len(compound.community.companies)]
    for compound in managed:
        _history(district, compound, rng)
    for compound in rng.sample(managed, TWO_COMPANIES):
        other = next(c for c in district.companies if c not in compound.community.companies)
        start = day_between(rng, date(2026, 3, 1), date(2026, 9, 1))
        district.add("management", other.code, compound.code, start, None)
    without = set(rng.sample([c.code for c in rest], WITHOUT_MODE))
    for i, compound in enumerate(rest):
        _without_company(district, compound, i, compound.code in without, rng)


def _history(district: District, compound: Compound, rng: Random) -> None:
    """Who manages the compound, and for some who did before: one ends the day one begins."""
    company = compound.company
    if company is None:
        return
    start = day_between(rng, date(2016, 1, 1), date(2021, 9, 30))
    if rng.random() < 0.24:
        other = rng.choice([c for c in district.companies if c is not company])
        change = day_between(rng, HORIZON, REFERENCE_DAY - timedelta(days=20))
        district.add("management", other.code, compound.code, start, change)
        start = change
    elif rng.random() < 0.2:
        start = day_between(rng, HORIZON, date(2026, 6, 30))
    district.add("management", company.code, compound.code, start, None)
    compound.haves = (rng.random() < 0.97, True, True, rng.random() < 0.98)


def _without_company(
    district: District, compound: Compound, number: int, bare: bool, rng: Random
) -> None:
    if rng.random() < 0.08:
        start = day_between(rng, date(2017, 1, 1), date(2020, 12, 31))
        end = day_between(rng, HORIZON, date(2026, 6, 30))
        company = rng.choice(compound.community.companies)
        district.add("management", company.code, compound.code, start, end)
    if not bare:
        compound.mode = rng.choice(MODES[1:4]) if rng.random() < 0.5 else MODES[number % len(MODES)]
    odds = 0.6 if bare else 0.955
    draws = [rng.random() < odds for _ in range(4)]
    compound.haves = (draws[0], draws[1], draws[2], draws[3])
