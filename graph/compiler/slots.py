"""Slots: variables made opaque, so that one plan serves every value of the same shape.

Before planning, each string, number and date among the operation's variables is replaced
by a `Slot` that remembers where it came from. Whatever decides the text of a statement
(booleans, enum words, which fields an input object has, the type named in an id) stays as
it is and is part of the *shape*; plans are cached by it. On the next request of the same
shape only the values are read again.
"""

from collections.abc import Callable, Hashable
from typing import TypeAlias

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLType,
)

from graph.compiler.given import Given, Path, Slot, id_type, input_of

Slotted: TypeAlias = tuple[Given, Hashable]
"""A value made opaque, and what of it is part of the shape."""

Reader: TypeAlias = Callable[[Given, Path], Slotted]


def reader(kind: GraphQLType) -> Reader:
    """A function from a coerced variable to its slotted form and its shape.

    kind: the variable's input type, as graphql-core has it.
    """
    inner = inside(kind)
    if isinstance(kind, GraphQLNonNull):
        return reader(inner)
    if isinstance(kind, GraphQLList):
        return _list_reader(inner)
    if isinstance(kind, GraphQLInputObjectType):
        return _object_reader(kind)
    if isinstance(kind, GraphQLEnumType) or getattr(kind, "name", "") == "Boolean":
        return _literal
    if getattr(kind, "name", "") == "ID":
        return _id
    return _opaque


def inside(kind: GraphQLType) -> GraphQLType:
    """What a type is a list of, or is when it is not null; itself where it is neither."""
    return getattr(kind, "of_type", kind)


def _literal(value: Given, path: Path) -> Slotted:
    assert isinstance(value, Hashable)
    return value, value


def _opaque(value: Given, path: Path) -> Slotted:
    return (None, None) if value is None else (Slot(path), "?")


def _id(value: Given, path: Path) -> Slotted:
    if value is None:
        return None, None
    types = (id_type(value),)
    return Slot(path, types), types


def _list_reader(item: GraphQLType) -> Reader:
    read_item = reader(item)
    inner = inside(item)
    if not isinstance(item, GraphQLNonNull):
        inner = item
    if isinstance(inner, GraphQLInputObjectType | GraphQLList | GraphQLEnumType):

        def each(value: Given, path: Path) -> Slotted:
            if value is None:
                return None, None
            assert isinstance(value, list)
            pairs = [read_item(v, (*path, i)) for i, v in enumerate(value)]
            return [p[0] for p in pairs], ("[", *(p[1] for p in pairs))

        return each
    if getattr(inner, "name", "") == "ID":

        def ids(value: Given, path: Path) -> Slotted:
            if value is None:
                return None, None
            assert isinstance(value, list)
            types = tuple(sorted({id_type(v) for v in value}))
            return Slot(path, types), types

        return ids
    return _opaque


def _object_reader(kind: GraphQLInputObjectType) -> Reader:
    readers: dict[str, Reader] = {}

    def fields(value: Given, path: Path) -> Slotted:
        if value is None:
            return None, None
        if not readers:
            readers.update({f.out_name or n: reader(f.type) for n, f in kind.fields.items()})
        pairs = {name: readers[name](item, (*path, name)) for name, item in input_of(value).items()}
        return (
            {name: pair[0] for name, pair in pairs.items()},
            tuple((name, pair[1]) for name, pair in pairs.items()),
        )

    return fields
