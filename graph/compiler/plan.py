"""The plan: what a statement does, before it is text.

Three closed sets of frozen dataclasses: operators, which make up pipelines; expressions;
predicates. Pipelines nest as subquery expressions (`Collect`, `Only`, `Count`, `Exists`).
Variables and parameters are names; labels, types and properties come from the model;
nothing here holds a value from a request.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

# --- expressions ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Param:
    """A statement parameter: `$name`."""

    name: str


DAY = Param("day")


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored property; `text` asks for a date as ISO text, cheaper than a date to decode."""

    var: str
    name: str
    text: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """A derived value: a template of the model with its variable and arguments."""

    var: str
    template: str
    arguments: tuple[tuple[str, Param], ...] = ()
    text: bool = False


@dataclass(frozen=True, slots=True)
class TypeOf:
    """Which of several labels a node has, as the type's name."""

    var: str
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A positional list of expressions; a single one stands for itself."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Variants:
    """The row for the first label that a node has, its index in front."""

    var: str
    cases: tuple[tuple[str, Row], ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """True where a predicate holds, else null."""

    predicate: "Predicate"


@dataclass(frozen=True, slots=True)
class Collect:
    """All rows of a pipeline, as a list."""

    pipeline: "Pipeline"


@dataclass(frozen=True, slots=True)
class Only:
    """The first row of a pipeline, or null."""

    pipeline: "Pipeline"


@dataclass(frozen=True, slots=True)
class Count:
    """The number of rows of a pipeline."""

    pipeline: "Pipeline"


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether a predicate holds: true or false."""

    predicate: "Predicate"


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound variable itself: a node or a value; `text` asks for it as text."""

    var: str
    text: bool = False


@dataclass(frozen=True, slots=True)
class Aggregated:
    """An aggregate over a pipeline's rows: a function of a value, or of the rows themselves."""

    function: Literal["count", "sum", "avg", "min", "max"]
    value: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Truncated:
    """A date cut to its month, quarter or year, as text: 2026-05, 2026-Q2, 2026."""

    value: "Expression"
    unit: Literal["MONTH", "QUARTER", "YEAR"]


@dataclass(frozen=True, slots=True)
class Text:
    """A value as text."""

    value: "Expression"


Expression: TypeAlias = (
    Param
    | Stored
    | Computed
    | TypeOf
    | Row
    | Variants
    | Presence
    | Collect
    | Only
    | Count
    | Truth
    | Bound
    | Aggregated
    | Truncated
    | Text
)

# --- predicates ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation in two values: what is unknown does not hold, so its negation does."""

    part: "Predicate"


@dataclass(frozen=True, slots=True)
class Compare:
    """`left operator right`; `NOT IN` needs a left value, as all comparisons do."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True, slots=True)
class Missing:
    """The expression is null, or is not."""

    value: Expression
    missing: bool


@dataclass(frozen=True, slots=True)
class Equals:
    """A property has a constant of the model."""

    var: str
    name: str
    value: str | int | bool


@dataclass(frozen=True, slots=True)
class Holds:
    """A dated node or relationship holds on the operation's day."""

    var: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class HoldsAlong:
    """Every node of a path but its first holds on the operation's day."""

    path: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A predicate template of the model."""

    var: str
    template: str


@dataclass(frozen=True, slots=True)
class Exists:
    """A pipeline has a row."""

    pipeline: "Pipeline"


@dataclass(frozen=True, slots=True)
class AnyText:
    """A text property has any value: true of keys, and makes an index on them serve an order."""

    var: str
    name: str


@dataclass(frozen=True, slots=True)
class StartsWithPath:
    """A place lies at or below another, by their paths."""

    var: str
    top: str


Predicate: TypeAlias = (
    And
    | Or
    | Not
    | Compare
    | Missing
    | Equals
    | Holds
    | HoldsAlong
    | Condition
    | Exists
    | AnyText
    | StartsWithPath
)

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
    """Nodes that the full-text index finds for a query, with how well they match."""

    var: str
    score: str
    query: Param


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
    predicate: Predicate


@dataclass(frozen=True, slots=True)
class SortKey:
    value: Expression
    descending: bool
    nulls_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Distinct:
    """One row for each value of the carried variables."""


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


def both(*parts: Predicate | None) -> Predicate | None:
    """The conjunction of those that are given."""
    found: list[Predicate] = []
    for part in parts:
        if isinstance(part, And):
            found.extend(part.parts)
        elif part is not None:
            found.append(part)
    if not found:
        return None
    return found[0] if len(found) == 1 else And(tuple(found))


def filtered(operators: tuple[Operator, ...], condition: Predicate) -> tuple[Operator, ...]:
    """The operators with a filter after them; joined with the one that is last already."""
    last = operators[-1]
    if isinstance(last, Filter):
        return (*operators[:-1], Filter(both(last.predicate, condition) or condition))
    return (*operators, Filter(condition))
