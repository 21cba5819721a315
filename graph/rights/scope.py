"""What a scope means: which nodes lie in it, and which above it are seen by name.

A place lies in a scope at or below one of the scope's places: its path begins with theirs. Any
other node lies where the paths of its declaration lead to, `scope` and `ways`, whatever the day.
Above the scope are the places that its places lie in, and the organizations that cover those.
A relationship is seen where both its ends are.
"""

from dataclasses import dataclass, replace

from graph.compiler.context import Context, Entity, Sight
from graph.compiler.expressions import (
    And,
    Compare,
    Condition,
    Equals,
    Exists,
    Or,
    Param,
    Predicate,
    Stored,
    both,
)
from graph.compiler.plan import Expand, Pipeline, Step
from graph.compiler.reach import constant
from graph.declare import IN, OUT, Hop, NodeType, Property


def parameter(index: int) -> str:
    """The name of the parameter with the path of a scope's place."""
    return f"scope{index}"


def ways_of(node: NodeType) -> tuple[tuple[Hop, ...], ...]:
    """The paths that lead to the places a node belongs to; an empty one from a place itself."""
    return (*(() if node.scope is None else (node.scope,)), *node.ways)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a caller sees.

    places: how many the scope has; 0 is everything. public: of types with a public part, that only.
    """

    places: int
    public: bool

    def ways(self, node: NodeType) -> tuple[tuple[Hop, ...], ...]:
        """The ways that count for a node of a type."""
        ways = ways_of(node)
        if not (self.public and node.public):
            return ways
        return tuple(way for way in ways if way and way[0] in node.public)

    def all_of(self, node: NodeType) -> bool:
        """Whether nothing of a type is kept from the caller."""
        return not self.places and not (self.public and node.public)


def inside(context: Context, entity: Entity, reach: Reach) -> Predicate | None:
    """That a node lies in a scope; None where all do."""
    return _of_its_kind(context, entity, reach, above=False)


def visible(context: Context, entity: Entity, reach: Reach) -> Predicate | None:
    """That a node lies in a scope, or is one of those above it that are seen by name."""
    return _of_its_kind(context, entity, reach, above=True)


def kept_back(node: NodeType, item: Property) -> bool:
    """Whether a property is not shown of a node above a scope: all but what names it.

    What may not be missing is shown as well, and between which days it is in office.
    """
    if not node.above:
        return False
    if item.derived is not None:
        return True
    days = () if node.valid is None else (node.valid.since, node.valid.until)
    return not item.required and item.name not in days


def sight(context: Context, source: Entity, hop: Hop, reach: Reach) -> Sight:
    """What is known of the nodes that a hop leads to from one that is seen."""
    target = context.model.type(hop.to)
    if reach.all_of(target):
        return Sight.INSIDE
    if hop.relationship == "WITHIN" and hop.direction == OUT:
        # What a place in a scope lies in is in the scope or above it.
        return Sight.VISIBLE
    if reach.places and not source.inside:
        return Sight.UNKNOWN
    if hop.relationship == "WITHIN":
        return Sight.INSIDE
    ways = reach.ways(target)
    if not reach.places:
        return Sight.INSIDE if any(_returns(way[0], hop) for way in ways) else Sight.UNKNOWN
    belongs = all(
        any(way[1:] == rest and _returns(way[0], hop) for way in ways if way)
        for rest in reach.ways(source.type)
    )
    return Sight.INSIDE if belongs else Sight.UNKNOWN


def _returns(way: Hop, hop: Hop) -> bool:
    """Whether the first hop of a way goes back along a hop, whatever that one has led to."""
    there = (hop.relationship, hop.direction, hop.having)
    back = (way.relationship, IN if way.direction == OUT else OUT)
    return back == there[:2] and set(way.having) <= set(hop.having) and not way.node_having


def _of_its_kind(context: Context, entity: Entity, reach: Reach, above: bool) -> Predicate | None:
    """The condition on a node of a type, or on one of several types by its label."""
    members = context.model.members(entity.type.name)
    if all(map(reach.all_of, members)):
        return None
    if len(members) == 1 or ways_of(entity.type):
        return _belongs(context, entity, reach, above)
    kinds = (
        And(
            (
                Condition(entity.var, f"{{n}}:{member.label}"),
                _belongs(context, replace(entity, type=member), reach, above),
            )
        )
        for member in members
    )
    return Or(tuple(kinds))


def _belongs(context: Context, entity: Entity, reach: Reach, above: bool) -> Predicate:
    node = entity.type
    ways = reach.ways(node)
    if not reach.places:
        # Where all places are in the scope, a node is public by the first hop of its ways.
        ways = tuple(dict.fromkeys(way[:1] for way in ways))
    first = above and node.above
    found = [
        _leads(context, entity.var, way, reach.places, first and way == node.scope) for way in ways
    ]
    # What belongs to no place is nobody's but theirs whose scope is everything.
    return _either(found) if found else Condition(entity.var, "false")


def _leads(context: Context, var: str, way: tuple[Hop, ...], places: int, above: bool) -> Predicate:
    """That a path leads to a place in the scope, or above it.

    Its steps are made here, not by `reach`: what one walks over there must hold and be seen, which
    is what is decided here, of all that is on the way and whatever the day.
    """
    steps: list[Step] = []
    conditions: list[Predicate] = []
    place = var
    for index, hop in enumerate(way):
        last = index == len(way) - 1
        relationship = context.fresh("r") if hop.having else None
        if relationship is not None:
            conditions += [Equals(relationship, n, constant(v)) for n, v in hop.having]
        place = context.fresh()
        named = place if last else None
        steps.append(Step(hop.relationship, hop.direction, None, named, relationship, hop.depth))
    path = Stored(place, "path")
    tops = [Param(parameter(index)) for index in range(places)]
    lies: list[Predicate] = [Compare(path, "STARTS WITH", top) for top in tops]
    if above:
        lies += [Compare(top, "STARTS WITH", path) for top in tops]
    if not way:
        return _either(lies)
    condition = both(*conditions, _either(lies) if lies else None)
    return Exists(Pipeline((Expand(var, tuple(steps), condition),)))


def _either(parts: list[Predicate]) -> Predicate:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))
