"""The plan, values and conditions: expressions and predicates, two closed sets.

They nest with each other, and hold pipelines (`graph.compiler.plan`) as subqueries.
Variables and parameters are names; labels, types and properties come from the model;
nothing here holds a value from a request.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from graph.compiler.plan import Pipeline

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


@dataclass(frozen=True, slots=True)
class When:
    """A value where a predicate holds, else null; `listed`: else an empty list."""

    predicate: "Predicate"
    value: "Expression"
    listed: bool = False


@dataclass(frozen=True, slots=True)
class On:
    """A value as of another day than the operation's."""

    day: Param
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
    | On
    | When
)

# --- predicates ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts hold."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts holds."""

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
class Along:
    """Every node of a path but its first, bound to a variable, fulfils a predicate."""

    path: str
    var: str
    predicate: "Predicate"


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
    """A node of the tree lies at or below another, by the property that is their path."""

    var: str
    top: str
    path: str


@dataclass(frozen=True, slots=True)
class OnDay:
    """A predicate as of another day than the operation's."""

    day: Param
    part: "Predicate"


Predicate: TypeAlias = (
    And
    | Or
    | Not
    | Compare
    | Missing
    | Equals
    | Holds
    | HoldsAlong
    | Along
    | Condition
    | Exists
    | AnyText
    | StartsWithPath
    | OnDay
)


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
