"""A small dataset in which every table has rows and nothing is wrong."""

from copy import deepcopy
from dataclasses import dataclass

from seeds.dataset.sheets import Cell, Sheet

COMPANY = "91350100M000100Y43"  # the example of GB 32100-2015


@dataclass
class Rows:
    """A table as a program makes it: English names, and rows with a cell per column."""

    name: str
    columns: list[str]
    rows: list[list[Cell]]

    def sheet(self) -> Sheet:
        """As read from a file."""
        return Sheet(self.name, [self.columns, *self.rows])

    def add(self, *rows: list[Cell]) -> None:
        """Append rows."""
        self.rows.extend(rows)

    def put(self, number: int, column: str, cell: Cell) -> None:
        """Change a cell; `number` is the row's as a person sees it, the first is 2."""
        self.rows[number - 2][self.columns.index(column)] = cell


def rows(name: str, columns: str, *cells: list[Cell]) -> Rows:
    """A table; the columns' names are separated by spaces."""
    return Rows(name, columns.split(), [list(row) for row in cells])


def small() -> dict[str, Rows]:
    """The tables by name, for the caller to change."""
    return deepcopy(_SMALL)


_SMALL = {
    table.name: table
    for table in (
        rows(
            "places",
            "code name kind parent_code households community_kind has_cleaning floors",
            ["D1", "District", "DISTRICT", None, None, None, None, None],
            ["S1", "Subdistrict", "TOWN", "D1", None, None, None, None],
            ["C1", "Community", "COMMUNITY", "S1", 900, "MIXED", None, None],
            ["G1", "Grid", "GRID", "C1", None, None, None, None],
            ["X1", "Compound", "COMPOUND", "C1", None, None, True, None],
            ["B1", "Building", "BUILDING", "X1", None, None, None, 6],
            ["U1", "Unit", "BUILDING_UNIT", "B1", None, None, None, None],
            ["C2", "Other community", "COMMUNITY", "S1", None, None, None, None],
        ),
        rows("grid_areas", "grid_code place_code", ["G1", "B1"]),
        rows(
            "organizations",
            "code name kind establishment parent_code host_code established_on dissolved_on",
            ["O1", "Committee", "COMMITTEE", None, None, None, "2015-05-01", None],
            ["O2", "Branch", "BRANCH", None, "O1", None, "2016-05-01", None],
            ["O3", "Group", "GROUP", None, "O2", None, None, None],
            ["O4", "Branch of a company", "BRANCH", "TEMPORARY", "O1", COMPANY, None, None],
        ),
        rows(
            "organization_areas",
            "organization_code place_code since until",
            ["O1", "C1", "2015-05-01", None],
            ["O2", "X1", "2016-05-01", None],
        ),
        rows(
            "people",
            "code name phone is_veteran residence_code employer_code category joined_on",
            ["P1", "张三", "13900000001", None, "U1", None, "RESIDENT", "2001-07-01"],
            ["P2", "李四", "13900000002", True, "B1", COMPANY, None, None],
        ),
        rows(
            "affiliations",
            "person_code organization_code kind since until",
            ["P1", "O2", None, "2016-05-01", None],
        ),
        rows(
            "posts",
            "person_code role organization_code place_code since until",
            ["P1", "SECRETARY", "O2", None, "2021-01-01", None],
            ["P2", "GRID_LEADER", None, "G1", None, None],
        ),
        rows("companies", "code name", [COMPANY, "Company"]),
        rows(
            "management",
            "company_code compound_code since until",
            [COMPANY, "X1", "2019-01-01", None],
        ),
        rows("units", "code name", ["N1", "Bureau"]),
        rows(
            "liaisons",
            "community_code role person_code unit_code since until",
            ["C1", "DISTRICT_UNIT", None, "N1", "2022-01-01", None],
        ),
        rows(
            "dual_registrations",
            "community_code person_code unit_code registered_on claimed_post",
            ["C1", "P2", None, "2023-03-01", "Reading room"],
        ),
        rows("facilities", "code name kind place_code", ["F1", "Centre", "SERVICE_CENTER", "C1"]),
        rows("rooms", "facility_code name extended", ["F1", "Hall", None]),
        rows("service_items", "code name category", ["I1", "Registration", "Household"]),
        rows("facility_services", "facility_code service_code", ["F1", "I1"]),
        rows("teams", "code name compound_code", ["T1", "Team", "X1"]),
        rows(
            "activities",
            "code kind title held_on place_code team_code served",
            ["A1", "MEDICAL", "Check-up", "2024-10-01", "X1", "T1", 30],
        ),
    )
}
