"""A hypothesis strategy of filters over what the oracle knows, as JSON.

Values are those that occur in the tables, and a few that do not.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.oracle.evaluate import KINDS, ROOTS
from tests.oracle.kinds import Scalar
from tests.oracle.look_ups import table_of, type_of
from tests.oracle.world import Row, Tables, World

_COMPARE = ("lt", "lte", "gt", "gte")
EQUAL = ("eq", "ne", "in", "notIn", "isNull")
OPERATORS = {
    "String": (*EQUAL, "contains", "startsWith", "endsWith"),
    "Int": (*EQUAL, *_COMPARE),
    "Date": (*EQUAL, *_COMPARE),
    "Boolean": ("eq", "isNull"),
    "ID": EQUAL,
}


@dataclass
class Values:
    """Values that occur, by type and field, on a day; drawn up when first asked for."""

    tables: Tables
    world: World
    _found: dict[tuple[str, str], list[Any]] = field(
        default_factory=dict[tuple[str, str], list[Any]]
    )

    def of(self, kind: str, name: str) -> list[Any]:
        """Some distinct values, the same ones in every run."""
        if (kind, name) not in self._found:
            rows = _some(self._rows(kind))
            item = KINDS[kind].scalars[name]
            values = {item.value(self.world, row) for row in rows} - {None}
            self._found[kind, name] = sorted(values)
        return self._found[kind, name]

    def _rows(self, kind: str) -> list[Row]:
        for known, rows in ROOTS.values():
            if known == kind:
                return rows(self.world)
        places = [row for row in self.tables.rows["places"] if type_of(row) == kind]
        if places:
            return places
        if kind == "Institution":
            return self.tables.rows["companies"]
        return self.tables.rows[table_of(kind)]

    def places(self) -> list[str]:
        """Codes of places to ask within."""
        upper = ("DISTRICT", "SUBDISTRICT", "COMMUNITY", "GRID", "COMPOUND", "BUILDING")
        rows = self.tables.rows["places"]
        return [p.code for kind in upper for p in _some([p for p in rows if p["kind"] == kind], 9)]


def _some(rows: list[Row], number: int = 300) -> list[Row]:
    return rows[:: max(1, len(rows) // number)]


@st.composite
def wheres(draw: st.DrawFn, values: Values, kind: str, depth: int = 3) -> dict[str, Any]:
    """A filter of one type."""
    return _Writer(draw, values).where(kind, depth)


class _Writer:
    def __init__(self, draw: st.DrawFn, values: Values) -> None:
        self.draw = draw
        self.values = values

    def pick(self, values: Any) -> Any:
        return self.draw(st.sampled_from(list(values)))

    def where(self, kind: str, depth: int) -> dict[str, Any]:
        told = KINDS[kind]
        # Relatives and logic as often as values, which are many.
        choices = ["scalar"] * 2
        if depth > 0:
            choices += ["logic", *["one"] * 2 * bool(told.ones), *["many"] * 3 * bool(told.manys)]
            choices += ["within"] * (told.within is not None)
        found: dict[str, Any] = {}
        for _ in range(self.pick((1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 0))):
            name, value = self.entry(kind, self.pick(choices), depth)
            # Null makes no sense of relatives: whoever has none is asked for by `isNull`.
            found[name] = None if self.seldom() and name not in told.ones else value
        return found

    def seldom(self) -> bool:
        """Whether to try something that people hardly ask."""
        return self.draw(st.integers(0, 24)) == 24

    def entry(self, kind: str, choice: str, depth: int) -> tuple[str, Any]:
        told = KINDS[kind]
        if choice == "within":
            return "within", self.pick(self.values.places())
        if choice == "logic":
            name = self.pick(("and", "or", "not"))
            if name == "not":
                return name, self.where(kind, depth - 1)
            return name, [self.where(kind, depth - 1) for _ in range(self.pick((0, 1, 2, 2)))]
        if choice == "one":
            name = self.pick(told.ones)
            value: dict[str, Any] = {}
            if self.pick((1, 2, 3)) > 1:
                value = self.where(told.ones[name][0], depth - 1)
            if self.pick(range(8)) == 0 or not (value or self.seldom()):
                value["isNull"] = self.draw(st.booleans())
            return name, value
        if choice == "many":
            name = self.pick(told.manys)
            return name, self.quantified(told.manys[name][0], depth)
        name = self.pick(told.scalars)
        return name, self.operators(kind, name, told.scalars[name])

    def quantified(self, kind: str, depth: int) -> dict[str, Any]:
        quantifier = self.pick(("some", "none", "every", "single", "count", "count"))
        if quantifier != "count":
            return {quantifier: None if self.seldom() else self.where(kind, depth - 1)}
        found: dict[str, Any] = {
            self.pick(("eq", "ne", *_COMPARE)): self.draw(st.integers(0, 4)),
        }
        if self.draw(st.booleans()):
            found["where"] = self.where(kind, depth - 1)
        return {"count": found}

    def operators(self, kind: str, name: str, item: Scalar) -> dict[str, Any]:
        known = OPERATORS.get(item.kind, EQUAL)
        return {
            operator: self.operand(kind, name, item, operator)
            for operator in {self.pick(known) for _ in range(self.pick((1, 1, 1, 2)))}
        }

    def operand(self, kind: str, name: str, item: Scalar, operator: str) -> Any:
        if operator in ("eq", "ne", "isNull") and self.seldom():
            return None
        if operator == "isNull":
            return self.draw(st.booleans())
        if operator in ("in", "notIn"):
            size = self.pick((0, 1, 2, 3))
            return [
                v for _ in range(size) if (v := self.operand(kind, name, item, "eq")) is not None
            ]
        if item.kind == "Boolean":
            return self.draw(st.booleans())
        values = self.values.of(kind, name)
        if not values:
            return {"Int": 1, "Date": "2024-01-01"}.get(item.kind, "?")
        value = self.pick(values)
        if item.kind == "Date":
            return str(value + timedelta(days=self.pick((-1, 0, 0, 1))))
        if operator in ("contains", "startsWith", "endsWith"):
            start = self.draw(st.integers(0, len(value) - 1))
            return value[start : start + self.pick((1, 2, 4))]
        return value
