"""Every golden case compiles to the same plan, Cypher and parameters, which Neo4j accepts."""

import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from tests.compiler.cases import ROOT, compiled, names, query_of
from tests.compiler.conftest import Small
from tests.compiler.counting import CountingGraph

NAMES = names()


def test_there_are_enough_cases() -> None:
    assert len(NAMES) >= 120


@pytest.mark.parametrize("name", NAMES)
def test_a_case_compiles_as_it_did(name: str) -> None:
    for file, text in compiled(*query_of(name)).files().items():
        golden = (ROOT / name / file).read_text("utf-8")
        assert text == golden, f"{name}/{file}: python -m tests.compiler.cases --write {name}"


@pytest.mark.parametrize("name", NAMES)
async def test_neo4j_plans_the_statements_of_a_case(graph: Graph, name: str) -> None:
    case = compiled(*query_of(name))
    for text, parameters in zip(case.cypher, case.parameters, strict=True):
        plan = await graph.explain(text, parameters)
        assert plan["operatorType"].startswith("ProduceResults")


@pytest.mark.parametrize("name", NAMES)
async def test_a_case_takes_one_statement_a_root_field(small: Small, name: str) -> None:
    query, variables = query_of(name)
    counting = CountingGraph(small.graph)
    engine = create_engine(counting)
    answer = await engine.execute(GraphQLRequest(query, {**variables}), Caller("t", Role.ADMIN))
    assert answer.executed
    assert not answer.body.startswith(b'{"errors"'), answer.body
    assert counting.statements == len(compiled(query, variables).cypher)


def test_the_same_shape_has_the_same_text() -> None:
    query = "query($c: String!) { buildings(where: { name: { contains: $c } }) { totalCount } }"
    one, other = compiled(query, {"c": "a"}), compiled(query, {"c": "b"})
    assert one.cypher == other.cypher
    assert one.parameters != other.parameters


def test_no_value_of_a_request_gets_into_a_statement() -> None:
    mark = "x' OR 1=1 //`"
    query = """query($t: String!) {
        search(text: "zzmark") { id }
        place(code: "zzmark") { name }
        people(where: { or: [{ name: { startsWith: "zzmark" } }, { name: { eq: $t } }] }) {
            totalCount
        }
    }"""
    text = "\n".join(compiled(query, {"t": mark}).cypher)
    assert "zzmark" not in text
    assert mark not in text
