"""Object types: node types and their connections, made from the declarations."""

from collections.abc import Sequence

from graph.api import type_name, visible
from graph.declare import Model, NodeType, Property, Relation
from graph.images import VERSION
from graph.surface import PAGE_ARGUMENTS, Argument, Field
from resolvers.root_field import RootField
from schema.aggregates import aggregate_fields
from schema.connections import add_connection
from schema.registry import Registry
from schema.wording import ID, named

VERSION_DOC = (
    "版本：最近更改它的日志条目的序号，从未更改为 0；供 `ifVersion`。 — The number of the entry of "
    "the log that changed it last, 0 for none; for `ifVersion`."
)
TOTAL = "总数：符合条件的全部，不论哪页。 — Of all that fulfil the filter, on any page."


def add_nodes(registry: Registry, model: Model, roots: Sequence[RootField]) -> None:
    """Register `Node`, every node type and interface, and the connections to them.

    roots: root fields, of which some add fields to the types.
    """
    added = [a for root in roots for a in root.fields]
    registry.object(
        "PageInfo",
        [
            Field("hasNextPage", "Boolean!", "是否有下一页 — Whether more follow."),
            Field("hasPreviousPage", "Boolean!", "是否有上一页 — Whether more precede."),
            Field(
                "startCursor",
                "String",
                "起始游标：空页为空。 — Of the first; null for an empty page.",
            ),
            Field(
                "endCursor", "String", "末尾游标：空页为空。 — Of the last; null for an empty page."
            ),
        ],
        "分页信息 — Where a page lies among all.",
    )
    registry.object(
        "Node",
        [Field("id", "ID!", ID)],
        "节点：有标识的一切。 — Anything with an id.",
        interface=True,
    )
    for node in sorted(model.types, key=lambda n: not n.abstract):
        interfaces = (*node.interfaces, "Node") if node.node else ()
        owners = (node.name, *node.interfaces, *interfaces)
        registry.object(
            node.name,
            [*_fields(node), *(a.field for a in added if a.on in owners)],
            node.doc,
            interfaces=interfaces,
            interface=node.abstract,
        )
        add_connection(registry, node.name, named(node), TOTAL, aggregate_fields(node))


def connection_arguments(target: str) -> tuple[Argument, ...]:
    """The arguments of a field that is a connection to a type."""
    return (
        *PAGE_ARGUMENTS,
        Argument(
            "where", f"{target}Where", "条件：不写则为全部。 — Which of them; all when left out."
        ),
        Argument("orderBy", f"[{target}OrderBy!]", "排序：不写则按编码。 — By code when left out."),
    )


def _fields(node: NodeType) -> list[Field]:
    found: list[Field] = []
    if node.node:
        found.append(Field("id", "ID!", ID))
        found.append(Field(VERSION, "Int!", VERSION_DOC))
    found += [_property(p) for p in visible(node)]
    found += [_relation(r) for r in node.relations]
    return found


def _property(item: Property) -> Field:
    text = type_name(item.type)
    if item.listed:
        text = f"[{text}!]"
    if item.required:
        text += "!"
    arguments = tuple(
        Argument(a.name, type_name(a.type) + ("!" if a.required else ""), a.doc)
        for a in item.arguments
    )
    return Field(
        item.name,
        text,
        item.doc,
        arguments,
        item.deprecated,
    )


def _relation(relation: Relation) -> Field:
    doc = relation.doc
    if not relation.many:
        text = relation.target + ("!" if relation.required else "")
        return Field(relation.name, text, doc, deprecated=relation.deprecated)
    if relation.listed:
        text = f"[{relation.target}!]!"
        return Field(relation.name, text, doc, deprecated=relation.deprecated)
    return Field(
        relation.name,
        f"{relation.target}Connection!",
        doc,
        connection_arguments(relation.target),
        relation.deprecated,
    )
