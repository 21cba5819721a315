"""The root fields: by code, by id, and lists of every type that declares one."""

from graph.api import type_name
from graph.declare import Model
from schema.audit import audit_roots
from schema.coverage import coverage_roots
from schema.cross_appointments import cross_appointment_roots
from schema.nodes import connection_arguments
from schema.registry import Argument, Field, Registry
from schema.what_if import what_if_roots


def add_query(registry: Registry, model: Model) -> None:
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
    fields.append(
        Field(
            "search",
            "[Node!]!",
            "Nodes whose name has all words of a text, whatever their case and width, best "
            "matches first. Names shown masked are not searched.",
            (
                Argument("text", "String!"),
                Argument("first", "Int", "The first so many; 20 when left out."),
            ),
        )
    )
    for node in model.types:
        if node.one is not None:
            key = node.property(node.key)
            argument = Argument(node.key, f"{type_name(key.type)}!")
            fields.append(Field(node.one, node.name, node.doc, (argument,)))
        for name in (node.many, *(n for n, _ in node.also_many)):
            if name is not None:
                fields.append(
                    Field(
                        name,
                        f"{node.name}Connection!",
                        None,
                        connection_arguments(node.name),
                    )
                )
    fields += coverage_roots(model)
    fields += cross_appointment_roots(model)
    fields += audit_roots(model)
    fields += what_if_roots(model)
    registry.object("Query", fields)
