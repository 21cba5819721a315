"""The benchmark's cases: they are valid and answered as the statement written by hand is."""

import json
from datetime import date

import pytest
from graphql import parse, validate

from bench.case import Case
from bench.cases import CASES
from bench.equal import difference, plain
from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.compiler.engine import GraphQLRequest
from schema.api import create_engine, graphql_schema

_EACH = pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({c.name for c in CASES}) == len(CASES) == 12


@_EACH
def test_queries_are_valid(case: Case) -> None:
    assert validate(graphql_schema(), parse(case.ours)) == []
    assert "@VALID" not in case.peer
    assert "@IN_OFFICE" not in case.peer
    assert parse(case.peer).definitions


@_EACH
async def test_the_statement_by_hand_gives_our_answer(case: Case, district: Graph) -> None:
    engine, caller = create_engine(district), Caller("bench", Role.ADMIN)
    variables = {"day": date.today().isoformat(), **case.variables}
    if case.cursor is not None:
        answer = await engine.execute(GraphQLRequest(case.cursor, dict(variables)), caller)
        (connection,) = json.loads(answer.body)["data"].values()
        variables["after"] = connection["pageInfo"]["endCursor"]
        variables["last"] = connection["nodes"][-1]["code"]
    answer = json.loads((await engine.execute(GraphQLRequest(case.ours, variables), caller)).body)
    by_hand = await district.read(
        case.cypher, {**variables, "day": date.fromisoformat(str(variables["day"]))}
    )
    assert difference(plain(answer["data"]), plain(case.shape(by_hand))) is None
    assert answer["data"] == case.shape(by_hand)
    assert plain(answer["data"]), "a case without an answer measures nothing"
