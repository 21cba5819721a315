"""Stage *prepare*: from a request to the operation that is run, within its caller's limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from graphql import GraphQLError, GraphQLSchema, OperationType, get_operation_ast, parse
from graphql.execution.values import VariableValues, get_variable_values

from graph.caller import Caller, Role
from graph.compiler.compile import Admission, Compiled, Compiler, slotted
from graph.compiler.document import MAX_TOKENS, Documents, Operation, Prepared
from graph.compiler.measure import Measure
from graph.rights import ScopePaths, guard_of
from resolvers.admission import Admissions, Admitting
from resolvers.answer import GraphQLRequest, NotRunError, Outcome, no_get


@dataclass(frozen=True, slots=True)
class Understood:
    """A request with its document, the operation that is meant and its variables, coerced."""

    request: GraphQLRequest
    prepared: Prepared
    operation: Operation
    values: VariableValues


@dataclass(frozen=True, slots=True)
class Admitted:
    """An operation that may be run: for these parameters of the guard, within these limits."""

    scope: Mapping[str, str]
    admitting: Admitting | None
    compiled: Compiled
    sizes: Measure

    def cost(self) -> Callable[[], Mapping[str, int]]:
        """Gives what `extensions.cost` says, nothing without limits. Raises ExceededError."""
        if self.admitting is None:
            return dict[str, int]
        return partial(self.admitting.told, self.admitting.weigh(self.compiled.prices), self.sizes)


class Preparing:
    """Reads requests and plans them; what was made is kept.

    documents: with their plans, which hold nothing of the graph: engines of one schema may share
    them.
    """

    def __init__(
        self, schema: GraphQLSchema, compiler: Compiler, admissions: Admissions, scopes: ScopePaths
    ) -> None:
        self._schema = schema
        self._compiler = compiler
        self._admissions = admissions
        self._scopes = scopes
        self.documents = Documents(schema)

    def understood(self, request: GraphQLRequest, role: Role) -> Understood:
        """What a request means. Raises NotRunError where it is not run."""
        gate = self._admissions.gate(role)
        prepared = self.documents.prepare(request.query, gate)
        if prepared.errors:
            raise NotRunError(prepared.errors, "VALIDATION", _outcome(request))
        try:
            operation = prepared.operation(request.operation_name)
            self._admissions.check_values(role, request.variables)
        except GraphQLError as error:
            raise NotRunError((error,), "OPERATION", _outcome(request)) from None
        if operation.is_mutation and request.read_only:
            raise no_get(operation.node)
        values = self._values(operation, request, hide=not gate.schema)
        return Understood(request, prepared, operation, values)

    def _values(
        self, operation: Operation, request: GraphQLRequest, *, hide: bool
    ) -> VariableValues:
        """The variables, coerced. Raises NotRunError.

        hide: say nothing about names of the schema.
        """
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
        if isinstance(found, list):
            said = f"{request.query} {request.variables}"
            raise NotRunError(
                self.documents.closed.said(found, said) if hide else found, "VARIABLES"
            )
        return found

    async def admitted(self, understood: Understood, caller: Caller) -> Admitted:
        """The operation compiled, within its caller's limits. Raises GraphQLError."""
        variables = understood.values.coerced
        scope = await self._scopes.parameters(caller)
        admitting = await self._admissions.admitting(caller.role, variables, scope)
        admission = None if admitting is None else admitting.admission()
        compiled = self.compiled(understood.operation, understood.values, caller, admission)
        return Admitted(scope, admitting, compiled, understood.prepared.measure)

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


def _outcome(request: GraphQLRequest) -> Outcome:
    """How far a request got that is refused: one that may only read asks perhaps to write, too."""
    if not request.read_only:
        return Outcome.REFUSED
    try:
        document = parse(request.query, max_lexical_tokens=MAX_TOKENS)
    except GraphQLError:
        return Outcome.REFUSED
    operation = get_operation_ast(document, request.operation_name)
    is_query = operation is None or operation.operation is OperationType.QUERY
    return Outcome.REFUSED if is_query else Outcome.NOT_READ_ONLY
