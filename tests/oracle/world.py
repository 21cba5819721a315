"""A dataset's tables as they stood on a day: plain rows, looked up by the columns that refer.

Written from the glossary and the description of the dataset, not from the declarations
that the service is made of. No graph, no Cypher, no GraphQL.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

# What an empty cell means where it is not simply unknown.
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "organizations": {"establishment": "FORMAL", "joint": False, "expanded": False},
    "people": {"is_veteran": False},
    "affiliations": {"kind": "FORMAL"},
    "service_items": {"assisted": False},
}

_SUBDISTRICTS = ("SUBDISTRICT", "TOWN", "TOWNSHIP")


class MadeTable(Protocol):
    """A table as the loader takes it: English names, and rows with a cell per column."""

    @property
    def name(self) -> str: ...

    @property
    def columns(self) -> Sequence[str]: ...

    @property
    def rows(self) -> Iterable[Sequence[Any]]: ...


@dataclass(frozen=True, eq=False)
class Row:
    """A row of a table; cells that the table lacks are empty. Rows are equal only to themselves."""

    table: str
    cells: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.cells.get(column)

    @property
    def code(self) -> str:
        """The row's code."""
        return str(self.cells["code"])


@dataclass
class Tables:
    """All rows by table, and by the value of a column, indexed when first asked for."""

    rows: dict[str, list[Row]]
    _index: dict[tuple[str, str], dict[Any, list[Row]]] = field(
        default_factory=dict[tuple[str, str], dict[Any, list[Row]]]
    )

    def referring(self, table: str, column: str, value: Any) -> list[Row]:
        """The rows of a table whose column has a value."""
        found = self._index.get((table, column))
        if found is None:
            found = self._index[table, column] = {}
            for row in self.rows.get(table, []):
                found.setdefault(row[column], []).append(row)
        return found.get(value, [])

    def one(self, table: str, code: Any) -> Row | None:
        """The row with a code."""
        if code is None:
            return None
        return next(iter(self.referring(table, "code", code)), None)


def read(made: Iterable[MadeTable]) -> Tables:
    """A dataset's tables, with the meaning of empty cells filled in."""
    found: dict[str, list[Row]] = {}
    for table in made:
        defaults = _DEFAULTS.get(table.name, {})
        rows = found.setdefault(table.name, [])
        for cells in table.rows:
            row = dict(zip(table.columns, cells, strict=True))
            row |= {n: v for n, v in defaults.items() if row.get(n) is None}
            if table.name == "places" and row["kind"] in _SUBDISTRICTS:
                row["subdistrict_kind"], row["kind"] = row["kind"], "SUBDISTRICT"
            rows.append(Row(table.name, row))
    return Tables(found)


def lasts(row: Row, day: date, since: str = "since", until: str = "until") -> bool:
    """Whether a row's interval holds a day: from `since`, to before `until`, empty is open."""
    begun = row[since] is None or row[since] <= day
    return begun and (row[until] is None or day < row[until])


def distinct(rows: Iterable[Row | None]) -> list[Row]:
    """The rows there are, each once."""
    return list(dict.fromkeys(row for row in rows if row is not None))


@dataclass(frozen=True, eq=False)
class World:
    """The tables on a day."""

    tables: Tables
    day: date

    def lasts(self, row: Row) -> bool:
        """Whether a row's own interval holds the day."""
        return lasts(row, self.day)

    # --- places ---

    def place(self, code: Any) -> Row | None:
        return self.tables.one("places", code)

    def above(self, place: Row | None) -> Iterator[Row]:
        """A place and those it lies within, nearest first."""
        while place is not None:
            yield place
            place = self.place(place["parent_code"])

    def below(self, place: Row) -> Iterator[Row]:
        """A place and all that lie within it, at any depth."""
        yield place
        for inner in self.tables.referring("places", "parent_code", place.code):
            yield from self.below(inner)

    def parent(self, place: Row, kind: str) -> Row | None:
        """The place directly above, where it is of a kind."""
        found = self.place(place["parent_code"])
        return found if found is not None and found["kind"] == kind else None

    def children(self, place: Row, kind: str) -> list[Row]:
        inner = self.tables.referring("places", "parent_code", place.code)
        return [p for p in inner if p["kind"] == kind]

    def held(self, grid: Row) -> list[Row]:
        """The places that a grid or micro-grid is drawn around."""
        areas = self.tables.referring("grid_areas", "grid_code", grid.code)
        return distinct(self.place(a["place_code"]) for a in areas)

    def holding(self, place: Row, kind: str) -> list[Row]:
        """The grids or micro-grids drawn around this very place."""
        areas = self.tables.referring("grid_areas", "place_code", place.code)
        return [g for a in areas if (g := self.place(a["grid_code"])) and g["kind"] == kind]

    # --- organizations ---

    def in_office(self, organization: Row | None) -> bool:
        return organization is not None and lasts(
            organization, self.day, "established_on", "dissolved_on"
        )

    def organization(self, code: Any) -> Row | None:
        """An organization in office."""
        found = self.tables.one("organizations", code)
        return found if self.in_office(found) else None

    def area(self, organization: Row) -> list[Row]:
        """The places that an organization covers."""
        if not self.in_office(organization):
            return []
        areas = self.tables.referring("organization_areas", "organization_code", organization.code)
        return distinct(self.place(a["place_code"]) for a in areas if lasts(a, self.day))

    def covering(self, place: Row) -> list[Row]:
        """The organizations whose area holds this very place."""
        areas = self.tables.referring("organization_areas", "place_code", place.code)
        return distinct(
            self.organization(a["organization_code"]) for a in areas if lasts(a, self.day)
        )

    # --- people and tenures ---

    def person(self, code: Any) -> Row | None:
        return self.tables.one("people", code)

    def affiliated(self, row: Row) -> bool:
        """Whether an affiliation holds: itself, and its organization."""
        return lasts(row, self.day) and self.organization(row["organization_code"]) is not None

    def affiliations(self, column: str, row: Row, formal: bool = False) -> list[Row]:
        """The affiliations of a person or organization that hold."""
        found = self.tables.referring("affiliations", column, row.code)
        return [a for a in found if self.affiliated(a) and (not formal or a["kind"] == "FORMAL")]

    def held_post(self, row: Row) -> bool:
        """Whether a post is held: itself, and its organization where it is in one."""
        code = row["organization_code"]
        return lasts(row, self.day) and (code is None or self.organization(code) is not None)

    def posts(self, column: str, row: Row, role: str | None = None) -> list[Row]:
        """The posts of a person, organization or place that are held."""
        found = self.tables.referring("posts", column, row.code)
        return [p for p in found if self.held_post(p) and role in (None, p["role"])]

    def holders(self, column: str, row: Row, role: str) -> list[Row]:
        return distinct(self.person(p["person_code"]) for p in self.posts(column, row, role))

    # --- institutions ---

    def institution(self, code: Any) -> Row | None:
        return self.tables.one("companies", code) or self.tables.one("units", code)

    def managed(self, company: Row) -> list[Row]:
        found = self.tables.referring("management", "company_code", company.code)
        return distinct(self.place(m["compound_code"]) for m in found if lasts(m, self.day))

    def managing(self, compound: Row) -> list[Row]:
        found = self.tables.referring("management", "compound_code", compound.code)
        return distinct(
            self.tables.one("companies", m["company_code"]) for m in found if lasts(m, self.day)
        )
