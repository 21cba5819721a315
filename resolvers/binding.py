"""How every root field that is compiled is answered: its parameters bound, its statement run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphql import GraphQLError
from graphql.execution.values import VariableValues

from graph.bolt import Graph, Statement, Transaction
from graph.compiler.compile import Compiled, CompiledField, located
from graph.compiler.people import Shown


@dataclass(frozen=True, slots=True)
class BoundField:
    """A compiled field with its parameters' values."""

    field: CompiledField
    env: dict[str, Any]

    @classmethod
    def of(
        cls, field: CompiledField, variables: Mapping[str, Any], day: date, scope: Mapping[str, Any]
    ) -> "BoundField":
        """A field with its values. Raises GraphQLError when one is out of bounds."""
        return cls(field, field.bind(variables, day, scope))

    def statement(self) -> Statement | None:
        """What is asked; None where the answer is known without."""
        emitted = self.field.emitted
        return None if emitted is None else Statement(emitted.text, self.field.needed(self.env))

    def value(self, row: Any, errors: list[GraphQLError], shown: Shown) -> Any:
        """The field's value from its statement's row. See `CompiledField.finish`.

        shown: is told whose personal data is in it.
        """
        value = self.field.finish(row, self.env, errors)
        self.field.note(row, self.env, shown)
        return value


def bound_of(
    compiled: Compiled, values: VariableValues, day: date, scope: Mapping[str, Any]
) -> tuple[list[BoundField], list[GraphQLError], bool]:
    """The compiled fields with their parameters' values, and what is wrong with these.

    The last is whether there is an answer beside the errors: none is of a field never null.
    """
    bound: list[BoundField] = []
    errors = list(compiled.refused.values())
    whole = True
    for item in compiled.fields:
        if isinstance(item, CompiledField):
            try:
                bound.append(BoundField.of(item, values.coerced, day, scope))
            except GraphQLError as error:
                errors.append(located(error, item.selected))
                whole = whole and item.root.nullable
    return bound, errors, whole


async def run(bound: Sequence[BoundField], source: Graph | Transaction) -> list[Any]:
    """The row of each field, all of one moment; None where no statement answers it."""
    statements = [one.statement() for one in bound]
    asked = [s for s in statements if s is not None]
    if isinstance(source, Transaction):
        rows = [await source.value(s.text, s.parameters) for s in asked]
    elif len(asked) == 1:
        rows = [await source.read(asked[0].text, asked[0].parameters)]
    else:
        rows = await source.read_all(asked) if asked else []
    found = iter(rows)
    return [None if s is None else next(found) for s in statements]
