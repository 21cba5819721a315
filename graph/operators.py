"""The operators that filters compare values by: one line each, read by schema and compiler."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from graph.declare import Scalar, ValueType

ENUM: Literal["enum"] = "enum"
Kind: TypeAlias = Scalar | Literal["enum"]

EVERY: tuple[Kind, ...] = (*Scalar, ENUM)
SEVERAL: tuple[Kind, ...] = tuple(kind for kind in EVERY if kind is not Scalar.BOOLEAN)
"""The kinds of which there are more values than two."""
TEXT = (Scalar.STRING,)
ORDERED = (Scalar.INT, Scalar.FLOAT, Scalar.DATE)


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator of filters; it does not hold where the value is missing.

    cypher: what it is in Cypher, the operand on its right. kinds: of values that it compares.
    doc: what it asks of the value, in the schema. many: the operand is a list.
    null: what a null operand asks: whether the value is missing (True) or there (False);
        None: nothing, it is an error.
    counts: it also compares how many related nodes there are.
    """

    name: str
    cypher: str
    kinds: tuple[Kind, ...]
    doc: str
    many: bool = False
    null: bool | None = None
    counts: bool = False


OPERATORS = (
    Operator("eq", "=", EVERY, "等于 — Equal to it.", null=True, counts=True),
    Operator(
        "ne", "<>", SEVERAL, "不等于 — Another value; a missing one does not count.",
        null=False, counts=True,
    ),
    Operator("in", "IN", SEVERAL, "其中之一 — One of these.", many=True),
    Operator(
        "notIn", "NOT IN", SEVERAL, "不在其中 — None of these; a missing value does not count.",
        many=True,
    ),
    Operator("lt", "<", ORDERED, "小于 — Less than it, or before it.", counts=True),
    Operator("lte", "<=", ORDERED, "不大于 — At most it, or not after it.", counts=True),
    Operator("gt", ">", ORDERED, "大于 — More than it, or after it.", counts=True),
    Operator("gte", ">=", ORDERED, "不小于 — At least it, or not before it.", counts=True),
    Operator("contains", "CONTAINS", TEXT, "包含 — Has this text in it."),
    Operator("startsWith", "STARTS WITH", TEXT, "开头是 — Begins with this text."),
    Operator("endsWith", "ENDS WITH", TEXT, "结尾是 — Ends with this text."),
)  # fmt: skip
"""In the order of the schema. `isNull`, which asks about the value alone, stands beside them."""

IS_NULL = "是否为空 — Whether there is none."

BY_NAME = {operator.name: operator for operator in OPERATORS}


def operators_on(kind: ValueType) -> tuple[Operator, ...]:
    """The operators on values of a kind."""
    of: Kind = kind if isinstance(kind, Scalar) else ENUM
    return tuple(operator for operator in OPERATORS if of in operator.kinds)
