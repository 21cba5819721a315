"""Compiled answers equal those of an independent evaluation, for random operations.

    uv run pytest tests/compiler/test_differential.py --operations 50000

runs more of them than an ordinary run does; a failing operation is printed, and
`--hypothesis-seed` runs the same ones again.
"""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
import pytest
from graphql import build_schema
from hypothesis import given
from hypothesis import strategies as st

from graph.caller import Caller, Role
from graph.model import MODEL
from resolvers.engine import Engine, GraphQLRequest
from tests.compiler.compare import cursors_of_page, difference, error_paths
from tests.compiler.conftest import Small
from tests.compiler.operations import operations
from tests.compiler.pool import Operation, pool_of
from tests.compiler.small import tables
from tests.oracle.answer import SDL, Answers
from tests.oracle.examples import examples
from tests.oracle.world import read

SCHEMA = build_schema(SDL.read_text("utf-8"))
TABLES = tables()
POOL = pool_of(TABLES)


# Operations that random ones seldom come to, and such that once went wrong.
PINNED = (
    'query @asOf(date: "2024-07-01") { node(id: "Province:PR") { ... on Province { cities { '
    "totalCount edges { cursor node { id } } aggregate { count } "
    "groupBy(by: [{ field: NAME }]) { count keys { value } aggregate { count } } } } } }",
    "{ facilities { nodes { serviceItems { edges { cursor node { id name } } "
    "groupBy(by: [{ field: CATEGORY }]) { count keys { value } } } } } }",
    'query @asOf(date: "2024-07-01") { coverage(of: COMPOUND, by: [GROUP]) { gaps { nodes { '
    "place { code } nearest { code } reasons } } } }",
    'query @asOf(date: "2026-01-01") { coverage(of: COMPOUND) { gaps { nodes { place { code } '
    "reasons } } } }",
    'query @asOf(date: "2026-01-01") { coverage(of: BUILDING) { gaps { nodes { place { code } '
    "reasons } } } }",
    "{ compounds { nodes { volunteerTeams { edges { cursor node { id } } "
    "groupBy(by: [{ field: NAME }]) { count keys { value } aggregate { count } } } } } }",
    "{ buildings { groupBy(by: [{ field: FLOORS }]) { keys { value } } } }",
    "{ partyOrganizations(orderBy: [{ field: PARENT_KIND, direction: ASC }, { field: "
    "SECRETARY_NAME, direction: DESC }, { field: PARENT_CODE, direction: DESC }]) { edges { "
    "cursor node { code } } } }",
    "{ grids { nodes { code compoundRelation } } }",
    '{ partyOrganization(code: "O02") { children { totalCount } members { totalCount } '
    "posts { totalCount } places { totalCount } host { code } } }",
    'query @asOf(date: "2023-03-31") { partyOrganization(code: "O04") { level places { '
    "totalCount } } }",
    'query @asOf(date: "2024-06-30") { node(id: "CrossAppointment:COMMUNITY_TO_COMPANY/S1C1/'
    '91140902MA0000002F/f7efa5852fbdfb7db5810465") { id } }',
)


# What leads to people, or may.
PEOPLE = (
    *("where", "orderBy", "node", "search", "coverage", "crossAppointments"),
    *("person", "people", "members", "residents", "employees", "affiliations"),
    *(r.name for t in MODEL.types for r in t.relations if r.target == "Person"),
)  # fmt: skip


class Evaluation:
    """The independent evaluation, and how much of it was asked for.

    No dataclass: hypothesis would print all tables with every failing operation.
    """

    def __init__(self) -> None:
        self.answers = Answers(read(TABLES))
        self.operations = 0
        self.pages = 0
        self.started = time.monotonic()


@pytest.fixture(scope="module")
def evaluation() -> Iterator[Evaluation]:
    """The evaluation over the small graph's tables; what was compared is printed at the end."""
    found = Evaluation()
    yield found
    seconds = time.monotonic() - found.started
    print(
        f"\n{found.operations} operations and {found.pages} pages after a cursor compared, "
        f"{found.operations / seconds:.1f} operations a second, "
        f"{len(found.answers.fields)} fields of the schema"
    )


async def answer(
    engine: Engine, operation: Operation, role: Role, cursor: str | None
) -> dict[str, Any]:
    """The service's answer."""
    request = GraphQLRequest(operation.text, _variables(operation, cursor))
    found = await engine.execute(request, Caller("test", role))
    return orjson.loads(found.body)


def _variables(operation: Operation, cursor: str | None) -> dict[str, Any]:
    return {**operation.variables, **({"cursor": cursor} if operation.paged else {})}


async def compared(
    engine: Engine,
    answers: Answers,
    operation: Operation,
    role: Role,
    cursors: tuple[str | None, str | None] = (None, None),
) -> tuple[Any, Any]:
    """The data of both answers, which are the same."""
    today = date.today()
    found = await answer(engine, operation, role, cursors[0])
    expected = answers.answer(
        operation.text, _variables(operation, cursors[1]), role is Role.ADMIN, today
    )
    shown = f"{operation.text}\n{operation.variables} {role} {cursors}\n{found}\n{expected}"
    if operation.wrong and "errors" in found:
        # What makes no sense is refused wherever it stands, also where nothing is reached; the
        # service may refuse all of the operation, or the root field.
        return None, None
    assert error_paths(found) == error_paths(expected), shown
    where = difference(found["data"], expected["data"])
    assert where is None, f"{where}\n{shown}"
    return found["data"], expected["data"]


@pytest.mark.parametrize("text", PINNED)
async def test_pinned_operations(small: Small, evaluation: Evaluation, text: str) -> None:
    await compared(small.compiled, evaluation.answers, Operation(text, {}), Role.ADMIN)


@examples(0.2)
@given(
    operation=operations(SCHEMA, POOL), role=st.sampled_from(Role), place=st.integers(0, 1 << 16)
)
async def test_compiled_answers_equal_those_evaluated_over_the_tables(
    small: Small, evaluation: Evaluation, operation: Operation, role: Role, place: int
) -> None:
    evaluation.operations += 1
    if any(word in operation.text for word in PEOPLE):
        # Others see some people only, and what of them: see tests/resolvers and tests/rights.
        role = Role.ADMIN
    found, expected = await compared(small.compiled, evaluation.answers, operation, role)
    cursors = list(cursors_of_page(found, expected))
    if operation.paged and cursors:
        evaluation.pages += 1
        pair = cursors[place % len(cursors)]
        await compared(small.compiled, evaluation.answers, operation, role, pair)
