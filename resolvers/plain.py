"""Ordinary resolvers over the declared types: a statement for every field of every node.

This is what the compiler is measured against, and checked against: the same types, filters
and pages, but put together by graphql-core's executor, one relation at a time.
"""

import contextlib
from datetime import date
from typing import Any

from graphql import GraphQLError
from graphql.execution.values import get_argument_values, get_directive_values
from strawberry.types.info import Info

from graph.bolt import Graph
from graph.compiler.complete import Forbidden, completer
from graph.compiler.context import Context
from graph.compiler.emit import emit
from graph.compiler.guard import guard_of
from graph.compiler.interpret import Interpreter, PropagatedNull
from graph.compiler.plan import DAY
from graph.compiler.roots import PlannedRoot, plan_field, root_planners
from graph.compiler.select import Selected
from graph.declare import Model
from resolvers.record import ConnectionRecord, Record, Request, internal, record

_CONNECTION = "Connection"


async def resolve(source: Any, info: "Info[Any, Any]") -> Any:
    """The value of a relation, derived field or root field."""
    raw: Any = info._raw_info  # its arguments as graphql-core has them  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportUnknownVariableType]
    request: Request = raw.context
    definition = raw.parent_type.fields[raw.field_name]
    arguments = get_argument_values(definition, raw.field_nodes[0], raw.variable_values)
    context = Context(request.model, guard_of(request.caller))
    if isinstance(source, Record):
        selected = _one_level(request.model, raw, arguments)
        planned = plan_field(context, source.type, source.key, source.alive, selected)
        found = await _run(request.graph, context, planned, raw)
        value = None if found is None else found.get(selected.key)
        for item in source.type.properties:
            if item.name == raw.field_name:
                return internal(item, value)
    else:
        selected = _one_level(request.model, raw, arguments)
        planner = root_planners(request.model)[raw.field_name]
        value = await _run(request.graph, context, planner(context, selected), raw)
    looked_up = not isinstance(source, Record) and not selected.type.endswith(_CONNECTION)
    return _wrap(request.model, value, selected, alive=not looked_up)


async def _run(
    graph: Graph,
    context: Context,
    planned: PlannedRoot,
    raw: Any,
) -> Any:
    as_of = get_directive_values(
        raw.schema.get_directive("asOf"),
        raw.operation,
        raw.variable_values,
    )
    env: dict[str, Any] = {DAY.name: as_of["date"] if as_of else date.today()}
    for name, source in context.sources.items():
        env[name] = source.value if source.transform is None else source.transform(source.value)
    row: Any = None
    if planned.plan is not None:
        emitted = emit(planned.plan)
        row = await graph.read(
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


def _one_level(model: Model, raw: Any, arguments: dict[str, Any]) -> Selected:
    """The field alone, with all stored values of the nodes that it leads to."""
    name = str(raw.field_name)
    node = raw.field_nodes[0]
    kind = str(raw.return_type).strip("[]!")
    if kind.endswith(_CONNECTION):
        target = kind.removesuffix(_CONNECTION)
        nodes = Selected("nodes", "nodes", target, {}, _values(model, target), node)
        cursor = Selected("cursor", "cursor", "String", {}, {}, node)
        edges = Selected("edges", "edges", f"{target}Edge", {}, {f"{target}Edge": (cursor,)}, node)
        borders = tuple(
            Selected(f, f, "", {}, {}, node)
            for f in ("hasNextPage", "hasPreviousPage", "startCursor", "endCursor")
        )
        info = Selected("pageInfo", "pageInfo", "PageInfo", {}, {"PageInfo": borders}, node)
        total = Selected("totalCount", "totalCount", "Int", {}, {}, node)
        return Selected(name, name, kind, arguments, {kind: (nodes, edges, info, total)}, node)
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


def _wrap(model: Model, value: Any, selected: Selected, alive: bool) -> Any:
    items: Any = value
    if selected.type.endswith(_CONNECTION) and isinstance(value, dict):
        fields: dict[str, Any] = dict(items)
        nodes = [record(model, v) for v in fields["nodes"]]
        edges = [
            {"cursor": e["cursor"], "node": n} for e, n in zip(fields["edges"], nodes, strict=True)
        ]
        return ConnectionRecord({**fields, "nodes": nodes, "edges": edges})
    if isinstance(value, dict):
        return record(model, items, alive)
    if isinstance(value, list) and selected.children:
        return [record(model, v, alive) for v in items]
    return items
