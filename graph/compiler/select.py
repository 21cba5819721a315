"""Stage *select*: an operation and its variables become a tree of selected fields.

Fragments, aliases, `@skip`/`@include`, merged fields and interfaces are resolved here by
graphql-core's own field collection, so that the later stages see only this: for each
response key a field with its coerced arguments and, for each concrete type it can lead to,
the fields selected there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues, get_argument_values

from graph.compiler.given import Input


@dataclass(frozen=True, slots=True)
class Selected:
    """A field under its response key.

    type: the name of its type without list and non-null marks.
    arguments: coerced; values from variables are `Slot`s.
    children: by concrete type name, empty for scalars and enums.
    node: where it stands in the document, for error locations. merged: where else.
    """

    key: str
    name: str
    type: str
    arguments: Input
    children: Mapping[str, tuple["Selected", ...]]
    node: FieldNode
    merged: tuple[FieldNode, ...] = ()

    def fields(self) -> tuple["Selected", ...]:
        """The selection of a field whose type is one object type."""
        return next(iter(self.children.values()), ())


def select(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    operation: OperationDefinitionNode,
    variables: VariableValues,
    most: int | None = None,
) -> tuple[Selected, ...]:
    """The selection at the root of an operation.

    most: fields, those of an interface once for each of its types. Raises TooManyFieldsError
    above it, and GraphQLError when an argument cannot be coerced.
    """
    details = {name: FragmentDetails(node) for name, node in fragments.items()}
    return _Collector(schema, details, operation, variables, most).root()


class TooManyFieldsError(Exception):
    """A selection has more fields than it may."""


class _Collector:
    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: dict[str, FragmentDetails],
        operation: OperationDefinitionNode,
        variables: VariableValues,
        most: int | None,
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.operation = operation
        self.variables = variables
        self.most = most
        self.found = 0

    def root(self) -> tuple[Selected, ...]:
        parent = self.schema.get_root_type(self.operation.operation)
        assert parent is not None
        found = collect_fields(
            self.schema, self.fragments, self.variables, parent, self.operation
        ).grouped_field_set
        return self._selected(parent, found)

    def _selected(
        self, parent: GraphQLObjectType, grouped: Mapping[str, list[FieldDetails]]
    ) -> tuple[Selected, ...]:
        found: list[Selected] = []
        self.found += len(grouped)
        if self.most is not None and self.found > self.most:
            raise TooManyFieldsError
        for key, details in grouped.items():
            node, *others = (d.node for d in details)
            merged = tuple(others)
            name = node.name.value
            if name.startswith("__"):
                found.append(Selected(key, name, "", {}, {}, node, merged))
                continue
            definition = parent.fields[name]
            named: GraphQLNamedType = get_named_type(definition.type)  # pyright: ignore[reportUnknownVariableType]
            arguments = get_argument_values(
                definition, node, self.variables, details[0].fragment_variable_values
            )
            children: dict[str, tuple[Selected, ...]] = {}
            if is_abstract_type(named):
                for possible in self.schema.get_possible_types(named):
                    children[possible.name] = self._below(possible, details)
            elif not is_leaf_type(named):
                assert isinstance(named, GraphQLObjectType)
                children[named.name] = self._below(named, details)
            found.append(Selected(key, name, named.name, arguments, children, node, merged))
        return tuple(found)

    def _below(
        self, parent: GraphQLObjectType, details: list[FieldDetails]
    ) -> tuple[Selected, ...]:
        found = collect_subfields(
            self.schema, self.fragments, self.variables, self.operation, parent, details
        ).grouped_field_set
        return self._selected(parent, found)
