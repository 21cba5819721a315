"""The compiler knows no district: a model of books is compiled, emitted and answered."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
import pytest
from graphql import GraphQLError
from graphql.execution.values import VariableValues, get_variable_values

from graph.api import GroupTarget
from graph.bolt import Graph
from graph.compiler.compile import CompiledField, Compiler, slotted
from graph.compiler.context import Additions, Context, Entity, Guard, Sight
from graph.compiler.document import Documents
from graph.compiler.expressions import Compare, Predicate, Stored
from graph.compiler.roots import Planners, root_planners
from graph.declare import (
    IN,
    OUT,
    Hop,
    Interval,
    Model,
    NodeType,
    Property,
    Relation,
    RelationshipType,
    Scalar,
    Tree,
)
from schema.build import build

SHELF = NodeType(
    "Shelf", "Shelf", "书架 — A shelf, which may stand in another.",
    (
        Property("mark", Scalar.STRING, required=True, doc="标记 — Its mark."),
        Property("trail", Scalar.STRING, field=False),
    ),
    key="mark", order=("mark",), abstract=True, scope=(), many="shelves",
)  # fmt: skip
CASE = NodeType(
    "Case", "Case", "书柜 — A shelf with shelves in it.", SHELF.properties,
    (Relation("books", "Book", (Hop("STANDS_ON", IN, "Book", depth=(1, 1)),), many=True,
              doc="书 — What stands on it."),),
    key="mark", order=("mark",), interfaces=("Shelf",), scope=(), many="cases", one="case",
)  # fmt: skip
BOOK = NodeType(
    "Book", "Book", "书 — A book, there from the day it was bought.",
    (
        Property("number", Scalar.STRING, required=True, doc="编号 — Its number."),
        Property("pages", Scalar.INT, doc="页数 — How long it is."),
        Property("bought", Scalar.DATE, doc="购入 — When it came."),
        Property("sold", Scalar.DATE, doc="售出 — When it went."),
    ),
    (Relation("case", "Case", (Hop("STANDS_ON", OUT, "Case"),), doc="书柜 — Where it stands."),),
    key="number", order=("number",), many="books", valid=Interval("bought", "sold"),
    scope=(Hop("STANDS_ON", OUT, "Shelf"),),
)  # fmt: skip
MODEL = Model(
    (SHELF, CASE, BOOK),
    (
        RelationshipType("STANDS_ON", "Book", "Shelf", "站在 — Where a book stands."),
        RelationshipType("INSIDE", "Shelf", "Shelf", "在内 — The shelf around it."),
    ),
    tree=Tree("Shelf", up="INSIDE", path="trail"),
)
DATA = """
    CREATE (a:Shelf:Case {mark: 'A', trail: '/A/'}), (b:Shelf:Case {mark: 'B', trail: '/A/B/'})
    CREATE (b)-[:INSIDE]->(a)
    CREATE (:Book {number: '1', pages: 90, bought: date('2020-01-01')})-[:STANDS_ON]->(a)
    CREATE (:Book {number: '2', pages: 200, bought: date('2024-01-01')})-[:STANDS_ON]->(b)
    CREATE (:Book {number: '3', bought: date('2020-01-01')})-[:STANDS_ON]->(b)
"""
DAY = date(2023, 1, 1)


class Everything:
    """A guard of another program: all is there to be seen."""

    def inside(self, context: Context, entity: Entity) -> Predicate | None:
        return None

    def visible(self, context: Context, entity: Entity) -> Predicate | None:
        return None

    def sight(self, context: Context, source: Entity, hop: Hop) -> Sight:
        return Sight.UNKNOWN

    def shown(self, context: Context, entity: Entity, item: Property) -> Predicate | None:
        return None

    def follows(self, hop: Hop) -> bool:
        return True

    def lists(self, node: NodeType) -> bool:
        return True

    def counts(self, node: NodeType, value: Mapping[str, Any] | None, listed: bool) -> bool:
        return False

    def groups(
        self, node: NodeType, by: Sequence[GroupTarget], value: Mapping[str, Any] | None
    ) -> bool:
        return False

    def mask(self, node: NodeType, item: Property) -> str | None:
        return None

    def masking(self) -> Guard | None:
        return None


class NoLongBooks(Everything):
    """Nobody sees a book of more than a hundred pages."""

    def inside(self, context: Context, entity: Entity) -> Predicate | None:
        if entity.type.name != "Book":
            return None
        return Compare(Stored(entity.var, "pages"), "<=", context.param(100))

    def visible(self, context: Context, entity: Entity) -> Predicate | None:
        return self.inside(context, entity)


async def asked(
    graph: Graph, text: str, given: Mapping[str, Any] | None = None, guard: Guard | None = None
) -> dict[str, Any]:
    """The data of an operation about the books."""
    schema: Any = build(MODEL)._schema  # pyright: ignore[reportPrivateUsage]
    prepared = Documents(schema).prepare(text)
    assert prepared.errors == (), prepared.errors
    operation = prepared.operation(None)
    definitions = operation.node.variable_definitions or ()
    values = get_variable_values(schema, definitions, {**(given or {})})
    assert isinstance(values, VariableValues)
    compiler = Compiler(schema, MODEL, Planners(root_planners(MODEL), Additions({}, {})), {})
    compiled = compiler.compile(operation, slotted(operation, values)[0], guard or Everything())
    data: dict[str, Any] = {}
    for item in compiled.fields:
        assert isinstance(item, CompiledField)
        assert item.emitted is not None
        env = item.bind(values.coerced, DAY, {})
        row = await graph.read(item.emitted.text, item.needed(env))
        errors: list[GraphQLError] = []
        data[item.selected.key] = item.finish(row, env, errors)
        assert errors == []
    return json.loads(orjson.dumps(data))


@pytest.fixture
async def books(blank: Graph) -> Graph:
    await blank.write(DATA)
    return blank


async def test_lists_look_ups_and_relations_of_another_model(books: Graph) -> None:
    text = """query($mark: String!) {
        case(mark: $mark) { mark books { totalCount nodes { number case { mark } } } }
        shelves { nodes { __typename mark } }
        books(orderBy: [{ field: PAGES, direction: DESC }]) { nodes { number } }
    }"""
    assert await asked(books, text, {"mark": "B"}) == {
        "case": {
            "mark": "B",
            "books": {"totalCount": 1, "nodes": [{"number": "3", "case": {"mark": "B"}}]},
        },
        "shelves": {"nodes": [{"__typename": "Case", "mark": m} for m in ("A", "B")]},
        "books": {"nodes": [{"number": "1"}, {"number": "3"}]},
    }


async def test_filters_groups_and_scopes_of_another_model(books: Graph) -> None:
    text = """{
        long: books(where: { pages: { gt: 50 }, case: { mark: { eq: "A" } } }) { totalCount }
        below: books(where: { within: "A" }) { totalCount }
        inside: books(where: { within: "B" }) { nodes { number } }
        groups: books { groupBy(by: [{ field: IN_CASE }]) { keys { value } count } }
        sum: books { aggregate { pages { sum } } }
    }"""
    assert await asked(books, text) == {
        "long": {"totalCount": 1},
        "below": {"totalCount": 2},
        "inside": {"nodes": [{"number": "3"}]},
        "groups": {
            "groupBy": [
                {"keys": [{"value": "A"}], "count": 2},
                {"keys": [{"value": "B"}], "count": 1},
            ]
        },
        "sum": {"aggregate": {"pages": {"sum": 90.0}}},
    }


async def test_the_rights_of_another_program_come_in_as_an_argument(books: Graph) -> None:
    text = "{ books { totalCount } cases { nodes { books { totalCount } } } }"
    assert await asked(books, text, guard=NoLongBooks()) == {
        "books": {"totalCount": 1},
        "cases": {"nodes": [{"books": {"totalCount": 1}}, {"books": {"totalCount": 0}}]},
    }


def test_a_scope_without_a_tree_is_refused() -> None:
    with pytest.raises(ValueError, match="no tree"):
        Model((BOOK,), MODEL.relationships)
