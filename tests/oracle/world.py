"""A dataset's tables as they stood on a day: plain rows, looked up by the columns that refer.

Written from the glossary and the description of the dataset, not from the declarations
that the service is made of. No graph, no Cypher, no GraphQL.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any, Protocol

# What an empty cell means where it is not simply unknown.
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "organizations": {"establishment": "FORMAL", "joint": False, "expanded": False},
    "people": {"is_veteran": False},
    "affiliations": {"kind": "FORMAL"},
    "rooms": {"extended": False},
    "service_items": {"assisted": False},
}

# What identifies a row of a table without codes; a hash of it is the key in its id.
KEYS: Mapping[str, tuple[str, ...]] = {
    "affiliations": ("person_code", "organization_code", "kind", "since"),
    "posts": ("person_code", "role", "organization_code", "place_code", "since"),
    "liaisons": ("community_code", "role", "person_code", "unit_code", "since"),
    "dual_registrations": ("community_code", "person_code", "unit_code"),
    "rooms": ("facility_code", "name"),
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
        """The row's code, or what stands for it in its id."""
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
        defaults = DEFAULTS.get(table.name, {})
        rows = found.setdefault(table.name, [])
        for cells in table.rows:
            row = dict(zip(table.columns, cells, strict=True))
            row |= {n: v for n, v in defaults.items() if row.get(n) is None}
            if table.name == "places" and row["kind"] in _SUBDISTRICTS:
                row["subdistrict_kind"], row["kind"] = row["kind"], "SUBDISTRICT"
            if table.name in KEYS:
                row["code"] = _key(row[column] for column in KEYS[table.name])
            rows.append(Row(table.name, row))
    branded = [p for p in found["places"] if p["brand"] is not None]
    found["brands"] = [Row("brands", {"code": p.code, "name": p["brand"]}) for p in branded]
    return Tables(found)


def _key(cells: Iterable[Any]) -> str:
    """The key of a row without a code: a hash of what identifies it."""
    text = "\x1f".join("\0" if cell is None else str(cell) for cell in cells)
    return blake2b(text.encode(), digest_size=12).hexdigest()


def lasts(row: Row, day: date, since: str = "since", until: str = "until") -> bool:
    """Whether a row's interval holds a day: from `since`, to before `until`, empty is open."""
    begun = row[since] is None or row[since] <= day
    return begun and (row[until] is None or day < row[until])


def distinct(rows: Iterable[Row | None]) -> list[Row]:
    """The rows there are, each once."""
    return list(dict.fromkeys(row for row in rows if row is not None))


@dataclass(frozen=True)
class Appointment:
    """A post held across the sides of a community and a company that manages there.

    direction: `COMMUNITY_TO_COMPANY` or `COMPANY_TO_COMMUNITY`.
    """

    direction: str
    post: Row
    community: Row
    company: Row


@dataclass(frozen=True, eq=False)
class World:
    """The tables on a day."""

    tables: Tables
    day: date
    _known: dict[Any, Any] = field(default_factory=dict[Any, Any])

    def once(self, key: Any, find: Callable[[], Any]) -> Any:
        """What was found out under a key before, or is now."""
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]

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

    def member(self, person: Row) -> bool:
        """Whether a person is a member: of a known category, and not joined later."""
        joined = person["joined_on"]
        return person["category"] is not None and (joined is None or joined <= self.day)

    def full_member(self, person: Row) -> bool:
        """Whether a person is a member with full rights."""
        since = person["full_member_on"]
        return self.member(person) and since is not None and since <= self.day

    def living(self, place: Row) -> list[Row]:
        """The members who live at a place or below it."""
        homes = self.below(place)
        found = (
            p for h in homes for p in self.tables.referring("people", "residence_code", h.code)
        )
        return [person for person in found if self.member(person)]

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

    # --- cross-appointments ---

    def pairs(self) -> list[tuple[Row, Row]]:
        """Communities, and companies that manage a compound there, by their codes."""

        def find() -> list[tuple[Row, Row]]:
            found = {
                (place, company)
                for company in self.tables.rows["companies"]
                for compound in self.managed(company)
                for place in self.above(compound)
                if place["kind"] == "COMMUNITY"
            }
            return sorted(found, key=lambda pair: (pair[0].code, pair[1].code))

        return self.once("pairs", find)

    def appointments(self) -> list[Appointment]:
        """All cross-appointments; each pair's to the company first, then by start."""

        def find() -> list[Appointment]:
            posts = sorted(
                (p for p in self.tables.rows["posts"] if self.held_post(p)),
                key=lambda p: (p["since"] is None, p["since"] or self.day, p.code),
            )
            return [
                Appointment(direction, post, community, company)
                for community, company in self.pairs()
                for direction in ("COMMUNITY_TO_COMPANY", "COMPANY_TO_COMMUNITY")
                for post in posts
                if self._across(direction, post, community, company)
            ]

        return self.once("appointments", find)

    def _across(self, direction: str, post: Row, community: Row, company: Row) -> bool:
        person = self.person(post["person_code"])
        where = self.organization(post["organization_code"])
        if person is None or where is None:
            return False
        formal = [
            self.organization(a["organization_code"])
            for a in self.affiliations("person_code", person, formal=True)
        ]
        if direction == "COMMUNITY_TO_COMPANY":
            posts = self.posts("person_code", person)
            own = [*formal, *(self.organization(p["organization_code"]) for p in posts)]
            committee = any(o is not None and self._committee(o, community) for o in own)
            return where["host_code"] == company.code and committee
        employed = person["employer_code"] == company.code
        belongs = employed or any(o is not None and o["host_code"] == company.code for o in formal)
        return self._committee(where, community) and belongs

    def _committee(self, organization: Row, community: Row) -> bool:
        """Whether an organization is a community's Party committee."""
        return organization["kind"] == "COMMITTEE" and community in self.area(organization)
