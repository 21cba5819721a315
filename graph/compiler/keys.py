"""Values of an entity as they are compared and ordered by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.compiler.context import Context, Entity
from graph.compiler.expressions import Computed, Expression, Param, Stored, When
from graph.compiler.plan import Sort, SortKey
from graph.declare import Property, Relation, Scalar


def expression(context: Context, entity: Entity, item: Property) -> Expression:
    """A property as a value to compare, order or group by: dates stay dates.

    What a caller may not read as it is tells nothing in these ways either: raises GraphQLError.
    """
    context.check_readable(entity.type, item)
    return value_of(context, entity, item)


def value_of(
    context: Context,
    entity: Entity,
    item: Property,
    arguments: tuple[tuple[str, Param], ...] = (),
    text: bool = False,
) -> Expression:
    """A property's value on the day where the caller sees it; `text` asks for a date as text."""
    value = _value(context, entity, item, arguments, text)
    shown = None if entity.inside else context.guard.shown(context, entity, item)
    return value if shown is None else When(shown, value, item.listed)


def _value(
    context: Context,
    entity: Entity,
    item: Property,
    arguments: tuple[tuple[str, Param], ...],
    text: bool,
) -> Expression:
    if item.derived is not None:
        limits = tuple(
            (name, context.threshold(rule, threshold)) for name, rule, threshold in item.thresholds
        )
        return Computed(entity.var, item.derived, (*arguments, *limits), text)
    if item.holds is not None and not any(known in item.granted for known in entity.known):
        return Computed(entity.var, f"CASE WHEN {item.holds} THEN {{n}}.{item.name} END", text=text)
    return Stored(entity.var, item.name, text)


@dataclass(frozen=True, slots=True)
class Key:
    """One sort key: its value, direction, and what a cursor needs to know of it."""

    value: Expression
    kind: Scalar | None
    descending: bool
    nullable: bool
    nulls_first: bool = False

    def sort(self) -> SortKey:
        """The key as the plan has it; nulls are mentioned where they can be."""
        return SortKey(self.value, self.descending, self.nulls_first if self.nullable else None)

    def reversed(self) -> "Key":
        """The same key the other way round, nulls included."""
        return replace(self, descending=not self.descending, nulls_first=not self.nulls_first)


def nullable_key(value: Expression, descending: bool) -> SortKey:
    """A sort key whose nulls go last."""
    return SortKey(value, descending, nulls_first=False)


def declared_keys(context: Context, entity: Entity, names: Sequence[str]) -> tuple[Key, ...]:
    """The keys that a declaration names, `-` in front for descending, or the type's own."""
    keys: list[Key] = []
    for name in names or entity.type.order:
        plain = name.lstrip("-")
        item = entity.type.property(plain)
        keys.append(property_key(context, entity, item, name.startswith("-"), nulls_first=False))
        if plain == entity.type.key:
            return tuple(keys)
    keys.append(Key(Stored(entity.var, entity.type.key), Scalar.STRING, False, nullable=False))
    return tuple(keys)


def property_key(
    context: Context, entity: Entity, item: Property, descending: bool, nulls_first: bool
) -> Key:
    """A property of the entity as a sort key."""
    kind = item.type if isinstance(item.type, Scalar) else None
    return Key(
        expression(context, entity, item),
        kind,
        descending,
        nullable=not item.required,
        nulls_first=nulls_first,
    )


def first_order(context: Context, entity: Entity, relation: Relation) -> Sort:
    """The order that decides which of several nodes a to-one field shows."""
    return Sort(tuple(k.sort() for k in declared_keys(context, entity, relation.order)))
