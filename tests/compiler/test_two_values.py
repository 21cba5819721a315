"""Conditions of the declarations are true or false, never null, so that `NOT` turns them round."""

from collections.abc import Iterator
from datetime import date

import pytest

from graph.declare import Scalar
from graph.model import MODEL
from tests.compiler.conftest import Small


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


@pytest.mark.parametrize(
    ("label", "condition"),
    [pytest.param(label, text, id=f"{label}: {name}") for label, name, text in _conditions()],
)
async def test_a_condition_is_never_null(small: Small, label: str, condition: str) -> None:
    text = condition.replace("{n}", "n").replace("{day}", "$day")
    for day in (date(1900, 1, 1), date(2026, 9, 1), date(2100, 1, 1)):
        rows = await small.graph.rows(
            f"MATCH (n:{label}) RETURN count(*), count(CASE WHEN ({text}) IS NULL THEN 1 END)",
            {"day": day},
        )
        found, unknown = rows[0]
        assert found
        assert unknown == 0
