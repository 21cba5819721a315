"""Shows what an operation becomes, stage by stage, for people and programs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import Any, cast

from graphql import GraphQLError
from graphql.execution.values import VariableValues, get_variable_values

from graph.bolt import Graph
from graph.caller import Caller
from graph.compiler.compile import CompiledField, Compiler, slotted
from graph.compiler.document import Documents
from graph.compiler.given import Slot
from graph.compiler.plan_text import plan_text
from graph.compiler.select import Selected
from graph.messages import msg
from graph.rights import guard_of, placeholders

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Explained:
    """A root field and what it becomes.

    cypher: None where nothing is asked of the graph by a statement of its own.
    database: Neo4j's plan as indented lines, once asked for.
    """

    key: str
    selection: str
    plan: str
    cypher: str | None
    parameters: Mapping[str, Any]
    database: str | None = None

    async def with_database(
        self, graph: Graph, profile: bool, scope: Mapping[str, str]
    ) -> "Explained":
        """The same with Neo4j's plan; profile: run it and count db hits and rows.

        scope: the parameters that the caller's guard names.
        """
        if self.cypher is None:
            return self
        given = {name: scope.get(name, value) for name, value in self.parameters.items()}
        plan = await graph.explain(self.cypher, given, profile)
        return replace(self, parameters=given, database="\n".join(_operators(plan, 0)) + "\n")

    def text(self) -> str:
        """All stages under headings."""
        parameters = "".join(f"{name} = {value!r}\n" for name, value in self.parameters.items())
        parts = {
            "selection": self.selection,
            "plan": self.plan,
            "cypher" if self.cypher is None else f"cypher {hash_of(self.cypher)}": self.cypher
            and self.cypher.rstrip() + "\n",
            "parameters": parameters or None,
            "database": self.database,
        }
        return "\n".join(
            f"── {self.key}: {name} ──\n{part}" for name, part in parts.items() if part is not None
        )

    def as_json(self) -> dict[str, Any]:
        """The stages by name."""
        return {
            "field": self.key,
            "selection": self.selection,
            "plan": self.plan,
            "cypher": self.cypher,
            "statement": None if self.cypher is None else hash_of(self.cypher),
            "parameters": dict(self.parameters),
            "database": self.database,
        }


def hash_of(text: str) -> str:
    """Sixteen hexadecimal digits by which logs name a statement without its text."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def explain_document(
    compiler: Compiler,
    text: str,
    variables: dict[str, Any],
    name: str | None,
    caller: Caller,
) -> list[Explained]:
    """What each root field of a query becomes. Raises GraphQLError where it is wrong."""
    schema = compiler.schema
    prepared = Documents(schema).prepare(text)
    if prepared.errors:
        raise prepared.errors[0]
    operation = prepared.operation(name)
    if operation.is_mutation or operation.is_subscription:
        raise GraphQLError(msg("Only queries are compiled: explain one."))
    values = get_variable_values(schema, operation.node.variable_definitions or (), variables)
    if isinstance(values, list):
        raise values[0]
    compiled = compiler.compile(operation, slotted(operation, values)[0], guard_of(caller))
    day = compiled.day(values.coerced) or date.today()
    scope = placeholders(caller)
    for refused in compiled.refused.values():
        raise refused
    return [_explained(field, values, day, scope) for field in compiled.fields]


def _explained(
    field: CompiledField | Selected, values: VariableValues, day: date, scope: Mapping[str, str]
) -> Explained:
    if isinstance(field, Selected):
        selection = "\n".join(_selection(field, 0)) + "\n"
        return Explained(
            field.key, selection, "no plan: a live field, or introspection\n", None, {}
        )
    bound = field.bind(values.coerced, day, scope)
    emitted = field.emitted
    wanted = () if emitted is None else emitted.parameters
    return Explained(
        field.selected.key,
        "\n".join(_selection(field.selected, 0)) + "\n",
        plan_text(field.root.plan),
        None if emitted is None else emitted.text,
        {key: value for key, value in bound.items() if key in wanted},
    )


def _selection(field: Selected, depth: int) -> list[str]:
    name = field.name if field.key == field.name else f"{field.key}: {field.name}"
    arguments = ", ".join(f"{k}: {_value(v)}" for k, v in field.arguments.items() if v is not None)
    lines = [_INDENT * depth + name + (f"({arguments})" if arguments else "")]
    for kind, children in field.children.items():
        several = len(field.children) > 1
        if several and children:
            lines.append(f"{_INDENT * (depth + 1)}on {kind}")
        for child in children:
            lines += _selection(child, depth + (2 if several else 1))
    return lines


def _value(value: Any) -> str:
    match value:
        case Slot(path):
            return "$" + ".".join(str(step) for step in path)
        case dict():
            pairs = cast("dict[str, Any]", value)
            return "{" + ", ".join(f"{k}: {_value(v)}" for k, v in pairs.items()) + "}"
        case list():
            items = cast("list[Any]", value)
            return "[" + ", ".join(_value(item) for item in items) + "]"
        case _:
            return str(value)


def _operators(plan: dict[str, Any], depth: int) -> list[str]:
    arguments: dict[str, Any] = plan.get("args") or {}
    name = str(plan.get("operatorType", "")).partition("@")[0]
    line = f"{_INDENT * depth}{name}"
    if "dbHits" in plan:
        line += f"  {plan['dbHits']:,} db hits, {plan.get('rows', 0):,} rows"
    elif "EstimatedRows" in arguments:
        line += f"  about {arguments['EstimatedRows']:,.0f} rows"
    details = str(arguments.get("Details", ""))
    if details:
        line += f"  | {details if len(details) <= 100 else details[:99] + '…'}"
    children: list[dict[str, Any]] = plan.get("children") or []
    return [line, *(inner for child in children for inner in _operators(child, depth + 1))]
