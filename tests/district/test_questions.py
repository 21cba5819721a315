"""The operations of `docs/questions.md` give the answers written there, and those are right."""

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

from resolvers.engine import Engine
from seeds.district import REFERENCE_DAY
from tests.district.asking import answer, counts
from tests.district.questions import QUESTIONS, Question, questions, rewritten, written
from tests.seeds.district_rows import (
    Record,
    covering,
    current_posts,
    data,
    holds,
    kinds,
    number,
    organizations,
    parents,
    path,
    places_of,
    text,
)

WANTED = {*range(1, 24)}


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
async def test_the_answer_is_the_one_written_down(engine: Engine, question: Question) -> None:
    assert await answer(engine, question.operation) == question.answer


def test_every_question_is_there_under_a_name_of_its_own() -> None:
    found = questions()
    assert {q.number for q in found} == WANTED
    assert len({q.name for q in found}) == len(found)


def test_the_document_is_written_as_the_program_writes_it() -> None:
    known = {q.name: q.answer for q in questions()}
    assert rewritten(known) == QUESTIONS.read_text("utf-8")
    assert written({"a": [1, None], "名": "甲"}) == '{"a": [1, null], "名": "甲"}'


@cache
def _answers() -> dict[str, Any]:
    return {q.name: q.answer for q in questions()}


def _above(code: str, kind: str) -> str:
    """Code of the place of a kind that a place is in; towns and townships are subdistricts."""
    towns = ("SUBDISTRICT", "TOWN", "TOWNSHIP")
    wanted = towns if kind == "SUBDISTRICT" else (kind,)
    return next(place for place in path(code) if kinds()[place] in wanted)


def _full(person: Record) -> bool:
    full = person["full_member_on"]
    return isinstance(full, date) and full <= REFERENCE_DAY


def _residents(only_full: bool = False) -> Counter[str]:
    """Members by building."""
    people = [p for p in data()["people"] if p["category"] and p["residence_code"]]
    return Counter(text(p["residence_code"]) for p in people if not only_full or _full(p))


def _formal() -> dict[str, list[str]]:
    """Organizations in office that each person is formally affiliated with."""
    found: dict[str, list[str]] = {}
    for row in data()["affiliations"]:
        if row["kind"] == "FORMAL" and holds(row) and row["organization_code"] in organizations():
            found.setdefault(text(row["person_code"]), []).append(text(row["organization_code"]))
    return found


def _without_group() -> list[str]:
    grouped = {
        place
        for place, codes in covering().items()
        if any(organizations()[code]["kind"] == "GROUP" for code in codes)
    }
    return [p for p, kind in kinds().items() if kind == "BUILDING" and p not in grouped]


def test_buildings_without_a_group_are_those_of_the_tables() -> None:
    found = _answers()["BuildingsWithoutGroup"]["buildings"]
    there = [b for b in _without_group() if _above(b, "SUBDISTRICT") == "140902003"]
    living = _residents()
    assert found["totalCount"] == len(there)
    expected = sorted(there, key=lambda b: (-living[b], b))[:3]
    assert [n["code"] for n in found["nodes"]] == expected
    assert [n["residents"]["totalCount"] for n in found["nodes"]] == [living[b] for b in expected]


def test_coverage_by_subdistrict_is_that_of_the_tables() -> None:
    found = _answers()["BuildingCoverage"]
    names = {text(p["code"]): text(p["name"]) for p in data()["places"]}
    buildings = [p for p, kind in kinds().items() if kind == "BUILDING"]
    without = set(_without_group())
    for alias, chosen in (
        ("buildings", buildings),
        ("covered", [b for b in buildings if b not in without]),
    ):
        expected = Counter(names[_above(b, "SUBDISTRICT")] for b in chosen)
        groups = found[alias]["subdistricts"]
        assert {g["keys"][0]["node"]["name"]: g["count"] for g in groups} == expected
        assert found[alias]["totalCount"] == len(chosen)


def test_buildings_with_three_full_members_are_those_of_the_tables() -> None:
    found = _answers()["LargeBuildingsWithoutGroup"]["buildings"]
    full = _residents(only_full=True)
    assert found["totalCount"] == sum(full[b] >= 3 for b in _without_group())
    assert all(n["residents"]["totalCount"] == full[n["code"]] for n in found["nodes"])


def test_large_and_wide_branches_are_those_of_the_tables() -> None:
    found = _answers()["LargeBranches"]
    members = Counter(code for codes in _formal().values() for code in set(codes))
    office, areas = organizations(), places_of()
    large = {text(o["name"]): members[c] for c, o in office.items() if o["kind"] == "BRANCH"}
    assert {n["name"]: n["members"]["totalCount"] for n in found["large"]["nodes"]} == {
        name: count for name, count in large.items() if count > 50
    }
    wide = {text(o["name"]): len(areas[c]) for c, o in office.items() if o["joint"]}
    assert {n["name"]: n["places"]["totalCount"] for n in found["wide"]["nodes"]} == {
        name: count for name, count in wide.items() if count > 5
    }


def test_terms_over_and_soon_over_are_those_of_the_tables() -> None:
    """Five years for a committee and whatever covers a community, else three by default."""
    found = _answers()["VacantAndDue"]
    areas, known, overdue, soon = places_of(), kinds(), 0, 0
    for code, organization in organizations().items():
        started = organization["term_started_on"]
        if isinstance(started, date):
            local = any(known[place] == "COMMUNITY" for place in areas.get(code, ()))
            local = local or organization["kind"] == "COMMITTEE"
            years = number(organization["term_years"]) or (5 if local else 3)
            ends = started.replace(year=started.year + years)
            overdue += ends <= REFERENCE_DAY
            soon += REFERENCE_DAY < ends <= date(2027, 5, 1)
    assert (found["overdue"]["totalCount"], found["soon"]["totalCount"]) == (overdue, soon)


def test_broken_chains_are_those_of_the_tables() -> None:
    found = _answers()["BrokenChain"]
    office, known = organizations(), kinds()
    level = {code: {known[p] for p in areas} for code, areas in places_of().items()}
    missing: Counter[str] = Counter()
    for organization in office.values():
        if organization["kind"] == "GROUP":
            seen: set[str] = set()
            step = text(organization["parent_code"])
            while step:
                seen |= level.get(step, set())
                step = text(office[step]["parent_code"] or "")
            missing.update({"COMPOUND", "GRID", "COMMUNITY"} - seen)
    assert found["withoutCompound"]["totalCount"] == missing["COMPOUND"]
    assert found["withoutGrid"]["totalCount"] == missing["GRID"]
    assert found["withoutCommunity"]["totalCount"] == missing["COMMUNITY"]


def test_relations_of_grids_are_those_of_the_tables() -> None:
    known, above = kinds(), parents()
    of_compound: dict[str, set[str]] = {}
    for place, kind in known.items():
        if kind == "BUILDING":
            of_compound.setdefault(above[place], set()).add(place)
    held: dict[str, set[str]] = {}
    for area in data()["grid_areas"]:
        grid, place = text(area["grid_code"]), text(area["place_code"])
        if known[grid] == "GRID":
            held.setdefault(grid, set()).update(of_compound.get(place, {place}))
    expected = Counter(_relation(b, {above[p] for p in b}, of_compound) for b in held.values())
    assert counts(_answers()["GridsByRelation"]["grids"]["groupBy"]) == expected


def _relation(grid: set[str], touched: set[str], of_compound: dict[str, set[str]]) -> str:
    if all(of_compound[compound] <= grid for compound in touched):
        return "EQUALS" if len(touched) == 1 else "CONTAINS"
    return "WITHIN" if len(touched) == 1 else "OVERLAPS"


def test_members_not_registered_are_those_of_the_tables() -> None:
    found = _answers()["NotRegistered"]["notRegistered"]
    registered = {row["person_code"] for row in data()["dual_registrations"]}
    missing = [
        person
        for person in data()["people"]
        if person["category"] == "IN_SERVICE"
        and person["residence_code"]
        and person["code"] not in registered
    ]
    assert found["totalCount"] == len(missing)
    largest = Counter(p["employer_code"] for p in missing).most_common(1)[0][1]
    assert found["groupBy"][0]["count"] == largest


def test_members_affiliated_elsewhere_are_those_of_the_tables() -> None:
    here, formal, areas = "140902001002", _formal(), places_of()
    expected = 0
    for person in data()["people"]:
        home = text(person["residence_code"] or "")
        codes = formal.get(text(person["code"]), [])
        if person["category"] and home.startswith(here) and codes:
            expected += not any(p.startswith(here) for c in codes for p in areas.get(c, ()))
    assert _answers()["AffiliatedElsewhere"]["members"]["totalCount"] == expected > 20


def test_leaders_of_several_units_are_those_of_the_tables() -> None:
    found = _answers()["UnitLeaders"]
    posts = current_posts("UNIT_LEADER")
    held = Counter(p["person_code"] for p in posts)
    units = sum(kind == "BUILDING_UNIT" for kind in kinds().values())
    assert found["severalUnits"]["totalCount"] == sum(count > 1 for count in held.values())
    assert found["withoutLeader"]["totalCount"] == units - len(posts)


@pytest.mark.parametrize("year", [2023, 2026])
def test_backgrounds_are_those_of_the_tables(year: int) -> None:
    day = date(year, 11, 1)
    found = _answers()[f"Backgrounds{year}"]
    places = {text(p["code"]): p for p in data()["places"]}
    covered = covering(day)
    of: dict[str, list[Record]] = {}
    for post in current_posts("SECRETARY", day):
        of.setdefault(text(post["organization_code"]), []).append(post)
    posts: set[tuple[str, str]] = set()
    expected: Counter[tuple[str, str]] = Counter()
    for code, kind in kinds().items():
        if kind == "COMPOUND":
            community = places[_above(code, "COMMUNITY")]["community_kind"]
            seen: set[str] = set()
            for organization in covered.get(code, set()):
                for post in of.get(organization, []):
                    background = text(post["background"])
                    seen.add(background)
                    posts.add((f"{organization} {post['person_code']}", background))
            expected.update((background, text(community)) for background in seen)
    assert counts(found["all"]["groupBy"]) == Counter(background for _, background in posts)
    for alias, background in (("retired", "RETIRED"), ("inService", "IN_SERVICE")):
        assert counts(found[alias]["groupBy"]) == {
            kind: count for (b, kind), count in expected.items() if b == background
        }


def test_activities_by_month_and_compound_are_those_of_the_tables() -> None:
    found = _answers()["VolunteerService"]["activities"]
    rows = [a for a in data()["activities"] if a["kind"] == "VOLUNTEER_SERVICE"]
    months = Counter(str(a["held_on"])[:7] for a in rows)
    served: Counter[str] = Counter()
    for activity in rows:
        served[str(activity["held_on"])[:7]] += number(activity["served"])
    for group in found["months"]:
        month = group["keys"][0]["value"]
        assert group["count"] == months[month]
        assert group["aggregate"]["served"]["sum"] == served[month]
    assert found["months"][0]["keys"][0]["value"] == max(months)
    most = Counter(text(a["place_code"]) for a in rows).most_common(1)[0][1]
    assert found["compounds"][0]["count"] == most


def test_the_notice_of_a_stairwell_is_complete() -> None:
    unit = _answers()["StairwellNotice"]["buildingUnits"]["nodes"][0]
    known, above = kinds(), parents()
    code = "140902001002-X01-01-1"
    names = {text(p["code"]): text(p["name"]) for p in data()["people"]}
    leaders = [p for p in current_posts("UNIT_LEADER") if p["place_code"] == code]
    assert unit["leader"]["name"] == names[text(leaders[0]["person_code"])]
    micro = next(
        text(a["grid_code"])
        for a in data()["grid_areas"]
        if a["place_code"] in (code, above[code]) and known[text(a["grid_code"])] == "MICRO_GRID"
    )
    holder = next(p for p in current_posts("MICRO_GRID_LEADER") if p["place_code"] == micro)
    assert unit["microGrid"]["leader"]["name"] == names[text(holder["person_code"])]
    officer = next(p for p in current_posts("POLICE_OFFICER") if p["place_code"] == above[micro])
    assert unit["microGrid"]["grid"]["policeOfficer"]["name"] == names[text(officer["person_code"])]
    levels = [a["level"] for a in unit["building"]["partyGroup"]["ancestors"]]
    assert levels[-2:] == ["COMMUNITY", "SUBDISTRICT"]
    assert unit["building"]["compound"]["propertyCompany"]["name"]
    assert len(unit["building"]["compound"]["community"]["liaisons"]["nodes"]) >= 4
