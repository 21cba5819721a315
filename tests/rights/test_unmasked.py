"""No name or phone is shown to an administrator, by whatever way, without its being noted."""

import json
from typing import Any

from graph.caller import Caller, Role
from graph.log.reads import Read
from resolvers.conditions import Around
from resolvers.engine import GraphQLRequest
from schema.api import create_engine, graphql_schema
from tests.compiler.conftest import Small
from tests.rights.cells import Cells, Values

SHOWN = ("Person.name", "Person.phone")


async def test_no_name_or_phone_is_shown_that_is_not_noted(small: Small) -> None:
    rows = await small.graph.rows("MATCH (p:Person) RETURN p.name, p.phone, p.code")
    personal = {str(value) for *values, _ in rows for value in values if value}
    people = [str(code) for *_, code in rows][:4]
    codes = {"Person": people, "Place": ["S1C1"]}
    dissolve = '{dissolve: {code: "nothing", on: "2030-01-01"}}'
    names = [str(name) for name, *_ in rows]
    values = Values(codes, {"Person": people}, names, [dissolve])
    reads: list[Read] = []
    engine = create_engine(small.graph, around=Around(reads=reads.append))
    ways = {c.path: c for c in Cells(graphql_schema(), values).all() if c.field in SHOWN}
    showing: set[str] = set()
    for path, cell in ways.items():
        reads.clear()
        answer = await engine.execute(GraphQLRequest(cell.text), Caller("test", Role.ADMIN))
        if values_of(json.loads(answer.body).get("data")) & personal:
            showing.add(path)
            assert [read.people > 0 for read in reads] == [True], cell.text
    assert {"list", "look-up", "node", "nodes", "search", "match", "Post.holder"} - showing == set()


def values_of(data: Any) -> set[str]:
    """All texts in an answer."""
    if isinstance(data, dict):
        return {text for value in data.values() for text in values_of(value)}  # pyright: ignore
    if isinstance(data, list):
        return {text for value in data for text in values_of(value)}  # pyright: ignore
    return {data} if isinstance(data, str) else set()
