"""Types of `aggregate` and `groupBy`, made from the declarations."""

from graph.api import DateUnit, GroupOrder, aggregated, group_fields
from graph.declare import Model, NodeType, Scalar
from graph.operators import ORDERED
from graph.surface import Argument, Field
from schema.registry import Registry

_KINDS = {kind: f"{'Number' if kind is not Scalar.DATE else 'Date'}Aggregate" for kind in ORDERED}


def add_aggregates(registry: Registry, model: Model) -> None:
    """Register `XAggregate`, `XGroup` and their inputs for every type."""
    registry.enum(DateUnit, DateUnit.__doc__)
    registry.enum(GroupOrder, GroupOrder.__doc__)
    registry.object(
        "NumberAggregate",
        [
            Field("count", "Int!", "How many have a value."),
            Field("sum", "Float!", "0 where there is nothing to add."),
            Field("avg", "Float"),
            Field("min", "Float"),
            Field("max", "Float"),
        ],
        "A numeric field over all nodes; those without a value do not take part.",
    )
    registry.object(
        "DateAggregate",
        [
            Field("count", "Int!", "How many have a value."),
            Field("min", "Date"),
            Field("max", "Date"),
        ],
        "A date field over all nodes; those without a value do not take part.",
    )
    registry.object(
        "GroupValue",
        [
            Field(
                "value",
                "String",
                "The value as text: an enum's name, a date or what it was cut to (2026-05, "
                "2026-Q2, 2026), true or false, a node's code. Null where there is none.",
            ),
            Field("node", "Node", "The node, where the group is by one."),
        ],
        "What the nodes of a group have in common under one of its keys.",
    )
    registry.input(
        "GroupOrderBy", [Field("by", "GroupOrder!"), Field("direction", "SortDirection!")]
    )
    registry.input(
        "NumberHaving",
        [
            Field("count", "IntFilter"),
            *(Field(name, "FloatFilter") for name in ("sum", "avg", "min", "max")),
        ],
    )
    registry.input(
        "DateHaving",
        [Field("count", "IntFilter"), Field("min", "DateFilter"), Field("max", "DateFilter")],
    )
    for node in model.types:
        _add(registry, model, node)


def _add(registry: Registry, model: Model, node: NodeType) -> None:
    name = node.name
    items = aggregated(node)
    registry.object(
        f"{name}Aggregate",
        [
            Field("count", "Int!", "The number of nodes."),
            *(Field(p.name, f"{_KINDS[_scalar(p.type)]}!") for p in items),
        ],
    )
    registry.object(
        f"{name}Group",
        [
            Field("keys", "[GroupValue!]!", "One for each of `by`, in its order."),
            Field("count", "Int!", "The number of nodes in the group."),
            Field("aggregate", f"{name}Aggregate!"),
        ],
    )
    registry.enum_of(f"{name}GroupField", tuple(group_fields(model, name)))
    registry.input(
        f"{name}GroupKey",
        [
            Field("field", f"{name}GroupField!"),
            Field("cut", "DateUnit", "Cut a date to its month, quarter or year."),
        ],
    )
    registry.input(
        f"{name}Having",
        [
            Field("count", "IntFilter"),
            *(Field(p.name, _KINDS[_scalar(p.type)].replace("Aggregate", "Having")) for p in items),
        ],
        "Conditions on the groups; all hold.",
    )


def _scalar(kind: object) -> Scalar:
    assert isinstance(kind, Scalar)
    return kind


def aggregate_fields(node: NodeType) -> list[Field]:
    """The fields `aggregate` and `groupBy` of a connection."""
    return [
        Field(
            "aggregate",
            f"{node.name}Aggregate!",
            "Over all that fulfil the filter, on any page.",
        ),
        Field(
            "groupBy",
            f"[{node.name}Group!]!",
            "All that fulfil the filter, on any page, in groups; ordered by their keys.",
            (
                Argument("by", f"[{node.name}GroupKey!]!", "One to four fields."),
                Argument("having", f"{node.name}Having"),
                Argument("orderBy", "[GroupOrderBy!]", "By the keys when left out."),
                Argument("first", "Int", "The first so many groups; all when left out."),
            ),
        ),
    ]
