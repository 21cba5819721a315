"""The partition law: a filter and its negation share out all rows between them.

Logic has two values: a comparison with a missing value does not hold, so its negation does.
Filters of an ordinary run: 50; `--operations 20000` tries 2,000.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.api import graphql_schema
from tests.compiler.operations import filters
from tests.compiler.pool import pool_of
from tests.compiler.small import DAYS, tables
from tests.oracle.conftest import Asked
from tests.oracle.examples import examples

SCHEMA = graphql_schema()
POOL = pool_of(tables())

# Connections with a `where`: a path of fields down to each, and the input type.
ROOTS: dict[str, str] = {
    name: str(field.args["where"].type)
    for name, field in SCHEMA.query_type.fields.items()  # pyright: ignore[reportOptionalMemberAccess]
    if "where" in field.args
}
NESTED = {
    ("communities", "liaisons"): "LiaisonWhere",
    ("communities", "facilities"): "FacilityWhere",
    ("compounds", "grids"): "GridWhere",
    ("people", "affiliations"): "AffiliationWhere",
    ("people", "dualRegistrations"): "DualRegistrationWhere",
    ("partyOrganizations", "members"): "PersonWhere",
    ("partyOrganizations", "places"): "PlaceWhere",
    ("propertyCompanies", "communities"): "CommunityWhere",
}


@dataclass(frozen=True)
class Split:
    """A connection, at the root or within another's nodes, a filter of it, and a day.

    paged: the page's arguments, such as `first: 1000`, that hold every row.
    """

    path: tuple[str, ...]
    where: str
    day: str
    paged: str

    @property
    def halves(self) -> str:
        """The operation for the rows of the filter and those of its negation."""
        name, shown = self.path[-1], "{ totalCount nodes { id } }"
        paged = f", {self.paged}" if self.paged else ""
        yes = f"yes: {name}(where: {self.where}{paged}) {shown}"
        no = f"no: {name}(where: {{ not: {self.where} }}{paged}) {shown}"
        return self._within(f"{yes} {no}")

    @property
    def whole(self) -> str:
        """The operation for all rows."""
        return self._within(f"all: {self.path[-1]} {{ totalCount nodes {{ id }} }}")

    def _within(self, text: str) -> str:
        if len(self.path) == 2:
            text = f"{self.path[0]} {{ nodes {{ {text} }} }}"
        return f'query @asOf(date: "{self.day}") {{ {text} }}'

    def rows(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        """The connections by alias, once for each node that they are nested in."""
        return data[self.path[0]]["nodes"] if len(self.path) == 2 else [data]


@st.composite
def splits(draw: st.DrawFn) -> Split:
    path: tuple[str, ...]
    if draw(st.integers(1, 4)) == 1:
        path, kind = draw(st.sampled_from(sorted(NESTED.items())))
    else:
        root, kind = draw(st.sampled_from(sorted(ROOTS.items())))
        path = (root,)
    where = draw(filters(SCHEMA, POOL, kind))
    paged = draw(st.sampled_from(("", "first: 1000", "last: 1000")))
    return Split(path, where, str(draw(st.sampled_from(DAYS))), paged)


@pytest.fixture(scope="module")
def wholes() -> dict[str, dict[str, Any]]:
    """Answers for all rows by operation: the graph stays as it is."""
    return {}


@examples(0.05)
@given(split=splits())
async def test_a_filter_and_its_negation_share_out_all_rows(
    small: Asked, wholes: dict[str, dict[str, Any]], split: Split
) -> None:
    if split.whole not in wholes:
        wholes[split.whole] = await small.data(split.whole)
    halves = await small.data(split.halves)
    pairs = zip(split.rows(wholes[split.whole]), split.rows(halves), strict=True)
    for found in ({**whole, **half} for whole, half in pairs):
        ids = {name: [n["id"] for n in found[name]["nodes"]] for name in found}
        assert len(set(ids["all"])) == len(ids["all"]), split.whole
        assert sorted(ids["yes"] + ids["no"]) == sorted(ids["all"]), split.halves
        totals = {name: found[name]["totalCount"] for name in found}
        assert totals == {name: len(ids[name]) for name in found}, split.halves
