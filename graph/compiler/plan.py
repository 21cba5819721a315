"""The plan: what a statement does, before it is text.

Operators make up pipelines; pipelines nest as subquery expressions (`Collect`, `Only`,
`Count`, `Exists` in `graph.compiler.expressions`).
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from graph.compiler.expressions import Expression, Param, Predicate, Row, both

# --- operators -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of an Expand; `label` None and `var` None leave the node anonymous."""

    relationship: str
    direction: Literal["out", "in"]
    label: str | None
    var: str | None
    relationship_var: str | None
    depth: tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Match:
    """Nodes of a label; `by` names a key property and the parameter it equals."""

    var: str
    label: str
    by: tuple[str, Param] | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Nodes that the full-text index finds for a query, and those whose key begins with a text.

    keys: the labels that are looked at, each with its key property.
    """

    var: str
    query: Param
    start: Param
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MatchEdge:
    """Relationships of a type seen as nodes, with both their ends, by key."""

    var: str
    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    by: tuple[str, Param] | None = None


@dataclass(frozen=True, slots=True)
class Expand:
    """From a bound node along a path; optional keeps the row, with nulls, where there is none."""

    source: str
    steps: tuple[Step, ...]
    where: Predicate | None = None
    optional: bool = False
    path: str | None = None


@dataclass(frozen=True, slots=True)
class First:
    """For each row the first of what an expansion reaches, in an order; nulls where nothing.

    found: the variables that stand for what was reached.
    """

    expand: Expand
    sort: "Sort"
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Only the rows of which a predicate holds."""

    predicate: Predicate


@dataclass(frozen=True, slots=True)
class SortKey:
    """What rows are ordered by. nulls_first: where nulls go, None where there can be none."""

    value: Expression
    descending: bool
    nulls_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Distinct:
    """One row for each value of the variables named, or else of the pipeline's carried ones."""

    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sort:
    """Order rows; `path` is a path whose length orders first."""

    keys: tuple[SortKey, ...]
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """At most so many rows."""

    limit: Param | int


@dataclass(frozen=True, slots=True)
class Group:
    """One row for each combination of keys, with aggregates over the rows of each.

    Both are pairs of the variable that is bound and what it is bound to; nothing else is
    bound afterwards.
    """

    keys: tuple[tuple[str, Expression], ...]
    aggregates: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Project:
    """The row that comes out: the last operator."""

    row: Row


Operator: TypeAlias = (
    Match | MatchEdge | Search | Expand | First | Filter | Distinct | Group | Sort | Page | Project
)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Operators in order.

    carried: the variables that later operators and the projection need.
    """

    operators: tuple[Operator, ...]
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement: a pipeline that yields one row, or an expression over subqueries."""

    root: Pipeline | Expression


def filtered(operators: tuple[Operator, ...], condition: Predicate) -> tuple[Operator, ...]:
    """The operators with a filter after them; joined with the one that is last already."""
    last = operators[-1]
    if isinstance(last, Filter):
        return (*operators[:-1], Filter(both(last.predicate, condition) or condition))
    return (*operators, Filter(condition))
