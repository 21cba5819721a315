"""What a sheet does not have stays as it is, and new rows need what they need."""

from pathlib import Path

import pytest

from graph.bolt import Graph
from seeds.dataset import load
from tests.dataset.loading import contents, loaded, problems
from tests.dataset.small import COMPANY, rows, small


@pytest.fixture
async def full(blank: Graph) -> Graph:
    """A graph with the small dataset and words that say more than their kind."""
    tables = small()
    tables["organizations"].put(2, "kind", "大党委")
    report = await loaded(blank, tables)
    assert problems(report) == []
    return blank


async def organization(graph: Graph, code: str) -> list[list[object]]:
    return await graph.rows(
        "MATCH (n:PartyOrganization {code: $code}) RETURN n.name, n.kind, n.expanded, "
        "[(n)-[:SUBORDINATE_TO]->(x) | x.code], [(n)-[:HOSTED_BY]->(x) | x.code], "
        "toString(n.establishedOn), toString(n.dissolvedOn)",
        {"code": code},
    )


async def test_a_group_is_dissolved_without_its_superior_being_given(full: Graph) -> None:
    table = rows("organizations", "code name kind dissolved_on", ["O3", "Group", "GROUP",
                 "2026-01-01"])  # fmt: skip
    report = await loaded(full, [table])
    assert problems(report) == []
    assert report.written == 1
    assert await organization(full, "O3") == [
        ["Group", "GROUP", False, ["O2"], [], None, "2026-01-01"]
    ]


async def test_a_code_and_the_one_column_that_changes_are_enough(full: Graph) -> None:
    table = rows("organizations", "code dissolved_on", ["O2", "2026-01-01"], ["O4", "2026-01-01"])
    report = await loaded(full, [table])
    assert problems(report) == []
    assert await organization(full, "O2") == [
        ["Branch", "BRANCH", False, ["O1"], [], "2016-05-01", "2026-01-01"]
    ]
    assert await organization(full, "O4") == [
        ["Branch of a company", "BRANCH", False, ["O1"], [COMPANY], None, "2026-01-01"]
    ]


async def test_places_keep_kind_name_superior_and_path(full: Graph) -> None:
    table = rows("places", "code floors households", ["B1", 9, None], ["C1", None, 950])
    report = await loaded(full, [table])
    assert problems(report) == []
    found = await full.rows(
        "MATCH (n:Place) WHERE n.code IN ['B1', 'C1'] RETURN labels(n), n.name, n.kind, n.path, "
        "n.floors, n.households, n.communityKind ORDER BY n.code"
    )
    assert [[set(row[0]), *row[1:]] for row in found] == [
        [{"Place", "Building"}, "Building", "BUILDING", "D1/S1/C1/X1/B1/", 9, None, None],
        [{"Place", "Community"}, "Community", "COMMUNITY", "D1/S1/C1/", None, 950, "MIXED"],
    ]


async def test_places_keep_their_superior_where_the_kind_is_given(full: Graph) -> None:
    table = rows("places", "code name kind floors", ["B1", "Building", "BUILDING", 9])
    report = await loaded(full, [table])
    assert problems(report) == []
    above = "MATCH (:Place {code: 'B1'})-[:WITHIN]->(n) RETURN n.code"
    assert await full.rows(above) == [["X1"]]


@pytest.mark.parametrize(
    "name",
    ["places", "organizations", "people", "companies", "units", "facilities", "service_items",
     "teams", "activities", "posts", "liaisons", "dual_registrations", "rooms", "grid_areas",
     "organization_areas", "affiliations", "management", "facility_services"],
)  # fmt: skip
async def test_every_table_with_its_key_alone_changes_nothing(full: Graph, name: str) -> None:
    before = await contents(full)
    key = {
        "posts": "person_code role organization_code place_code since",
        "liaisons": "community_code role person_code unit_code since",
        "dual_registrations": "community_code person_code unit_code",
        "rooms": "facility_code name",
        "grid_areas": "grid_code place_code",
        "organization_areas": "organization_code place_code since",
        "affiliations": "person_code organization_code kind since",
        "management": "company_code compound_code since",
        "facility_services": "facility_code service_code",
    }.get(name, "code").split()
    table = small()[name]
    places = [table.columns.index(column) for column in key]
    report = await loaded(
        full, [rows(name, " ".join(key), *([row[p] for p in places] for row in table.rows))]
    )
    assert problems(report) == []
    assert (report.written, report.unchanged) == (0, len(table.rows))
    assert await contents(full) == before


async def test_new_rows_are_told_what_they_lack_and_old_ones_load(full: Graph) -> None:
    table = rows("people", "code category", ["P1", "RETIRED"], ["P9", "RETIRED"])
    report = await loaded(full, [table])
    assert problems(report) == [("people", 3, "name", "missing-column")]
    assert "新增的行" in report.problems[0].zh
    assert "a new row needs it" in report.problems[0].en
    assert await full.rows("MATCH (n:Person {code: 'P1'}) RETURN n.category") == [["RETIRED"]]


async def test_new_places_need_kind_and_superior(full: Graph) -> None:
    table = rows("places", "code name", ["B1", "Old building"], ["B9", "New building"])
    assert problems(await loaded(full, [table])) == [("places", 3, "kind", "missing-column")]
    table = rows("places", "code name kind", ["B1", "Old building", "BUILDING"],
                 ["B9", "New building", "BUILDING"], ["D9", "District", "DISTRICT"])  # fmt: skip
    assert problems(await loaded(full, [table])) == [("places", 3, "parent_code", "missing-column")]
    assert await full.read("MATCH (n:Place {code: 'D9'}) RETURN n.path") == "D9/"


async def test_a_hashed_key_tells_new_rows_from_old_ones(full: Graph) -> None:
    table = rows(
        "dual_registrations", "community_code person_code unit_code claimed_post",
        ["C1", "P2", None, "Garden"], ["C1", "P1", None, "Garden"],
    )  # fmt: skip
    report = await loaded(full, [table])
    assert problems(report) == [("dual_registrations", 3, "registered_on", "missing-column")]
    found = "MATCH (n:DualRegistration) RETURN n.claimedPost, toString(n.registeredOn)"
    assert await full.rows(found) == [["Garden", "2023-03-01"]]


async def test_an_end_is_compared_with_the_stored_start(full: Graph) -> None:
    table = rows("organizations", "code dissolved_on", ["O1", "2015-04-30"], ["O2", "2016-05-01"])
    report = await loaded(full, [table])
    assert problems(report) == [("organizations", 2, "dissolved_on", "until-before-since")]
    assert "2015-05-01" in report.problems[0].en
    await loaded(full, [rows("organizations", "code dissolved_on", ["O1", "2020-01-01"])])
    table = rows("organizations", "code established_on", ["O1", "2020-01-02"])
    report = await loaded(full, [table])
    assert problems(report) == [("organizations", 2, "established_on", "until-before-since")]
    assert "“2020-01-01” lies before the start “2020-01-02”" in report.problems[0].en


async def test_what_one_row_s_word_says_is_not_said_of_the_others(full: Graph) -> None:
    # O1 is expanded. That another row says so of itself says nothing about O1.
    table = rows("organizations", "code name kind", ["O1", "Committee", "党委"],
                 ["O9", "Another committee", "大党委"])  # fmt: skip
    report = await loaded(full, [table])
    assert problems(report) == []
    assert (await organization(full, "O1"))[0][2] is True
    assert (await organization(full, "O9"))[0][2] is True


async def test_no_row_is_part_of_a_circle_it_does_not_close(full: Graph) -> None:
    table = rows("organizations", "code name", ["O1", "Top"], ["O2", "Middle"], ["O3", "Below"])
    report = await loaded(full, [table])
    assert problems(report) == []
    assert (await organization(full, "O3"))[0][3] == ["O2"]


async def test_a_wrong_row_of_a_stored_superior_takes_nothing_with_it(full: Graph) -> None:
    table = rows("organizations", "code name kind", ["O2", None, "BRANCH"],
                 ["O3", "Group renamed", "GROUP"])  # fmt: skip
    report = await loaded(full, [table])
    assert problems(report) == [("organizations", 2, "name", "missing-value")]
    assert (await organization(full, "O3"))[0][0] == "Group renamed"


async def test_a_column_that_is_given_and_empty_still_removes(full: Graph) -> None:
    table = rows("organizations", "code parent_code host_code", ["O4", None, None])
    report = await loaded(full, [table])
    assert problems(report) == []
    assert (await organization(full, "O4"))[0][3:5] == [[], []]


async def test_lines_that_end_early_have_empty_cells(full: Graph, tmp_path: Path) -> None:
    # Excel leaves out the commas of empty cells at the end of lines.
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "people.csv").write_text(
        "code,name,phone\nP1,张三\nP2,李四,13900000002\n", encoding="utf-8"
    )
    report = await load(full, tmp_path / "d")
    assert problems(report) == []
    assert await full.read("MATCH (n:Person {code: 'P1'}) RETURN n.phone") is None
