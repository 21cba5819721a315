"""Values of an entity as they are compared and ordered by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.compiler.context import Entity
from graph.compiler.expressions import Computed, Expression, Stored
from graph.compiler.plan import Sort, SortKey
from graph.declare import Property, Relation, Scalar


def expression(entity: Entity, item: Property) -> Expression:
    """A property as a value to compare or order by: dates stay dates."""
    if item.derived is None:
        return Stored(entity.var, item.name)
    return Computed(entity.var, item.derived)


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


def declared_keys(entity: Entity, names: Sequence[str]) -> tuple[Key, ...]:
    keys: list[Key] = []
    for name in names or entity.type.order:
        plain = name.lstrip("-")
        keys.append(
            property_key(
                entity, entity.type.property(plain), name.startswith("-"), nulls_first=False
            )
        )
        if plain == entity.type.key:
            return tuple(keys)
    keys.append(Key(Stored(entity.var, entity.type.key), Scalar.STRING, False, nullable=False))
    return tuple(keys)


def property_key(entity: Entity, item: Property, descending: bool, nulls_first: bool) -> Key:
    kind = item.type if isinstance(item.type, Scalar) else None
    return Key(
        expression(entity, item),
        kind,
        descending,
        nullable=not item.required,
        nulls_first=nulls_first,
    )


def first_order(entity: Entity, relation: Relation) -> Sort:
    """The order that decides which of several nodes a to-one field shows."""
    return Sort(tuple(k.sort() for k in declared_keys(entity, relation.order)))
