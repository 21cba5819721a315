"""The rows obey the dataset's row rules: keys, references, parent kinds, intervals."""

from datetime import date

import pytest

from seeds.district import HORIZON, REFERENCE_DAY
from seeds.district.columns import COLUMNS
from tests.seeds.district_rows import Record, data, holds, in_office, kinds, organizations, text

KEYS: dict[str, tuple[str, ...]] = {
    "places": ("code",),
    "grid_areas": ("grid_code", "place_code"),
    "organizations": ("code",),
    "organization_areas": ("organization_code", "place_code", "since"),
    "people": ("code",),
    "affiliations": ("person_code", "organization_code", "kind", "since"),
    "posts": ("person_code", "role", "organization_code", "place_code", "since"),
    "companies": ("code",),
    "management": ("company_code", "compound_code", "since"),
    "units": ("code",),
    "liaisons": ("community_code", "role", "person_code", "unit_code", "since"),
    "dual_registrations": ("community_code", "person_code", "unit_code"),
    "facilities": ("code",),
    "rooms": ("facility_code", "name"),
    "service_items": ("code",),
    "facility_services": ("facility_code", "service_code"),
    "teams": ("code",),
    "activities": ("code",),
}
REFERENCES: list[tuple[str, str, tuple[str, ...]]] = [
    ("places", "parent_code", ("places",)),
    ("grid_areas", "grid_code", ("places",)),
    ("grid_areas", "place_code", ("places",)),
    ("organizations", "parent_code", ("organizations",)),
    ("organizations", "host_code", ("companies", "units")),
    ("organization_areas", "organization_code", ("organizations",)),
    ("organization_areas", "place_code", ("places",)),
    ("people", "residence_code", ("places",)),
    ("people", "employer_code", ("companies", "units")),
    ("affiliations", "person_code", ("people",)),
    ("affiliations", "organization_code", ("organizations",)),
    ("posts", "person_code", ("people",)),
    ("posts", "organization_code", ("organizations",)),
    ("posts", "place_code", ("places",)),
    ("management", "company_code", ("companies",)),
    ("management", "compound_code", ("places",)),
    ("liaisons", "community_code", ("places",)),
    ("liaisons", "person_code", ("people",)),
    ("liaisons", "unit_code", ("units",)),
    ("dual_registrations", "community_code", ("places",)),
    ("dual_registrations", "person_code", ("people",)),
    ("dual_registrations", "unit_code", ("units",)),
    ("facilities", "place_code", ("places",)),
    ("rooms", "facility_code", ("facilities",)),
    ("facility_services", "facility_code", ("facilities",)),
    ("facility_services", "service_code", ("service_items",)),
    ("teams", "compound_code", ("places",)),
    ("activities", "place_code", ("places",)),
    ("activities", "team_code", ("teams",)),
]
OPTIONAL: dict[str, set[str]] = {
    "places": {"code", "name", "kind"},
    "organizations": {"code", "name", "kind", "established_on"},
    "people": {"code", "name"},
    "affiliations": {"person_code", "organization_code", "kind", "since"},
    "posts": {"person_code", "role", "since"},
    "management": {"company_code", "compound_code", "since"},
    "liaisons": {"community_code", "role", "since"},
    "dual_registrations": {"community_code", "registered_on"},
    "facilities": {"code", "name", "kind", "place_code"},
    "activities": {"code", "kind", "title", "held_on"},
}
PARENT_KINDS = {
    "SUBDISTRICT": {"DISTRICT"},
    "TOWN": {"DISTRICT"},
    "TOWNSHIP": {"DISTRICT"},
    "COMMUNITY": {"SUBDISTRICT", "TOWN", "TOWNSHIP"},
    "LANE": {"COMMUNITY"},
    "GRID": {"COMMUNITY"},
    "MICRO_GRID": {"GRID"},
    "COMPOUND": {"COMMUNITY"},
    "BUILDING": {"COMPOUND"},
    "BUILDING_UNIT": {"BUILDING"},
}


def test_every_table_is_filled() -> None:
    assert list(data()) == list(COLUMNS) == list(KEYS)
    assert all(rows for rows in data().values())


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_unique(table: str) -> None:
    seen = [tuple(row[column] for column in KEYS[table]) for row in data()[table]]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(("table", "column", "targets"), REFERENCES)
def test_references_resolve(table: str, column: str, targets: tuple[str, ...]) -> None:
    known = {row["code"] for target in targets for row in data()[target]}
    found = {row[column] for row in data()[table]} - {None}
    assert found
    assert found <= known


@pytest.mark.parametrize("table", OPTIONAL)
def test_what_is_required_is_there(table: str) -> None:
    for column in OPTIONAL[table]:
        assert all(row[column] not in (None, "") for row in data()[table]), column


def test_parents_are_of_the_right_kind_and_come_first() -> None:
    seen: dict[object, str] = {}
    for place in data()["places"]:
        kind = text(place["kind"])
        if kind == "DISTRICT":
            assert place["parent_code"] is None
        else:
            assert seen[place["parent_code"]] in PARENT_KINDS[kind]
        seen[place["code"]] = kind


@pytest.mark.parametrize(
    "table", ["organization_areas", "affiliations", "posts", "management", "liaisons"]
)
def test_nothing_ends_before_it_begins_or_after_the_reference_day(table: str) -> None:
    for row in data()[table]:
        since, until = row["since"], row["until"]
        assert isinstance(since, date)
        assert since <= REFERENCE_DAY
        if until is not None:
            assert isinstance(until, date)
            assert since < until <= REFERENCE_DAY, row


def test_exactly_one_of_two() -> None:
    for table, left, right in (
        ("posts", "organization_code", "place_code"),
        ("liaisons", "person_code", "unit_code"),
        ("dual_registrations", "person_code", "unit_code"),
    ):
        assert all((row[left] is None) != (row[right] is None) for row in data()[table])


def test_the_organization_tree_has_no_cycle_and_no_parent_is_younger() -> None:
    every = {row["code"]: row for row in data()["organizations"]}
    for organization in every.values():
        steps, child = 0, organization
        while child["parent_code"]:
            row = every[child["parent_code"]]
            started, above = child["established_on"], row["established_on"]
            assert isinstance(started, date)
            assert isinstance(above, date)
            assert in_office(row)
            if child["kind"] != "BRANCH":
                assert above <= started, child
            steps, child = steps + 1, row
            assert steps < 7


def test_intervals_stay_inside_the_organizations_time() -> None:
    every = {row["code"]: row for row in data()["organizations"]}
    for table in ("organization_areas", "affiliations", "posts"):
        for row in data()[table]:
            if row["organization_code"] is not None:
                organization = every[row["organization_code"]]
                since, started = row["since"], organization["established_on"]
                assert isinstance(since, date)
                assert isinstance(started, date)
                assert started <= since, (table, row)


def test_post_roles_go_with_their_places() -> None:
    wanted = {
        "GRID_LEADER": "GRID",
        "POLICE_OFFICER": "GRID",
        "MICRO_GRID_LEADER": "MICRO_GRID",
        "UNIT_LEADER": "BUILDING_UNIT",
        "CENTRAL_HOUSEHOLD": "BUILDING",
    }
    found = kinds()
    for post in data()["posts"]:
        if post["place_code"] is not None:
            assert found[text(post["place_code"])] == wanted[text(post["role"])]


def test_full_membership_comes_after_admission() -> None:
    for person in data()["people"]:
        joined, full = person["joined_on"], person["full_member_on"]
        assert (person["category"] is None) == (joined is None)
        if full is not None:
            assert isinstance(joined, date)
            assert isinstance(full, date)
            assert joined < full <= REFERENCE_DAY


def test_history_reaches_back_to_the_horizon() -> None:
    """Members admitted before the horizon had one formal affiliation then, with few exceptions."""
    office = organizations(HORIZON)
    early: list[Record] = [
        p for p in data()["people"] if isinstance(p["joined_on"], date) and p["joined_on"] < HORIZON
    ]
    formal: dict[object, int] = {}
    for row in data()["affiliations"]:
        if row["kind"] == "FORMAL" and row["organization_code"] in office and holds(row, HORIZON):
            formal[row["person_code"]] = formal.get(row["person_code"], 0) + 1
    placed = sum(formal.get(p["code"]) == 1 for p in early)
    assert len(early) > 15_000
    assert placed / len(early) > 0.995
