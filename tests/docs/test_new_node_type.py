"""What `docs/how-to-add-a-node-type.md` says, carried out: its code, through the real functions."""

import json
import re
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.declare import SEARCH_INDEX, Model
from graph.migrations import m0002_search, migrate
from graph.migrations.apply import MIGRATIONS, Migration
from graph.model import MODEL
from graph.tables import tables
from resolvers.engine import GraphQLRequest
from resolvers.explain import explain_document
from schema.api import create_compiler, create_engine
from seeds.dataset import LoadOptions, load_tables
from tests.dataset.small import rows
from tests.docs.examples import ROOT

_TEXT = (ROOT / "docs" / "how-to-add-a-node-type.md").read_text("utf-8")
_NUMBER = max(m.number for m in MIGRATIONS) + 1
_ADMIN = Caller("documentation", Role.ADMIN)

ROWS = (
    rows(
        "places",
        "code name kind parent_code",
        ["S1", "东街街道", "SUBDISTRICT", None],
        ["C1", "东街社区", "COMMUNITY", "S1"],
        ["C2", "西街社区", "COMMUNITY", None],
    ),
    rows(
        "canteens",
        "code name seats place_code",
        ["T1", "东街食堂", 60, "C1"],
        ["T2", "花园食堂", 30, "C1"],
        ["T3", "小食堂", 10, "C1"],
        ["T4", "西街食堂", 90, "C2"],
        ["T5", "无座食堂", None, "C1"],
        ["T6", "无处食堂", 20, "C9"],
    ),
)


def _run(opening: str) -> dict[str, Any]:
    """The names that a Python block of the page makes; it opens with these words."""
    found = next(
        block
        for block in re.findall(r"```python\n(.*?)```", _TEXT, re.DOTALL)
        if block.startswith(f'"""{opening}')
    )
    made: dict[str, Any] = {}
    exec(found, made)
    return made


def _model() -> Model:
    made = _run("Canteens")
    return Model(
        types=(*MODEL.types, made["CANTEEN"]),
        relationships=(*MODEL.relationships, made["CANTEEN_AT"]),
        tree=MODEL.tree,
    )


@pytest.fixture
async def model(blank: Graph) -> AsyncGenerator[Model]:
    """The model with canteens, and a graph migrated for it; both as before afterwards."""
    model = _model()
    statements: Callable[[Model], tuple[str, ...]] = _run("The constraint")["statements"]
    await migrate(blank, model, (*MIGRATIONS, Migration(_NUMBER, "canteens", statements)))
    yield model
    await blank.write("MATCH (m:Migration {number: $number}) DELETE m", {"number": _NUMBER})
    await blank.command("DROP CONSTRAINT canteen_code IF EXISTS")
    await blank.command("DROP INDEX canteen_seats IF EXISTS")
    await blank.command(f"DROP INDEX {SEARCH_INDEX} IF EXISTS")
    for statement in (*m0002_search.statements(MODEL), "CALL db.awaitIndexes(60)"):
        await blank.command(statement)


async def test_a_declared_type_is_loaded_asked_and_searched(blank: Graph, model: Model) -> None:
    report = await load_tables(blank, ROWS, LoadOptions(model=model))
    assert [(p.table, p.row, p.kind) for p in report.problems] == [
        ("canteens", 7, "unknown-reference")
    ]
    await blank.command("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")

    operation = re.findall(r"```graphql\n(.*?)```", _TEXT, re.DOTALL)[0]
    engine = create_engine(blank, model)
    answer = json.loads((await engine.execute(GraphQLRequest(operation), _ADMIN)).body)

    assert "errors" not in answer, answer["errors"]
    assert answer["data"]["canteens"] == {
        "totalCount": 2,
        "aggregate": {"seats": {"sum": 90, "max": 60}},
        "nodes": [
            {
                "id": "Canteen:T1",
                "name": "东街食堂",
                "seats": 60,
                "large": True,
                "place": {"name": "东街社区", "kind": "COMMUNITY"},
            },
            {
                "id": "Canteen:T2",
                "name": "花园食堂",
                "seats": 30,
                "large": False,
                "place": {"name": "东街社区", "kind": "COMMUNITY"},
            },
        ],
    }
    found = sorted(node["name"] for node in answer["data"]["search"])
    assert found == ["东街食堂", "小食堂", "无座食堂", "花园食堂", "西街食堂"]


async def test_the_migration_indexes_what_the_declaration_asks_for(
    blank: Graph, model: Model
) -> None:
    names = [row[0] for row in await blank.rows("SHOW INDEXES YIELD name RETURN name")]
    assert {"canteen_code", "canteen_seats", SEARCH_INDEX} <= set(names)


def test_a_page_of_a_declared_type_is_one_statement_that_starts_from_the_scope() -> None:
    model = _model()
    operation = '{ canteens(first: 5, where: { within: "S1" }) { nodes { name } } }'
    (explained,) = explain_document(create_compiler(model), operation, {}, None, _ADMIN)
    assert explained.cypher is not None
    assert ":Canteen" in explained.cypher
    assert "CANTEEN_AT" in explained.cypher
    assert set(explained.parameters.values()) >= {"S1", 5}


def test_the_dataset_table_has_the_declared_columns() -> None:
    table = next(t for t in tables(_model()) if t.name == "canteens")
    assert [c.name for c in table.columns] == ["code", "name", "seats", "place_code"]
    assert [c.zh for c in table.columns] == ["编码", "名称", "座位数", "所在地"]
