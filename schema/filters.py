"""Inputs: filters by scalar, by to-one and to-many relation and by count, and orderings."""

from graph.api import filter_name, filterable, order_fields, type_name
from graph.declare import Model, NodeType, Relation, Scalar, ValueType
from graph.operators import IS_NULL, OPERATORS, operators_on
from graph.surface import Field
from schema.registry import Registry
from schema.wording import ID, of_target, of_type


def add_filters(registry: Registry, model: Model) -> None:
    """Register every scalar filter, and `XWhere`, `XOneFilter`, ... for every type."""
    registry.enum_of(
        "SortDirection",
        {"ASC": "升序 — Least first.", "DESC": "降序 — Greatest first."},
        "排序方向 — Which way to order.",
    )
    registry.enum_of(
        "NullsOrder",
        {"FIRST": "在前 — Before all others.", "LAST": "在后 — After all others."},
        "空值位置 — Where missing values go.",
    )
    kinds = {p.type for node in model.types for p in filterable(node)}
    kinds |= {Scalar.STRING, Scalar.INT, Scalar.FLOAT, Scalar.DATE, Scalar.BOOLEAN, Scalar.ID}
    for kind in sorted(kinds, key=type_name):
        _scalar_filter(registry, kind)
    for node in model.types:
        _filters_of(registry, model, node)
        _orders_of(registry, model, node)


def _filters_of(registry: Registry, model: Model, node: NodeType) -> None:
    fields = _conditions(model, node)
    registry.input(
        f"{node.name}Where",
        fields,
        of_type(
            node,
            "{}的条件：须同时成立，与缺失值的比较不成立。",
            "{}: conditions that all hold; a comparison with a missing value does not.",
        ),
    )
    registry.input(
        f"{node.name}OneFilter",
        [*fields, Field("isNull", "Boolean", IS_NULL)],
        of_type(
            node,
            "相关{}的条件：没有则不成立。",
            "{}: conditions on a single related one; they do not hold where there is none.",
        ),
    )
    registry.input(
        f"{node.name}ManyFilter",
        _quantifiers(node),
        of_type(node, "各个相关{}的条件", "{}: conditions on the related ones."),
    )
    registry.input(
        f"{node.name}CountFilter",
        [
            Field(
                "where",
                f"{node.name}Where",
                "条件：计入哪些。 — Which of the related nodes are counted.",
            ),
            *(Field(o.name, "Int", o.doc) for o in OPERATORS if o.counts),
        ],
        of_type(node, "相关{}的数量", "{}: the number of related ones."),
    )


def _orders_of(registry: Registry, model: Model, node: NodeType) -> None:
    registry.enum_of(
        f"{node.name}OrderField",
        {k: of_target(v, model) for k, v in order_fields(model, node.name).items()},
        of_type(node, "{}的排序字段", "{}: what to order by."),
    )
    registry.input(
        f"{node.name}OrderBy",
        [
            Field("field", f"{node.name}OrderField!", "字段 — What to order by."),
            Field("direction", "SortDirection!", "方向 — Which way."),
            Field(
                "nulls",
                "NullsOrder",
                "空值位置：不写则在后。 — Where missing values go; last by default.",
            ),
        ],
        of_type(node, "{}的排序", "{}: an ordering."),
    )


def _scalar_filter(registry: Registry, kind: ValueType) -> None:
    name = type_name(kind)
    fields = [Field(o.name, f"[{name}!]" if o.many else name, o.doc) for o in operators_on(kind)]
    fields.append(Field("isNull", "Boolean", IS_NULL))
    registry.input(
        filter_name(kind),
        fields,
        f"值的条件：须同时成立。 — Conditions on a value of {name}; all hold.",
    )


def _conditions(model: Model, node: NodeType) -> list[Field]:
    fields: list[Field] = []
    if node.node and not node.abstract:
        fields.append(Field("id", "IDFilter", ID))
    if node.scope is not None:
        fields.append(
            Field(
                "within",
                "String",
                "范围：在该编码的地点或其下。 — In scope of the place of this code, or below.",
            )
        )
    fields += [
        Field(p.name, filter_name(p.type), p.doc, deprecated=p.deprecated) for p in filterable(node)
    ]
    fields += [_relation(r) for r in node.relations]
    fields += [
        Field("and", f"[{node.name}Where!]", "都成立 — All of these hold."),
        Field("or", f"[{node.name}Where!]", "任一成立 — One of these holds; false for none."),
        Field("not", f"{node.name}Where", "不成立 — This does not hold."),
    ]
    return fields


def _relation(relation: Relation) -> Field:
    kind = "Many" if relation.many else "One"
    text = f"{relation.target}{kind}Filter"
    return Field(relation.name, text, relation.doc, deprecated=relation.deprecated)


def _quantifiers(node: NodeType) -> list[Field]:
    where = f"{node.name}Where"
    return [
        Field("some", where, "至少一个符合 — At least one related node fulfils it."),
        Field("none", where, "没有一个符合 — No related node fulfils it."),
        Field(
            "every",
            where,
            "全部符合：没有也算。 — All related nodes fulfil it, also when there are none.",
        ),
        Field("single", where, "恰有一个符合 — Exactly one related node fulfils it."),
        Field("count", f"{node.name}CountFilter", "数量 — The number of related nodes."),
    ]
