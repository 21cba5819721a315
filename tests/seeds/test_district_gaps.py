"""There are gaps to find: each counted on the rows, today and a year on."""

from collections import Counter
from datetime import date, timedelta

import pytest

from seeds.district import REFERENCE_DAY
from tests.seeds.district_rows import (
    Record,
    covering,
    current_posts,
    data,
    holds,
    kinds,
    organizations,
    parents,
    path,
    text,
)

LATER = REFERENCE_DAY + timedelta(days=365)


def _full(person: Record, day: date) -> bool:
    full = person["full_member_on"]
    return isinstance(full, date) and full <= day


def _living(day: date, only_full: bool = True) -> Counter[str]:
    """Members by building."""
    people = [p for p in data()["people"] if p["category"] and p["residence_code"]]
    return Counter(text(p["residence_code"]) for p in people if not only_full or _full(p, day))


def _formal(day: date) -> dict[str, list[str]]:
    """Codes of formal organizations by person."""
    office = organizations(day)
    found: dict[str, list[str]] = {}
    for row in data()["affiliations"]:
        if row["kind"] == "FORMAL" and row["organization_code"] in office and holds(row, day):
            found.setdefault(text(row["person_code"]), []).append(text(row["organization_code"]))
    return found


def _committees() -> dict[str, str]:
    """Committee code by community code."""
    known, office = kinds(), organizations()
    return {
        place: code
        for place, codes in covering().items()
        for code in codes
        if known[place] == "COMMUNITY" and office[code]["kind"] == "COMMITTEE"
    }


both_days = pytest.mark.parametrize("day", [REFERENCE_DAY, LATER])


@both_days
def test_buildings_without_a_group(day: date) -> None:
    known, covered, living = kinds(), covering(day), _living(day)
    without = [p for p, kind in known.items() if kind == "BUILDING" and p not in covered]
    assert len(without) == 518
    assert 70 <= sum(living[building] >= 3 for building in without) <= 120
    assert sum(living[building] == 0 for building in without) > 100


@both_days
def test_compounds_with_members_and_no_organization(day: date) -> None:
    known, above = kinds(), parents()
    covered = {p for place in covering(day) for p in (place, above.get(place, ""))}
    living: Counter[str] = Counter()
    for building, count in _living(day, only_full=False).items():
        living[above[building]] += count
    bare = [p for p, kind in known.items() if kind == "COMPOUND" and p not in covered and living[p]]
    assert len(bare) == 42
    empty = [
        p for p, kind in known.items() if kind == "COMPOUND" and p not in covered and not living[p]
    ]
    assert len(empty) == 65


def _pairs(day: date) -> Counter[str]:
    """Community–company pairs by the directions of their cross-appointments."""
    above, committees, formal = parents(), _committees(), _formal(day)
    belonging: dict[str, set[str]] = {}
    for person, codes in formal.items():
        for code in codes:
            belonging.setdefault(code, set()).add(person)
    working: dict[str, set[str]] = {}
    for person in data()["people"]:
        if person["employer_code"]:
            working.setdefault(text(person["employer_code"]), set()).add(text(person["code"]))
    hosted = {
        text(o["host_code"]): code
        for code, o in organizations(day).items()
        if o["host_code"] and text(o["host_code"]).startswith("91")
    }
    posts: dict[str, set[str]] = {}
    for post in data()["posts"]:
        if post["organization_code"] and holds(post, day):
            posts.setdefault(text(post["organization_code"]), set()).add(text(post["person_code"]))
    found: Counter[str] = Counter()
    pairs = {
        (above[text(row["compound_code"])], text(row["company_code"]))
        for row in data()["management"]
        if holds(row, day)
    }
    for community, company in pairs:
        committee, branch = committees[community], hosted.get(company, "")
        ours = posts[committee] | belonging[committee]
        theirs = working[company] | belonging.get(branch, set())
        out = bool(posts.get(branch, set()) & ours - theirs)
        back = bool(posts[committee] & theirs)
        found[
            {(True, True): "MUTUAL", (True, False): "OUT", (False, True): "IN"}.get(
                (out, back), "NONE"
            )
        ] += 1
    return found


@both_days
def test_one_sided_cross_appointments(day: date) -> None:
    found = _pairs(day)
    assert 130 < sum(found.values()) < 200, found
    assert found["MUTUAL"] > 60, found
    assert found["OUT"] > 10, found
    assert found["IN"] > 10, found
    assert found["NONE"] > 10, found


def test_cross_appointments_that_ran_out() -> None:
    hosted = {o["code"] for o in data()["organizations"] if text(o["host_code"] or "")[:2] == "91"}
    ended = [p for p in data()["posts"] if p["organization_code"] in hosted and p["until"]]
    assert any(p["role"] == "PART_TIME_COMMITTEE_MEMBER" for p in ended)


@both_days
def test_communities_short_of_a_liaison_role(day: date) -> None:
    held = Counter(
        (row["community_code"], row["role"]) for row in data()["liaisons"] if holds(row, day)
    )
    roles = {row["role"] for row in data()["liaisons"]}
    communities = [p["code"] for p in data()["places"] if p["kind"] == "COMMUNITY"]
    missing = [(c, r) for c in communities for r in roles if not held[c, r]]
    assert len(missing) == 6
    assert len({role for _, role in missing}) == 4
    assert sum(count > 1 for count in held.values()) == 3
    serving = Counter(row["person_code"] for row in data()["liaisons"] if holds(row, day))
    assert any(count > 3 for person, count in serving.items() if person)


@both_days
def test_vacant_and_doubly_held_secretaryships(day: date) -> None:
    posts = Counter(p["organization_code"] for p in current_posts("SECRETARY", day))
    office = [c for c, o in organizations(day).items() if o["kind"] != "GROUP"]
    assert sum(posts[code] == 0 for code in office) == 29
    assert sum(posts[code] > 1 for code in office) == 3
    known, covered = kinds(), covering(day)
    compound = {c for place, codes in covered.items() if known[place] == "COMPOUND" for c in codes}
    assert sum(posts[code] == 0 for code in compound) == 21


def test_vacancies_began_more_than_a_month_before() -> None:
    last: dict[object, date] = {}
    for post in data()["posts"]:
        if post["role"] == "SECRETARY":
            end = post["until"] or LATER
            assert isinstance(end, date)
            last[post["organization_code"]] = max(end, last.get(post["organization_code"], end))
    for code, organization in organizations().items():
        if organization["kind"] != "GROUP":
            assert last[code] == LATER or last[code] < REFERENCE_DAY - timedelta(days=30)


@both_days
def test_overdue_and_soon_due_terms(day: date) -> None:
    overdue = soon = 0
    for organization in organizations(day).values():
        started = organization["term_started_on"]
        if isinstance(started, date):
            years = organization["term_years"] or 5
            assert isinstance(years, int)
            ends = started.replace(year=started.year + years)
            overdue += ends <= day
            soon += day < ends <= day + timedelta(days=183)
    assert overdue >= 16
    if day == REFERENCE_DAY:
        assert overdue == 16
        assert 10 <= soon <= 20


@both_days
def test_unit_leaders_of_several_buildings_and_stairwells_without(day: date) -> None:
    above = parents()
    buildings: dict[str, set[str]] = {}
    for post in current_posts("UNIT_LEADER", day):
        person = text(post["person_code"])
        buildings.setdefault(person, set()).add(above[text(post["place_code"])])
    assert sum(len(found) > 1 for found in buildings.values()) > 30
    led = {p["place_code"] for p in current_posts("UNIT_LEADER", day)}
    assert sum(kind == "BUILDING_UNIT" and p not in led for p, kind in kinds().items()) == 64


def test_members_and_units_that_have_not_registered() -> None:
    registered = {
        (row["person_code"], row["community_code"]) for row in data()["dual_registrations"]
    }
    known = kinds()
    missing = living = 0
    for person in data()["people"]:
        if person["category"] == "IN_SERVICE" and person["residence_code"]:
            community = next(
                p for p in path(text(person["residence_code"])) if known[p] == "COMMUNITY"
            )
            living += 1
            missing += (person["code"], community) not in registered
    assert 0.08 < missing / living < 0.16
    units = {row["unit_code"] for row in data()["dual_registrations"]}
    assert sum(unit["code"] not in units for unit in data()["units"]) == 9
    assert any(row["claimed_post"] is None for row in data()["dual_registrations"])


@both_days
def test_compounds_without_management_and_without_a_mode(day: date) -> None:
    managed = Counter(row["compound_code"] for row in data()["management"] if holds(row, day))
    compounds = [p for p in data()["places"] if p["kind"] == "COMPOUND"]
    without = [c for c in compounds if not managed[c["code"]]]
    assert len(without) == 346
    assert sum(c["no_property_mode"] is None for c in without) == 14
    lacking = [c for c in without if not all(c[f"has_{have}"] for have in _HAVES)]
    assert 30 < len(lacking) < 120
    assert all(c["no_property_mode"] is None for c in compounds if managed[c["code"]])
    assert sum(count > 1 for count in managed.values()) == 2


_HAVES = ("organization", "cleaning", "service", "security")


@both_days
def test_members_without_exactly_one_formal_affiliation(day: date) -> None:
    formal = _formal(day)
    counts = Counter(
        len(formal.get(text(p["code"]), [])) for p in data()["people"] if p["category"]
    )
    assert counts[0] == 14
    assert counts[2] == 9
    assert set(counts) == {0, 1, 2}


def test_sizes_of_branches() -> None:
    members = Counter(code for codes in _formal(REFERENCE_DAY).values() for code in codes)
    office = organizations()
    rolled = Counter(members)
    for code, organization in office.items():
        if organization["kind"] == "GROUP":
            rolled[text(organization["parent_code"])] += members[code]
    branches = [c for c, o in office.items() if o["kind"] == "BRANCH"]
    assert 6 <= sum(rolled[c] > 50 for c in branches) <= 12
    formal = [c for c in branches if office[c]["establishment"] is not None]
    small = [c for c in formal if members[c] < 3 and not office[c]["joint"]]
    assert 3 <= len([c for c in small if office[c]["establishment"] == "FORMAL"]) <= 12


def test_groups_without_a_leader_or_too_small() -> None:
    led = {p["organization_code"] for p in current_posts("GROUP_LEADER")}
    groups = [c for c, o in organizations().items() if o["kind"] == "GROUP"]
    assert 25 <= sum(code not in led for code in groups) <= 30
    members = Counter(code for codes in _formal(REFERENCE_DAY).values() for code in codes)
    assert sum(members[code] < 3 for code in groups) == 14


def test_the_chain_is_broken_here_and_there() -> None:
    office, known = organizations(), kinds()
    level: dict[str, str] = {}
    for place, codes in covering().items():
        for code in codes:
            level[code] = known[place]
    broken = 0
    for code, organization in office.items():
        if organization["kind"] != "GROUP":
            continue
        seen: set[str] = set()
        step = code
        while step:
            seen.add(level.get(step, ""))
            step = text(office[step]["parent_code"] or "")
        broken += not {"COMPOUND", "GRID", "COMMUNITY"} <= seen
    assert 50 < broken < 400


def test_over_appointed_people() -> None:
    roles = Counter(
        p["person_code"]
        for row in {p["role"] for p in data()["posts"]}
        for p in current_posts(text(row))
    )
    assert 5 <= sum(count > 3 for count in roles.values()) <= 15


def test_coverage_was_gained_and_lost_this_quarter() -> None:
    known = kinds()
    before = {p for p in covering(date(2026, 7, 1)) if known[p] == "BUILDING"}
    after = {p for p in covering(REFERENCE_DAY) if known[p] == "BUILDING"}
    assert len(after - before) > 20
    assert 5 <= len(before - after) <= 12
    early = {p for p in covering(date(2021, 11, 1)) if known[p] == "BUILDING"}
    assert 300 < len(early) < 1800
