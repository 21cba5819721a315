"""Asking the demonstration district through GraphQL."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from graph.caller import Caller, Role
from resolvers.engine import Engine, GraphQLRequest
from seeds.district import REFERENCE_DAY

Ask: TypeAlias = Callable[[str], Awaitable[dict[str, Any]]]
"""Asks for fields of the root as of the reference day; gives the answer's `data`."""

ADMIN = Caller("tests", Role.ADMIN)


async def answer(engine: Engine, operation: str, **variables: Any) -> dict[str, Any]:
    """The `data` of an operation; AssertionError when there are errors."""
    found = json.loads((await engine.execute(GraphQLRequest(operation, variables), ADMIN)).body)
    assert "errors" not in found, found["errors"]
    return found["data"]


def asking(engine: Engine) -> Ask:
    """An `Ask` of an engine."""

    async def ask(fields: str) -> dict[str, Any]:
        return await answer(engine, f'query @asOf(date: "{REFERENCE_DAY}") {{ {fields} }}')

    return ask


def counts(groups: list[dict[str, Any]]) -> dict[str | None, int]:
    """The rows of a `groupBy` with one key, as counts by value."""
    return {group["keys"][0]["value"]: group["count"] for group in groups}
