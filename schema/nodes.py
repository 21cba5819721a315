"""Object types: node types and their connections, made from the declarations."""

from graph.api import type_name, visible
from graph.declare import Model, NodeType, Property, Relation
from schema.aggregates import aggregate_fields
from schema.connections import PAGE_ARGUMENTS, add_connection
from schema.coverage import coverage_field
from schema.registry import Argument, Field, Registry


def add_nodes(registry: Registry, model: Model) -> None:
    """Register `Node`, every node type and interface, and the connections to them."""
    registry.object(
        "PageInfo",
        [
            Field("hasNextPage", "Boolean!"),
            Field("hasPreviousPage", "Boolean!"),
            Field("startCursor", "String"),
            Field("endCursor", "String"),
        ],
    )
    registry.object("Node", [Field("id", "ID!")], "Anything with an id.", interface=True)
    for node in sorted(model.types, key=lambda n: not n.abstract):
        interfaces = (*node.interfaces, "Node") if node.node else ()
        registry.object(
            node.name,
            list(_fields(node)),
            node.doc,
            interfaces=interfaces,
            interface=node.abstract,
        )
        total = "Of all that fulfil the filter, on any page."
        add_connection(registry, node.name, total, aggregate_fields(node))


def connection_arguments(target: str) -> tuple[Argument, ...]:
    """The arguments of a field that is a connection to a type."""
    return (
        *PAGE_ARGUMENTS,
        Argument("where", f"{target}Where"),
        Argument("orderBy", f"[{target}OrderBy!]", "By code when left out."),
    )


def _fields(node: NodeType) -> list[Field]:
    found: list[Field] = []
    if node.node:
        found.append(Field("id", "ID!"))
    found += [_property(p) for p in visible(node)]
    found += [_relation(r) for r in node.relations]
    if "Place" in (node.name, *node.interfaces):
        found.append(coverage_field())
    return found


def _property(item: Property) -> Field:
    text = type_name(item.type)
    if item.listed:
        text = f"[{text}!]"
    if item.required:
        text += "!"
    arguments = tuple(
        Argument(a.name, type_name(a.type) + ("!" if a.required else "")) for a in item.arguments
    )
    return Field(
        item.name,
        text,
        item.doc or None,
        arguments,
    )


def _relation(relation: Relation) -> Field:
    doc = relation.doc or None
    if not relation.many:
        text = relation.target + ("!" if relation.required else "")
        return Field(relation.name, text, doc)
    if relation.listed:
        return Field(relation.name, f"[{relation.target}!]!", doc)
    return Field(
        relation.name,
        f"{relation.target}Connection!",
        doc,
        connection_arguments(relation.target),
    )
