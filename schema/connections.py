"""Connections: the types that every list of the API has."""

from collections.abc import Sequence

from graph.surface import Field
from schema.registry import Registry


def add_connection(registry: Registry, name: str, total: str, others: Sequence[Field] = ()) -> None:
    """Register the edge and the connection of a type.

    total: what `totalCount` counts. others: further fields of the connection.
    """
    registry.object(f"{name}Edge", [Field("cursor", "String!"), Field("node", f"{name}!")])
    registry.object(
        f"{name}Connection",
        [
            Field("edges", f"[{name}Edge!]!"),
            Field("nodes", f"[{name}!]!"),
            Field("pageInfo", "PageInfo!"),
            Field("totalCount", "Int!", total),
            *others,
        ],
    )
