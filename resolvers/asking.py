"""What a live field works with: one whose answer takes more than a statement made in advance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from graphql import GraphQLError, GraphQLSchema

from graph.audit import Thresholds
from graph.audit.thresholds import limits_of
from graph.bolt import Graph, Transaction
from graph.caller import Caller
from graph.compiler.compile import compile_field
from graph.compiler.given import Slot, read
from graph.compiler.people import Shown
from graph.compiler.roots import Planners
from graph.compiler.select import Selected
from graph.declare import Model
from graph.rights import guard_of
from resolvers.binding import BoundField, run
from resolvers.imported import ImportsOf, no_imports
from resolvers.root_field import Live

# The key of a field asked for besides those of the caller, which no alias can be.
_CODE = "code!"


@dataclass(frozen=True, slots=True)
class Asking:
    """The operation around a live field.

    source: where statements run: the graph, or an open transaction on it.
    planners, live: how the root fields are answered that can be asked from here.
    scope: the parameters that the caller's guard names.
    day: the operation's day; fixed_day: whether `@asOf` names it.
    variables: coerced. errors, remarks: of the operation; added to. schema: of the operation.
    shown: whose personal data the answer shows; added to.
    imports: what the service tells of files that were handed to it.
    """

    source: Graph | Transaction
    model: Model
    planners: Planners
    live: Mapping[str, Live]
    caller: Caller
    scope: Mapping[str, str]
    day: date
    variables: Mapping[str, Any]
    errors: list[GraphQLError]
    schema: GraphQLSchema
    fixed_day: bool = False
    remarks: list[str] = field(default_factory=list[str])
    shown: Shown = field(default_factory=Shown)
    thresholds: Thresholds | None = None
    imports: ImportsOf = no_imports

    def argument(self, selected: Selected, name: str) -> Any:
        """An argument's value, variables read; None when it was left out."""
        return self._read(selected.arguments.get(name))

    def _read(self, value: Any) -> Any:
        if isinstance(value, Slot):
            return read(value, self.variables)
        if isinstance(value, list):
            return [self._read(item) for item in cast(list[Any], value)]
        if isinstance(value, dict):
            return {name: self._read(item) for name, item in cast(dict[str, Any], value).items()}
        return value

    async def root(self, selected: Selected) -> Any:
        """The value of a root field: of a compiled one in one statement on the source.

        Raises PropagatedNull and GraphQLError as the engine does.
        """
        if not self.planners.plans(selected):
            return await self.live[selected.name](self, selected)
        limits = limits_of(self.thresholds)
        field = compile_field(self.model, self.planners, guard_of(self.caller), selected, limits)
        bound = BoundField.of(field, self.variables, self.day, self.scope)
        (row,) = await run([bound], self.source)
        return bound.value(row, self.errors, self.shown)

    async def nodes(self, ids: Sequence[str], selected: Selected) -> dict[str, Any]:
        """Nodes by their ids with what a field that leads to one selects of them."""
        wanted = sorted(set(ids))
        if not wanted:
            return {}
        field = Selected(
            "nodes", "nodes", "Node", {"ids": wanted}, selected.children, selected.node
        )
        found = await self.root(field)
        return {
            node_id: node for node_id, node in zip(wanted, found, strict=True) if node is not None
        }

    async def places(
        self, codes: Iterable[str | None], selected: Selected
    ) -> dict[str, dict[str, Any]]:
        """Places by their codes with what a field that leads to one selects of them."""
        wanted = sorted({code for code in codes if code is not None})
        if not wanted:
            return {}
        code = Selected(_CODE, "code", "String", {}, {}, selected.node)
        children = {name: (*fields, code) for name, fields in selected.children.items()}
        nodes = Selected("nodes", "nodes", "Place", {}, children, selected.node)
        where = {"where": {"code": {"in": wanted}}}
        field = Selected(
            "places", "places", "PlaceConnection", where, {"PlaceConnection": (nodes,)},
            selected.node,
        )  # fmt: skip
        found: dict[str, Any] = await self.root(field)
        return {place.pop(_CODE): place for place in found["nodes"]}
