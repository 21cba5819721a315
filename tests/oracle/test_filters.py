"""Compiled answers equal an independent evaluation over the dataset's tables.

Filters of an ordinary run: 50 at the root and 15 within relatives; `--operations 20000`
tries forty times as many.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, build_schema
from hypothesis import example, given
from hypothesis import strategies as st

from tests.compiler.small import DAYS, tables
from tests.oracle import evaluate
from tests.oracle.answer import SDL
from tests.oracle.conftest import Asked
from tests.oracle.evaluate import KINDS, ROOTS, aggregate, groups, matching, summed
from tests.oracle.examples import examples
from tests.oracle.filters import EQUAL, OPERATORS, Values, wheres
from tests.oracle.kinds import Kind
from tests.oracle.world import Row, World, read

TABLES = read(tables())
VALUES = Values(TABLES, World(TABLES, DAYS[3]))
KEYS = {"Post": "role since holder { code } organization { code } place { code }"}
PLACE_KINDS = ("SUBDISTRICT", "COMMUNITY", "GRID", "COMPOUND", "BUILDING")


@dataclass(frozen=True)
class Question:
    """A root list, a filter of it, a day, and what else is asked of the rows.

    by: what to group them by, if at all; cut: what to cut a date to. summed: whether their
    aggregates are asked for.
    """

    root: str
    where: dict[str, Any]
    day: date
    by: str | None
    cut: str | None
    summed: bool


def group_field(name: str) -> str:
    """A field, or `in:KIND`, as the schema's group fields are named."""
    if name.startswith("in:"):
        return f"IN_{name[3:]}"
    return "".join(f"_{c}" if c.isupper() else c for c in name).upper()


def group_choices(kind: Kind) -> list[str]:
    """What rows of a type may be grouped by: no personal data."""
    values = [n for n in kind.scalars if n not in ("id", "phone") and n != "name"]
    places = [f"in:{k}" for k in PLACE_KINDS] if kind.within is not None else []
    return [*values, *kind.ones, *places]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    root = draw(st.sampled_from(sorted(ROOTS)))
    kind = KINDS[ROOTS[root][0]]
    by, cut = None, None
    summed = draw(st.booleans())
    if not summed:
        by = draw(st.sampled_from(group_choices(kind)))
    if by is not None and by in kind.scalars and kind.scalars[by].kind == "Date":
        cut = draw(st.sampled_from((None, "MONTH", "QUARTER", "YEAR")))
    where = draw(wheres(VALUES, ROOTS[root][0]))
    return Question(root, where, draw(st.sampled_from(DAYS)), by, cut, summed)


def text_of(question: Question) -> str:
    kind = ROOTS[question.root][0]
    fields = f"totalCount nodes {{ {KEYS.get(kind, 'code')} }}"
    if question.summed:
        numbers = " ".join(
            f"{n} {{ count min max {'sum avg' * (KINDS[kind].scalars[n].kind == 'Int')} }}"
            for n in summed(kind)
        )
        fields += f" aggregate {{ count {numbers} }}"
    if question.by is not None:
        cut = f", cut: {question.cut}" if question.cut else ""
        by = f"[{{ field: {group_field(question.by)}{cut} }}]"
        fields += f" groupBy(by: {by}) {{ count keys {{ value }} }}"
    return (
        f"query($where: {kind}Where!, $day: Date!) @asOf(date: $day) "
        f"{{ {question.root}(where: $where) {{ {fields} }} }}"
    )


def key_of(kind: str, row: Row) -> tuple[Any, ...]:
    if kind != "Post":
        return (row.code,)
    since = None if row["since"] is None else str(row["since"])
    return (
        row["role"], since, row["person_code"], row["organization_code"], row["place_code"],
    )  # fmt: skip


def key_in(node: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(v if v is None or isinstance(v, str) else v["code"] for v in node.values())


def close(one: Any, other: Any) -> bool:
    """Equal, but for the last digits of averages."""
    if isinstance(one, dict):
        return list(one) == list(other) and all(close(one[k], other[k]) for k in one)  # pyright: ignore
    if isinstance(one, float):
        return other is not None and math.isclose(one, other, rel_tol=1e-9)
    return one == other


@examples(0.1)
@example(question=Question("people", {"category": {"notIn": []}}, DAYS[3], None, None, True))
@example(question=Question("compounds", {"secretary": {"name": None}}, DAYS[3], None, None, True))
@example(question=Question("partyOrganizations", {}, DAYS[3], "level", None, False))
@given(question=questions())
async def test_rows_counts_aggregates_and_groups(small: Asked, question: Question) -> None:
    kind, rows = ROOTS[question.root]
    world = World(TABLES, question.day)
    expected = matching(world, kind, rows(world), question.where)
    variables = {"where": question.where, "day": str(question.day)}
    found = (await small.data(text_of(question), variables))[question.root]
    keys = Counter(key_in(node) for node in found["nodes"])
    assert keys == Counter(key_of(kind, row) for row in expected)
    assert found["totalCount"] == len(expected)
    if question.summed:
        assert close(aggregate(world, kind, expected), found["aggregate"]), found["aggregate"]
    if question.by is not None:
        counts = {group["keys"][0]["value"]: group["count"] for group in found["groupBy"]}
        assert len(counts) == len(found["groupBy"])
        assert counts == groups(world, kind, expected, question.by, question.cut)


@dataclass(frozen=True)
class Nested:
    """A connection within the rows of a root list, a filter of it, and a day."""

    root: str
    many: str
    where: dict[str, Any]
    day: date


@st.composite
def nesteds(draw: st.DrawFn) -> Nested:
    roots = [r for r in ROOTS if KINDS[ROOTS[r][0]].manys and "code" in KINDS[ROOTS[r][0]].scalars]
    root = draw(st.sampled_from(sorted(roots)))
    many = draw(st.sampled_from(sorted(KINDS[ROOTS[root][0]].manys)))
    target = KINDS[ROOTS[root][0]].manys[many][0]
    return Nested(root, many, draw(wheres(VALUES, target, 2)), draw(st.sampled_from(DAYS)))


@examples(0.03)
@given(nested=nesteds())
async def test_counts_and_aggregates_within_relatives(small: Asked, nested: Nested) -> None:
    kind, rows = ROOTS[nested.root]
    target, follow = KINDS[kind].manys[nested.many]
    numbers = " ".join(f"{n} {{ count min max }}" for n in summed(target))
    text = (
        f"query($where: {target}Where!, $day: Date!) @asOf(date: $day) {{ {nested.root} {{ nodes "
        f"{{ code {nested.many}(where: $where) {{ totalCount nodes {{ __typename }} "
        f"aggregate {{ count {numbers} }} }} }} }} }}"
    )
    variables = {"where": nested.where, "day": str(nested.day)}
    found = (await small.data(text, variables))[nested.root]["nodes"]
    world = World(TABLES, nested.day)
    assert sorted(node["code"] for node in found) == sorted(row.code for row in rows(world))
    by_code = {row.code: row for row in rows(world)}
    for node in found:
        inside = matching(world, target, follow(world, by_code[node["code"]]), nested.where)
        expected = aggregate(world, target, inside)
        expected = {
            name: {k: value[k] for k in ("count", "min", "max")} if name != "count" else value
            for name, value in expected.items()
        }
        connection = node[nested.many]
        assert connection["totalCount"] == len(connection["nodes"]) == len(inside), node
        assert connection["aggregate"] == expected, node


def test_every_operator_of_the_schema_is_drawn_and_evaluated() -> None:
    types = build_schema(SDL.read_text("utf-8")).type_map
    scalars = {n: t for n, t in types.items() if n.endswith("Filter") and n[:-6] in types}
    drawn = {n.removesuffix("Filter") for n in scalars} - {"Float"}
    assert {"String", "Int", "Date", "Boolean", "ID", "PlaceKind"} <= drawn
    for name in drawn:
        made = scalars[f"{name}Filter"]
        assert isinstance(made, GraphQLInputObjectType)
        if "eq" in made.fields:
            assert set(OPERATORS.get(name, EQUAL)) == set(made.fields), name
            assert set(made.fields) - {"isNull"} <= set(evaluate.OPERATORS), name


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_values_are_drawn_from_the_rows_of_every_type(kind: str) -> None:
    assert any(VALUES.of(kind, name) for name in KINDS[kind].scalars)
