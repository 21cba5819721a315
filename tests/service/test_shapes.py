"""Shapes hold no values, and made-up parameters find the plan of the real ones."""

import time
from datetime import date
from typing import Any

import pytest

from graph.bolt import Graph
from service.shapes import Shape, shape_of

VALUES: dict[str, Any] = {
    "day": date(2026, 11, 1),
    "name": "刘某某",
    "none": None,
    "yes": True,
    "count": 17,
    "share": 0.25,
    "codes": ["140902001002-X01-01-1", "140902001002"],
    "empty": [],
}


def test_a_shape_has_no_value_of_its_statement() -> None:
    shape = shape_of("RETURN $name", VALUES)
    assert shape is not None
    told = repr(shape)
    assert not any(v in told for v in ("刘", "140902", "17", "0.25", "2026"))


def test_made_up_parameters_are_of_the_same_shape() -> None:
    shape = shape_of("RETURN $name", VALUES)
    assert shape is not None
    assert shape_of(shape.text, shape.parameters()) == shape


@pytest.mark.parametrize("length", [0, 1, 2, 10, 11, 100, 101, 1_000, 1_001, 10_000, 10_001])
def test_texts_of_a_bucket_are_of_one_shape(length: int) -> None:
    shape = shape_of("t", {"x": "a" * length, "y": ["a"] * length})
    assert shape is not None
    assert shape_of("t", shape.parameters()) == shape


def test_true_is_no_number() -> None:
    assert shape_of("t", {"x": True}) != shape_of("t", {"x": 1})


def test_a_parameter_of_an_unknown_kind_has_no_shape() -> None:
    assert shape_of("t", {"x": {"a": 1}}) is None
    assert shape_of("t", {"x": [[1]]}) is None


def test_a_kind_of_another_program_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of parameter"):
        Shape("t", (("x", "point"),)).parameters()


async def test_the_plan_made_in_advance_serves_the_real_parameters(blank: Graph) -> None:
    # Enough to plan that the plan's absence shows in the time.
    hops = " ".join(
        f"OPTIONAL MATCH (p{i})-[:WITHIN*0..2]->(q{i}:Place)<-[:COVERS]-(o{i})-[:SUBORDINATE_TO]->"
        f"(p{i + 1}) WHERE q{i}.code <> $code AND NOT q{i}.code IN $codes"
        for i in range(4)
    )
    values = {"code": "140902001002-X01", "codes": ["140902", "1409"], "day": date(2026, 1, 1)}

    async def cold(number: int, advance: bool) -> float:
        text = f"MATCH (p0:Place) WHERE p0.code > $code {hops} RETURN count(p0) + {number}, $day"
        shape = shape_of(text, values)
        assert shape is not None
        if advance:
            await blank.prepare(shape.text, shape.parameters(), 60)
        began = time.perf_counter()
        await blank.read(text, values)
        return time.perf_counter() - began

    await cold(0, advance=False)
    unplanned = [await cold(n, advance=False) for n in range(10, 14)]
    planned = [await cold(n, advance=True) for n in range(20, 24)]
    assert min(planned) < min(unplanned) / 3
