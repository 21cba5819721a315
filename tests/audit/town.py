"""A tiny town for one rule's cases, loaded through the loader; subjects say what is expected."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.audit import AuditQuestion, audit
from graph.audit.thresholds import Thresholds
from graph.bolt import Graph
from graph.credit_code import check_character
from graph.model import MODEL
from graph.tables import tables
from seeds.dataset import load_tables
from seeds.dataset.sheets import Cell
from tests.compiler.small import Table

DAY = date(2026, 11, 1)
"""The day most cases are asked for."""

LONG_AGO = "2020-01-01"


def _empty() -> dict[str, Table]:
    return {t.name: Table(t.name, tuple(c.name for c in t.columns)) for t in tables(MODEL)}


@dataclass
class Town:
    """District D1, subdistrict S1, community C1; cases are added and their outcome noted.

    wanted: names of subjects that the rule has to find, and it alone.
    """

    tables: dict[str, Table] = field(default_factory=_empty)
    wanted: set[str] = field(default_factory=set[str])
    people: int = 0
    number: int = 0

    def __post_init__(self) -> None:
        self.place("D1", "DISTRICT", None)
        self.place("S1", "SUBDISTRICT", "D1")
        self.place("C1", "COMMUNITY", "S1", households=2000, brand="品牌")

    def case(self, found: bool, text: str) -> str:
        """The name of a subject that the rule must find, or must not; each once."""
        name = f"{'fail' if found else 'pass'}: {text}"
        assert name not in self.wanted, name
        if found:
            self.wanted.add(name)
        return name

    def code(self, prefix: str = "N") -> str:
        """A code not used before."""
        self.number += 1
        return f"{prefix}-{self.number}"

    def place(
        self,
        code: str,
        kind: str,
        parent: str | None = "C1",
        name: str | None = None,
        **cells: Cell,
    ) -> str:
        """Add a place; its code."""
        self.tables["places"].add(
            code=code, name=name or code, kind=kind, parent_code=parent, **cells
        )
        return code

    def hold(self, grid: str, *places: str) -> None:
        """Let a grid or micro-grid hold places."""
        for place in places:
            self.tables["grid_areas"].add(grid_code=grid, place_code=place)

    def organization(
        self,
        code: str,
        kind: str = "BRANCH",
        covers: str | tuple[str, ...] = (),
        since: str | None = None,
        until: str | None = None,
        **cells: Cell,
    ) -> str:
        """Add an organization and its areas, valid from `since` until `until`; its code."""
        cells = {"name": code, **cells}
        self.tables["organizations"].add(code=code, kind=kind, **cells)
        for place in (covers,) if isinstance(covers, str) else covers:
            self.tables["organization_areas"].add(
                organization_code=code, place_code=place, since=since, until=until
            )
        return code

    def person(
        self,
        lives: str | None = None,
        of: str | None = None,
        full: str | None = LONG_AGO,
        code: str | None = None,
        **cells: Cell,
    ) -> str:
        """Add a full member who lives in a place and is formally with an organization; the code."""
        self.people += 1
        code = code or f"P{self.people}"
        known: dict[str, Any] = {"name": code, "category": "RESIDENT", "joined_on": "2018-01-01"}
        self.tables["people"].add(
            code=code, residence_code=lives, full_member_on=full, **{**known, **cells}
        )
        if of is not None:
            self.affiliate(code, of)
        return code

    def members(self, count: int, **of: Any) -> list[str]:
        """Add several people alike."""
        return [self.person(**of) for _ in range(count)]

    def affiliate(
        self, person: str, organization: str, kind: str = "FORMAL", **cells: Cell
    ) -> None:
        """Add an affiliation."""
        self.tables["affiliations"].add(
            person_code=person, organization_code=organization, kind=kind, **cells
        )

    def post(self, person: str, role: str, organization: str | None = None, **cells: Cell) -> None:
        """Add a post in an organization, or at `place_code`."""
        self.tables["posts"].add(
            person_code=person, role=role, organization_code=organization, **cells
        )

    def company(self, name: str | None = None) -> str:
        """Add a property company; its code."""
        self.number += 1
        first = f"91140902MA{self.number:07}"
        code = first + check_character(first)
        self.tables["companies"].add(code=code, name=name or code)
        return code

    def manage(self, company: str, compound: str, **cells: Cell) -> None:
        """Let a company manage a compound."""
        self.tables["management"].add(company_code=company, compound_code=compound, **cells)

    def unit(self, code: str, name: str | None = None) -> str:
        """Add a liaison unit; its code."""
        self.tables["units"].add(code=code, name=name or code)
        return code

    async def load(self, graph: Graph) -> None:
        """Load all of it; nothing may be wrong with it."""
        report = await load_tables(graph, [t for t in self.tables.values() if t.rows])
        assert report.wrong == 0, report.problems[:5]

    async def found(
        self,
        graph: Graph,
        rule: str,
        day: date = DAY,
        within: str | None = None,
        thresholds: Thresholds | None = None,
    ) -> set[str]:
        """The names of the subjects that a rule finds."""
        findings = await audit(
            graph,
            AuditQuestion(day, [rule], within=within, thresholds=thresholds),
            names=True,
        )
        assert len({f.id for f in findings}) == len(findings), "two findings share an id"
        return {f.subject_name for f in findings}

    async def judge(self, graph: Graph, rule: str) -> None:
        """Load, and see that the rule finds what it must, and nothing else."""
        await self.load(graph)
        assert await self.found(graph, rule) == self.wanted
