"""Ordinary resolvers over the declared types: a statement for every field of every node.

This is what the compiler is measured against, and checked against: the same types, filters
and pages, but put together by graphql-core's executor, one relation at a time.
"""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from graphql import GraphQLError
from graphql.execution.values import get_argument_values, get_directive_values
from strawberry.types.info import Info

from graph.audit.thresholds import limits_of
from graph.compiler.complete import Forbidden, completer
from graph.compiler.context import Context
from graph.compiler.emit import emit
from graph.compiler.expressions import DAY
from graph.compiler.guard import guard_of
from graph.compiler.interpret import Interpreter, PropagatedNull
from graph.compiler.planners import all_planners
from graph.compiler.roots import PlannedRoot, plan_field
from graph.compiler.select import Selected
from graph.declare import Model, Relation
from resolvers.aggregates import groups, summary
from resolvers.coverage import CoverageRecord, coverage_value
from resolvers.cross_appointments import pairs_selected, pairs_value
from resolvers.record import ConnectionRecord, Record, Request, internal, record

_CONNECTION = "Connection"


async def resolve(source: Any, info: "Info[Any, Any]") -> Any:
    """The value of a relation, derived field, aggregate or root field."""
    raw: Any = info._raw_info  # its arguments as graphql-core has them  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportUnknownVariableType]
    definition = raw.parent_type.fields[raw.field_name]
    arguments = get_argument_values(definition, raw.field_nodes[0], raw.variable_values)
    asked = _Asked(raw.context, raw)
    name = str(raw.field_name)
    if name in {"coverage", "coverageChange"}:
        place = source if isinstance(source, Record) else None
        return CoverageRecord(place, name, arguments)
    if name == "crossAppointments":
        return await asked.pairs(str(raw.return_type).strip("[]!"), arguments)
    if isinstance(source, CoverageRecord):
        return await asked.covered(source, name, str(raw.return_type).strip("[]!"), arguments)
    if isinstance(source, ConnectionRecord):
        return await asked.aggregated(source, str(raw.field_name), arguments)
    return await asked.value(
        source, str(raw.field_name), str(raw.return_type).strip("[]!"), arguments
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """One field of one operation being resolved."""

    request: Request
    raw: Any

    async def value(self, source: Any, name: str, kind: str, arguments: Mapping[str, Any]) -> Any:
        """A field of a record, or a root field where the source is none."""
        model = self.request.model
        context = Context(model, guard_of(self.request.caller), limits_of(None))
        selected = self._one_level(name, kind, arguments)
        if isinstance(source, Record):
            planned = plan_field(context, source.type, source.key, source.alive, selected)
            found = await self._run(context, planned)
            value = None if found is None else found.get(selected.key)
            for item in source.type.properties:
                if item.name == name:
                    return internal(item, value)
        else:
            value = await self._run(context, all_planners(model)[name](context, selected))
        if kind.endswith(_CONNECTION):
            assert value is not None

            async def matching() -> list[Record]:
                only = {"where": arguments.get("where")}
                every = await self.value(source, name, kind, only)
                return every["nodes"]

            return _connection(model, value, kind, matching)
        looked_up = not isinstance(source, Record)
        return _wrap(model, value, selected, alive=not looked_up)

    async def pairs(self, kind: str, arguments: Mapping[str, Any]) -> Any:
        """The root field `crossAppointments`."""
        model = self.request.model
        asked = Selected("pairs", "pairs", kind, arguments, {}, self.raw.field_nodes[0])
        selected = pairs_selected(asked, partial(_values, model))
        context = Context(model, guard_of(self.request.caller), limits_of(None))
        planned = all_planners(model)["crossAppointments"](context, selected)
        return pairs_value(model, await self._run(context, planned))

    async def covered(
        self, source: CoverageRecord, name: str, kind: str, arguments: Mapping[str, Any]
    ) -> Any:
        """A field of a `Coverage` or `CoverageChange`."""
        model = self.request.model

        async def ask(place: Record | None, selected: Selected) -> Any:
            context = Context(model, guard_of(self.request.caller), limits_of(None))
            if place is not None:
                planned = plan_field(context, place.type, place.key, place.alive, selected)
                return (await self._run(context, planned))[selected.key]
            return await self._run(context, all_planners(model)[selected.name](context, selected))

        if kind == "PlaceConnection":
            selected = self._one_level(name, kind, arguments)
        else:
            selected = Selected(name, name, kind, arguments, {}, self.raw.field_nodes[0])
        found = await coverage_value(source, model, selected, partial(_values, model), ask)
        if kind != "PlaceConnection":
            return found

        async def matching() -> list[Record]:
            every = await self.covered(source, name, kind, {"where": arguments.get("where")})
            return every["nodes"]

        return _connection(model, found, kind, matching)

    async def aggregated(
        self, source: ConnectionRecord, name: str, arguments: Mapping[str, Any]
    ) -> Any:
        """`aggregate` or `groupBy` of a connection."""
        records = await source.matching()
        if name == "aggregate":
            return await summary(source.type, records, self.field_of)
        return await groups(
            self.request.model, source.type, records, arguments, self.field_of, self.places_of
        )

    async def field_of(self, record: Record, name: str) -> Any:
        """A field of a record, stored or not."""
        if name in record.values:
            return record.values[name]
        node = record.type
        if node.abstract:
            raise AssertionError(f"{node.name} is no concrete type")
        relation = next((r for r in node.relations if r.name == name), None)
        kind = "" if relation is None else relation.target
        return await self.value(record, name, kind, {})

    async def places_of(self, record: Record, kind: str) -> list[Record]:
        """The places of one kind in whose scope a node is."""
        model, scope = self.request.model, record.type.scope
        places: list[Any] = [record.values] if scope == () else []
        if scope:
            relation = Relation("in", "Place", scope, many=True, listed=True)
            selected = self._one_level("in", "Place", {})
            context = Context(model, guard_of(self.request.caller), limits_of(None))
            planned = plan_field(context, record.type, record.key, record.alive, selected, relation)
            found = await self._run(context, planned)
            places = [] if found is None else found["in"]
        codes = {code for p in places for code in str(p["path"]).split("/") if code}
        found = [await self.value(None, "place", "Place", {"code": code}) for code in sorted(codes)]
        return [r for r in found if r is not None and r.type.name == kind]

    async def _run(self, context: Context, planned: PlannedRoot) -> Any:
        raw = self.raw
        as_of = get_directive_values(
            raw.schema.get_directive("asOf"), raw.operation, raw.variable_values
        )
        env: dict[str, Any] = {DAY.name: as_of["date"] if as_of else date.today()}
        for name, source in context.sources.items():
            env[name] = source.value if source.transform is None else source.transform(source.value)
        row: Any = None
        if planned.plan is not None:
            emitted = emit(planned.plan)
            row = await self.request.graph.read(
                emitted.text, {n: v for n, v in env.items() if n in emitted.parameters}
            )
            if row is None and planned.nullable:
                return None
        try:
            return completer(planned.shape, planned.width)(row, env)
        except Forbidden:
            interpreter = Interpreter(env)
            # The executor propagates the null; only the message is wanted here.
            with contextlib.suppress(PropagatedNull):
                interpreter.root(planned.shape, row, planned.width, (), planned.nullable)
            raise GraphQLError(interpreter.errors[0].message) from None

    def _one_level(self, name: str, kind: str, arguments: Mapping[str, Any]) -> Selected:
        """The field alone, with all stored values of the nodes that it leads to."""
        model, node = self.request.model, self.raw.field_nodes[0]
        if kind.endswith(_CONNECTION):
            target = kind.removesuffix(_CONNECTION)
            nodes = Selected("nodes", "nodes", target, {}, _values(model, target), node)
            cursor = Selected("cursor", "cursor", "String", {}, {}, node)
            edge = f"{target}Edge"
            edges = Selected("edges", "edges", edge, {}, {edge: (cursor,)}, node)
            borders = tuple(
                Selected(f, f, "", {}, {}, node)
                for f in ("hasNextPage", "hasPreviousPage", "startCursor", "endCursor")
            )
            info = Selected("pageInfo", "pageInfo", "PageInfo", {}, {"PageInfo": borders}, node)
            total = Selected("totalCount", "totalCount", "Int", {}, {}, node)
            fields = {kind: (nodes, edges, info, total)}
            return Selected(name, name, kind, arguments, fields, node)
        children = _values(model, kind) if kind in model.by_name or kind == "Node" else {}
        return Selected(name, name, kind, arguments, children, node)


def _values(model: Model, name: str) -> dict[str, tuple[Selected, ...]]:
    members = (
        tuple(t for t in model.types if t.node and not t.abstract)
        if name == "Node"
        else model.members(name)
    )
    found: dict[str, tuple[Selected, ...]] = {}
    for node in members:
        names = ["__typename", *(["id"] if node.node else [node.key])]
        names += [p.name for p in node.properties if p.field and p.derived is None]
        found[node.name] = tuple(Selected(n, n, "", {}, {}, None) for n in names)
    return found


def _connection(
    model: Model, fields: dict[str, Any], kind: str, matching: Callable[[], Any]
) -> ConnectionRecord:
    nodes = [record(model, v) for v in fields["nodes"]]
    edges = [
        {"cursor": e["cursor"], "node": n} for e, n in zip(fields["edges"], nodes, strict=True)
    ]
    node = model.type(kind.removesuffix(_CONNECTION))
    return ConnectionRecord({**fields, "nodes": nodes, "edges": edges}, node, matching)


def _wrap(model: Model, value: Any, selected: Selected, alive: bool) -> Any:
    items: Any = value
    if isinstance(value, dict):
        return record(model, items, alive)
    if isinstance(value, list) and selected.children:
        return [record(model, v, alive) for v in items]
    return items
