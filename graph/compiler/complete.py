"""Stage *complete*: rows become the response.

A shape is turned into one Python function, made of nested displays and comprehensions:
the fastest that plain Python can do, some ten times a generic executor. Whatever GraphQL
forbids (a missing required value, an unknown enum word) makes it give up; the answer is
then completed again by `interpret`, which is slow and knows paths and null propagation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Never, TypeAlias, TypeVar, cast

from graph.compiler.given import Input, number_of
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
    Window,
)
from graph.masks import mask_name

Completer: TypeAlias = Callable[[Value, Input], Json]

T = TypeVar("T")


class Forbidden(Exception):  # noqa: N818
    """The fast path met a value that the schema does not allow."""


def page(rows: list[T], limit: int | None, backward: bool) -> list[T]:
    """The rows on the page, in the list's own order."""
    if limit is not None and len(rows) > limit:
        rows = rows[:limit]
    return rows[::-1] if backward else rows


def _bad() -> Never:
    raise Forbidden


@dataclass
class _Coder:
    """Writes the source of a completer."""

    constants: dict[str, object] = field(default_factory=dict[str, object])
    functions: list[str] = field(default_factory=list[str])
    names: int = 0

    def fresh(self, prefix: str) -> str:
        self.names += 1
        return f"{prefix}{self.names}"

    def constant(self, value: object) -> str:
        name = self.fresh("K")
        self.constants[name] = value
        return name

    def expression(self, shape: Shape, columns: Sequence[str]) -> str:
        match shape:
            case Constant(value):
                return repr(value)
            case Identity(column, type_name):
                key = columns[column]
                kind = columns[type_name] if isinstance(type_name, int) else None
                prefix = f"{{{kind}}}" if kind else type_name
                return f'f"{prefix}:{{{key}}}"'
            case Leaf():
                return self._leaf(shape, columns[shape.column])
            case Object():
                inside = ", ".join(
                    f"{key!r}: {self.expression(s, columns)}" for key, s in shape.fields
                )
                return self._present(shape, f"{{{inside}}}", columns)
            case Many(column, row, window):
                rows = self._page(columns[column], window)
                names, unpack = self._row(row)
                return f"[{self.expression(row.shape, names)} for {unpack} in {rows}]"
            case One(column, row, _, required):
                call = f"{self._function(row)}({columns[column]}, env)"
                missing = "bad()" if required else "None"
                return f"({missing} if {columns[column]} is None else {call})"
            case Variants(column, cases, widths, _, required):
                return self._variants(columns[column], cases, widths, required)
            case Fixed(items):
                return f"[{', '.join(self.expression(item, columns) for item in items)}]"
            case Cursor(places, order):
                values = ", ".join(columns[p] for p in places)
                return f"cursor({order!r}, ({values},))"
            case PageInfo():
                return self._page_info(shape, columns)
            case Lookup(ids, groups):
                return self._lookup(ids, groups, columns)
            case Apply(function, parts):
                values = ", ".join(self.expression(p, columns) for p in parts)
                return f"{self.constant(function)}({values})"

    def _lookup(self, ids: str, groups: Sequence[LookupGroup], columns: Sequence[str]) -> str:
        parts: list[str] = []
        for type_name, column, row, place in groups:
            names, unpack = self._row(row)
            body = self.expression(row.shape, names)
            key = f'f"{type_name}:{{{names[place]}}}"'
            parts.append(f"{{{key}: {body} for {unpack} in {columns[column]}}}")
        merged = " | ".join(parts) or "{}"
        return f"(lambda found: [found.get(i) for i in env[{ids!r}]])({merged})"

    def _leaf(self, leaf: Leaf, name: str) -> str:
        if leaf.mask == "hidden":
            return "None"
        text = f"mask_name({name})" if leaf.mask == "name" else name
        checks: list[str] = []
        if leaf.required:
            checks.append(f"{name} is not None")
        if leaf.words is not None:
            words = self.constant(leaf.words)
            held = f"{name} in {words}" if not leaf.listed else f"{words}.issuperset({name})"
            checks.append(held if leaf.required else f"({name} is None or {held})")
        return f"({text} if {' and '.join(checks)} else bad())" if checks else text

    def _present(self, shape: Object, text: str, columns: Sequence[str]) -> str:
        if shape.presence is None:
            return text
        missing = "bad()" if shape.required else "None"
        return f"({missing} if {columns[shape.presence]} is None else {text})"

    def _row(self, row: RowOf) -> tuple[list[str], str]:
        names = [self.fresh("c") for _ in range(max(row.width, 1))]
        return names, names[0] if row.width <= 1 else f"({', '.join(names)})"

    def _page(self, rows: str, window: Window) -> str:
        if not window.more and not window.backward:
            return rows
        limit = f"env[{window.limit!r}]" if window.limit else "None"
        return f"page({rows}, {limit}, {window.backward})"

    def _function(self, row: RowOf) -> str:
        name = self.fresh("f")
        names, unpack = self._row(row)
        body = self.expression(row.shape, names)
        self.functions.append(f"def {name}(row, env):\n    {unpack} = row\n    return {body}\n")
        return name

    def _variants(
        self, column: str, cases: Sequence[Object], widths: Sequence[int], required: bool
    ) -> str:
        names: list[str] = []
        for shape, width in zip(cases, widths, strict=True):
            # The index of the case stands in front of its columns.
            name = self.fresh("f")
            columns = [self.fresh("c") for _ in range(width)]
            unpack = ", ".join(["_", *columns]) + ","
            body = self.expression(shape, columns)
            self.functions.append(f"def {name}(row, env):\n    {unpack} = row\n    return {body}\n")
            names.append(name)
        table = self.fresh("V")
        self.functions.append(f"{table} = ({', '.join(names)},)\n")
        missing = "bad()" if required else "None"
        return f"({missing} if {column} is None else {table}[{column}[0]]({column}, env))"

    def _page_info(self, shape: PageInfo, columns: Sequence[str]) -> str:
        constant = self.constant(shape)
        rows = columns[shape.rows] if shape.rows >= 0 else "[]"
        other = columns[shape.other] if shape.other is not None else "False"
        return f"borders({constant}, {rows}, {other}, env)"


def borders(shape: PageInfo, rows: list[Value], other: Value, env: Input) -> dict[str, Json]:
    """The `PageInfo` of a page."""
    window = shape.window
    limit = None if window.limit is None else number_of(env[window.limit])
    more = limit is not None and len(rows) > limit
    shown = page(rows, limit, window.backward)
    values: dict[str, Json] = {
        "hasNextPage": other if window.backward else more,
        "hasPreviousPage": more if window.backward else other,
        "__typename": "PageInfo",
        "startCursor": None,
        "endCursor": None,
    }
    if shape.cursor is not None and shown:
        for name, row in (("startCursor", shown[0]), ("endCursor", shown[-1])):
            whole = row if shape.width > 1 and isinstance(row, list) else [row]
            values[name] = encode_cursor(
                shape.cursor.order, [whole[c] for c in shape.cursor.columns]
            )
    return {key: values[name] for key, name in shape.fields}


def code(shape: Shape, width: int) -> tuple[str, dict[str, object]]:
    """The source of the completer of a row, and the constants that it names."""
    coder = _Coder()
    names, unpack = coder._row(RowOf(width, shape))  # pyright: ignore[reportPrivateUsage]
    body = coder.expression(shape, names)
    main = f"def complete(row, env):\n    {unpack} = row\n    return {body}\n"
    return "".join([*coder.functions, main]), coder.constants


def completer(shape: Shape, width: int) -> Completer:
    """The fast completer of a row. It raises Forbidden; see `interpret`."""
    source, constants = code(shape, width)
    namespace: dict[str, object] = {
        "bad": _bad,
        "page": page,
        "cursor": encode_cursor,
        "borders": borders,
        "mask_name": mask_name,
        **constants,
    }
    exec(compile(source, "<completer>", "exec"), namespace)
    return cast(Completer, namespace["complete"])  # what `exec` defines has no type
