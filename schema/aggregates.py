"""Types of `aggregate` and `groupBy`, made from the declarations."""

from graph.api import DateUnit, GroupOrder, aggregated, group_fields
from graph.declare import Model, NodeType, Scalar
from graph.operators import ORDERED
from graph.surface import Argument, Field
from schema.registry import Registry
from schema.wording import FIGURES, of_target, of_type

_KINDS = {kind: f"{'Number' if kind is not Scalar.DATE else 'Date'}Aggregate" for kind in ORDERED}


_COUNT = "个数 — The number of nodes."


def add_aggregates(registry: Registry, model: Model) -> None:
    """Register `XAggregate`, `XGroup` and their inputs for every type."""
    registry.enum(DateUnit)
    registry.enum(GroupOrder)
    _add_figures(registry)
    _add_group_parts(registry)
    for node in model.types:
        _add_aggregate(registry, node)
        _add_group(registry, model, node)


def _add_figures(registry: Registry) -> None:
    types = {"count": "Int!", "sum": "Float!", "avg": "Float", "min": "Float", "max": "Float"}
    registry.object(
        "NumberAggregate",
        [Field(name, text, FIGURES[name]) for name, text in types.items()],
        "数字汇总：没有值的不计。 — A numeric field over all nodes; those without a value do not "
        "take part.",
    )
    registry.object(
        "DateAggregate",
        [
            Field(name, text, FIGURES[name])
            for name, text in (("count", "Int!"), ("min", "Date"), ("max", "Date"))
        ],
        "日期汇总：没有值的不计。 — A date field over all nodes; those without a value do not "
        "take part.",
    )
    registry.input(
        "NumberHaving",
        [
            Field(name, "IntFilter" if name == "count" else "FloatFilter", FIGURES[name])
            for name in types
        ],
        "数字汇总的条件：须同时成立。 — Conditions on a numeric field's figures; all hold.",
    )
    registry.input(
        "DateHaving",
        [
            Field(name, "IntFilter" if name == "count" else "DateFilter", FIGURES[name])
            for name in ("count", "min", "max")
        ],
        "日期汇总的条件：须同时成立。 — Conditions on a date field's figures; all hold.",
    )


def _add_group_parts(registry: Registry) -> None:
    registry.object(
        "GroupValue",
        [
            Field(
                "value",
                "String",
                "值：文本形式，没有则为空。 — The value as text: an enum's name, a date or what it "
                "was cut to (2026-05, 2026-Q2, 2026), true or false, a node's code. Null where "
                "there is none.",
            ),
            Field(
                "node",
                "Node",
                "节点：按节点分组时才有。 — The node, where the group is by one; else null.",
            ),
        ],
        "分组值 — What the nodes of a group have in common under one of its keys.",
    )
    registry.input(
        "GroupOrderBy",
        [
            Field("by", "GroupOrder!", "依据 — What to order by."),
            Field("direction", "SortDirection!", "方向 — Which way."),
        ],
        "分组的排序 — An ordering of groups.",
    )


def _add_aggregate(registry: Registry, node: NodeType) -> None:
    registry.object(
        f"{node.name}Aggregate",
        [
            Field("count", "Int!", _COUNT),
            *(Field(p.name, f"{_KINDS[_scalar(p.type)]}!", p.doc) for p in aggregated(node)),
        ],
        of_type(node, "{}的汇总", "{}: figures over all of them."),
    )
    registry.input(
        f"{node.name}Having",
        [
            Field("count", "IntFilter", _COUNT),
            *(
                Field(p.name, _KINDS[_scalar(p.type)].replace("Aggregate", "Having"), p.doc)
                for p in aggregated(node)
            ),
        ],
        of_type(node, "{}分组的条件：须同时成立。", "{}: conditions on the groups; all hold."),
    )


def _add_group(registry: Registry, model: Model, node: NodeType) -> None:
    name = node.name
    registry.object(
        f"{name}Group",
        [
            Field("keys", "[GroupValue!]!", "分组键的值 — One for each of `by`, in its order."),
            Field("count", "Int!", _COUNT),
            Field("aggregate", f"{name}Aggregate!", "汇总 — Figures over the group."),
        ],
        of_type(node, "{}的分组", "{}: a group of them."),
    )
    registry.enum_of(
        f"{name}GroupField",
        {k: of_target(v, model) for k, v in group_fields(model, name).items()},
        of_type(node, "{}的分组字段", "{}: what to group by."),
    )
    registry.input(
        f"{name}GroupKey",
        [
            Field("field", f"{name}GroupField!", "字段 — What to group by."),
            Field(
                "cut",
                "DateUnit",
                "日期单位：把日期归到月、季或年。 — Cut a date to its month, quarter or year.",
            ),
        ],
        of_type(node, "{}的分组键", "{}: a key to group by."),
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
            "汇总：符合条件的全部，不论哪页。 — Over all that fulfil the filter, on any page.",
        ),
        Field(
            "groupBy",
            f"[{node.name}Group!]!",
            "分组：符合条件的全部，不论哪页，按分组键排序。 — All that fulfil the filter, on any "
            "page, in groups; ordered by their keys.",
            (
                Argument(
                    "by", f"[{node.name}GroupKey!]!", "分组键：一至四个。 — One to four fields."
                ),
                Argument(
                    "having",
                    f"{node.name}Having",
                    "条件：只要符合的分组。 — Which of the groups; all when left out.",
                ),
                Argument(
                    "orderBy",
                    "[GroupOrderBy!]",
                    "排序：不写则按分组键。 — By the keys when left out.",
                ),
                Argument(
                    "first",
                    "Int",
                    "前几组：不写则为全部。 — The first so many groups; all when left out.",
                ),
            ),
        ),
    ]
