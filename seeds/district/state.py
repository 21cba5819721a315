"""The district while it is being made up: plain mutable records, linked to each other.

Everything here is one district at scale 1. Rows of the dataset are read off these records
at the end; larger scales repeat the rows under other codes (`scale.py`).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypedDict, Unpack

REFERENCE_DAY = date(2026, 11, 1)
"""The day the figures were arranged for. Nothing changes by itself after it."""

HORIZON = date(2021, 11, 1)
"""Five years before: from here on every member, post and company has its history."""

DEFAULT_SEED = 20221016

DISTRICT = "140902"


@dataclass(slots=True, eq=False)
class Person:
    """`category` is None for somebody who is not a Party member; `load` counts current posts."""

    code: str
    name: str
    phone: str
    veteran: bool = False
    residence: str | None = None
    employer: str | None = None
    category: str | None = None
    joined: date | None = None
    full: date | None = None
    home: "Building | None" = None
    load: int = 0

    @property
    def is_full(self) -> bool:
        """Whether somebody is a full member."""
        return self.full is not None


@dataclass(slots=True, eq=False)
class Organization:
    """`members` are those whose one formal affiliation is here on the reference day."""

    code: str
    name: str
    kind: str
    established: date
    parent: "Organization | None" = None
    establishment: str = "FORMAL"
    joint: bool = False
    expanded: bool = False
    host: str | None = None
    dissolved: date | None = None
    term_started: date | None = None
    term_years: int | None = None
    areas: list[tuple[str, date | None, date | None]] = field(
        default_factory=list[tuple[str, date | None, date | None]]
    )
    members: list[Person] = field(default_factory=list[Person])


@dataclass(slots=True, eq=False)
class Unit:
    """A stairwell (单元)."""

    code: str
    building: "Building"
    households: int
    notice_posted: bool = True


@dataclass(slots=True, eq=False)
class Building:
    """A building of a compound."""

    code: str
    number: int
    compound: "Compound"
    floors: int
    units: list[Unit] = field(default_factory=list[Unit])
    grid: "Grid | None" = None
    group: Organization | None = None
    residents: list[Person] = field(default_factory=list[Person])

    @property
    def households(self) -> int:
        """How many households live in it."""
        return sum(unit.households for unit in self.units)


@dataclass(slots=True, eq=False)
class Compound:
    """`standing` says how the compound is organized.

    `general`, `single`, `joint`: by a general branch, a branch of its own, a joint branch;
    `grouped`: only its buildings' groups, under the grid's branch; `bare`: members live
    here and nothing covers them; `empty`: no member lives here.
    """

    code: str
    name: str
    standing: str
    community: "Community"
    cluster: int | None = None
    kind: str = "BENEFIT"
    buildings: list[Building] = field(default_factory=list[Building])
    organization: Organization | None = None
    branches: list[Organization] = field(default_factory=list[Organization])
    company: "Company | None" = None
    mode: str | None = None
    haves: tuple[bool, bool, bool, bool] = (True, True, True, True)

    @property
    def households(self) -> int:
        """How many households live in it."""
        return sum(building.households for building in self.buildings)


@dataclass(slots=True, eq=False)
class MicroGrid:
    """Some units of a grid."""

    code: str
    grid: "Grid"
    number: int
    units: list[Unit]
    areas: list[str]
    chat_group: str | None = None


@dataclass(slots=True, eq=False)
class Grid:
    """Some buildings of a community."""

    code: str
    number: int
    community: "Community"
    buildings: list[Building] = field(default_factory=list[Building])
    areas: list[str] = field(default_factory=list[str])
    micro_grids: list[MicroGrid] = field(default_factory=list[MicroGrid])
    organization: Organization | None = None

    @property
    def households(self) -> int:
        """How many households live in it."""
        return sum(building.households for building in self.buildings)


@dataclass(slots=True, eq=False)
class Lane:
    """A lane of a community."""

    code: str
    name: str
    community: "Community"


@dataclass(slots=True, eq=False)
class Community:
    """A community with all in it."""

    code: str
    name: str
    subdistrict: str
    kind: str
    brand: str
    scattered_households: int = 0
    compounds: list[Compound] = field(default_factory=list[Compound])
    grids: list[Grid] = field(default_factory=list[Grid])
    lanes: list[Lane] = field(default_factory=list[Lane])
    committee: Organization | None = None
    companies: list["Company"] = field(default_factory=list["Company"])

    @property
    def households(self) -> int:
        """How many households live in it."""
        return self.scattered_households + sum(c.households for c in self.compounds)


@dataclass(slots=True, eq=False)
class Subdistrict:
    """A subdistrict and its committee."""

    code: str
    name: str
    kind: str
    committee: Organization | None = None
    office: "Institution | None" = None


@dataclass(slots=True, eq=False)
class Institution:
    """A unit (单位): an employer with its own Party organization."""

    code: str
    name: str
    organization: Organization | None = None
    staff: list[Person] = field(default_factory=list[Person])


@dataclass(slots=True, eq=False)
class Company:
    """A property company; `staff` are its employees known here, members or not."""

    code: str
    name: str
    organization: Organization | None = None
    staff: list[Person] = field(default_factory=list[Person])
    communities: list[Community] = field(default_factory=list[Community])


Cell = str | int | bool | date | None
Row = tuple[Cell, ...]


class How(TypedDict, total=False):
    """How somebody came to a post, and what was said of them."""

    selected_by: str | None
    background: str | None


@dataclass(slots=True, eq=False)
class District:
    """Everything of one district; the `rows` tables hold what needs no record of its own."""

    seed: int
    subdistricts: list[Subdistrict] = field(default_factory=list[Subdistrict])
    communities: list[Community] = field(default_factory=list[Community])
    organizations: list[Organization] = field(default_factory=list[Organization])
    people: list[Person] = field(default_factory=list[Person])
    institutions: list[Institution] = field(default_factory=list[Institution])
    companies: list[Company] = field(default_factory=list[Company])
    rows: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])

    def rng(self, stage: str) -> Random:
        """A stage's own stream, so that work on one stage leaves the others as they were."""
        return Random(f"{self.seed}/{stage}")

    def add(self, table: str, *cells: Cell) -> None:
        """Add a row to a table."""
        self.rows.setdefault(table, []).append(cells)

    def appoint(
        self,
        person: Person,
        role: str,
        target: Organization | str,
        since: date,
        until: date | None = None,
        **how: Unpack[How],
    ) -> None:
        """Add a row to `posts`. target: an organization or a place's code."""
        organization = target.code if isinstance(target, Organization) else None
        place = target if isinstance(target, str) else None
        more = how.get("selected_by"), how.get("background")
        self.add("posts", person.code, role, organization, place, since, until, *more)
        if until is None:
            person.load += 1

    def compounds(self) -> list[Compound]:
        """All compounds."""
        return [compound for community in self.communities for compound in community.compounds]

    def grids(self) -> list[Grid]:
        """All grids."""
        return [grid for community in self.communities for grid in community.grids]

    def buildings(self) -> list[Building]:
        """All buildings."""
        return [building for compound in self.compounds() for building in compound.buildings]


def day_between(rng: Random, first: date, last: date) -> date:
    """A day from `first` to `last`, both included; `first` when they are the wrong way round."""
    span = (last - first).days
    return first + timedelta(days=int(rng.random() * (span + 1))) if span > 0 else first
