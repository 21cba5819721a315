"""`Query`: look-ups, lists of every type that declares one, and the root fields beyond them."""

from collections.abc import Sequence

from graph.api import type_name
from graph.declare import Model
from graph.surface import Argument, Field, InputType, ObjectType
from resolvers.root_field import RootField
from schema.connections import add_connection
from schema.nodes import connection_arguments
from schema.registry import Registry


def add_query(registry: Registry, model: Model, roots: Sequence[RootField]) -> None:
    """Register `Query`."""
    fields = [
        Field("node", "Node", "By id.", (Argument("id", "ID!"),)),
        Field(
            "nodes",
            "[Node]!",
            "By ids, in their order; null where there is none.",
            (Argument("ids", "[ID!]!"),),
        ),
    ]
    for node in model.types:
        if node.one is not None:
            key = node.property(node.key)
            argument = Argument(node.key, f"{type_name(key.type)}!")
            fields.append(Field(node.one, node.name, node.doc, (argument,)))
        for name in (node.many, *(part.name for part in node.also_many)):
            if name is not None:
                fields.append(
                    Field(
                        name,
                        f"{node.name}Connection!",
                        None,
                        connection_arguments(node.name),
                    )
                )
    fields += [root.field for root in roots]
    registry.object("Query", fields)


def add_types(registry: Registry, roots: Sequence[RootField]) -> None:
    """Register the types that come with root fields."""
    for definition in (d for root in roots for d in root.types_among(roots)):
        match definition:
            case ObjectType(name, fields, doc, interfaces, total):
                registry.object(name, fields, doc, interfaces)
                if total is not None:
                    add_connection(registry, name, total)
            case InputType(name, fields, doc):
                registry.input(name, fields, doc)
            case _:
                registry.enum(definition, definition.__doc__)
