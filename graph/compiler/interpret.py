"""Completion the slow way: error paths and null propagation as GraphQL demands.

Only used after the fast completer has met a forbidden value, and by tests as its twin.
"""

from dataclasses import dataclass, field

from graphql import GraphQLError

from graph.compiler.complete import borders, page
from graph.compiler.given import Input, Path, number_of, strings_of
from graph.compiler.ordering import encode_cursor
from graph.compiler.shape import (
    Apply,
    Constant,
    Cursor,
    Fixed,
    Identity,
    Json,
    Leaf,
    Lookup,
    LookupGroup,
    Many,
    Object,
    One,
    PageInfo,
    RowOf,
    Shape,
    Value,
    Variants,
)
from graph.masks import mask_name
from graph.messages import msg


class _Null(Exception):  # noqa: N818
    """A required value is null: the nearest nullable parent becomes null."""


@dataclass
class Interpreter:
    """Completes rows by walking the shape; collects the errors met on the way."""

    env: Input
    errors: list[GraphQLError] = field(default_factory=list[GraphQLError])

    def root(self, shape: Shape, row: Value, width: int, path: Path, nullable: bool) -> Json:
        """The value of a root field; None also when `nullable` and a null came up to it.

        Raises GraphQLError when the null has to go further up, to `data` itself.
        """
        try:
            return self._value(shape, _columns(row, width), path)
        except _Null:
            if nullable:
                return None
            raise

    def _value(self, shape: Shape, row: list[Value], path: Path) -> Json:
        match shape:
            case Constant(value):
                return value
            case Identity(column, type_name):
                kind = row[type_name] if isinstance(type_name, int) else type_name
                return f"{kind}:{row[column]}"
            case Leaf():
                return self._leaf(shape, row[shape.column], path)
            case Object():
                return self._object(shape, row, path)
            case Many(column, inner, window):
                limit = None if window.limit is None else number_of(self.env[window.limit])
                shown = page(_rows(row[column]), limit, window.backward)
                return [self._row(inner, r, (*path, i)) for i, r in enumerate(shown)]
            case One(column, inner, owner, required):
                if row[column] is None:
                    return self._missing(owner, required, path)
                return self._nullable(inner, row[column], path, required)
            case Variants(column, cases, _, owner, required):
                if row[column] is None:
                    return self._missing(owner, required, path)
                which, *found = _rows(row[column])
                inner = RowOf(len(found), cases[number_of(which)])
                return self._nullable(inner, found, path, required)
            case Fixed(items):
                return [self._value(s, row, (*path, i)) for i, s in enumerate(items)]
            case Cursor(places, order):
                return encode_cursor(order, [row[p] for p in places])
            case PageInfo():
                rows = _rows(row[shape.rows]) if shape.rows >= 0 else []
                other = row[shape.other] if shape.other is not None else False
                return borders(shape, rows, other, self.env)
            case Lookup(ids, groups):
                return self._lookup(ids, groups, row, path)
            case Apply(function, parts):
                return function(*(self._value(p, row, path) for p in parts))

    def _object(self, shape: Object, row: list[Value], path: Path) -> Json:
        if shape.presence is not None and row[shape.presence] is None:
            return self._missing(shape.owner, shape.required, path)
        try:
            return {key: self._value(s, row, (*path, key)) for key, s in shape.fields}
        except _Null:
            if shape.required:
                raise
            return None

    def _row(self, inner: RowOf, row: Value, path: Path) -> Json:
        columns = _rows(row) if isinstance(inner.shape, Variants) else _columns(row, inner.width)
        return self._value(inner.shape, columns, path)

    def _nullable(self, inner: RowOf, row: Value, path: Path, required: bool) -> Json:
        try:
            return self._value(inner.shape, _columns(row, inner.width), path)
        except _Null:
            if required:
                raise
            return None

    def _lookup(
        self,
        ids: str,
        groups: tuple[LookupGroup, ...],
        row: list[Value],
        path: Path,
    ) -> list[Json]:
        rows: dict[str, tuple[RowOf, Value]] = {
            f"{name}:{_columns(r, inner.width)[place]}": (inner, r)
            for name, column, inner, place in groups
            for r in _rows(row[column])
        }
        found: list[Json] = []
        for index, wanted in enumerate(strings_of(self.env[ids])):
            item = rows.get(wanted)
            if item is None:
                found.append(None)
            else:
                found.append(self._nullable(item[0], item[1], (*path, index), required=False))
        return found

    def _leaf(self, leaf: Leaf, value: Value, path: Path) -> Json:
        if leaf.mask == "hidden":
            return None
        if value is None:
            return self._missing(leaf.owner, leaf.required, path)
        if leaf.words is not None:
            for word in _rows(value) if leaf.listed else (value,):
                if word not in leaf.words:
                    message = msg(
                        "{owner} holds {word!r}, which is not one of its enum's words.",
                        owner=leaf.owner,
                        word=word,
                    )
                    return self._error(message, leaf.required, path)
        if leaf.mask == "name":
            assert isinstance(value, str)
            return mask_name(value)
        return value

    def _missing(self, owner: str, required: bool, path: Path) -> None:
        if required:
            self._error(f"Cannot return null for non-nullable field {owner}.", True, path)

    def _error(self, message: str, required: bool, path: Path) -> None:
        self.errors.append(GraphQLError(message, path=list(path), extensions={"code": "BAD_DATA"}))
        if required:
            raise _Null


def _rows(value: Value) -> list[Value]:
    assert isinstance(value, list)
    return value


def _columns(row: Value, width: int) -> list[Value]:
    return [row] if width <= 1 else _rows(row)


PropagatedNull = _Null
