"""Following a relation: the steps, what must hold along them, and the entity reached."""

from dataclasses import dataclass, field, replace

from graph.compiler.context import Context, Entity, Sight
from graph.compiler.expressions import (
    Along,
    Condition,
    Equals,
    Exists,
    Holds,
    HoldsAlong,
    Not,
    Param,
    Predicate,
    both,
)
from graph.compiler.plan import Expand, Filter, Match, MatchEdge, Operator, Pipeline, Step
from graph.declare import OUT, Hop, NodeType, Plain, Relation, Vocabulary


@dataclass(frozen=True, slots=True)
class Reached:
    """An entity reached by an expansion, not yet filtered by a caller's condition.

    passed: what lies on the way, in order. It has a variable where the walk asks something of it.
    """

    expand: Expand
    entity: Entity
    passed: tuple[Entity, ...] = ()

    @property
    def relationship(self) -> str:
        """The variable of the relationship by which it was reached, a dated one."""
        found = self.expand.steps[-1].relationship_var
        assert found is not None
        return found


def constant(value: Plain | Vocabulary) -> str | int | bool:
    """A model's constant as it is stored: an enum member by its name."""
    return value.name if isinstance(value, Vocabulary) else value


def match(
    context: Context,
    node: NodeType,
    by: Param | None = None,
    looked_up: bool = False,
    above: bool = False,
) -> tuple[tuple[Operator, ...], Entity]:
    """All nodes of a type that hold on the day and lie in the caller's scope, or one by its key.

    What is looked up, one by key or several, is found whatever the day, and above the scope
    too where the caller sees it there; above: so are all.
    """
    looked_up = looked_up or by is not None
    condition: Predicate | None = None
    operators: tuple[Operator, ...]
    if node.edge is not None:
        kind = context.model.by_relationship[node.label]
        start, end = context.fresh(), context.fresh()
        entity = _edge_entity(context, node, context.fresh("r"), (start, end))
        entity = replace(entity, alive=not looked_up)
        operators = (
            MatchEdge(
                entity.var,
                node.label,
                (start, kind.start),
                (end, kind.end),
                None if by is None else (node.key, by),
            ),
        )
    else:
        lies = not looked_up and not above
        entity = Entity(context.fresh(), node, alive=not looked_up, inside=lies)
        operators = (Match(entity.var, node.label, None if by is None else (node.key, by)),)
    if not looked_up:
        condition = both(*holding(context, entity, None))
    sees = context.guard.visible if looked_up or above or entity.ends else context.guard.inside
    seen = [sees(context, end) for _, end in entity.ends] or [sees(context, entity)]
    if node.edge is not None and not context.guard.follows(Hop(node.label, OUT, node.name)):
        seen.append(Condition(entity.var, "false"))
        context.withheld = True
    condition = both(condition, existing(context, entity), *seen)
    if condition is not None:
        operators = (*operators, Filter(condition))
    return operators, entity


def reach(
    context: Context,
    source: Entity,
    relation: Relation,
    *,
    labelled: bool = False,
    named: bool = False,
    ever: bool = False,
) -> Reached:
    """Expand from an entity along a relation of one or more hops.

    labelled: name the label of what is reached also where the relationship implies it, so that
    the database may start there, from an index. named: all that is passed has a variable. ever:
    whatever the day; the caller says when the relationships and what they lead to must hold.
    """
    walk = _Walk(context, relation, source, labelled, named, ever)
    for index, hop in enumerate(relation.hops):
        context.check_followed(hop)
        walk.step(hop, last=index == len(relation.hops) - 1)
    path = walk.path
    if relation.listed and relation.hops[-1].depth[1] != 1:
        path = path or context.fresh("path")
    where = both(*walk.conditions)
    expand = Expand(source.var, tuple(walk.steps), where, path=path)
    return Reached(expand, walk.here, tuple(walk.passed))


@dataclass
class _Walk:
    """A way along a relation: the steps so far, what must hold along them, and where it stands."""

    context: Context
    relation: Relation
    here: Entity
    labelled: bool
    named: bool
    ever: bool
    passed: list[Entity] = field(default_factory=list[Entity])
    steps: list[Step] = field(default_factory=list[Step])
    conditions: list[Predicate | None] = field(default_factory=list[Predicate | None])
    path: str | None = None

    def step(self, hop: Hop, *, last: bool) -> None:
        """Take one hop."""
        target = self.context.model.type(hop.to)
        if not self.ever:
            self.conditions.append(_governed(self.context, self.here, hop))
        if target.edge is not None:
            self._onto_edge(hop, target)
            return
        sight = self.context.guard.sight(self.context, self.here, hop)
        relationship = self._relationship(hop)
        unknown = sight is Sight.UNKNOWN
        lasting = target.valid is not None and not (self.relation.always or self.ever)
        needed = last or hop.node_having or unknown or lasting or self.named
        var = self.context.fresh() if needed else None
        named = (last and self.labelled) or not _implied(self.context, hop)
        label = target.label if named else None
        self.steps.append(
            Step(hop.relationship, hop.direction, label, var, relationship, hop.depth)
        )
        lies = sight is Sight.INSIDE or (unknown and not target.above)
        self.here = Entity(var or "", target, alive=True, inside=lies)
        self.conditions += [Equals(self.here.var, n, constant(v)) for n, v in hop.node_having]
        if lasting:
            self._holds(hop)
        if unknown:
            self._seen(hop)
        if not last:
            self.passed.append(self.here)
        else:
            self.conditions.append(existing(self.context, self.here))
            if self.relation.holds is not None:
                self.conditions.append(Condition(self.here.var, self.relation.holds))
                self.here = replace(self.here, known=(self.relation.holds,))

    def _onto_edge(self, hop: Hop, target: NodeType) -> None:
        """Onto a relationship that is a node of its own."""
        other = self.here
        self.here = _edge_step(self.context, other, hop, target, self.steps)
        if not self.ever:
            self.conditions += holding(self.context, self.here, hop)
        found = (end for _, end in self.here.ends if end is not other)
        self.conditions += [self.context.guard.visible(self.context, end) for end in found]

    def _relationship(self, hop: Hop) -> str | None:
        """The variable of the relationship, where anything is asked of it."""
        dated = self.context.model.by_relationship[hop.relationship].dated
        if not dated and not hop.having:
            return None
        found = self.context.fresh("r")
        if dated and not self.ever:
            self.conditions.append(Holds(found, "since", "until"))
        self.conditions += [Equals(found, n, constant(v)) for n, v in hop.having]
        return found

    def _holds(self, hop: Hop) -> None:
        """That what was reached holds on the day, with all on the way to it."""
        valid = self.here.type.valid
        if valid is not None and hop.depth[1] != 1:
            self.path = self.context.fresh("path")
            self.conditions.append(HoldsAlong(self.path, valid.since, valid.until))
        else:
            self.conditions += holding(self.context, self.here, hop)

    def _seen(self, hop: Hop) -> None:
        """That the caller sees what was reached; along a lone path all that it leads over."""
        if hop.depth[1] == 1 or len(self.relation.hops) != 1:
            self.conditions.append(self.context.guard.visible(self.context, self.here))
            return
        self.path = self.path or self.context.fresh("path")
        step = self.context.fresh("x")
        seen = self.context.guard.visible(self.context, replace(self.here, var=step))
        self.conditions.append(None if seen is None else Along(self.path, step, seen))


def holding(context: Context, entity: Entity, came_by: Hop | None) -> list[Predicate | None]:
    """What makes an entity hold on the day, the organization it depends on included."""
    node = entity.type
    found: list[Predicate | None] = []
    if node.valid is not None:
        found.append(Holds(entity.var, node.valid.since, node.valid.until))
    for _, end in entity.ends:
        if end.type.valid is not None and not end.alive:
            found.append(Holds(end.var, end.type.valid.since, end.type.valid.until))
    if node.holds_while and not (
        came_by is not None and came_by.relationship == node.holds_while[0].relationship
    ):
        hop = node.holds_while[0]
        other = context.model.type(hop.to)
        assert other.valid is not None
        var = context.fresh()
        step = Step(hop.relationship, hop.direction, None, var, None, (1, 1))
        lapsed = Not(Holds(var, other.valid.since, other.valid.until))
        found.append(Not(Exists(Pipeline((Expand(entity.var, (step,), lapsed),)))))
    return found


def existing(context: Context, entity: Entity) -> Predicate | None:
    """That a node of a view's label is one of the view, as far as the caller sees."""
    if entity.type.exists is None:
        return None
    inside = None if entity.inside else context.guard.inside(context, entity)
    return both(inside, Condition(entity.var, entity.type.exists))


def _governed(context: Context, source: Entity, hop: Hop) -> Predicate | None:
    """That the end on this side of a hop holds, where the relationship depends on it."""
    kind = context.model.by_relationship[hop.relationship]
    here = "start" if hop.direction == OUT else "end"
    if source.alive or kind.governed != here or source.type.valid is None:
        return None
    return Holds(source.var, source.type.valid.since, source.type.valid.until)


def _implied(context: Context, hop: Hop) -> bool:
    """Whether the relationship type alone says what label the node reached has."""
    kind = context.model.by_relationship[hop.relationship]
    return hop.to == (kind.end if hop.direction == OUT else kind.start)


def _edge_step(
    context: Context, source: Entity, hop: Hop, node: NodeType, steps: list[Step]
) -> Entity:
    other, var = context.fresh(), context.fresh("r")
    steps.append(Step(hop.relationship, hop.direction, None, other, var, (1, 1)))
    ends = (source.var, other) if hop.direction == OUT else (other, source.var)
    return _edge_entity(context, node, var, ends, known=source)


def _edge_entity(
    context: Context,
    node: NodeType,
    var: str,
    between: tuple[str, str],
    known: Entity | None = None,
) -> Entity:
    """The node that a relationship is. between: its ends' variables; known: one of them."""
    assert node.edge is not None
    kind = context.model.by_relationship[node.label]
    ends = tuple(
        (
            field,
            known if known is not None and known.var == name else _end(context, name, type_name),
        )
        for field, name, type_name in zip(node.edge, between, (kind.start, kind.end), strict=True)
    )
    return Entity(var, node, alive=True, ends=ends)


def _end(context: Context, var: str, type_name: str) -> Entity:
    """An end of a relationship: one that is seen lies in the scope, unless it may lie above."""
    node = context.model.type(type_name)
    return Entity(var, node, alive=False, inside=not node.above)
