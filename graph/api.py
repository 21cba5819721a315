"""How the declarations appear in the API: names of fields, filters and orderings.

Both the GraphQL schema (which offers the names) and the compiler (which reads them) ask
here, so there is one place that says what a type can be filtered and ordered by.
"""

from dataclasses import dataclass
from functools import cache

from graph.declare import (
    IDENTIFYING,
    Model,
    NodeType,
    Property,
    Relation,
    Scalar,
    ValueType,
    Vocabulary,
)
from graph.operators import ORDERED
from graph.tables import snake_case


@dataclass(frozen=True, slots=True)
class OrderTarget:
    """What an order field sorts by.

    Exactly one: a property of the type itself; a property of a to-one relative (relation
    and property); the number of a to-many relation's nodes (relation alone).
    """

    property: Property | None
    relation: Relation | None


class DateUnit(Vocabulary):
    """日期单位：分组前把日期归到月、季或年。 — What a date is cut to before grouping by it."""

    MONTH = "月 — Its month, such as 2026-05."
    QUARTER = "季 — Its quarter, such as 2026-Q2."
    YEAR = "年 — Its year, such as 2026."


class GroupOrder(Vocabulary):
    """分组排序：按数量，或按第几个分组键。 — What groups are ordered by: their count or a key."""

    COUNT = "数量 — The number of nodes."
    KEY = "第一个键 — The first key."
    KEY_2 = "第二个键 — The second key."
    KEY_3 = "第三个键 — The third key."
    KEY_4 = "第四个键 — The fourth key."


KEYS = tuple(order.name for order in GroupOrder)[1:]
"""The keys a group may have, in order."""


@dataclass(frozen=True, slots=True)
class GroupTarget:
    """What a group field groups by.

    A property of the type itself (property); a to-one relative (relation), or a property of
    it (both); the place of one kind in whose scope a node is (place).
    """

    property: Property | None = None
    relation: Relation | None = None
    place: str | None = None


def filter_name(kind: ValueType) -> str:
    """The input type that filters values of a kind."""
    if isinstance(kind, Scalar):
        return f"{kind.value}Filter"
    return f"{kind.__name__}Filter"


def type_name(kind: ValueType) -> str:
    """The GraphQL name of a kind of value."""
    return kind.value if isinstance(kind, Scalar) else kind.__name__


def visible(node: NodeType) -> tuple[Property, ...]:
    """The properties that are GraphQL fields."""
    return tuple(p for p in node.properties if p.field)


def filterable(node: NodeType) -> tuple[Property, ...]:
    """The properties that can be filtered by: single values without arguments."""
    return tuple(p for p in visible(node) if not p.listed and not p.arguments)


def constant_case(name: str) -> str:
    """`fullMemberOn` → `FULL_MEMBER_ON`."""
    return snake_case(name).upper().lstrip("_")


@cache
def order_fields(model: Model, name: str) -> dict[str, OrderTarget]:
    """The order fields of a type by their enum names."""
    node = model.type(name)
    found: dict[str, OrderTarget] = {}
    for item in filterable(node):
        found[constant_case(item.name)] = OrderTarget(item, None)
    for relation in node.relations:
        if relation.many:
            if not relation.listed:
                found.setdefault(
                    f"{constant_case(relation.name)}_COUNT", OrderTarget(None, relation)
                )
        else:
            for item in filterable(model.type(relation.target)):
                if item.derived is None:
                    found.setdefault(
                        f"{constant_case(relation.name)}_{constant_case(item.name)}",
                        OrderTarget(item, relation),
                    )
    return found


@cache
def search_types(model: Model) -> dict[str, NodeType]:
    """The types that can be searched for, interfaces included, by their enum names."""
    return {constant_case(node.name): node for node in model.types if node.search}


def aggregated(node: NodeType) -> tuple[Property, ...]:
    """The properties that are summed up: numbers and dates, identifying ones left out."""
    return tuple(p for p in filterable(node) if p.type in ORDERED and p.personal not in IDENTIFYING)


@cache
def group_fields(model: Model, name: str) -> dict[str, GroupTarget]:
    """The group fields of a type by their enum names."""
    node = model.type(name)
    found: dict[str, GroupTarget] = {}
    for item in filterable(node):
        if item.personal not in IDENTIFYING:
            found[constant_case(item.name)] = GroupTarget(property=item)
    for relation in node.relations:
        if relation.many or not relation.hops:
            continue
        found.setdefault(constant_case(relation.name), GroupTarget(relation=relation))
        for item in filterable(model.type(relation.target)):
            if item.derived is None and item.personal not in IDENTIFYING and _sorts(item):
                found.setdefault(
                    f"{constant_case(relation.name)}_{constant_case(item.name)}",
                    GroupTarget(property=item, relation=relation),
                )
    if node.scope is not None:
        for kind in model.members(model.in_scope().type):
            found.setdefault(f"IN_{constant_case(kind.name)}", GroupTarget(place=kind.name))
    return found


def _sorts(item: Property) -> bool:
    """Whether a property sorts things into few kinds: an enum or a yes and no."""
    return not isinstance(item.type, Scalar) or item.type is Scalar.BOOLEAN
