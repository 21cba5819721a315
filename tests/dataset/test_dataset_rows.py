"""Every way for a row to be wrong: what is found, where, and that nothing else is."""

from collections.abc import Callable

import pytest

from graph.bolt import Graph
from seeds.dataset.errors import (
    CATALOGUE,
    DEPENDS_ON_WRONG_ROW,
    MISSING_HEADING,
    OUTSIDE_SCOPE,
    REPEATED_COLUMN,
    REPEATED_SHEET,
    SURPLUS_FIELD,
    UNKNOWN_COLUMN,
    UNKNOWN_SHEET,
)
from seeds.dataset.sheets import Cell, Flaw, Flawed
from tests.dataset.loading import Found, loaded, problems
from tests.dataset.small import COMPANY, Rows, small

Change = Callable[[dict[str, Rows]], None]


def put(table: str, row: int, column: str, cell: Cell) -> Change:
    """A cell of the small dataset gets another value."""
    return lambda tables: tables[table].put(row, column, cell)


def add(table: str, *rows: list[Cell]) -> Change:
    """A table of the small dataset gets more rows."""
    return lambda tables: tables[table].rows.extend(rows)


def drop(table: str, column: str) -> Change:
    """A table of the small dataset loses a column."""

    def change(tables: dict[str, Rows]) -> None:
        place = tables[table].columns.index(column)
        tables[table].columns.pop(place)
        for row in tables[table].rows:
            row.pop(place)

    return change


WRONG: list[tuple[str, Change, str, int, str]] = [
    ("missing-column", drop("rooms", "name"), "rooms", 1, "name"),
    ("missing-value", put("units", 2, "name", "  "), "units", 2, "name"),
    ("error-value", put("units", 2, "name", "#REF!"), "units", 2, "name"),
    ("error-value", put("units", 2, "name", Flawed(Flaw.ERROR, "#REF!")), "units", 2, "name"),
    ("error-value", put("places", 4, "households", "#N/A"), "places", 4, "households"),
    ("formula-without-value", put("units", 2, "name", Flawed(Flaw.FORMULA)), "units", 2, "name"),
    ("merged-cell", put("rooms", 2, "extended", Flawed(Flaw.MERGED)), "rooms", 2, "extended"),
    ("missing-value", put("activities", 2, "held_on", None), "activities", 2, "held_on"),
    ("missing-value", put("affiliations", 2, "person_code", ""), "affiliations", 2, "person_code"),
    ("missing-value", put("places", 8, "parent_code", None), "places", 8, "parent_code"),
    ("unknown-word", put("facilities", 2, "kind", "PUB"), "facilities", 2, "kind"),
    ("unknown-word", put("affiliations", 2, "kind", "正式"), "affiliations", 2, "kind"),
    ("ambiguous-date", put("management", 2, "since", "1/2/2019"), "management", 2, "since"),
    ("malformed-date", put("management", 2, "since", "2019-02-30"), "management", 2, "since"),
    ("malformed-date", put("management", 2, "since", 43466), "management", 2, "since"),
    ("malformed-number", put("activities", 2, "served", "many"), "activities", 2, "served"),
    ("malformed-number", put("activities", 2, "served", -1), "activities", 2, "served"),
    ("malformed-number", put("activities", 2, "served", 2.5), "activities", 2, "served"),
    ("malformed-number", put("activities", 2, "served", 2**31), "activities", 2, "served"),
    ("malformed-boolean", put("rooms", 2, "extended", "maybe"), "rooms", 2, "extended"),
    ("malformed-boolean", put("rooms", 2, "extended", 2), "rooms", 2, "extended"),
    ("malformed-code", put("activities", 2, "code", "A/1"), "activities", 2, "code"),
    ("malformed-code", put("activities", 2, "code", "A 1"), "activities", 2, "code"),
    ("malformed-code", put("activities", 2, "code", "A\u20281"), "activities", 2, "code"),
    ("digits-lost", put("activities", 2, "code", 1.409020010010012e17), "activities", 2, "code"),
    ("value-too-long", put("activities", 2, "code", "A" * 65), "activities", 2, "code"),
    ("value-too-long", put("activities", 2, "title", "A" * 2001), "activities", 2, "title"),
    ("until-before-since", put("management", 2, "until", "2018-12-31"), "management", 2, "until"),
    (
        "until-before-since",
        put("organizations", 3, "dissolved_on", "2014-01-01"),
        "organizations", 3, "dissolved_on",
    ),
    ("duplicate-key", add("units", ["N1", "Another"]), "units", 3, "code"),
    ("duplicate-key", add("grid_areas", ["G1", "B1"]), "grid_areas", 3, "grid_code"),
    (
        "duplicate-key",
        add("posts", ["P2", "GRID_LEADER", None, "G1", None, "2026-01-01"]),
        "posts", 4, "person_code",
    ),
    ("key-of-another-kind", add("units", [COMPANY, "Namesake"]), "units", 3, "code"),
    ("unknown-reference", put("grid_areas", 2, "place_code", "B9"), "grid_areas", 2, "place_code"),
    ("unknown-reference", put("people", 3, "employer_code", "N9"), "people", 3, "employer_code"),
    ("unknown-reference", put("places", 9, "parent_code", "S9"), "places", 9, "parent_code"),
    (
        "unknown-reference",
        put("organizations", 4, "parent_code", "O9"),
        "organizations", 4, "parent_code",
    ),
    ("wrong-reference-kind", put("grid_areas", 2, "grid_code", "X1"), "grid_areas", 2, "grid_code"),
    ("wrong-reference-kind", put("liaisons", 2, "unit_code", COMPANY), "liaisons", 2, "unit_code"),
    ("wrong-reference-kind", put("teams", 2, "compound_code", "C1"), "teams", 2, "compound_code"),
    ("wrong-parent-kind", put("places", 9, "parent_code", "D1"), "places", 9, "parent_code"),
    ("wrong-parent-kind", put("places", 9, "parent_code", "X1"), "places", 9, "parent_code"),
    ("cycle", put("organizations", 4, "parent_code", "O3"), "organizations", 4, "parent_code"),
    ("cycle", put("places", 9, "parent_code", "C2"), "places", 9, "parent_code"),
    ("bad-check-digit", add("companies", [f"{COMPANY[:-1]}4", "Typo"]), "companies", 3, "code"),
    ("bad-check-digit", add("companies", [COMPANY[:-1], "Short"]), "companies", 3, "code"),
    ("bad-check-digit", add("companies", [COMPANY.lower(), "Small"]), "companies", 3, "code"),
    (
        "not-exactly-one",
        put("posts", 3, "place_code", None),
        "posts", 3, "organization_code",
    ),
    (
        "not-exactly-one",
        put("posts", 3, "organization_code", "O1"),
        "posts", 3, "organization_code",
    ),
    ("not-exactly-one", put("liaisons", 2, "unit_code", None), "liaisons", 2, "person_code"),
    (
        "not-exactly-one",
        put("dual_registrations", 2, "unit_code", "N1"),
        "dual_registrations", 2, "person_code",
    ),
]  # fmt: skip


async def test_the_small_dataset_is_right(blank: Graph) -> None:
    report = await loaded(blank, small())
    assert problems(report) == []
    assert report.written == report.read == 31
    assert report.notes == []


@pytest.mark.parametrize(
    ("kind", "change", "table", "row", "column"),
    WRONG,
    ids=[f"{kind}-{table}-{column}-{i}" for i, (kind, _, table, _, column) in enumerate(WRONG)],
)
async def test_a_wrong_row_is_found_alone(
    blank: Graph, kind: str, change: Change, table: str, row: int, column: str
) -> None:
    tables = small()
    change(tables)
    report = await loaded(blank, tables)
    others = [p for p in report.problems if p.kind != DEPENDS_ON_WRONG_ROW.name]
    assert [(p.table, p.row, p.column, p.kind) for p in others] == [(table, row, column, kind)]
    assert report.by_kind[kind] == 1
    assert report.written == report.read - report.wrong
    assert not any("{" in p.zh + p.en for p in report.problems)


def test_every_row_rule_of_the_catalogue_is_tried() -> None:
    tried = {kind for kind, *_ in WRONG} | {DEPENDS_ON_WRONG_ROW.name}
    # Those of headings, sheets and lines are tried by the tests of names, those of a scope by the
    # tests of imports.
    other = {
        kind.name
        for kind in (
            UNKNOWN_SHEET, REPEATED_SHEET, UNKNOWN_COLUMN, REPEATED_COLUMN, MISSING_HEADING,
            SURPLUS_FIELD, OUTSIDE_SCOPE,
        )
    }  # fmt: skip
    assert tried == set(CATALOGUE) - other


async def test_rows_that_need_a_wrong_row_are_left_out_with_it(blank: Graph) -> None:
    tables = small()
    tables["places"].put(6, "kind", "CASTLE")  # the compound X1
    report = await loaded(blank, tables)
    depends = DEPENDS_ON_WRONG_ROW.name
    expected: list[Found] = [
        ("places", 6, "kind", "unknown-word"),
        ("places", 7, "parent_code", depends),
        ("places", 8, "parent_code", depends),
        ("grid_areas", 2, "place_code", depends),
        ("organization_areas", 3, "place_code", depends),
        ("people", 2, "residence_code", depends),
        ("people", 3, "residence_code", depends),
        ("affiliations", 2, "person_code", depends),
        ("posts", 2, "person_code", depends),
        ("posts", 3, "person_code", depends),
        ("management", 2, "compound_code", depends),
        ("dual_registrations", 2, "person_code", depends),
        ("teams", 2, "compound_code", depends),
        ("activities", 2, "place_code", depends),
        ("activities", 2, "team_code", depends),
    ]
    assert problems(report) == expected
    assert report.wrong == 14
    found = await blank.rows("MATCH (n:Place) RETURN n.code ORDER BY n.code")
    assert [code for (code,) in found] == ["C1", "C2", "D1", "G1", "S1"]


async def test_every_member_of_a_cycle_is_reported_with_its_chain(blank: Graph) -> None:
    tables = small()
    tables["organizations"].put(2, "parent_code", "O3")
    report = await loaded(blank, {"organizations": tables["organizations"]} | _companies())
    assert [p.row for p in report.problems if p.kind == "cycle"] == [2, 3, 4]
    assert "O1 → O3 → O2 → O1" in report.problems[0].en
    assert ("organizations", 5, "parent_code", DEPENDS_ON_WRONG_ROW.name) in problems(report)
    assert await blank.read("MATCH (n:PartyOrganization) RETURN count(n)") == 0


async def test_a_cycle_that_only_file_and_graph_make_together_is_found(blank: Graph) -> None:
    await loaded(blank, small())
    change = Rows("organizations", ["code", "name", "kind", "parent_code"], [])
    change.rows.append(["O1", "Committee", "COMMITTEE", "O3"])
    report = await loaded(blank, [change])
    assert problems(report) == [("organizations", 2, "parent_code", "cycle")]
    above = "MATCH (:PartyOrganization {code: 'O1'})-[:SUBORDINATE_TO]->(n) RETURN count(n)"
    assert await blank.read(above) == 0


async def test_a_place_of_the_graph_keeps_its_kind(blank: Graph) -> None:
    await loaded(blank, small())
    row: list[Cell] = ["B1", "Building", "LANE", "C1"]
    report = await loaded(blank, [Rows("places", ["code", "name", "kind", "parent_code"], [row])])
    assert problems(report) == [("places", 2, "code", "key-of-another-kind")]


async def test_names_and_phones_never_stand_in_a_report(blank: Graph) -> None:
    tables = small()
    tables["people"].put(2, "phone", "1" * 2001)
    tables["people"].put(3, "name", "李四" * 2001)
    report = await loaded(blank, tables)
    mine = [p for p in report.problems if p.table == "people"]
    assert [(p.column, p.value, p.kind) for p in mine] == [
        ("phone", "***", "value-too-long"),
        ("name", "***", "value-too-long"),
    ]
    assert "李四" not in repr(report.as_json())
    assert "111" not in repr(report.as_json()["problems"])


async def test_problems_beyond_the_bound_are_counted(
    blank: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seeds.dataset.problems.Problems.__init__.__defaults__", (3,))
    units = Rows("units", ["code", "name"], [[f"N{i}", None] for i in range(10)])
    report = await loaded(blank, [units])
    assert [p.row for p in report.problems] == [2, 3, 4]
    assert (report.problem_count, report.wrong) == (10, 10)


def _companies() -> dict[str, Rows]:
    return {"companies": small()["companies"]}
