"""Role × field × path: a share of `python -m tests.rights.matrix`, and that nothing is left out."""

from collections import Counter
from typing import Any

import pytest
from graphql import get_named_type

from graph.caller import Caller, Role
from graph.model import MODEL
from schema.api import graphql_schema
from seeds.dataset import load_tables
from tests.compiler.conftest import Small
from tests.compiler.pool import pool_of
from tests.compiler.small import tables
from tests.content import wipe
from tests.rights.asking import explained
from tests.rights.cell import Cell, together
from tests.rights.cells import Cells, Values
from tests.rights.matrix import Result, Share, blocks, callers, cells_for, compared
from tests.rights.twin import PERSONAL, PUBLIC

VALUES = Values(
    {node.name: ["X1"] for node in MODEL.types},
    {node.name: ["X1"] for node in MODEL.types},
    ["幸福里"],
    ['{dissolve: {code: "X1", on: "2030-01-01"}}'],
    ["term-overdue"],
)
SCHEMA: Any = graphql_schema()
named: Any = get_named_type
SHARE = 4_000
SHARE_TRIED = 60
ALONE = ("search", "whatIf", "mutation")
"""What cannot be asked in a transaction: its changes, and words that it has taken out."""


def test_every_field_filter_order_and_group_of_the_schema_is_asked_for() -> None:
    asked = {(cell.field, cell.path.split()[0]) for cell in Cells(SCHEMA, VALUES).all()}
    nodes = {node.name for node in MODEL.types if node.node and not node.abstract}
    for kind in nodes:
        for name in SCHEMA.type_map[kind].fields:
            assert {(f"{kind}.{name}", "node"), (f"{kind}.{name}", "nodes")} <= asked
    for name, root in SCHEMA.query_type.fields.items():
        if "orderBy" not in root.args:
            continue
        connection = named(root.type)
        kind = named(connection.fields["nodes"].type).name
        where, order = named(root.args["where"].type), named(root.args["orderBy"].type)
        wanted = {(f"{kind}.{field}", "filter") for field in where.fields}
        wanted |= {(f"{kind}.{w}", "order") for w in named(order.fields["field"].type).values}
        by = named(connection.fields["groupBy"].args["by"].type)
        wanted |= {(f"{kind}.{w}", "group") for w in named(by.fields["field"].type).values}
        wanted.add((f"{kind}.*", "count"))
        sums = named(connection.fields["aggregate"].type)
        wanted |= {(f"{kind}.{field}", "aggregate") for field in sums.fields}
        logic = {(f"{kind}.{word}", "filter") for word in ("and", "or", "not")}
        assert wanted - logic <= asked, name
    roots = {field for field, _ in asked if field.startswith("Query.")}
    apart = {"Query.node", "Query.nodes"}
    known = {
        f"Query.{name}"
        for name, f in SCHEMA.query_type.fields.items()
        if "orderBy" not in f.args and set(f.args) != {"code"}
    }
    assert roots == known - apart


def test_shares_of_operations_for_several_fields_ask_every_cell_once() -> None:
    cells = list(Cells(SCHEMA, VALUES).all())
    asked = list(together(cells))
    assert len(asked) < 0.7 * len(cells)
    for cell in asked:
        assert all(part.selection in cell.text for part in cell.parts)
        assert len({part.around for part in cell.parts}) < 2
    shares = [Share(3, frozenset({number}), "", together=True).of(asked) for number in range(3)]
    assert all(len(share) > len(asked) / 5 for share in shares)
    found = [
        part
        for share in shares
        for _, block in blocks({(): share, ("S1C1",): share[:200]})
        for cell in block
        for part in cell.alone
    ]
    again = [part for share in shares for cell in share[:200] for part in cell.alone]
    assert Counter(found) == Counter([*cells, *again])


@pytest.mark.parametrize("caller", callers(), ids=lambda c: c.subject)
def test_how_it_is_carried_out_is_told_without_a_graph(caller: Caller) -> None:
    cells = list(Cells(SCHEMA, VALUES).all())
    told = [explained(cell, caller) for cell in cells[callers().index(caller) :: len(cells) // 12]]
    assert sum("cypher" in text for text in told) > 3


def test_all_that_is_stored_of_a_person_is_known_to_be_personal_or_not() -> None:
    """What is added must be said to be one of them, so that the twin exchanges it."""
    person = MODEL.type("Person")
    stored = {p.name for p in person.properties if p.derived is None}
    stored |= {r.name for r in person.relations if r.column is not None}
    assert stored == PERSONAL | PUBLIC


@pytest.fixture(scope="module")
def made() -> dict[tuple[str, ...] | None, list[Cell]]:
    """The cells of each scope, once they were made."""
    return {}


@pytest.mark.drawn(4)
@pytest.mark.parametrize("caller", callers(), ids=lambda c: c.subject)
async def test_nothing_is_told_that_is_not_the_caller_s(
    small: Small, made: dict[tuple[str, ...] | None, list[Cell]], caller: Caller
) -> None:
    cells = made.get(caller.scope) or await cells_for(
        small.graph, pool_of(tables()), caller.scope or ()
    )
    made[caller.scope] = cells
    some = [c for c in cells if not any(word in c.text for word in ALONE)]
    result = Result()
    share = some[callers().index(caller) :: SHARE]
    await compared(small.graph, share, [caller], result, for_good=False)
    assert result.asked > 2
    assert not result.leaks, result.leaks[0]


@pytest.mark.drawn(1)
@pytest.mark.parametrize("role", [Role.ADMIN, Role.ANALYST])
async def test_what_is_tried_tells_nothing_of_what_lies_outside(small: Small, role: Role) -> None:
    caller = Caller("test", role, ("S1C1",))
    cells = await cells_for(small.graph, pool_of(tables()), caller.scope or ())
    some = [c for c in cells if c.text.startswith("mutation") or "whatIf" in c.text]
    result = Result()
    try:
        await compared(small.graph, some[::SHARE_TRIED], [caller], result, for_good=True)
    finally:
        await wipe(small.graph)
        await load_tables(small.graph, tables(), name="small")
    assert result.asked > 30
    assert not result.leaks, result.leaks[0]
