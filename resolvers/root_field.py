"""The vocabulary of root fields beyond those that the declared types give rise to."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from graph.compiler.roots import LookupPlanner, Planner
from graph.compiler.rows import FieldPlanner
from graph.compiler.select import Selected
from graph.surface import Definition, Field

if TYPE_CHECKING:
    from resolvers.asking import Asking

Live: TypeAlias = "Callable[[Asking, Selected], Awaitable[Any]]"
"""Answers a root field with more than a statement made in advance."""


FindNodes: TypeAlias = "Callable[[Asking, list[str], Selected], Awaitable[Mapping[str, Any]]]"
"""Finds nodes of one type by their ids: those there are, by id, with what is selected of them."""


@dataclass(frozen=True, slots=True)
class AddedField:
    """A field of a declared type, or of all that implement an interface, that it does not declare.

    on: the type's or the interface's name; `Node` is every declared type with ids.
    """

    on: str
    field: Field
    planner: FieldPlanner


@dataclass(frozen=True, slots=True)
class AddedLookup:
    """How nodes of a type that is not declared are found by id."""

    type: str
    planner: LookupPlanner


@dataclass(frozen=True, slots=True)
class RootField:
    """A root field: what is asked, and how it is answered.

    order: where it stands in `Query` among the others.
    types: that come with it, each with one root field only; a function where they depend on
        which others there are.
    needs: node types; a model that lacks one of them has no such field.
    searches: it looks for names; a model in which nothing is searched for has no such field.
    in_what_if: whether it can be asked of the graph as changes would leave it, too.
    planner, live: how it is answered, exactly one of them.
    fields, lookups: what comes with it beside root fields.
    find_nodes: how `node` finds its types whose nodes no statement looks up, by name.
    """

    order: int
    field: Field
    types: "tuple[Definition, ...] | Callable[[Sequence[RootField]], tuple[Definition, ...]]" = ()
    needs: tuple[str, ...] = ()
    searches: bool = False
    in_what_if: bool = False
    planner: Planner | None = None
    live: "Live | None" = None
    fields: tuple[AddedField, ...] = ()
    lookups: tuple[AddedLookup, ...] = ()
    find_nodes: tuple[tuple[str, FindNodes], ...] = ()

    def __post_init__(self) -> None:
        if (self.planner is None) == (self.live is None):
            raise ValueError(f"{self.field.name} is either planned or live")

    def types_among(self, roots: Sequence["RootField"]) -> tuple[Definition, ...]:
        """The types that come with it, beside these root fields."""
        return self.types(roots) if callable(self.types) else self.types
