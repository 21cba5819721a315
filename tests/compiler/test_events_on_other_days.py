"""What an event of coverage leads to is asked of the operation's day, on which it may not exist."""

from typing import Any

import orjson

from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from tests.compiler.conftest import Small

# From a day before organizations of the events existed.
EVENTS = """
query Q @asOf(date: "2023-03-31") {
  coverageChange(of: BUILDING, within: "S1C2", from: "2024-06-30", to: "2025-12-31") {
    events { organization { id posts(first: 0) { aggregate { count } } } }
  }
}
"""
ORGANIZATION = """
query Q($id: ID!) @asOf(date: "2023-03-31") {
  node(id: $id) { ... on PartyOrganization { id posts(first: 0) { aggregate { count } } } }
}
"""


async def test_posts_of_an_events_organization_are_those_of_the_organization(small: Small) -> None:
    async def asked(text: str, **variables: Any) -> Any:
        request = GraphQLRequest(text, variables)
        answer = await small.compiled.execute(request, Caller("test", Role.ADMIN))
        return orjson.loads(answer.body)["data"]

    events = (await asked(EVENTS))["coverageChange"]["events"]
    organizations = [event["organization"] for event in events]
    # One has posts on that day, and one had none, being founded later.
    assert {o["posts"]["aggregate"]["count"] for o in organizations} == {0, 2}
    for organization in organizations:
        assert (await asked(ORGANIZATION, id=organization["id"]))["node"] == organization
