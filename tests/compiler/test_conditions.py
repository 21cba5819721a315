"""Conditions of the declarations: never null, and true of all nodes of a list that grants them."""

from collections.abc import Iterator
from datetime import date

import pytest

from graph.declare import NodeType, Property, Scalar
from graph.model import MODEL
from tests.compiler.conftest import Small

GRANTED = [
    (node, item, condition)
    for node in MODEL.types
    for item in node.properties
    for condition in item.granted
]
DAYS = (date(1900, 1, 1), date(2015, 6, 30), date(2026, 9, 1), date(2100, 1, 1))


def _conditions() -> Iterator[tuple[str, str, str]]:
    """Labels, names and texts over a node `{n}` and `{day}`."""
    for node in MODEL.types:
        if node.edge is not None:
            continue
        for item in node.properties:
            if item.derived is not None and item.type is Scalar.BOOLEAN and item.required:
                yield node.label, item.name, item.derived
            if item.holds is not None:
                yield node.label, f"when {item.name} holds", item.holds
        for part in node.also_many:
            yield node.label, part.name, part.condition
        if node.exists is not None:
            yield node.label, f"what is a {node.name}", node.exists
        for relation in node.relations:
            if relation.holds is not None:
                yield MODEL.type(relation.target).label, relation.name, relation.holds


def _of_n(condition: str) -> str:
    """A condition of a node `n`, on the parameter `day`."""
    return condition.replace("{n}", "n").replace("{day}", "$day")


@pytest.mark.parametrize(
    ("label", "condition"),
    [pytest.param(label, text, id=f"{label}: {name}") for label, name, text in _conditions()],
)
async def test_a_condition_is_never_null(small: Small, label: str, condition: str) -> None:
    """So `NOT` turns it round."""
    for day in DAYS:
        rows = await small.graph.rows(
            f"MATCH (n:{label}) "
            f"RETURN count(*), count(CASE WHEN ({_of_n(condition)}) IS NULL THEN 1 END)",
            {"day": day},
        )
        found, unknown = rows[0]
        assert found
        assert unknown == 0


@pytest.mark.parametrize(
    ("node", "item", "condition"), GRANTED, ids=lambda value: getattr(value, "name", "")
)
@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_a_value_holds_for_all_of_a_list_that_grants_it(
    small: Small, node: NodeType, item: Property, condition: str, day: date
) -> None:
    """So it need not be asked again."""
    assert item.holds is not None
    rows = await small.graph.rows(
        f"MATCH (n:{node.label}) WHERE {_of_n(condition)} "
        f"RETURN count(*), count(CASE WHEN {_of_n(item.holds)} THEN 1 END)",
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
