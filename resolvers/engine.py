"""Stages *run* and *complete*: the engine that answers GraphQL requests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from time import perf_counter
from typing import Any

from graphql import GraphQLError, GraphQLSchema
from graphql.execution.values import VariableValues, get_variable_values

from graph.audit import Thresholds
from graph.audit.thresholds import limits_of
from graph.bolt import Graph, LimitError, Statement, Transaction
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
from graph.messages import sentences
from graph.rights import ScopePaths, guard_of
from resolvers.admission import Admissions
from resolvers.answer import Answer, GraphQLRequest, answered, failed, no_get, no_stream, refused
from resolvers.asking import Asking
from resolvers.binding import bound_of, run
from resolvers.changing import carry_out
from resolvers.imported import ImportsOf, no_imports
from resolvers.introspection import introspect
from resolvers.limits import Bounds, check_answer
from resolvers.mutations import MUTATIONS
from resolvers.nodes import node_fields
from resolvers.planned import all_planners
from resolvers.recorded import recorded
from resolvers.remarks import before_all, of_nothing
from resolvers.roots import live_fields, roots_of
from resolvers.stream import Stream
from resolvers.subscription import Subscription


@dataclass(frozen=True, slots=True)
class _Asked:
    """An operation that is being answered; timings: as `Engine.execute` has them."""

    request: GraphQLRequest
    operation: Operation
    compiled: Compiled
    values: VariableValues
    caller: Caller
    timings: dict[str, float] | None


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
        imports: ImportsOf = no_imports,
    ) -> None:
        """limits: what each role may ask for; None bounds nothing, for programs of the service.

        imports: what the service tells of those.
        """
        self._schema = schema
        self._model = model
        self._graph = graph
        self._thresholds = thresholds
        self._today = today
        self._imports = imports
        self._documents = Documents(schema)
        self._scopes = ScopePaths(graph)
        self._known_since = KnownSince(graph, model)
        self._admissions = Admissions(schema, model, graph, limits)
        self._planners = all_planners(model)
        found = {name: find for r in roots_of(model) for name, find in r.find_nodes}
        self._live = {**live_fields(model), **node_fields(found)}
        self._lookups = {node.one: node for node in model.types if node.one is not None}
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
            return no_stream(operation.node)
        try:
            scope = await self._scopes.parameters(caller)
            admitting = await self._admissions.admitting(caller.role, values.coerced, scope)
            admission = None if admitting is None else admitting.admission()
            compiled = self.compiled(operation, values, caller, admission)
            asked = _Asked(request, operation, compiled, values, caller, timings)
            if admitting is None:
                return await self._query(asked)
            cost = admitting.weigh(compiled.prices)
            async with admitting.running():
                answer = await self._query(asked)
            # What a change answers is written already: it is told whatever its size.
            if not operation.is_mutation:
                check_answer(answer.body, admitting.bounds)
        except (LimitError, GraphQLError) as error:
            return failed(error, operation.node)
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
            scope = await self._scopes.parameters(caller)
            admitting = await self._admissions.admitting(caller.role, values.coerced, scope)
            admission = None if admitting is None else admitting.admission()
            compiled = self.compiled(operation, values, caller, admission)
            if admitting is not None:
                admitting.weigh(compiled.prices)
            (selected,) = compiled.fields
            assert isinstance(selected, Selected)
            asking = self._asking(self._graph, caller, scope, self._today(), values.coerced, [])
            return await self._stream.open(request, asking, selected, admitting, last)
        except (LimitError, GraphQLError) as error:
            return Answer(failed(error, operation.node).body, executed=False)

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
            return no_get(operation.node)
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
        scope = await self._scopes.parameters(caller)
        admitting = await self._admissions.admitting(caller.role, values.coerced, scope)
        if admitting is None:
            return {}
        compiled = self.compiled(operation, values, caller, admitting.admission())
        return admitting.told(admitting.weigh(compiled.prices), prepared.measure)

    def statements(self, request: GraphQLRequest, caller: Caller) -> list[Statement]:
        """What a query would ask Neo4j, its live fields left out.

        Raises GraphQLError for an operation that cannot be run.
        """
        prepared = self._documents.prepare(request.query)
        if prepared.errors:
            raise prepared.errors[0]
        operation = prepared.operation(request.operation_name)
        values = self._values(operation, request, hide=False)
        if isinstance(values, list):
            raise values[0]
        compiled = self.compiled(operation, values, caller)
        day = read(compiled.as_of, values.coerced) or self._today()
        return [
            Statement(item.emitted.text, item.needed(item.bind(values.coerced, day, {})))
            for item in compiled.fields
            if isinstance(item, CompiledField) and item.emitted is not None
        ]

    async def _query(self, asked: _Asked) -> Answer:
        moment = read(asked.compiled.recorded, asked.values.coerced)
        if moment is None:
            return await self._answer_of(asked, self._graph, self._scopes)
        async with recorded(self._graph, asked.caller, moment) as then:
            return await self._answer_of(asked, then, ScopePaths(then))

    async def _answer_of(
        self, asked: _Asked, source: Graph | Transaction, scopes: ScopePaths
    ) -> Answer:
        """The answer of a source: the graph, or a transaction in which it is another."""
        request, operation, compiled = asked.request, asked.operation, asked.compiled
        values, caller, timings = asked.values, asked.caller, asked.timings
        scope = await scopes.parameters(caller)
        day = read(compiled.as_of, values.coerced) or self._today()
        bound, errors, whole = bound_of(compiled, values, day, scope)
        if not whole:
            return answered(None, errors)
        # What is known of all the graph is not told to who may see a part.
        days = [day] if compiled.as_of is not None else []
        days += [v for item, env in bound for v in map(env.get, item.days) if v is not None]
        remarks = [] if scope else await before_all(self._known_since, days, self._today())
        if timings is not None:
            timings["compile"] = perf_counter()
        rows = await run(bound, source)
        if timings is not None:
            timings["run"] = perf_counter()
        asking = self._asking(source, caller, scope, day, values.coerced, errors)
        asking = replace(asking, fixed_day=compiled.as_of is not None, remarks=remarks)
        try:
            others = await self._beside(request, operation, compiled, asking)
            finished = await self._finished(bound, rows, asking)
        except PropagatedNull:
            return answered(None, errors)
        except GraphQLError as error:
            return answered(None, [*errors, error])
        found = {**others, **finished}
        return answered({key: found.get(key) for key in compiled.order}, errors, remarks)

    def _asking(
        self,
        source: Graph | Transaction,
        caller: Caller,
        scope: Mapping[str, str],
        day: date,
        variables: Mapping[str, Any],
        errors: list[GraphQLError],
    ) -> Asking:
        return Asking(
            source,
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
            imports=self._imports,
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
                    told = await self._said(error, f, asking.caller)
                    if operation.is_mutation or not self._compiler.may_be_null(f):
                        raise told from None
                    asking.errors.append(told)
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
                value = item.finish(row, env, asking.errors)
            except GraphQLError as error:
                told = await self._said(error, item.selected, asking.caller)
                if not item.root.nullable:
                    raise told from None
                asking.errors.append(told)
                continue
            found[item.selected.key] = value
            if value is None:
                node = self._lookups.get(item.selected.name)
                if node is not None:
                    asking.remarks.extend(await of_nothing(asking, item.selected, node))
        return found

    async def _live_value(self, asking: Asking, operation: Operation, selected: Selected) -> Any:
        """The value of a root field that takes more than a statement made in advance."""
        if not operation.is_mutation:
            return await asking.root(selected)
        made = await carry_out(asking, selected, MUTATIONS[selected.name])
        self._stream.look()
        return made

    async def _said(self, error: GraphQLError, selected: Selected, caller: Caller) -> GraphQLError:
        """An error of a root field, with what a code of nothing may have meant.

        A caller with a scope is told nothing: what comes near may lie outside it.
        """
        found = located(error, selected)
        if isinstance(error, UnknownCodeError) and caller.scope is None:
            near = await meant(self._graph, error.label, error.given)
            found.message = sentences(error.message, near)
        return found
