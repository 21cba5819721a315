"""What a list says of its nodes, a property's value need not ask again (`Property.granted`)."""

from datetime import date

import pytest

from graph.declare import NodeType, Property
from graph.model import MODEL
from tests.compiler.conftest import Small

GRANTED = [
    (node, item, condition)
    for node in MODEL.types
    for item in node.properties
    for condition in item.granted
]
DAYS = (date(1900, 1, 1), date(2015, 6, 30), date(2026, 9, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("node", "item", "condition"), GRANTED, ids=lambda value: getattr(value, "name", "")
)
@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_a_value_holds_for_all_of_a_list_that_grants_it(
    small: Small, node: NodeType, item: Property, condition: str, day: date
) -> None:
    assert item.holds is not None
    of, holds = (text.format(n="n", day="$day") for text in (condition, item.holds))
    rows = await small.graph.rows(
        f"MATCH (n:{node.label}) WHERE {of} RETURN count(*), count(CASE WHEN {holds} THEN 1 END)",
        {"day": day},
    )
    found, held = rows[0]
    assert found == held
    assert found or day == DAYS[0], "no node tells anything"


def test_a_condition_is_one_that_a_list_or_relation_has() -> None:
    known = {part.condition for node in MODEL.types for part in node.also_many}
    known |= {r.holds for node in MODEL.types for r in node.relations if r.holds is not None}
    assert GRANTED
    assert {condition for _, _, condition in GRANTED} <= known
