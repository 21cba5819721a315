"""Stages *parse* and *validate*: documents, cached by their text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)
from graphql.utilities import type_from_ast  # pyright: ignore[reportUnknownVariableType]

from graph.compiler.slots import Reader, reader

MAX_TOKENS = 20_000


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
    plans: LRUCache[Any, Any] = field(default_factory=lambda: LRUCache(64))

    @property
    def is_mutation(self) -> bool:
        """Whether the operation writes."""
        return self.node.operation is OperationType.MUTATION


@dataclass(frozen=True, slots=True)
class Prepared:
    """A parsed document: its operations by name, or what is wrong with it."""

    operations: Mapping[str | None, Operation]
    errors: tuple[GraphQLError, ...]

    def operation(self, name: str | None) -> Operation:
        """The operation to run. Raises GraphQLError when the name does not single one out."""
        if name is None:
            if len(self.operations) == 1:
                return next(iter(self.operations.values()))
            if not self.operations:
                raise GraphQLError("The document has no operation.")
            raise GraphQLError("The document has several operations; say which by operationName.")
        found = self.operations.get(name)
        if found is None:
            raise GraphQLError(f"The document has no operation named '{name}'.")
        return found


class Documents:
    """A bounded cache of prepared documents of one schema."""

    def __init__(self, schema: GraphQLSchema, size: int = 1000) -> None:
        self._schema = schema
        self._cache: LRUCache[str, Prepared] = LRUCache(size)

    def prepare(self, text: str) -> Prepared:
        """The document of a text, parsed and validated once."""
        found = self._cache.get(text)
        if found is None:
            found = self._cache[text] = self._prepare(text)
        return found

    def _prepare(self, text: str) -> Prepared:
        try:
            document = parse(text, max_tokens=MAX_TOKENS)
        except GraphQLError as error:
            return Prepared({}, (error,))
        errors = validate(self._schema, document)
        if errors:
            return Prepared({}, tuple(errors))
        fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        operations: dict[str | None, Operation] = {}
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode):
                readers: dict[str, Reader] = {}
                for variable in node.variable_definitions or ():
                    kind: Any = type_from_ast(self._schema, variable.type)
                    readers[variable.variable.name.value] = reader(kind)
                name = node.name.value if node.name else None
                operations[name] = Operation(node, document, fragments, readers)
        return Prepared(operations, ())
