"""Inputs: filters by scalar, by to-one and to-many relation and by count, and orderings."""

from graph.api import filter_name, filterable, order_fields, type_name
from graph.declare import Model, NodeType, Relation, Scalar, ValueType
from graph.operators import OPERATORS, operators_on
from graph.surface import Field
from schema.registry import Registry


def add_filters(registry: Registry, model: Model) -> None:
    """Register every scalar filter, and `XWhere`, `XOneFilter`, ... for every type."""
    registry.enum_of("SortDirection", ("ASC", "DESC"))
    registry.enum_of("NullsOrder", ("FIRST", "LAST"))
    kinds = {p.type for node in model.types for p in filterable(node)}
    kinds |= {Scalar.STRING, Scalar.INT, Scalar.FLOAT, Scalar.DATE, Scalar.BOOLEAN, Scalar.ID}
    for kind in sorted(kinds, key=type_name):
        _scalar_filter(registry, kind)
    for node in model.types:
        fields = _conditions(model, node)
        registry.input(
            f"{node.name}Where",
            fields,
            "Conditions that all hold; a comparison with a missing value does not hold.",
        )
        registry.input(
            f"{node.name}OneFilter",
            [*fields, Field("isNull", "Boolean", "Whether there is none.")],
            "Conditions on a single related node; they do not hold where there is none.",
        )
        registry.input(f"{node.name}ManyFilter", _quantifiers(node))
        registry.input(
            f"{node.name}CountFilter",
            [
                Field("where", f"{node.name}Where", "Which of the related nodes are counted."),
                *(Field(o.name, "Int") for o in OPERATORS if o.counts),
            ],
        )
        registry.enum_of(f"{node.name}OrderField", tuple(order_fields(model, node.name)))
        registry.input(
            f"{node.name}OrderBy",
            [
                Field("field", f"{node.name}OrderField!"),
                Field("direction", "SortDirection!"),
                Field("nulls", "NullsOrder", "Where missing values go; last by default."),
            ],
        )


def _scalar_filter(registry: Registry, kind: ValueType) -> None:
    name = type_name(kind)
    fields = [Field(o.name, f"[{name}!]" if o.many else name) for o in operators_on(kind)]
    fields.append(Field("isNull", "Boolean"))
    registry.input(filter_name(kind), fields)


def _conditions(model: Model, node: NodeType) -> list[Field]:
    fields: list[Field] = []
    if node.node and not node.abstract:
        fields.append(Field("id", "IDFilter"))
    if node.scope is not None:
        fields.append(
            Field("within", "String", "In scope of the place of this code: at it or below it.")
        )
    fields += [Field(p.name, filter_name(p.type), p.doc or None) for p in filterable(node)]
    fields += [_relation(r) for r in node.relations]
    fields += [Field(name, f"[{node.name}Where!]") for name in ("and", "or")]
    fields.append(Field("not", f"{node.name}Where"))
    return fields


def _relation(relation: Relation) -> Field:
    kind = "Many" if relation.many else "One"
    return Field(relation.name, f"{relation.target}{kind}Filter", relation.doc or None)


def _quantifiers(node: NodeType) -> list[Field]:
    where = f"{node.name}Where"
    return [
        Field("some", where, "At least one related node fulfils it."),
        Field("none", where, "No related node fulfils it."),
        Field("every", where, "All related nodes fulfil it, also when there are none."),
        Field("single", where, "Exactly one related node fulfils it."),
        Field("count", f"{node.name}CountFilter", "The number of related nodes."),
    ]
