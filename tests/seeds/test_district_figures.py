"""Every figure of the district, counted on the rows without the generator's help.

One test per line of the table in `docs/demonstration-district.md`.
"""

from collections import Counter
from datetime import date

from seeds.district import REFERENCE_DAY
from tests.seeds.district_rows import (
    Record,
    covering,
    current_posts,
    data,
    kinds,
    number,
    organizations,
    parents,
    places_of,
    text,
)


def _covering_kind(kind: str, *place_kinds: str) -> set[str]:
    """Codes of the organizations of a kind in office that cover a place of these kinds."""
    office, known = organizations(), kinds()
    return {
        code
        for place, codes in covering().items()
        for code in codes
        if known[place] in place_kinds and office[code]["kind"] == kind
    }


def _of(kind: str) -> list[Record]:
    return [a for a in data()["activities"] if a["kind"] == kind]


def _sum(records: list[Record], column: str) -> int:
    return sum(number(record[column]) for record in records)


def test_766_compounds() -> None:
    assert Counter(kinds().values())["COMPOUND"] == 766


def test_45_general_branches_of_compounds_or_grids() -> None:
    assert len(_covering_kind("GENERAL_BRANCH", "COMPOUND", "GRID")) == 45
    assert len(_covering_kind("GENERAL_BRANCH", "COMPOUND")) == 27
    assert sum(o["kind"] == "GENERAL_BRANCH" for o in organizations().values()) == 45


def test_478_branches_of_compounds() -> None:
    assert len(_covering_kind("BRANCH", "COMPOUND")) == 478


def test_2559_groups_of_buildings() -> None:
    groups = _covering_kind("GROUP", "BUILDING")
    assert len(groups) == 2559
    assert groups == {c for c, o in organizations().items() if o["kind"] == "GROUP"}
    sizes = Counter(len(places) for code, places in places_of().items() if code in groups)
    assert set(sizes) == {1, 2, 3}
    assert sizes[1] > 2000
    assert sizes[2] + sizes[3] > 80


def test_secretaries_of_compound_organizations_by_background() -> None:
    ours = _covering_kind("BRANCH", "COMPOUND") | _covering_kind("GENERAL_BRANCH", "COMPOUND")
    posts = current_posts("SECRETARY")
    found = Counter(p["background"] for p in posts if p["organization_code"] in ours)
    assert found == {"RETIRED": 271, "VETERAN": 18, "IN_SERVICE": 165, "OTHER": 30}
    assert Counter(p["background"] for p in posts if p["background"]) == found
    people = {p["code"]: p for p in data()["people"]}
    for post in posts:
        holder = people[post["person_code"]]
        if post["background"] == "RETIRED":
            assert holder["category"] == "RETIRED"
        elif post["background"] == "VETERAN":
            assert holder["is_veteran"] is True
        elif post["background"] == "IN_SERVICE":
            assert holder["category"] == "IN_SERVICE"
            assert holder["employer_code"] is not None


def test_secretaries_are_chosen_in_three_ways() -> None:
    posts = [p for p in current_posts("SECRETARY") if p["background"]]
    ways = Counter(p["selected_by"] for p in posts)
    assert set(ways) == {"COMMUNITY_SELECTED", "SELF_NOMINATED", "MASS_RECOMMENDED"}


def test_3901_unit_leaders_one_to_a_stairwell() -> None:
    posts = current_posts("UNIT_LEADER")
    assert len(posts) == 3901
    assert len({p["place_code"] for p in posts}) == 3901


def test_a_little_over_3600_micro_grids_with_a_chat_group_and_one_leader_each() -> None:
    grids = [p for p in data()["places"] if p["kind"] == "MICRO_GRID"]
    with_chat = [p for p in grids if p["chat_group"]]
    assert len(with_chat) == 3614
    leaders = Counter(p["place_code"] for p in current_posts("MICRO_GRID_LEADER"))
    assert {leaders[g["code"]] for g in grids} == {1}
    assert sum(leaders.values()) == len(grids) == 3636


def test_128_grid_service_stations() -> None:
    known = kinds()
    stations = [f for f in data()["facilities"] if f["kind"] == "GRID_SERVICE_STATION"]
    assert len(stations) == 128
    assert {known[text(f["place_code"])] for f in stations} == {"GRID"}


def test_51_items_of_9_categories_are_sunk_to_stations_some_assisted() -> None:
    stations = {f["code"] for f in data()["facilities"] if f["kind"] == "GRID_SERVICE_STATION"}
    sunk = {
        s["service_code"] for s in data()["facility_services"] if s["facility_code"] in stations
    }
    items = [i for i in data()["service_items"] if i["code"] in sunk]
    assert len(items) == 51
    assert len({i["category"] for i in items}) == 9
    assert 10 < sum(i["assisted"] is True for i in items) < 51


def test_133_volunteer_teams_of_compounds() -> None:
    teams = data()["teams"]
    assert len(teams) == len({t["compound_code"] for t in teams}) == 133


def test_volunteer_activities_matters_resolved_residents_served() -> None:
    activities = _of("VOLUNTEER_SERVICE")
    assert len(activities) == 213
    assert _sum(activities, "resolved") == 264
    assert _sum(activities, "served") == 9723
    assert all(number(a["served"]) > 0 for a in activities)


def test_medical_activities_materials_feedback_children_tutored() -> None:
    assert len(_of("MEDICAL")) == 84
    assert _sum(_of("MEDICAL"), "materials") == 8260
    assert _sum(data()["activities"], "feedback") == 75
    assert _sum(_of("TUTORING"), "served") == 56


def test_11_basic_services_of_rider_stations() -> None:
    riders = {f["code"] for f in data()["facilities"] if f["kind"] == "RIDER_STATION"}
    offered = {
        s["service_code"] for s in data()["facility_services"] if s["facility_code"] in riders
    }
    assert len(riders) == 16
    assert len(offered) == 11
    assert len(data()["service_items"]) == 51 + 11


def test_four_liaison_roles() -> None:
    assert len({row["role"] for row in data()["liaisons"]}) == 4


def test_all_kinds_and_modes_are_present() -> None:
    places = data()["places"]
    for column, count in (("community_kind", 4), ("compound_kind", 4), ("no_property_mode", 5)):
        assert len({p[column] for p in places} - {None}) == count


def test_48_communities_of_18_subdistricts() -> None:
    found = Counter(kinds().values())
    assert found["COMMUNITY"] == 48
    assert (found["SUBDISTRICT"], found["TOWN"], found["TOWNSHIP"]) == (7, 8, 3)


def test_every_community_has_an_expanded_committee_and_its_own_brand() -> None:
    communities = [p for p in data()["places"] if p["kind"] == "COMMUNITY"]
    office, covered = organizations(), covering()
    for community in communities:
        over = [office[code] for code in covered[text(community["code"])]]
        assert [o["expanded"] for o in over if o["kind"] == "COMMITTEE"] == [True]
    assert len({c["brand"] for c in communities} - {None}) == 48


def test_every_relation_of_grid_and_compound_occurs() -> None:
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
    found: Counter[str] = Counter()
    for buildings in held.values():
        for compound in {above[building] for building in buildings}:
            other = of_compound[compound]
            found[_relation(buildings, other)] += 1
    assert set(found) == {"CONTAINS", "EQUALS", "WITHIN", "OVERLAPS"}
    assert min(found.values()) > 15, found


def _relation(grid: set[str], compound: set[str]) -> str:
    if grid == compound:
        return "EQUALS"
    if grid > compound:
        return "CONTAINS"
    return "WITHIN" if grid < compound else "OVERLAPS"


def test_every_building_lies_in_one_grid_and_every_stairwell_in_one_micro_grid() -> None:
    known, above = kinds(), parents()
    below: dict[str, list[str]] = {}
    for place in known:
        if place in above:
            below.setdefault(above[place], []).append(place)
    buildings: Counter[str] = Counter()
    stairwells: Counter[str] = Counter()
    for area in data()["grid_areas"]:
        place = text(area["place_code"])
        if known[text(area["grid_code"])] == "GRID":
            buildings.update(below[place] if known[place] == "COMPOUND" else [place])
        else:
            stairwells.update(below[place] if known[place] == "BUILDING" else [place])
    assert set(buildings) == {p for p, kind in known.items() if kind == "BUILDING"}
    assert set(stairwells) == {p for p, kind in known.items() if kind == "BUILDING_UNIT"}
    assert set(buildings.values()) == set(stairwells.values()) == {1}


def test_25000_members() -> None:
    people = data()["people"]
    assert sum(p["category"] is not None for p in people) == 25_000
    assert {p["category"] for p in people} == {None, "RESIDENT", "IN_SERVICE", "RETIRED", "MOBILE"}
    assert 3_100 < Counter(kinds().values())["BUILDING"] < 3_300


def test_activities_lie_in_the_two_years_before_the_reference_day() -> None:
    for activity in data()["activities"]:
        held = activity["held_on"]
        assert isinstance(held, date)
        assert date(2024, 11, 1) <= held < REFERENCE_DAY


def test_every_compound_with_an_organization_has_a_mechanism() -> None:
    compounds = {
        text(p["code"]): p["mechanism"] for p in data()["places"] if p["kind"] == "COMPOUND"
    }
    led = {code for code in compounds if covering().get(code)}
    assert {code for code, mechanism in compounds.items() if mechanism} == led
    assert len(set(compounds.values())) > 5
