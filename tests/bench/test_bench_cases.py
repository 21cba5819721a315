"""The benchmark's cases: they are valid and answered as the statement written by hand is."""

import json
from datetime import date

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
    print_ast,
    validate,
)

from bench.case import Case
from bench.cases import CASES
from bench.equal import difference, plain
from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
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
def test_the_undated_query_asks_for_what_the_dated_one_does(case: Case) -> None:
    undated = parse(case.undated or case.peer)
    text = print_ast(undated)
    assert not any(word in text for word in ("since: {", "until", "establishedOn", "$day"))
    assert _asked(undated) == _asked(parse(case.peer))


def _asked(document: DocumentNode) -> set[str]:
    """The paths of the fields, without the forms of connections."""
    found: set[str] = set()

    def walk(selections: SelectionSetNode | None, path: str) -> None:
        for field in selections.selections if selections else ():
            assert isinstance(field, FieldNode)
            name = (field.alias or field.name).value
            below = path if name in {"edges", "node"} else f"{path}.{name}"
            found.add(below)
            walk(field.selection_set, below)

    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    walk(operation.selection_set, "")
    return found


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
