"""Stages *run* and *complete*: the engine that answers GraphQL requests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from time import perf_counter
from typing import Any

from graphql import GraphQLError, GraphQLSchema
from graphql.execution.values import VariableValues, get_variable_values

from graph.audit import Thresholds
from graph.audit.thresholds import limits_of
from graph.bolt import Graph, LimitError, Statement
from graph.caller import Caller, Role
from graph.codes import meant
from graph.compiler.compile import (
    Admission,
    Compiled,
    CompiledField,
    Compiler,
    UnknownCodeError,
    located,
    slotted,
)
from graph.compiler.document import Documents, Operation, Prepared
from graph.compiler.interpret import PropagatedNull
from graph.compiler.select import Selected
from graph.compiler.slots import read
from graph.declare import Model
from graph.known import KnownSince
from graph.messages import msg, sentences
from graph.rights import ScopePaths, guard_of
from resolvers.admission import Admissions
from resolvers.answer import Answer, GraphQLRequest, answered, failed, refused
from resolvers.asking import Asking
from resolvers.changing import carry_out
from resolvers.introspection import introspect
from resolvers.limits import Bounds, check_answer
from resolvers.mutations import MUTATIONS
from resolvers.nodes import node_fields
from resolvers.planned import all_planners
from resolvers.roots import live_fields, roots_of
from resolvers.stream import Stream
from resolvers.subscription import Subscription

_NO_STREAM = msg(
    "Subscriptions are answered as an event stream: send the header `Accept: text/event-stream`."
)


class Engine:
    """Answers GraphQL requests from the graph, one statement a root field.

    today: the day that is meant where `@asOf` names none.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        model: Model,
        graph: Graph,
        thresholds: Thresholds | None = None,
        limits: Mapping[Role, Bounds] | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """limits: what each role may ask for; None bounds nothing, for programs of the service."""
        self._schema = schema
        self._model = model
        self._graph = graph
        self._thresholds = thresholds
        self._today = today
        self._documents = Documents(schema)
        self._scopes = ScopePaths(graph)
        self._known_since = KnownSince(graph, model)
        self._admissions = Admissions(schema, model, graph, limits)
        self._planners = all_planners(model)
        found = {name: find for r in roots_of(model) for name, find in r.find_nodes}
        self._live = {**live_fields(model), **node_fields(found)}
        self._compiler = Compiler(schema, model, self._planners, limits_of(thresholds))
        self._stream = Stream(graph, self._scopes, today)

    async def execute(
        self,
        request: GraphQLRequest,
        caller: Caller,
        timings: dict[str, float] | None = None,
    ) -> Answer:
        """The response to a request; GraphQL errors are part of it, not raised.

        timings: told when (seconds of `perf_counter`) each stage of a query ended.
        """
        understood = self._understood(request, caller)
        if timings is not None:
            timings["prepare"] = perf_counter()
        if isinstance(understood, Answer):
            return understood
        prepared, operation, values = understood
        if operation.is_subscription:
            return refused((GraphQLError(_NO_STREAM),), "NOT_ACCEPTABLE")
        try:
            admitting = await self._admissions.admitting(caller.role, values.coerced)
            if admitting is None:
                compiled = self.compiled(operation, values, caller)
                return await self._query(request, operation, compiled, values, caller, timings)
            compiled = self.compiled(operation, values, caller, admitting.admission())
            cost = admitting.weigh(compiled.prices)
            async with admitting.running():
                answer = await self._query(request, operation, compiled, values, caller, timings)
            # What a change answers is written already: it is told whatever its size.
            if not operation.is_mutation:
                check_answer(answer.body, admitting.bounds)
        except (LimitError, GraphQLError) as error:
            return failed(error)
        told = partial(admitting.told, cost, prepared.measure)
        return Answer(answer.body, answer.executed, told)

    async def subscribe(
        self, request: GraphQLRequest, caller: Caller, last: str | None = None
    ) -> Subscription | Answer | None:
        """A subscription that is opened; the response where it is refused.

        last: the id of the last event that was received, as it was given; None begins with the
        next commit. None where the request is no subscription.
        """
        understood = self._understood(request, caller)
        if isinstance(understood, Answer):
            return understood
        _, operation, values = understood
        if not operation.is_subscription:
            return None
        try:
            admitting = await self._admissions.admitting(caller.role, values.coerced)
            admission = None if admitting is None else admitting.admission()
            compiled = self.compiled(operation, values, caller, admission)
            if admitting is not None:
                admitting.weigh(compiled.prices)
            (selected,) = compiled.fields
            assert isinstance(selected, Selected)
            scope = await self._scopes.parameters(caller)
            asking = self._asking(caller, scope, self._today(), values.coerced, [])
            return await self._stream.open(request, asking, selected, admitting, last)
        except (LimitError, GraphQLError) as error:
            return Answer(failed(error).body, executed=False)

    def _understood(
        self, request: GraphQLRequest, caller: Caller
    ) -> tuple[Prepared, Operation, VariableValues] | Answer:
        """The document, the operation to run and its variables; or why it is not run."""
        gate = self._admissions.gate(caller.role)
        prepared = self._documents.prepare(request.query, gate)
        if prepared.errors:
            return refused(prepared.errors, "VALIDATION")
        try:
            operation = prepared.operation(request.operation_name)
            self._admissions.check_values(caller.role, request.variables)
        except GraphQLError as error:
            return refused((error,), "OPERATION")
        if operation.is_mutation and request.read_only:
            refusal = GraphQLError(msg("Mutations are not taken over GET; use POST."))
            return refused((refusal,), "NOT_READ_ONLY")
        values = self._values(operation, request, hide=not gate.schema)
        return refused(values, "VARIABLES") if isinstance(values, list) else (
            prepared, operation, values
        )  # fmt: skip

    def _values(
        self, operation: Operation, request: GraphQLRequest, *, hide: bool
    ) -> VariableValues | list[GraphQLError]:
        """The variables, coerced; hide: say nothing about names of the schema."""
        definitions = operation.node.variable_definitions
        if not definitions:
            return VariableValues({}, {})
        found: VariableValues | list[GraphQLError] = get_variable_values(
            self._schema,
            definitions,
            request.variables or {},
            max_errors=20,
            hide_suggestions=hide,
        )
        return found

    def compiled(
        self,
        operation: Operation,
        values: VariableValues,
        caller: Caller,
        admission: Admission | None = None,
    ) -> Compiled:
        """The operation compiled for variables of this shape; from the cache where it can be."""
        opaque, shape = slotted(operation, values)
        guard = guard_of(caller)
        key = (shape, guard)
        found = operation.plans.get(key)
        if found is None:
            found = operation.plans[key] = self._compiler.compile(
                operation, opaque, guard, admission
            )
        return found

    async def expected(self, request: GraphQLRequest, caller: Caller) -> Mapping[str, int]:
        """What `extensions.cost` says of an operation, which is planned and not run.

        Raises GraphQLError for one that is refused, ExceededError where a limit is the reason.
        """
        gate = self._admissions.gate(caller.role)
        prepared = self._documents.prepare(request.query, gate)
        if prepared.errors:
            raise prepared.errors[0]
        operation = prepared.operation(request.operation_name)
        self._admissions.check_values(caller.role, request.variables)
        values = self._values(operation, request, hide=not gate.schema)
        if isinstance(values, list):
            raise values[0]
        admitting = await self._admissions.admitting(caller.role, values.coerced)
        if admitting is None:
            return {}
        compiled = self.compiled(operation, values, caller, admitting.admission())
        return admitting.told(admitting.weigh(compiled.prices), prepared.measure)

    def statements(self, request: GraphQLRequest, caller: Caller) -> list[Statement]:
        """What a query without variables would ask Neo4j, its live fields left out.

        Raises GraphQLError for an operation that cannot be run.
        """
        prepared = self._documents.prepare(request.query)
        if prepared.errors:
            raise prepared.errors[0]
        operation = prepared.operation(request.operation_name)
        values = VariableValues({}, {})
        compiled = self.compiled(operation, values, caller)
        day = read(compiled.as_of, values.coerced) or self._today()
        return [
            Statement(item.emitted.text, item.needed(item.bind(values.coerced, day, {})))
            for item in compiled.fields
            if isinstance(item, CompiledField) and item.emitted is not None
        ]

    async def _query(
        self,
        request: GraphQLRequest,
        operation: Operation,
        compiled: Compiled,
        values: VariableValues,
        caller: Caller,
        timings: dict[str, float] | None,
    ) -> Answer:
        scope = await self._scopes.parameters(caller)
        day = read(compiled.as_of, values.coerced) or self._today()
        bound, errors = _bound(compiled, values, day, scope)
        if errors:
            return answered(None, errors)
        # What is known of all the graph is not told to who may see a part.
        remarks = [] if scope else await self._remarks(compiled, bound, day)
        if timings is not None:
            timings["compile"] = perf_counter()
        rows = await self._run(bound)
        if timings is not None:
            timings["run"] = perf_counter()
        asking = self._asking(caller, scope, day, values.coerced, errors)
        asking = replace(asking, fixed_day=compiled.as_of is not None, remarks=remarks)
        try:
            others = await self._beside(request, operation, compiled, asking)
            finished = await self._finished(bound, rows, asking)
        except PropagatedNull:
            return answered(None, errors)
        except GraphQLError as error:
            return answered(None, [*errors, error])
        keys = [f.key if isinstance(f, Selected) else f.selected.key for f in compiled.fields]
        found = {**others, **finished}
        return answered({key: found.get(key) for key in keys}, errors, remarks)

    def _asking(
        self,
        caller: Caller,
        scope: Mapping[str, str],
        day: date,
        variables: Mapping[str, Any],
        errors: list[GraphQLError],
    ) -> Asking:
        return Asking(
            self._graph,
            self._model,
            self._planners,
            self._live,
            caller,
            scope,
            day,
            variables,
            errors,
            self._schema,
            thresholds=self._thresholds,
        )

    async def _beside(
        self, request: GraphQLRequest, operation: Operation, compiled: Compiled, asking: Asking
    ) -> dict[str, Any]:
        """The fields that no statement answers, by key: introspection and live fields."""
        left = [f for f in compiled.fields if isinstance(f, Selected)]
        live = MUTATIONS if operation.is_mutation else self._live
        rest = [f for f in left if f.name not in live]
        found: dict[str, Any] = {}
        if rest:
            given = request.variables or {}
            found |= introspect(self._schema, operation, rest, given, asking.errors)
        for f in left:
            if f.name in live:
                try:
                    found[f.key] = await self._live_value(asking, operation, f)
                except GraphQLError as error:
                    raise await self._said(error, f, asking.caller) from None
        return found

    async def _finished(
        self,
        bound: Sequence[tuple[CompiledField, dict[str, Any]]],
        rows: Sequence[Any],
        asking: Asking,
    ) -> dict[str, Any]:
        """The compiled fields by key, from their statements' rows; errors are noted."""
        found: dict[str, Any] = {}
        answered = iter(rows)
        for item, env in bound:
            row = next(answered) if item.emitted is not None else None
            try:
                found[item.selected.key] = item.finish(row, env, asking.errors)
            except GraphQLError as error:
                raise await self._said(error, item.selected, asking.caller) from None
        return found

    async def _live_value(self, asking: Asking, operation: Operation, selected: Selected) -> Any:
        """The value of a root field that takes more than a statement made in advance."""
        if operation.is_mutation:
            made = await carry_out(asking, selected, MUTATIONS[selected.name])
            self._stream.look()
            return made
        return await asking.root(selected)

    async def _remarks(
        self, compiled: Compiled, bound: list[tuple[CompiledField, dict[str, Any]]], day: date
    ) -> list[str]:
        """What a caller should know who asks for a day before anything is known."""
        asked = [day] if compiled.as_of is not None else []
        asked += [v for item, env in bound for v in map(env.get, item.days) if v is not None]
        if not asked or min(asked) >= self._today():
            return []
        since = await self._known_since.day()
        if since is None or min(asked) >= since:
            return []
        return [
            msg(
                "The graph knows of nothing that begins before {since}: for {asked} it shows only "
                "what has no known beginning.",
                since=since,
                asked=min(asked),
            )
        ]

    async def _said(self, error: GraphQLError, selected: Selected, caller: Caller) -> GraphQLError:
        """An error of a root field, with what a code of nothing may have meant.

        A caller with a scope is told nothing: what comes near may lie outside it.
        """
        found = located(error, selected)
        if isinstance(error, UnknownCodeError) and caller.scope is None:
            near = await meant(self._graph, error.label, error.given)
            found.message = sentences(error.message, near)
        return found

    async def _run(self, bound: list[tuple[CompiledField, dict[str, Any]]]) -> list[Any]:
        statements = [
            Statement(item.emitted.text, item.needed(env))
            for item, env in bound
            if item.emitted is not None
        ]
        if len(statements) == 1:
            return [await self._graph.read(statements[0].text, statements[0].parameters)]
        return await self._graph.read_all(statements) if statements else []


def _bound(
    compiled: Compiled, values: VariableValues, day: date, scope: Mapping[str, Any]
) -> tuple[list[tuple[CompiledField, dict[str, Any]]], list[GraphQLError]]:
    """The compiled fields with their parameters' values, and what is wrong with these."""
    bound: list[tuple[CompiledField, dict[str, Any]]] = []
    errors: list[GraphQLError] = []
    for item in compiled.fields:
        if isinstance(item, CompiledField):
            try:
                bound.append((item, item.bind(values.coerced, day, scope)))
            except GraphQLError as error:
                errors.append(located(error, item.selected))
    return bound, errors
