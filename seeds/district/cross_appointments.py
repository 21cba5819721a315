"""Two-way entry and cross-appointment (双向进入、交叉任职) with property companies."""

from datetime import date, timedelta
from random import Random

from .posts import available, seniority
from .state import Community, Company, District, Organization, Person, day_between

OVER_APPOINTED = 8
LEFT_THE_COMMUNITY = 4
"""People still in a company's branch who have left the community's committee."""

ROLE = "PART_TIME_COMMITTEE_MEMBER"
BOTH, OUT, IN, NONE = (
    "MUTUAL",
    "ONLY_COMMUNITY_TO_COMPANY",
    "ONLY_COMPANY_TO_COMMUNITY",
    "NONE",
)


def pairs(district: District) -> list[tuple[Community, Company]]:
    """A community and a company that manages a compound in it today."""
    found: list[tuple[Community, Company]] = []
    for community in district.communities:
        managing = {compound.company for compound in community.compounds}
        found.extend((community, company) for company in community.companies if company in managing)
    return found


def cross_appoint(district: District) -> None:
    """Both ways in about half the pairs, one way or not at all in the others."""
    rng = district.rng("cross")
    quiet: list[tuple[Community, Company]] = []
    for community, company in pairs(district):
        if company.organization:
            status = rng.choices((BOTH, OUT, IN, NONE), (54, 15, 13, 18))[0]
        else:
            status = IN if rng.random() < 0.4 else NONE
        if status in (BOTH, OUT):
            _send_out(district, community, company, rng)
        elif company.organization:
            quiet.append((community, company))
        if status in (BOTH, IN):
            _take_in(district, community, company, rng)
        elif rng.random() < 0.25:
            _took_in(district, community, company, rng)
    for i, (community, company) in enumerate(quiet):
        if i < LEFT_THE_COMMUNITY:
            _left(district, community, company, rng)
        elif rng.random() < 0.3:
            _send_out(district, community, company, rng, ended=True)
    _over_appoint(district, rng)


def _start(rng: Random, person: Person, *days: date) -> date:
    return day_between(rng, seniority(person, max(*days, date(2021, 1, 15))), date(2026, 6, 30))


def _send_out(
    district: District, community: Community, company: Company, rng: Random, ended: bool = False
) -> None:
    committee, branch = community.committee, company.organization
    if not committee or not branch:
        return
    free = available(committee.members)
    person = min(free, key=lambda p: (p.load, p.code))
    since = _start(rng, person, branch.established)
    if ended:
        since = min(since, date(2025, 3, 1))
        until = day_between(rng, max(since + timedelta(90), date(2025, 6, 1)), date(2026, 9, 20))
        district.appoint(person, ROLE, branch, since, until)
        return
    district.appoint(person, ROLE, branch, since)
    if since > date(2023, 1, 1) and rng.random() < 0.5:
        other = rng.choice([p for p in committee.members if p is not person])
        start = day_between(rng, date(2021, 1, 15), date(2022, 9, 1))
        district.appoint(other, ROLE, branch, max(start, branch.established), since)


def _take_in(district: District, community: Community, company: Company, rng: Random) -> None:
    if committee := community.committee:
        person = min(available(company.staff), key=lambda p: (p.load, p.code))
        since = _start(rng, person, committee.established)
        district.appoint(person, ROLE, committee, since)


def _took_in(district: District, community: Community, company: Company, rng: Random) -> None:
    """An appointment that ran out and was not renewed."""
    if committee := community.committee:
        person = rng.choice([p for p in company.staff if p.is_full])
        since = min(_start(rng, person, committee.established), date(2024, 10, 1))
        until = day_between(rng, date(2025, 1, 10), date(2026, 9, 20))
        district.appoint(person, ROLE, committee, since, until)


def _left(district: District, community: Community, company: Company, rng: Random) -> None:
    committee, branch = community.committee, company.organization
    here = [(o, p) for o in _organizations_of_grids(community) for p in available(o.members, 1)]
    if not committee or not branch or not here:
        return
    now, person = here[0]
    rows = district.rows["affiliations"]
    index = next(i for i, row in enumerate(rows) if row[0] == person.code)
    left = day_between(rng, date(2025, 2, 1), date(2026, 7, 31))
    joined = max(person.full or left, committee.established)
    start = min(joined, left - timedelta(days=400))
    rows[index] = (person.code, committee.code, "FORMAL", start, left)
    rows[:] = [row for i, row in enumerate(rows) if i <= index or row[0] != person.code]
    district.add("affiliations", person.code, now.code, "FORMAL", left, None)
    since = max(branch.established, left - timedelta(days=300))
    district.appoint(person, ROLE, branch, since)


def _organizations_of_grids(community: Community) -> list[Organization]:
    return [grid.organization for grid in community.grids if grid.organization]


def _over_appoint(district: District, rng: Random) -> None:
    """A few secretaries sit in the branches of all the community's companies, four posts each."""
    wide = [
        (community, [c.organization for c in community.companies if c.organization])
        for community in district.communities
    ]
    wide = [(community, branches) for community, branches in wide if len(branches) > 2]
    for community, branches in rng.sample(wide, OVER_APPOINTED):
        if community.committee:
            person = max(available(community.committee.members, 9), key=lambda p: p.load)
            held = {row[2] for row in district.rows["posts"] if row[0] == person.code}
            for branch in branches:
                if branch.code not in held and person.load < 5:
                    district.appoint(person, ROLE, branch, _start(rng, person, branch.established))
