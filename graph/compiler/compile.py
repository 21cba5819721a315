"""From an operation and its variables to statements: select, authorize, plan, emit.

`Compiler` needs no driver. What it returns can be printed stage by stage.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeAlias

from graphql import GraphQLError, GraphQLNonNull, GraphQLSchema
from graphql.execution.values import VariableValues, get_directive_values

from graph.compiler.complete import Completer, Forbidden, completer
from graph.compiler.connections import nested_connection
from graph.compiler.context import (
    Check,
    Context,
    Entity,
    Guard,
    Limits,
    Origin,
    PersonalError,
    Reference,
)
from graph.compiler.cost import Priced
from graph.compiler.document import Operation
from graph.compiler.emit import Emitted, emit
from graph.compiler.expressions import DAY, Condition, Exists, Or, Presence, Row, both
from graph.compiler.given import Given, Input, read
from graph.compiler.interpret import Interpreter
from graph.compiler.people import Finder, Shown, finder
from graph.compiler.plan import Filter, Match, Operator, Pipeline, Plan, Project
from graph.compiler.roots import PlannedRoot, Planners
from graph.compiler.select import Selected, TooManyFieldsError, select
from graph.compiler.shape import Json, Value
from graph.declare import Model
from graph.messages import Either, msg


@dataclass(frozen=True, slots=True)
class CompiledField:
    """A root field, compiled: the statement, where its parameters come from, the completer.

    emitted: None where the answer is known without asking.
    references: codes that must be of something; whether they are stands at the row's end.
    checks: what the parameters' values must fulfil together.
    days: parameters that are days which the field asks about.
    people: finds whose personal data a row shows as it is stored; None where it shows none.
    asked: it is asked for, or by, what others are refused.
    """

    selected: Selected
    root: PlannedRoot
    emitted: Emitted | None
    sources: Mapping[str, Origin]
    complete: Completer
    references: tuple[Reference, ...] = ()
    checks: tuple[Check, ...] = ()
    days: tuple[str, ...] = ()
    people: Finder | None = None
    asked: bool = False

    def bind(self, variables: Input, day: date, given: Input) -> dict[str, Given]:
        """The values of the parameters. Raises GraphQLError when a value is out of bounds.

        given: those that the guard's predicates name.
        """
        bound: dict[str, Given] = {**given, DAY.name: day}
        for name, source in self.sources.items():
            value = read(source.value, variables)
            bound[name] = value if source.transform is None else source.transform(value)
        for check in self.checks:
            check(bound)
        return bound

    def needed(self, env: Input) -> dict[str, Given]:
        """The parameters that the statement uses."""
        assert self.emitted is not None
        return {name: env[name] for name in env if name in self.emitted.parameters}

    def finish(self, row: Value, env: Input, errors: list[GraphQLError]) -> Json:
        """The field's value from its row; errors found on the way are added to `errors`.

        Raises PropagatedNull where a null comes up to a field that may not be null, and
        UnknownCodeError where a code that was given is of nothing.
        """
        root = self.root
        self._check_references(row, env)
        if row is None and root.nullable and root.plan is not None:
            return None
        try:
            return self.complete(row, env)
        except Forbidden:
            met: list[GraphQLError] = []
            try:
                return Interpreter(env, met).root(
                    root.shape, row, root.width, (self.selected.key,), root.nullable
                )
            finally:
                errors += [pointed(error, self.selected) for error in met]

    def note(self, row: Value, env: Input, shown: Shown) -> None:
        """Add to what an operation shows whose personal data stands in this field's row."""
        shown.asked = shown.asked or self.asked
        if self.people is not None and row is not None:
            self.people(row, env, shown.people)

    def _check_references(self, row: Value, env: Input) -> None:
        width = self.root.width
        # A row of one column stands for itself.
        columns = [row] if width == 1 else row
        if not isinstance(columns, list):
            return  # a look-up that found nothing has asked for nothing more
        for place, reference in enumerate(self.references, width - len(self.references)):
            if columns[place] is None:
                given = str(env[reference.param.name])
                label, zh = (reference.kinds or (reference.label,))[0], reference.zh
                raise UnknownCodeError(
                    reference.argument, label, given, zh, above=bool(reference.kinds)
                )


class UnknownCodeError(GraphQLError):
    """A code that was given is of nothing."""

    def __init__(
        self, argument: str, label: str, given: str, zh: str = "地点", above: bool = False
    ) -> None:
        """zh: what nodes of the label are called in Chinese. above: larger places are meant too."""
        called = Either(zh, label.lower())
        if above:
            called = Either(f"{zh}或其上级地点", f"{label.lower()} or place above one")
        super().__init__(
            msg(
                "'{argument}' is the code of no {label}: {given!r}.",
                argument=argument,
                label=called,
                given=given,
            ),
            extensions={"code": "UNKNOWN_CODE"},
        )
        self.label = label
        self.given = given


PlanKey: TypeAlias = tuple[tuple[tuple[str, Hashable], ...], Guard]
"""What a plan is for: the shape of the variables, and the guard."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """An operation, compiled.

    fields: the root fields in order; a `Selected` has no planner: a live field, introspection.
    as_of, recorded: the day and the moment in the operation's `@asOf`, or None.
    prices: what the admission made of it.
    order: the root fields' keys, of all. refused: errors of root fields that may be null.
    """

    fields: tuple[CompiledField | Selected, ...]
    as_of: Given
    prices: Priced = field(default_factory=Priced)
    order: tuple[str, ...] = ()
    refused: Mapping[str, GraphQLError] = field(default_factory=dict[str, GraphQLError])
    recorded: Given = None

    def day(self, variables: Input) -> date | None:
        """The day in `@asOf`; None where it names none."""
        found = read(self.as_of, variables)
        return found if isinstance(found, date) else None

    def moment(self, variables: Input) -> datetime | None:
        """The moment in `@asOf` as of which the graph was recorded; None where it names none."""
        found = read(self.recorded, variables)
        return found if isinstance(found, datetime) else None


@dataclass(frozen=True, slots=True)
class Admission:
    """What a selection must keep to before it is planned.

    most: fields, as `select` counts them. admit: prices of the root fields, or an exception.
    too_many: the exception for more fields than the most.
    """

    most: int
    admit: Callable[[tuple[Selected, ...]], Priced]
    too_many: Callable[[], GraphQLError]


def slotted(
    operation: Operation, variables: VariableValues
) -> tuple[VariableValues, tuple[tuple[str, Hashable], ...]]:
    """The variables with their values made opaque, and what is left: their shape."""
    values: dict[str, Given] = {}
    shape: list[tuple[str, Hashable]] = []
    for name, value in variables.coerced.items():
        values[name], of_value = operation.readers[name](value, (name,))
        shape.append((name, of_value))
    return VariableValues(variables.sources, values), tuple(shape)


def compile_field(
    model: Model, planners: Planners, guard: Guard, selected: Selected, limits: Limits
) -> CompiledField:
    """Plan one root field and emit its statement."""
    context = Context(model, guard, limits, planners.additions, nested_connection)
    try:
        root = _referring(context, planners.roots[selected.name](context, selected))
    except GraphQLError as error:
        raise located(error, selected) from None
    emitted = None if root.plan is None else emit(root.plan)
    complete = completer(root.shape, root.width)
    asked, shows = _personal(model, planners, guard, selected, limits)
    return CompiledField(
        selected,
        root,
        emitted,
        context.sources,
        complete,
        tuple(context.references),
        tuple(context.checks),
        tuple(context.days),
        finder(root.shape, root.width) if asked or shows else None,
        asked,
    )


def _personal(
    model: Model, planners: Planners, guard: Guard, selected: Selected, limits: Limits
) -> tuple[bool, bool]:
    """Whether others would be refused a root field as personal, and whether shown less of it.

    It is planned once more as for them: so there is one place that says what is personal.
    """
    others = guard.masking()
    if others is None:
        return False, False
    context = Context(model, others, limits, planners.additions, nested_connection)
    try:
        planners.roots[selected.name](context, selected)
    except PersonalError:
        return True, True
    except GraphQLError:
        # What is not theirs for another reason, such as the log.
        return False, True
    return False, context.withheld


def _referring(context: Context, root: PlannedRoot) -> PlannedRoot:
    """A root whose rows end in whether each of the codes that were given is of something."""
    if root.plan is None or not context.references:
        return root
    columns = tuple(Presence(Exists(Pipeline(_place(context, r)))) for r in context.references)
    plan = root.plan.root
    if isinstance(plan, Row):
        plan = Row((*plan.items, *columns))
    else:
        assert isinstance(plan, Pipeline)
        last = plan.operators[-1]
        assert isinstance(last, Project)
        project = Project(Row((*last.row.items, *columns)))
        plan = replace(plan, operators=(*plan.operators[:-1], project))
    return replace(root, plan=Plan(plan), width=root.width + len(columns))


def _place(context: Context, reference: Reference) -> tuple[Operator, ...]:
    """The node with a code that was given, where the caller sees it."""
    found = Entity(context.fresh("top"), context.model.type(reference.label))
    labels = [context.model.type(kind).label for kind in reference.kinds]
    kinds = Or(tuple(Condition(found.var, f"{{n}}:{label}") for label in labels))
    where = both(context.guard.visible(context, found), kinds if labels else None)
    operator = Match(found.var, reference.label, (reference.key, reference.param))
    return (operator,) if where is None else (operator, Filter(where))


def pointed(error: GraphQLError, selected: Selected) -> GraphQLError:
    """An error that has a path, at the field of the document that the path leads to."""
    node = selected
    for key in (error.path or ())[1:]:
        below = (child for some in node.children.values() for child in some)
        node = next((child for child in below if child.key == key), node)
    return GraphQLError(error.message, node.node, path=error.path, extensions=error.extensions)


def located(error: GraphQLError, selected: Selected) -> GraphQLError:
    """An error with the root field that it comes from, where it does not say its own place."""
    return GraphQLError(
        error.message,
        error.nodes or selected.node,
        path=error.path or [selected.key],
        extensions=error.extensions,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Compiler:
    """Compiles operations over one schema.

    planners: how root fields are answered by statements. limits: what thresholds say.
    """

    schema: GraphQLSchema
    model: Model
    planners: Planners
    limits: Limits

    def compile(
        self,
        operation: Operation,
        variables: VariableValues,
        guard: Guard,
        admission: Admission | None = None,
    ) -> Compiled:
        """Compile a query for slotted variables.

        admission: asked between selecting and planning. Raises GraphQLError when arguments
        contradict each other, and what the admission raises.
        """
        fields: list[CompiledField | Selected] = []
        refused: dict[str, GraphQLError] = {}
        found, prices = _admitted(
            lambda most: select(self.schema, operation.fragments, operation.node, variables, most),
            admission,
        )
        for selected in found:
            if not self.planners.plans(selected):
                fields.append(selected)
                continue
            try:
                fields.append(
                    compile_field(self.model, self.planners, guard, selected, self.limits)
                )
            except GraphQLError as error:
                if not self.may_be_null(selected):
                    raise
                refused[selected.key] = error
        directive = self.schema.get_directive("asOf")
        assert directive is not None
        as_of = get_directive_values(directive, operation.node, variables)
        given = as_of or {}
        order = tuple(f.key for f in found)
        moment = given.get("recorded")
        return Compiled(tuple(fields), given.get("date"), prices, order, refused, moment)

    def may_be_null(self, selected: Selected) -> bool:
        """Whether a field of `Query` may be null, so that its error leaves the others alone."""
        query = self.schema.query_type
        assert query is not None
        return not isinstance(query.fields[selected.name].type, GraphQLNonNull)


def _admitted(
    selecting: Callable[[int | None], tuple[Selected, ...]], admission: Admission | None
) -> tuple[tuple[Selected, ...], Priced]:
    """The selection, and its prices where something has to admit it."""
    if admission is None:
        return selecting(None), Priced()
    try:
        found = selecting(admission.most)
    except TooManyFieldsError:
        raise admission.too_many() from None
    return found, admission.admit(found)
