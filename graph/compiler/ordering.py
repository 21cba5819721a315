"""Ordering and keyset pages: sort keys, cursors, and what lies beyond a cursor."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson
from graphql import GraphQLError

from graph.api import order_fields
from graph.compiler.context import Context, Entity, Transform
from graph.compiler.expressions import (
    And,
    Compare,
    Expression,
    Missing,
    Or,
    Param,
    Predicate,
    Stored,
    both,
)
from graph.compiler.given import Given, Input, word_of
from graph.compiler.keys import Key, declared_keys, expression, first_order, property_key
from graph.compiler.plan import Expand, First, Sort
from graph.compiler.predicates import count_of
from graph.compiler.reach import reach
from graph.dates import day_of
from graph.declare import Property, Relation, Scalar
from graph.messages import msg


@dataclass(frozen=True, slots=True)
class Order:
    """A total order: keys ending in a unique one, the joins they need, its signature."""

    keys: tuple[Key, ...]
    joins: tuple[Expand | First, ...]
    joined: tuple[str, ...]
    signature: str

    def by_key(self, entity: Entity) -> bool:
        """Whether it is the order of the type's key, up or down."""
        first = self.keys[0].value
        return isinstance(first, Stored) and first == Stored(entity.var, entity.type.key)

    def sort(self, backward: bool) -> Sort:
        """The sort operator, in reverse for pages from the end."""
        keys = tuple(k.reversed() for k in self.keys) if backward else self.keys
        return Sort(tuple(k.sort() for k in keys))


def order_of(context: Context, entity: Entity, field: str, order_by: Sequence[Input]) -> Order:
    """The order of a list, from its `orderBy` or the type's own.

    field: the list's name in the schema, so that no other list takes its cursors.
    """
    node = entity.type
    if not order_by:
        keys = declared_keys(context, entity, ())
        return Order(keys, (), (), _signature([node.name, field]))
    targets = order_fields(context.model, node.name)
    keys_by: list[Key] = []
    joins: list[Expand | First] = []
    joined: list[str] = []
    words = [node.name, field]
    unique = False
    for item in order_by:
        name, descending = word_of(item["field"]), word_of(item["direction"]) == "DESC"
        nulls = item.get("nulls")
        nulls_first = nulls is not None and word_of(nulls) == "FIRST"
        words.append(f"{name}:{descending}:{nulls_first}")
        target = targets[name]
        if target.property is not None and target.relation is None:
            keys_by.append(property_key(context, entity, target.property, descending, nulls_first))
            unique = unique or target.property.name == node.key
        elif target.property is not None and target.relation is not None:
            value, end, join = _relative(context, entity, target.relation, target.property)
            if join is not None and end is not None:
                joins.append(join)
                joined.append(end.var)
                # Later keys of the same relative find it there.
                entity = replace(entity, ends=(*entity.ends, (target.relation.name, end)))
            kind = target.property.type
            keys_by.append(
                Key(
                    value,
                    kind if isinstance(kind, Scalar) else None,
                    descending,
                    nullable=True,
                    nulls_first=nulls_first,
                )
            )
        else:
            assert target.relation is not None
            count = count_of(context, entity, target.relation, None)
            keys_by.append(Key(count, Scalar.INT, descending, nullable=False))
        if unique:
            break
    if not unique:
        keys_by.append(Key(Stored(entity.var, node.key), Scalar.STRING, False, nullable=False))
    return Order(tuple(keys_by), tuple(joins), tuple(joined), _signature(words))


def _relative(
    context: Context, entity: Entity, relation: Relation, item: Property
) -> tuple[Expression, Entity | None, Expand | First | None]:
    """A relative's property, the relative where it is joined, and the join."""
    end = dict(entity.ends).get(relation.name)
    if end is not None:
        return expression(context, end, item), None, None
    if not relation.hops:
        same = replace(entity, type=context.model.type(relation.target), ends=())
        return expression(context, same, item), None, None
    reached = reach(context, entity, relation)
    value = expression(context, reached.entity, item)
    if relation.unique:
        return value, reached.entity, replace(reached.expand, optional=True)
    sort = first_order(context, reached.entity, relation)
    first = First(reached.expand, sort, reached.entity.carried)
    return value, reached.entity, first


def _signature(words: Sequence[str]) -> str:
    return hashlib.blake2b("|".join(words).encode(), digest_size=4).hexdigest()


# --- cursors -----------------------------------------------------------------------------


def encode_cursor(signature: str, values: Sequence[object]) -> str:
    """An opaque cursor over an order's key values."""
    return base64.urlsafe_b64encode(orjson.dumps([signature, *values])).decode().rstrip("=")


def decode_cursor(text: Given, signature: str, count: int) -> list[Given]:
    """The key values in a cursor.

    Raises GraphQLError when it is no cursor, or one of a list in another order.
    """
    try:
        padded = str(text) + "=" * (-len(str(text)) % 4)
        found: Given = orjson.loads(base64.urlsafe_b64decode(padded))
    except (binascii.Error, ValueError) as error:
        raise _no_cursor() from error
    if not isinstance(found, list) or len(found) != count + 1 or found[0] != signature:
        raise GraphQLError(
            msg(
                "This cursor belongs to another list, or to this one in another order; ask again "
                "without it."
            ),
            extensions={"code": "BAD_CURSOR"},
        )
    # What the database can hold no number like was made by nobody here.
    if any(isinstance(part, int) and not -(2**63) <= part < 2**63 for part in found):
        raise _no_cursor()
    return found[1:]


def _no_cursor() -> GraphQLError:
    return GraphQLError(
        msg(
            "This is not a cursor of this service: take `endCursor`, `startCursor` or an "
            "edge's `cursor` as it came."
        ),
        extensions={"code": "BAD_CURSOR"},
    )


def _part(index: int, order: Order) -> Transform:
    kind = order.keys[index].kind

    def take(text: Given) -> Given:
        value = decode_cursor(text, order.signature, len(order.keys))[index]
        if kind is Scalar.DATE and value is not None:
            try:
                return day_of(str(value))
            except ValueError as error:
                raise _no_cursor() from error
        return value

    return take


def beyond(context: Context, order: Order, cursor: Given, before: bool) -> Predicate:
    """What follows a cursor in an order, or precedes it."""
    keys = tuple(k.reversed() for k in order.keys) if before else order.keys
    params = [context.param(cursor, _part(i, order)) for i in range(len(keys))]
    result: Predicate | None = None
    for key, param in zip(reversed(keys), reversed(params), strict=True):
        further = _further(key, param)
        if result is None:
            result = further
        else:
            same = _same(key, param)
            result = Or((further, And((same, result))))
    assert result is not None
    return result


def _further(key: Key, param: Param) -> Predicate:
    compared = Compare(key.value, "<" if key.descending else ">", param)
    if not key.nullable:
        return compared
    if key.nulls_first:
        cursor_null = And((Missing(param, True), Missing(key.value, False)))
        return Or((compared, cursor_null))
    value_null = And((Missing(param, False), Missing(key.value, True)))
    return Or((compared, value_null))


def _same(key: Key, param: Param) -> Predicate:
    equal = Compare(key.value, "=", param)
    if not key.nullable:
        return equal
    nulls = both(Missing(key.value, True), Missing(param, True))
    assert nulls is not None
    return Or((equal, nulls))
