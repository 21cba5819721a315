"""One question at a time to a server, by the official driver."""

from __future__ import annotations

from typing import Any, LiteralString

from neo4j import AsyncGraphDatabase


async def ask(
    uri: str, password: str, query: LiteralString, **parameters: Any
) -> list[dict[str, Any]]:
    """The rows ``query`` gives on a connection of its own."""
    factory: Any = AsyncGraphDatabase  # its `driver` takes untyped settings
    async with factory.driver(uri, auth=("neo4j", password)) as driver:
        records, _, _ = await driver.execute_query(query, parameters)
        return [record.data() for record in records]
