"""Slots: variables made opaque, so that one plan serves every value of the same shape.

Before planning, each string, number and date among the operation's variables is replaced
by a `Slot` that remembers where it came from. Whatever decides the text of a statement
(booleans, enum words, which fields an input object has, the type named in an id) stays as
it is and is part of the *shape*; plans are cached by it. On the next request of the same
shape only the values are read again.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
)

Path: TypeAlias = tuple[str | int, ...]
Reader: TypeAlias = Callable[[Any, Path], tuple[Any, Hashable]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A value that is known only with the request: where it stands in the variables.

    hint: what of it is part of the shape all the same: for ids, the type they name.
    """

    path: Path
    hint: Hashable = None


def read(source: Any, variables: Mapping[str, Any]) -> Any:
    """The value behind slots: of one, of a list that holds some, or of a plain value."""
    if isinstance(source, Slot):
        found: Any = variables
        for step in source.path:
            found = found[step]
        return found
    if isinstance(source, list):
        return [read(item, variables) for item in source]  # pyright: ignore[reportUnknownVariableType]
    return source


def id_type(value: Any) -> str:
    """The type that an id names: what stands before the first colon."""
    return str(value).partition(":")[0]


def reader(kind: Any) -> Reader:
    """A function from a coerced variable to its slotted form and its shape.

    kind: the variable's input type, as graphql-core has it.
    """
    of_type: Any = getattr(kind, "of_type", None)
    if isinstance(kind, GraphQLNonNull):
        return reader(of_type)
    if isinstance(kind, GraphQLList):
        return _list_reader(of_type)
    if isinstance(kind, GraphQLInputObjectType):
        return _object_reader(kind)
    if isinstance(kind, GraphQLEnumType) or getattr(kind, "name", "") == "Boolean":
        return _literal
    if getattr(kind, "name", "") == "ID":
        return _id
    return _opaque


def _literal(value: Any, path: Path) -> tuple[Any, Hashable]:
    return value, value


def _opaque(value: Any, path: Path) -> tuple[Any, Hashable]:
    return (None, None) if value is None else (Slot(path), "?")


def _id(value: Any, path: Path) -> tuple[Any, Hashable]:
    if value is None:
        return None, None
    hint = id_type(value)
    return Slot(path, hint), hint


def _list_reader(item: Any) -> Reader:
    inner: Any = item.of_type if isinstance(item, GraphQLNonNull) else item  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if isinstance(inner, GraphQLInputObjectType | GraphQLList | GraphQLEnumType):
        read_item = reader(inner)

        def each(value: Any, path: Path) -> tuple[Any, Hashable]:
            if value is None:
                return None, None
            pairs = [read_item(v, (*path, i)) for i, v in enumerate(value)]
            return [p[0] for p in pairs], ("[", *(p[1] for p in pairs))

        return each
    if getattr(inner, "name", "") == "ID":  # pyright: ignore[reportUnknownArgumentType]

        def ids(value: Any, path: Path) -> tuple[Any, Hashable]:
            if value is None:
                return None, None
            hint = tuple(sorted({id_type(v) for v in value}))
            return Slot(path, hint), hint

        return ids
    return _opaque


def _object_reader(kind: Any) -> Reader:
    readers: dict[str, Reader] = {}

    def fields(value: Any, path: Path) -> tuple[Any, Hashable]:
        if value is None:
            return None, None
        if not readers:
            readers.update({f.out_name or n: reader(f.type) for n, f in kind.fields.items()})
        pairs = {name: readers[name](item, (*path, name)) for name, item in value.items()}
        return (
            {name: pair[0] for name, pair in pairs.items()},
            tuple((name, pair[1]) for name, pair in pairs.items()),
        )

    return fields
