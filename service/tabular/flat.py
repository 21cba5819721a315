"""The lists of a response as tables with a column per path, named in the reader's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
)

from graph.compiler.select import Selected
from graph.declare import Vocabulary
from graph.model import enums
from graph.words import words_of
from seeds.out import Language

BETWEEN = " · "
"""Stands between the parts of a heading."""
_JOINED = {"zh": "；", "en": "; "}
_SAYS = {"zh": {True: "是", False: "否"}, "en": {True: "yes", False: "no"}}


Below: TypeAlias = tuple[str, Selected]
"""A selected field with the name of the type that has it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf of the rows: where it is, what it is called, and its type's name."""

    path: tuple[str, ...]
    heading: str
    type: str


@dataclass(slots=True)
class Flat:
    """A list of the response. name: where it stands; rows: a cell per column.

    single: that it is no list, but what stands in none.
    """

    name: str
    columns: list[Column]
    rows: list[list[Any]] = field(default_factory=list[list[Any]])
    single: bool = False


def flattened(
    schema: GraphQLSchema,
    selected: tuple[Selected, ...],
    data: Mapping[str, Any],
    language: Language,
) -> list[Flat]:
    """The lists of a response, each as a table; what is in no list makes a table of one row.

    Lists within rows are joined in one cell.
    """
    walk = _Walk(schema, language)
    walk.object(tuple(("Query", item) for item in selected), data, (), ())
    found = walk.lists
    if walk.single:
        columns = [column for column, _ in walk.single]
        name = "汇总" if language == "zh" else "summary"
        found = [*found, Flat(name, columns, [[value for _, value in walk.single]], True)]
    return found


class _Walk:
    """Goes down a response beside its selection until lists begin."""

    def __init__(self, schema: GraphQLSchema, language: Language) -> None:
        self._schema = schema
        self._language: Language = language
        self.lists: list[Flat] = []
        self.single: list[tuple[Column, Any]] = []

    def object(
        self,
        selected: tuple[Below, ...],
        value: Mapping[str, Any],
        path: tuple[str, ...],
        names: tuple[str, ...],
    ) -> None:
        """Look for lists in an object, selection by selection."""
        for parent, item in selected:
            found: Any = value.get(item.key)
            where, called = (*path, item.key), (*names, self._name(parent, item))
            if item.children and isinstance(found, list):
                items: list[Any] = found  # pyright: ignore[reportUnknownVariableType]
                self.lists.append(self._list(".".join(where), item, items))
            elif item.children and isinstance(found, dict):
                inner: dict[str, Any] = found  # pyright: ignore[reportUnknownVariableType]
                self.object(_merged(item), inner, where, called)
            elif not item.children:
                column = Column(where, BETWEEN.join(called), item.type)
                self.single.append((column, self._cell(item.type, found)))

    def _list(self, name: str, item: Selected, rows: list[Any]) -> Flat:
        columns = list(self._columns(_merged(item), (), ()))
        flat = Flat(name, columns)
        for row in rows:
            flat.rows.append([self._at(row, column.path, column.type) for column in columns])
        return flat

    def _columns(
        self,
        selected: tuple[Below, ...],
        path: tuple[str, ...],
        names: tuple[str, ...],
    ) -> Iterator[Column]:
        for parent, item in selected:
            where, called = (*path, item.key), (*names, self._name(parent, item))
            if item.children:
                # The wrappers of a list have names of their own that tell a reader nothing.
                kept = names if item.name in ("nodes", "node", "edges") and path else called
                yield from self._columns(_merged(item), where, kept)
            else:
                yield Column(where, BETWEEN.join(called), item.type)

    def _at(self, value: Any, path: tuple[str, ...], kind: str) -> Any:
        """The cell at a path below a row; several values are joined."""
        if isinstance(value, list):
            items: list[Any] = value  # pyright: ignore[reportUnknownVariableType]
            cells = [self._at(item, path, kind) for item in items]
            texts = [str(cell) for cell in cells if cell is not None]
            return _JOINED[self._language].join(texts) or None
        if value is None or not path:
            return self._cell(kind, value)
        return self._at(value.get(path[0]), path[1:], kind) if isinstance(value, dict) else None  # pyright: ignore

    def _cell(self, kind: str, value: Any) -> Any:
        if isinstance(value, list):
            items: list[Any] = value  # pyright: ignore[reportUnknownVariableType]
            texts = [str(self._cell(kind, item)) for item in items]
            return _JOINED[self._language].join(texts) or None
        if isinstance(value, bool):
            return _SAYS[self._language][value]
        if self._language == "zh" and isinstance(value, str):
            return self._word(kind, value)
        return value

    def _word(self, kind: str, value: str) -> str:
        """The Chinese word of an enum's member."""
        if not isinstance(self._schema.type_map.get(kind), GraphQLEnumType):
            return value
        vocabulary = getattr(enums, kind, None)
        if isinstance(vocabulary, type) and issubclass(vocabulary, Vocabulary):
            words = vocabulary[value].words
            return words[0] if words else value
        return value

    def _name(self, parent: str, item: Selected) -> str:
        """What a field is called: its alias, or its name in the reader's language."""
        if item.key != item.name or self._language == "en":
            return item.key
        kind = self._schema.type_map.get(parent)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            definition = kind.fields.get(item.name)
            if definition is not None and definition.description:
                try:
                    return words_of(definition.description).name
                except ValueError:
                    return item.key
        return item.key


def _merged(item: Selected) -> tuple[Below, ...]:
    """The selections below a field, each key once, with the type that has the field.

    Those of several types come in the order of the document.
    """
    found: dict[str, Below] = {}
    for parent, children in item.children.items():
        for child in children:
            found.setdefault(child.key, (parent, child))
    if len(item.children) < 2:
        return tuple(found.values())
    return tuple(sorted(found.values(), key=lambda below: _place(below[1].node)))


def _place(node: FieldNode) -> int:
    """Where a field stands in its document."""
    assert node.loc is not None
    return node.loc.start
