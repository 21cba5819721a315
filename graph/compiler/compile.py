"""From an operation and its variables to statements: select, authorize, plan, emit.

`compile_operation` needs no driver. What it returns can be printed stage by stage.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphql import GraphQLError, GraphQLSchema
from graphql.execution.values import VariableValues, get_directive_values

from graph.compiler.complete import Completer, Forbidden, completer
from graph.compiler.context import NO_LIMITS, Context, Guard, Limits, Source
from graph.compiler.document import Operation
from graph.compiler.emit import Emitted, emit
from graph.compiler.expressions import DAY
from graph.compiler.interpret import Interpreter
from graph.compiler.roots import PlannedRoot, Planner
from graph.compiler.select import Selected, select
from graph.compiler.slots import read
from graph.declare import Model


@dataclass(frozen=True, slots=True)
class CompiledField:
    """A root field, compiled: the statement, where its parameters come from, the completer.

    emitted: None where the answer is known without asking.
    """

    selected: Selected
    root: PlannedRoot
    emitted: Emitted | None
    sources: Mapping[str, Source]
    complete: Completer

    def bind(self, variables: Mapping[str, Any], day: date) -> dict[str, Any]:
        """The values of the parameters. Raises GraphQLError when a value is out of bounds."""
        bound: dict[str, Any] = {DAY.name: day}
        for name, source in self.sources.items():
            value = read(source.value, variables)
            bound[name] = value if source.transform is None else source.transform(value)
        return bound

    def needed(self, env: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters that the statement uses."""
        assert self.emitted is not None
        return {name: env[name] for name in env if name in self.emitted.parameters}

    def finish(self, row: Any, env: Mapping[str, Any], errors: list[GraphQLError]) -> Any:
        """The field's value from its row; errors found on the way are added to `errors`.

        Raises PropagatedNull where a null comes up to a field that may not be null, and
        GraphQLError where the row says that the question was wrong.
        """
        root = self.root
        if row is None and root.nullable and root.plan is not None:
            return None
        try:
            return self.complete(row, env)
        except Forbidden:
            interpreter = Interpreter(env, errors)
            return interpreter.root(
                root.shape, row, root.width, (self.selected.key,), root.nullable
            )


@dataclass(frozen=True, slots=True)
class Compiled:
    """An operation, compiled.

    fields: the root fields in order; a `Selected` is left to ordinary resolvers.
    as_of: the day in the operation's `@asOf`, or None.
    """

    fields: tuple[CompiledField | Selected, ...]
    as_of: Any


def slotted(
    operation: Operation, variables: VariableValues
) -> tuple[VariableValues, tuple[tuple[str, Hashable], ...]]:
    """The variables with their values made opaque, and what is left: their shape."""
    values: dict[str, Any] = {}
    shape: list[tuple[str, Hashable]] = []
    for name, value in variables.coerced.items():
        values[name], of_value = operation.readers[name](value, (name,))
        shape.append((name, of_value))
    return VariableValues(variables.sources, values), tuple(shape)


def compile_field(
    model: Model, planner: Planner, guard: Guard, selected: Selected, limits: Limits
) -> CompiledField:
    """Plan one root field and emit its statement."""
    context = Context(model, guard, limits)
    root = planner(context, selected)
    emitted = None if root.plan is None else emit(root.plan)
    complete = completer(root.shape, root.width)
    return CompiledField(selected, root, emitted, context.sources, complete)


def compile_operation(
    schema: GraphQLSchema,
    model: Model,
    planners: Mapping[str, Planner],
    operation: Operation,
    variables: VariableValues,
    guard: Guard,
    directives: Mapping[str, Any],
    limits: Limits = NO_LIMITS,
) -> Compiled:
    """Compile a query for slotted variables.

    Raises GraphQLError when arguments contradict each other.
    """
    fields: list[CompiledField | Selected] = []
    for selected in select(schema, operation.fragments, operation.node, variables):
        planner = planners.get(selected.name)
        if planner is None:
            fields.append(selected)
            continue
        fields.append(compile_field(model, planner, guard, selected, limits))
    as_of = get_directive_values(directives["asOf"], operation.node, variables)
    return Compiled(tuple(fields), as_of.get("date") if as_of else None)
