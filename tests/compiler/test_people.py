"""Whose rows an answer has, as the log of reads counts them."""

import pytest

from graph.compiler.people import finder
from graph.compiler.shape import Leaf, Many, Object, One, RowOf, Shape, Value, Window

CODE, NAME = Leaf(0, "Person.code"), Leaf(1, "Person.name")
PERSON = Object((("code", CODE), ("name", NAME)), person=0)
ALONE = Object((("code", CODE),), person=0)
PAGE = Window(limit="p0", more=True)


def found(shape: Shape, row: Value, width: int = 1, **parameters: int) -> set[str]:
    """The keys of the people in a row."""
    find = finder(shape, width)
    assert find is not None
    people = set[str]()
    find(row, parameters, people)
    return people


@pytest.mark.parametrize(
    ("person", "rows"),
    [
        (RowOf(2, PERSON), [["a", "A"], ["b", "B"], ["a", "A"], [None, None], None]),
        (RowOf(1, ALONE), ["a", "b", "a", None]),
    ],
    ids=["columns", "a row that stands for itself"],
)
def test_each_of_a_list_is_found_once_and_who_is_not_there_is_nobody(
    person: RowOf, rows: list[Value]
) -> None:
    assert found(Many(0, person), rows) == {"a", "b"}


@pytest.mark.parametrize("person", [RowOf(2, PERSON), RowOf(1, ALONE)])
def test_a_row_fetched_beyond_the_page_is_shown_to_nobody(person: RowOf) -> None:
    rows: list[Value] = (
        [["a", "A"], ["b", "B"], ["c", "C"]] if person.width > 1 else ["a", "b", "c"]
    )
    assert found(Many(0, person, PAGE), rows, p0=2) == {"a", "b"}
    assert found(Many(0, person, PAGE), rows, p0=0) == set()


def test_people_within_people_are_found_too() -> None:
    holder = Object((("code", CODE), ("of", One(1, RowOf(2, PERSON), "Person.of"))), person=0)
    assert found(Many(0, RowOf(2, holder)), [["a", ["b", "B"]], ["c", None]]) == {"a", "b", "c"}


def test_what_has_no_people_is_not_gone_over() -> None:
    place = Object((("code", CODE),))
    assert finder(Many(0, RowOf(1, place)), 1) is None


def test_however_deep_lists_lie_each_is_gone_over_once() -> None:
    shape: Shape = Many(0, RowOf(2, PERSON))
    row: list[Value] = [["a", "A"]]
    # Twice for each would not end.
    for _ in range(60):
        shape = Many(0, RowOf(1, Object((("lists", shape),))))
        row = [row]
    assert found(shape, row) == {"a"}
