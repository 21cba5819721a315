"""The operators that filters compare values by: one line each, read by schema and compiler."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from graph.declare import Scalar, ValueType

ENUM: Literal["enum"] = "enum"
Kind: TypeAlias = Scalar | Literal["enum"]

EVERY: tuple[Kind, ...] = (*Scalar, ENUM)
SEVERAL = tuple(kind for kind in EVERY if kind is not Scalar.BOOLEAN)
"""The kinds of which there are more values than two."""
ORDERED = (Scalar.INT, Scalar.FLOAT, Scalar.DATE)


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator of filters; it does not hold where the value is missing.

    cypher: what it is in Cypher, the operand on its right. kinds: of values that it compares.
    holds: where it holds, said of the value. many: the operand is a list.
    null: what a null operand asks: whether the value is missing (True) or there (False);
        None: nothing, it is an error.
    counts: it also compares how many related nodes there are.
    """

    name: str
    cypher: str
    kinds: tuple[Kind, ...]
    holds: str
    many: bool = False
    null: bool | None = None
    counts: bool = False


OPERATORS = (
    Operator("eq", "=", EVERY, "is the operand", null=True, counts=True),
    Operator("ne", "<>", SEVERAL, "is another than the operand", null=False, counts=True),
    Operator("in", "IN", SEVERAL, "is one of the operands", many=True),
    Operator("notIn", "NOT IN", SEVERAL, "is none of the operands", many=True),
    Operator("lt", "<", ORDERED, "is less", counts=True),
    Operator("lte", "<=", ORDERED, "is less or the same", counts=True),
    Operator("gt", ">", ORDERED, "is greater", counts=True),
    Operator("gte", ">=", ORDERED, "is greater or the same", counts=True),
    Operator("contains", "CONTAINS", (Scalar.STRING,), "has the operand in it"),
    Operator("startsWith", "STARTS WITH", (Scalar.STRING,), "has the operand at its start"),
    Operator("endsWith", "ENDS WITH", (Scalar.STRING,), "has the operand at its end"),
)
"""In the order of the schema. `isNull`, which asks about the value alone, stands beside them."""

BY_NAME = {operator.name: operator for operator in OPERATORS}


def operators_on(kind: ValueType) -> tuple[Operator, ...]:
    """The operators on values of a kind."""
    of: Kind = kind if isinstance(kind, Scalar) else ENUM
    return tuple(operator for operator in OPERATORS if of in operator.kinds)
