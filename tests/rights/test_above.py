"""Of what lies above a scope a change is told nothing: it is refused before all else."""

from typing import Any

import orjson
import pytest

from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from tests.compiler.conftest import Small

_BELOW = "s.path STARTS WITH c.path AND s.path <> c.path AND h.path STARTS WITH s.path"
_POSTS = f"""
    MATCH (n:Person)<-[:HELD_BY]-(p:Post)-[:IN_ORGANIZATION]->(o)-[:COVERS]->(c:Place)
    MATCH (n)-[:RESIDES_IN]->(h), (s:Place) WHERE {_BELOW} AND p.since IS NOT NULL
      AND NOT EXISTS {{ MATCH (o)-[:COVERS]->(x) WHERE x.path STARTS WITH s.path }}
    RETURN s.code, n.code, p.role, o.code, toString(p.since) AS since, toString(p.since) AS day"""
_CHAIRED = f"""
    MATCH (p:Post {{role: 'SECRETARY'}})-[:IN_ORGANIZATION]->(o)-[:COVERS]->(c:Place)
    MATCH (n:Person)-[:RESIDES_IN]->(h), (s:Place) WHERE {_BELOW} AND p.since IS NOT NULL
      AND NOT EXISTS {{ MATCH (o)-[:COVERS]->(x) WHERE x.path STARTS WITH s.path }}
    RETURN s.code, n.code, p.role, o.code, toString(p.since) AS since, '2024-01-01' AS day"""
_REGISTERED = f"""
    MATCH (n:Person)<-[:REGISTERED_PERSON]-(r)-[:REGISTERED_AT]->(c:Place)
    MATCH (n)-[:RESIDES_IN]->(h), (s:Place) WHERE {_BELOW}
    RETURN s.code, n.code, '' AS role, c.code, '' AS since, '2030-01-01' AS day"""

_APPOINT = 'appoint: {{ personCode: "{1}", role: {2}, organizationCode: "{3}", since: "{5}" }}'
_SAVE = 'savePost: {{ personCode: "{1}", role: {2}, organizationCode: "{3}", since: "{5}" }}'
_REGISTER = 'registerAtCommunity: {{ personCode: "{1}", communityCode: "{3}", on: "{5}" }}'


async def told(small: Small, change: str, scope: tuple[str, ...] | None) -> list[str]:
    """The messages of trying a change."""
    text = f"{{ whatIf(changes: [{{ {change} }}]) {{ asOf }} }}"
    caller = Caller("test", Role.ADMIN, scope)
    answer: Any = orjson.loads((await small.compiled.execute(GraphQLRequest(text), caller)).body)
    return [error["message"] for error in answer.get("errors", ())]


@pytest.mark.parametrize(
    ("find", "change", "said"),
    [
        (_POSTS, _APPOINT, "has this post from this day already"),
        (_CHAIRED, _APPOINT, "has a secretary at that time"),
        (_CHAIRED, _SAVE, "has a secretary at that time"),
        (_REGISTERED, _REGISTER, "Registered there since"),
    ],
)
async def test_what_is_put_above_a_scope_is_refused_whatever_is_there(
    small: Small, find: str, change: str, said: str
) -> None:
    rows = sorted(await small.graph.rows(find), key=str)[:20]
    changes = [(row[0], change.format(*row)) for row in rows]
    everything = [await told(small, text, None) for _, text in changes]
    assert any(said in message for messages in everything for message in messages)
    for scope, text in changes:
        assert await told(small, text, (scope,)) == [
            "This changes something outside the token's scope."
        ]
