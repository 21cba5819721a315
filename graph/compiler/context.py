"""What the planning of one statement shares: fresh names, parameters, the guard."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from graphql import GraphQLError, Node

from graph.api import GroupTarget
from graph.compiler.expressions import Param, Predicate
from graph.compiler.given import Given, Input
from graph.declare import Hop, Model, NodeType, Property, Relation
from graph.messages import msg
from graph.words import words_of

if TYPE_CHECKING:
    from graph.compiler.connections import NestedPlanner
    from graph.compiler.roots import LookupPlanner
    from graph.compiler.rows import FieldPlanner

Transform: TypeAlias = Callable[[Given], Given]


Limits: TypeAlias = Mapping[str, Mapping[str, int]]
"""Thresholds of the audit's rules, by rule and name."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a parameter's value comes from: a slot or a constant, through a transform."""

    value: Given
    transform: Transform | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A code that an argument gives: a node of the label must have it.

    argument: what the argument is called. param: the parameter with the code.
    kinds: types of which the node must be one, the smallest first; none for any of the label.
    """

    argument: str
    label: str
    key: str
    param: Param
    zh: str
    kinds: tuple[str, ...] = ()


Check: TypeAlias = Callable[[Input], None]
"""Raises GraphQLError where the parameters' values contradict each other."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A bound variable and what it is.

    alive: known to hold on the operation's day.
    inside: known to lie in the caller's scope, not only above it.
    known: conditions of declarations that it fulfils on that day, as the list's or relation's.
    ends: for a relationship seen as a node, the entities at its ends by relation name.
    """

    var: str
    type: NodeType
    alive: bool = True
    inside: bool = False
    known: tuple[str, ...] = ()
    ends: tuple[tuple[str, "Entity"], ...] = ()

    @property
    def carried(self) -> tuple[str, ...]:
        """The variables that stand for it."""
        return (self.var, *(end.var for _, end in self.ends))


class PersonalError(GraphQLError):
    """What is asked for, or asked by, is personal data that the caller may not read."""

    def __init__(self, message: str, node: Node | None = None) -> None:
        super().__init__(message, node, extensions={"code": "FORBIDDEN"})


class Sight(Enum):
    """What is known of a node reached: in the caller's scope, at least to be seen, or nothing."""

    INSIDE = 1
    VISIBLE = 2
    UNKNOWN = 3


class Guard(Protocol):
    """Authorization in the plan: which nodes a caller sees and which properties masked."""

    def inside(self, context: "Context", entity: Entity) -> Predicate | None:
        """That a node lies in the caller's scope, as all that lists have; None when all do."""
        ...

    def visible(self, context: "Context", entity: Entity) -> Predicate | None:
        """That a node reached or looked up may be seen, or None when all may be."""
        ...

    def sight(self, context: "Context", source: Entity, hop: Hop) -> Sight:
        """What is known of the nodes that a hop leads to from one that is seen."""
        ...

    def shown(self, context: "Context", entity: Entity, item: Property) -> Predicate | None:
        """That a property of a node seen is shown, or None when it always is."""
        ...

    def follows(self, hop: Hop) -> bool:
        """Whether a relationship may be followed, in either direction."""
        ...

    def lists(self, node: NodeType) -> bool:
        """Whether the nodes of a type may be listed, and not only counted."""
        ...

    def counts(self, node: NodeType, value: Input | None, listed: bool) -> bool:
        """Whether nodes may be counted that may not be seen, those that a `where` leaves.

        listed: of all nodes of the type, not of those that a relation leads to.
        """
        ...

    def groups(self, node: NodeType, by: Sequence[GroupTarget], value: Input | None) -> bool:
        """Whether all nodes of a type that may not be seen may be counted in groups."""
        ...

    def mask(self, node: NodeType, item: Property) -> str | None:
        """How a property is shown: None as it is, else the name of a mask."""
        ...

    def masking(self) -> "Guard | None":
        """The guard of a caller who is shown nothing personal; None where this is one's."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Additions:
    """Planners of what no declaration gives rise to.

    fields: of fields, by name, on every type that has one. lookups: of look-ups by id, by the
    name of the type.
    """

    fields: Mapping[str, "FieldPlanner"]
    lookups: Mapping[str, "LookupPlanner"]


class Context:
    """The state of planning one statement.

    limits: the thresholds that answers cite. additions: what there is beside the model.
    nested: the planner of a to-many relation; rows hold connections and these hold rows.
    withheld: whether something personal is not shown as it is stored.
    """

    def __init__(
        self,
        model: Model,
        guard: Guard,
        limits: Limits,
        additions: Additions,
        nested: "NestedPlanner",
    ) -> None:
        self.additions = additions
        self.nested = nested
        self.model = model
        self.guard = guard
        self.limits = limits
        self.sources: dict[str, Origin] = {}
        self.references: list[Reference] = []
        self.checks: list[Check] = []
        self.days: list[str] = []
        self.counting = False
        self.withheld = False
        self._names = 0

    def fresh(self, prefix: str = "n") -> str:
        """A variable name not used before."""
        self._names += 1
        return f"{prefix}{self._names}"

    def check_readable(self, node: NodeType, item: Property) -> None:
        """Raises GraphQLError where the caller may not read a property as it is stored."""
        if not self.counting and self.guard.mask(node, item) is not None:
            raise PersonalError(
                msg(
                    "{name}.{name2} is personal data that this token's role may not read; "
                    "so it may "
                    "not be filtered, ordered or grouped by either.",
                    name=node.name,
                    name2=item.name,
                ),
            )

    def mask(self, node: NodeType, item: Property) -> str | None:
        """How a property is shown, as the guard says."""
        found = self.guard.mask(node, item)
        self.withheld = self.withheld or found is not None
        return found

    def follows(self, relation: Relation) -> bool:
        """Whether the caller may follow a relation, and not only count where it leads to."""
        return all(map(self.guard.follows, relation.hops))

    def check_followed(self, hop: Hop) -> None:
        """Raises GraphQLError where the caller may not follow a relationship."""
        if not self.counting and not self.guard.follows(hop):
            raise PersonalError(
                msg(
                    "Whom {relationship} joins is personal data that this token's role may not "
                    "read; so it may not be filtered, ordered or grouped by either.",
                    relationship=hop.relationship,
                ),
            )

    @contextmanager
    def head_count(self, counting: bool = True) -> Generator[None]:
        """What is planned inside is only counted: it may be followed, and need not be seen.

        counting: False for what is shown beside a count.
        """
        outer, self.counting = self.counting, counting
        try:
            yield
        finally:
            self.counting = outer

    def threshold(self, rule: str, name: str) -> Param:
        """A parameter for a threshold of an audit rule."""
        return self.param(self.limits[rule][name])

    def top(self, code: Given, kinds: tuple[str, ...] = ()) -> Param:
        """A parameter for the code of a node of the tree, given as `within`: it must be there.

        kinds: the types of which it must be one, the smallest first; none for any.
        """
        found = self.param(code)
        node = self.model.type(self.model.in_scope().type)
        zh = words_of(self.model.type(kinds[0] if kinds else node.name).doc).name
        reference = Reference("within", node.label, node.key, found, zh, kinds)
        if reference not in self.references:
            self.references.append(reference)
        return found

    def param(self, value: Given, transform: Transform | None = None) -> Param:
        """A parameter for a slot or a constant; the same one for the same source."""
        source = Origin(value, transform)
        for name, known in self.sources.items():
            if known == source and _alike(known.value, value):
                return Param(name)
        name = f"p{len(self.sources)}"
        self.sources[name] = source
        return Param(name)


def _alike(one: Given, other: Given) -> bool:
    """Whether equal values are of equal types too: true is no 1."""
    if isinstance(one, list) and isinstance(other, list):
        return all(_alike(a, b) for a, b in zip(one, other, strict=True))
    return isinstance(one, bool) == isinstance(other, bool)
