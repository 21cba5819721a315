"""Connections: the types that every list of the API has."""

from collections.abc import Sequence

from graph.surface import Field
from graph.words import Words, spelled
from schema.registry import Registry


def add_connection(
    registry: Registry, name: str, zh: str, total: str, others: Sequence[Field] = ()
) -> None:
    """Register the edge and the connection of a type.

    zh: the type's Chinese name. total: what `totalCount` counts.
    others: further fields of the connection.
    """
    registry.object(
        f"{name}Edge",
        [
            Field(
                "cursor",
                "String!",
                "游标：用于 after 和 before。 — What `after` and `before` take.",
            ),
            Field("node", f"{name}!", str(Words(zh, f"{spelled(name)}."))),
        ],
        str(Words(f"{zh}与游标", f"{spelled(name)} with its cursor.")),
    )
    registry.object(
        f"{name}Connection",
        [
            Field(
                "edges", f"[{name}Edge!]!", "本页：各项与游标。 — The page, each with its cursor."
            ),
            Field("nodes", f"[{name}!]!", "本页：各项。 — The page."),
            Field("pageInfo", "PageInfo!", "分页信息 — Where the page lies."),
            Field("totalCount", "Int!", total),
            *others,
        ],
        str(Words(f"{zh}的一页", f"{spelled(name)}: a page of them, and figures over all.")),
    )
