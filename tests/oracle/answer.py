"""Whole operations, answered over a dataset's tables by graphql-core and plain resolvers.

The schema is the printed one, `schema/schema.graphql`; what its fields mean is in `kinds.py`
and the modules beside it. Nothing of the program is used.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import graphql
from graphql import (
    ConstValueNode,
    DocumentNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    build_schema,
    parse,
    value_from_ast_untyped,
)

from tests.oracle.covered import change_root, coverage_at, coverage_root, pairs_root
from tests.oracle.evaluate import KINDS, ROOTS
from tests.oracle.lists import connection
from tests.oracle.look_ups import by_code, by_id, by_key, table_of, type_of
from tests.oracle.pages import Cursors
from tests.oracle.world import KEYS, Tables, World

# graphql-core's generics are only partly known to the type checker.
_execute: Any = graphql.execute_sync  # pyright: ignore

SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"

NOT_EVALUATED: Mapping[str, str] = {
    "Query.search": "words are found by the index's own analyzer; tested in tests/resolvers",
    "Query.searchMatches": "the same",
    "Query.audit": "a rule's meaning is tested rule by rule, in tests/audit",
    "Query.auditSummary": "the same",
    "Query.auditChange": "the same",
    "Query.auditRules": "the catalogue is compared with the documents, in tests/docs",
    "Query.whatIf": "changes are compared with the changed graph, in tests/resolvers",
    "Query.vocabulary": "words of the schema, compared with it in tests/resolvers and tests/schema",
    "Query.auditLog": "the log is read after changes, in tests/resolvers",
    "Query.imports": "files are handed in and told of, in tests/imports",
}
"""Root fields that are not evaluated, and why."""


@dataclass
class Asked:
    """What resolvers know of a request: the tables on its day, and whether it sees all.

    unmasked: the caller may see personal data.
    """

    world: World
    unmasked: bool
    cursors: Cursors


# Takes what the field is of, the request, and the field's arguments.
Resolver = Callable[[Any, Asked, Mapping[str, Any]], Any]


@dataclass
class Answers:
    """Answers operations over a dataset. fields: the `Type.field` evaluated so far."""

    tables: Tables
    fields: set[str] = field(default_factory=set[str])
    cursors: Cursors = field(default_factory=Cursors)

    def __post_init__(self) -> None:
        self.schema = build_schema(SDL.read_text("utf-8"))
        self._worlds: dict[date, World] = {}
        _dates(self.schema)
        for named in self.schema.type_map.values():
            if isinstance(named, GraphQLObjectType) and not named.name.startswith("__"):
                self._attach(named)

    def world(self, day: date) -> World:
        """The tables on a day."""
        return self._worlds.setdefault(day, World(self.tables, day))

    def answer(
        self, text: str, variables: Mapping[str, Any], unmasked: bool, today: date
    ) -> dict[str, Any]:
        """The response to a valid operation: `data`, and `errors` with their paths if any."""
        document = parse(text)
        world = self.world(_day(document, variables) or today)
        asked = Asked(world, unmasked, self.cursors)
        done = _execute(self.schema, document, context_value=asked, variable_values={**variables})
        found: dict[str, Any] = {"data": done.data}
        if done.errors:
            found["errors"] = [{"message": e.message, "path": e.path} for e in done.errors]
        return found

    def _attach(self, named: GraphQLObjectType) -> None:
        """Give the fields of a type their resolvers, which note what was asked for."""
        for name, definition in named.fields.items():
            if named.name == "Query":
                found = self._root(name)
            elif named.name in KINDS:
                found = _of_node(named.name, name)
            else:
                found = _of_value(name)
            definition.resolve = self._noting(f"{named.name}.{name}", found)
        for interface in named.interfaces:
            interface.resolve_type = _type_of

    def _noting(self, name: str, resolve: Resolver) -> Callable[..., Any]:
        def noted(source: Any, info: Any, **given: Any) -> Any:
            self.fields.add(name)
            return resolve(source, info.context, given)

        return noted

    def _root(self, name: str) -> Resolver:
        if name in ROOTS:
            kind, rows = ROOTS[name]
            return lambda _, asked, given: connection(
                asked.world, asked.cursors, kind, rows(asked.world), given
            )
        if name == "coverageChange":
            return lambda _, asked, given: change_root(
                asked.world,
                asked.cursors,
                (self.world(given["from"]), self.world(given["to"])),
                given,
            )
        kind = str(self.schema.query_type.fields[name].type) if self.schema.query_type else ""
        if name not in _ROOTS and kind in KINDS:
            if table_of(kind) in KEYS:
                return lambda _, asked, given: by_key(asked.world, kind, given)
            return lambda _, asked, given: by_code(asked.world, kind, given["code"])
        return _ROOTS.get(name, _not_evaluated)


def _type_of(value: Any, info: Any, of: Any) -> str:
    return type_of(value)


def _not_evaluated(_: Any, asked: Asked, given: Mapping[str, Any]) -> Any:
    raise AssertionError("a root field that is not evaluated")


_ROOTS: Mapping[str, Resolver] = {
    "node": lambda _, asked, given: by_id(asked.world, given["id"]),
    "nodes": lambda _, asked, given: [by_id(asked.world, item) for item in given["ids"]],
    "coverage": lambda _, asked, given: coverage_root(asked.world, asked.cursors, given),
    "crossAppointments": lambda _, asked, given: pairs_root(asked.world, asked.cursors, given),
}


def _of_node(kind: str, name: str) -> Resolver:
    """The resolver of a field of a node type."""
    told = KINDS[kind]
    if name == "version":
        # No entry of the log: the tables were loaded without one, and nothing was changed since.
        return lambda row, asked, given: 0
    if name in told.computed:
        compute = told.computed[name]
        return lambda row, asked, given: compute(asked.world, row, **given)
    if name in told.scalars:
        value = told.scalars[name].value
        if (kind, name) == ("Person", "name"):
            return lambda row, asked, given: _name(value(asked.world, row), asked.unmasked)
        if (kind, name) == ("Person", "phone"):
            return lambda row, asked, given: value(asked.world, row) if asked.unmasked else None
        return lambda row, asked, given: value(asked.world, row)
    if name in told.ones:
        one = told.ones[name][1]
        return lambda row, asked, given: one(asked.world, row)
    if name in told.listed:
        listed = told.listed[name][1]
        return lambda row, asked, given: listed(asked.world, row)
    if name in told.manys:
        target, many = told.manys[name]
        return lambda row, asked, given: connection(
            asked.world, asked.cursors, target, many(asked.world, row), given
        )
    if name == "history":
        return _not_evaluated
    if name == "coverage":
        return lambda row, asked, given: coverage_at(asked.world, asked.cursors, row, given)
    raise AssertionError(f"{kind}.{name} has no meaning")


def _name(name: str, unmasked: bool) -> str:
    """A name as it is shown: the surname kept, the rest masked."""
    return name if unmasked else name[:1] + "*" * max(1, len(name) - 1)


def _of_value(name: str) -> Resolver:
    """The resolver of a field of what is no node: an entry, called where it takes arguments."""

    def find(source: Any, asked: Asked, given: Mapping[str, Any]) -> Any:
        value = source[name]
        return value(given) if callable(value) else value

    return find


def _dates(schema: GraphQLSchema) -> None:
    scalar = schema.type_map["Date"]
    assert isinstance(scalar, GraphQLScalarType)
    scalar.coerce_input_value = _parsed
    scalar.coerce_input_literal = _literal
    scalar.coerce_output_value = str


def _literal(node: ConstValueNode) -> date:
    return _parsed(value_from_ast_untyped(node))


def _parsed(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise GraphQLError("no date") from None


def _day(document: DocumentNode, variables: Mapping[str, Any]) -> date | None:
    """The day of `@asOf`."""
    for definition in document.definitions:
        for directive in getattr(definition, "directives", None) or ():
            if directive.name.value == "asOf":
                value = value_from_ast_untyped(directive.arguments[0].value, {**variables})
                return _parsed(value)
    return None
