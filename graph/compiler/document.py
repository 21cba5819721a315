"""Stages *parse* and *validate*: documents, cached by their text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    ValueNode,
    ValuesOfCorrectTypeRule,
    VisitorAction,
    parse,
    specified_rules,
    validate,
)
from graphql.utilities import type_from_ast  # pyright: ignore[reportUnknownVariableType]

from graph.compiler.closed import Closed
from graph.compiler.measure import Measure, measure
from graph.compiler.slots import Reader, reader
from graph.messages import msg, speaking

if TYPE_CHECKING:
    from graph.compiler.compile import Compiled, PlanKey

MAX_TOKENS = 20_000
_MAX_COMMENTS = 1_000
# Further mistakes of a document are seldom read, and finding them takes time.
_MAX_ERRORS = 10
SYNTAX = "SYNTAX"
VALIDATION = "VALIDATION"


@dataclass(frozen=True, slots=True)
class Gate:
    """What a document must keep to before anything is looked up in the schema for it.

    characters, tokens: the most of each. check: raises GraphQLError for sizes that are too large.
    too_many: the error for more than the most characters or tokens.
    schema: whether the schema may be asked for, and hinted at in errors.
    """

    characters: int
    tokens: int
    check: Callable[[Measure], None]
    too_many: Callable[[str, int, int], GraphQLError]
    schema: bool


def _no_check(_: Measure) -> None:
    return None


OPEN = Gate(
    10_000_000, MAX_TOKENS, _no_check, lambda name, _, most: GraphQLError(f"{name}: {most}"), True
)
"""For documents of the program itself."""


@dataclass(slots=True)
class Operation:
    """An operation of a document, ready to be planned.

    readers: for each variable, what makes its value opaque.
    plans: compiled statements by the shape of the variables and the guard.
    """

    node: OperationDefinitionNode
    document: DocumentNode
    fragments: Mapping[str, FragmentDefinitionNode]
    readers: Mapping[str, Reader]
    plans: "LRUCache[PlanKey, Compiled]" = field(default_factory=lambda: LRUCache(64))

    @property
    def is_mutation(self) -> bool:
        """Whether the operation writes."""
        return self.node.operation is OperationType.MUTATION

    @property
    def is_subscription(self) -> bool:
        """Whether the operation is told of what is written, for as long as somebody listens."""
        return self.node.operation is OperationType.SUBSCRIPTION


@dataclass(frozen=True, slots=True)
class Prepared:
    """A parsed document: its operations by name and sizes, or what is wrong with it."""

    operations: Mapping[str | None, Operation]
    errors: tuple[GraphQLError, ...]
    measure: Measure = field(default_factory=lambda: Measure(0))

    def operation(self, name: str | None) -> Operation:
        """The operation to run. Raises GraphQLError when the name does not single one out."""
        if name is None:
            if len(self.operations) == 1:
                return next(iter(self.operations.values()))
            if not self.operations:
                raise GraphQLError(msg("The document has no operation."))
            raise GraphQLError(
                msg("The document has several operations; say which by operationName.")
            )
        found = self.operations.get(name)
        if found is None:
            raise GraphQLError(msg("The document has no operation named '{name}'.", name=name))
        return found


class Documents:
    """A bounded cache of prepared documents of one schema.

    closed: says errors to those who may not ask for the schema.
    """

    def __init__(self, schema: GraphQLSchema, size: int = 1000) -> None:
        self._schema = schema
        self.closed = Closed(schema)
        self._cache: LRUCache[tuple[str, bool], Prepared] = LRUCache(size)

    def prepare(self, text: str, gate: Gate = OPEN) -> Prepared:
        """The document of a text, parsed and validated once."""
        key = (text, gate.schema)
        found = self._cache.get(key)
        try:
            if found is None:
                # What is kept is told to callers of both languages: later, in theirs.
                with speaking("en"):
                    found = self._prepare(text, gate)
                self._cache[key] = found
            else:
                known = next(iter(found.operations.values()), None)
                _check(gate, found.measure, None if known is None else known.document)
        except GraphQLError as error:
            # What is too large for one caller may not be so for another: not remembered.
            return Prepared({}, (error,))
        return found

    def _prepare(self, text: str, gate: Gate) -> Prepared:
        try:
            document = _parsed(text, gate)
        except GraphQLSyntaxError as error:
            return Prepared({}, (_coded(error, SYNTAX),))
        sizes = measure(document)
        _check(gate, sizes, document)
        rules = _RULES if gate.schema else _CLOSED
        errors = validate(
            self._schema, document, rules, max_errors=_MAX_ERRORS, hide_suggestions=not gate.schema
        )
        if errors:
            told = errors if gate.schema else self.closed.said(errors, text)
            return Prepared({}, tuple(_coded(error, VALIDATION) for error in told), sizes)
        return Prepared(self._operations(document), (), sizes)

    def _operations(self, document: DocumentNode) -> dict[str | None, Operation]:
        fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        operations: dict[str | None, Operation] = {}
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode):
                readers: dict[str, Reader] = {}
                for variable in node.variable_definitions or ():
                    kind = type_from_ast(self._schema, variable.type)
                    assert kind is not None
                    readers[variable.variable.name.value] = reader(kind)
                name = node.name.value if node.name else None
                operations[name] = Operation(node, document, fragments, readers)
        return operations


class _Values(ValuesOfCorrectTypeRule):
    """The rule of graphql-core, whose errors about ids do not say where they are."""

    # The type of what is wanted is partly unknown in graphql-core: Any on purpose.
    def is_valid_value_node(self, node: ValueNode, input_type: Any) -> VisitorAction:
        self._at = node
        return super().is_valid_value_node(node, input_type)  # pyright: ignore[reportUnknownMemberType]

    def report_error(self, error: GraphQLError) -> None:
        super().report_error(error if error.locations else GraphQLError(error.message, self._at))


_RULES = tuple(_Values if rule is ValuesOfCorrectTypeRule else rule for rule in specified_rules)
_CLOSED = (*_RULES, NoSchemaIntrospectionCustomRule)


def _check(gate: Gate, sizes: Measure, document: DocumentNode | None) -> None:
    """Raise the gate's GraphQLError, at the document's first definition."""
    try:
        gate.check(sizes)
    except GraphQLError as error:
        node = None if document is None else document.definitions[0]
        raise type(error)(error.message, node, extensions=error.extensions) from None


def _parsed(text: str, gate: Gate) -> DocumentNode:
    """The text parsed. Raises GraphQLSyntaxError, or another GraphQLError for a large one."""
    if len(text) > gate.characters:
        raise gate.too_many("characters", len(text), gate.characters)
    try:
        return parse(text, max_lexical_tokens=gate.tokens, max_comments=_MAX_COMMENTS)
    except GraphQLSyntaxError as error:
        # The parser has no other word for it than this sentence.
        if f"contains more than {gate.tokens} tokens" in error.message:
            raise gate.too_many("tokens", gate.tokens + 1, gate.tokens) from None
        raise


def _coded(error: GraphQLError, code: str) -> GraphQLError:
    error.extensions = {"code": code, **(error.extensions or {})}
    return error
