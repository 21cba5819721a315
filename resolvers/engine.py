"""Stages *run* and *complete*: the engine that answers GraphQL requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import Any

from graphql import GraphQLError, GraphQLSchema

from graph.audit.thresholds import limits_of
from graph.bolt import Graph, LimitError, Statement, Transaction
from graph.caller import Caller
from graph.codes import meant
from graph.compiler.compile import (
    Compiled,
    CompiledField,
    Compiler,
    UnknownCodeError,
    located,
)
from graph.compiler.document import Operation
from graph.compiler.interpret import PropagatedNull
from graph.compiler.select import Selected
from graph.declare import Model
from graph.known import KnownSince
from graph.messages import sentences
from graph.rights import ScopePaths
from resolvers.admission import Admissions
from resolvers.answer import (
    Answer,
    GraphQLRequest,
    NotRunError,
    Outcome,
    answered,
    failed,
    no_stream,
)
from resolvers.asking import Asking
from resolvers.binding import BoundField, bound_of, run
from resolvers.changing import carry_out
from resolvers.conditions import Conditions
from resolvers.introspection import introspect
from resolvers.limits import check_answer
from resolvers.mutations import MUTATIONS
from resolvers.nodes import node_fields
from resolvers.noting import operation_of, read_now
from resolvers.planned import all_planners
from resolvers.preparing import Preparing, Understood
from resolvers.recorded import recorded
from resolvers.remarks import before_all, of_nothing
from resolvers.roots import live_fields, roots_of
from resolvers.stream import Stream
from resolvers.subscription import Subscription
from resolvers.turns import Turns


@dataclass(frozen=True, slots=True)
class _Asked:
    """An operation that is being answered; timings: as `Engine.execute` has them."""

    understood: Understood
    compiled: Compiled
    caller: Caller
    timings: dict[str, float] | None


class Engine:
    """Answers GraphQL requests from the graph, one statement a root field.

    preparing: what reads and plans them.
    """

    def __init__(
        self, schema: GraphQLSchema, model: Model, graph: Graph, conditions: Conditions
    ) -> None:
        self._schema = schema
        self._model = model
        self._graph = graph
        self._conditions = conditions
        self._today = conditions.today
        self._scopes = ScopePaths(graph)
        self._turns = Turns(graph)
        self._known_since = KnownSince(graph, model)
        self._planners = all_planners(model)
        found = {name: find for r in roots_of(model) for name, find in r.find_nodes}
        self._live = {**live_fields(model), **node_fields(found)}
        self._lookups = {node.one: node for node in model.types if node.one is not None}
        limits = limits_of(conditions.thresholds)
        self._compiler = Compiler(schema, model, self._planners, limits)
        admissions = Admissions(schema, model, graph, conditions.limits)
        self.preparing = Preparing(schema, self._compiler, admissions, self._scopes)
        self._stream = Stream(graph, self._scopes, conditions.today, conditions.around.reads)

    async def execute(
        self,
        request: GraphQLRequest,
        caller: Caller,
        timings: dict[str, float] | None = None,
    ) -> Answer:
        """The response to a request; GraphQL errors are part of it, not raised.

        timings: told when (seconds of `perf_counter`) each stage of a query ended.
        """
        try:
            understood = self.preparing.understood(request, caller.role)
            if understood.operation.is_subscription:
                raise no_stream(understood.operation.node, request.read_only)
        except NotRunError as error:
            return error.answer()
        finally:
            if timings is not None:
                timings["prepare"] = perf_counter()
        try:
            admitted = await self.preparing.admitted(understood, caller)
            asked = _Asked(understood, admitted.compiled, caller, timings)
            admitting = admitted.admitting
            if admitting is None:
                return await self._query(asked)
            cost = admitted.cost()
            async with admitting.running():
                answer = await self._query(asked)
            # What a change answers is written already: it is told whatever its size.
            if not understood.operation.is_mutation:
                check_answer(answer.body, admitting.bounds)
        except (LimitError, GraphQLError) as error:
            return failed(error, understood.operation.node)
        return replace(answer, cost=cost)

    async def subscribe(
        self, request: GraphQLRequest, caller: Caller, last: str | None = None
    ) -> Subscription | Answer | None:
        """A subscription that is opened; the response where it is refused.

        last: the id of the last event that was received, as it was given; None begins with the
        next commit. None where the request is no subscription.
        """
        try:
            understood = self.preparing.understood(request, caller.role)
        except NotRunError as error:
            return error.answer()
        if not understood.operation.is_subscription:
            return None
        try:
            admitted = await self.preparing.admitted(understood, caller)
            admitted.cost()
            (selected,) = admitted.compiled.fields
            assert isinstance(selected, Selected)
            variables = understood.values.coerced
            asking = self._asking(self._graph, caller, admitted.scope, self._today(), variables, [])
            return await self._stream.open(request, asking, selected, admitted.admitting, last)
        except (LimitError, GraphQLError) as error:
            return Answer(failed(error, understood.operation.node).body, Outcome.REFUSED)

    async def expected(self, request: GraphQLRequest, caller: Caller) -> Mapping[str, int]:
        """What `extensions.cost` says of an operation, which is planned and not run.

        Raises NotRunError for one that is not run, and GraphQLError for one that cannot be
        planned, ExceededError where a limit is the reason.
        """
        understood = self.preparing.understood(request, caller.role)
        return (await self.preparing.admitted(understood, caller)).cost()()

    def statements(self, request: GraphQLRequest, caller: Caller) -> list[Statement]:
        """What a query would ask Neo4j, its live fields left out.

        Raises NotRunError for one that is not run, and GraphQLError for one that cannot be
        planned.
        """
        understood = self.preparing.understood(request, caller.role)
        compiled = self.preparing.compiled(understood.operation, understood.values, caller)
        variables = understood.values.coerced
        day = compiled.day(variables) or self._today()
        fields = [item for item in compiled.fields if isinstance(item, CompiledField)]
        asked = [BoundField.of(item, variables, day, {}).statement() for item in fields]
        return [statement for statement in asked if statement is not None]

    async def _query(self, asked: _Asked) -> Answer:
        moment = asked.compiled.moment(asked.understood.values.coerced)
        if moment is None:
            return await self._answer_of(asked, self._graph, self._scopes)
        async with recorded(self._graph, asked.caller, moment) as then:
            return await self._answer_of(asked, then, ScopePaths(then))

    async def _answer_of(
        self, asked: _Asked, source: Graph | Transaction, scopes: ScopePaths
    ) -> Answer:
        """The answer of a source: the graph, or a transaction in which it is another."""
        compiled, caller, timings = asked.compiled, asked.caller, asked.timings
        values = asked.understood.values
        scope = await scopes.parameters(caller)
        day = compiled.day(values.coerced) or self._today()
        bound, errors, whole = bound_of(compiled, values, day, scope)
        if not whole:
            return answered(None, errors)
        # What is known of all the graph is not told to who may see a part.
        days = [day] if compiled.as_of is not None else []
        days += [v for b in bound for v in map(b.env.get, b.field.days) if isinstance(v, date)]
        remarks = [] if scope else await before_all(self._known_since, days, self._today())
        if timings is not None:
            timings["compile"] = perf_counter()
        rows = await run(bound, source)
        if timings is not None:
            timings["run"] = perf_counter()
        asking = self._asking(source, caller, scope, day, values.coerced, errors)
        asking = replace(asking, fixed_day=compiled.as_of is not None, remarks=remarks)
        try:
            others = await self._beside(asked.understood, compiled, asking)
            finished = await self._finished(bound, rows, asking)
        except PropagatedNull:
            return answered(None, errors)
        except GraphQLError as error:
            return answered(None, [*errors, error])
        self._note(asked, asking)
        found = {**others, **finished}
        return answered({key: found.get(key) for key in compiled.order}, errors, remarks)

    def _note(self, asked: _Asked, asking: Asking) -> None:
        """Tell the log of reads of an answer that shows personal data as it is stored."""
        if asking.shown.anything:
            name = asked.understood.operation.node.name
            fields = [
                f.selected.name if isinstance(f, CompiledField) else f.name
                for f in asked.compiled.fields
            ]
            called = operation_of(None if name is None else name.value, fields)
            self._conditions.around.reads(read_now(asking, called))

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
            thresholds=self._conditions.thresholds,
            imports=self._conditions.around.imports,
        )

    async def _beside(
        self, understood: Understood, compiled: Compiled, asking: Asking
    ) -> dict[str, Any]:
        """The fields that no statement answers, by key: introspection and live fields."""
        operation = understood.operation
        left = [f for f in compiled.fields if isinstance(f, Selected)]
        live = MUTATIONS if operation.is_mutation else self._live
        rest = [f for f in left if f.name not in live]
        found: dict[str, Any] = {}
        if rest:
            given = understood.request.variables or {}
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
        bound: Sequence[BoundField],
        rows: Sequence[Any],
        asking: Asking,
    ) -> dict[str, Any]:
        """The compiled fields by key, from their statements' rows; errors are noted."""
        found: dict[str, Any] = {}
        for one, row in zip(bound, rows, strict=True):
            item = one.field
            try:
                value = one.value(row, asking.errors, asking.shown)
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
        made = await carry_out(asking, selected, MUTATIONS[selected.name], self._turns)
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
