"""Stage *authorize*: the guard, whose answers become predicates and masks in the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.api import GroupTarget
from graph.caller import Caller, Role
from graph.compiler.context import Context, Entity, Sight
from graph.compiler.expressions import Predicate
from graph.compiler.given import Given, Input, input_of
from graph.declare import Hop, NodeType, Personal, Property
from graph.model import MODEL
from graph.rights import scope

_MASKS = {
    Personal.MASKED_NAME: "name",
    Personal.HIDDEN: "hidden",
    Personal.COUNTED: "hidden",
}


@dataclass(frozen=True, slots=True)
class RoleGuard:
    """What callers of one role see whose scopes have as many places.

    Two guards that are equal give equal plans: a guard is part of a plan's cache key. Which
    places a scope has is in parameters.

    places: how many the scope has; 0 is everything.
    """

    role: Role
    places: int = 0

    @property
    def reads_log(self) -> bool:
        """Whether what was changed may be seen, as by those who may change it."""
        return self.role is Role.ADMIN

    def inside(self, context: Context, entity: Entity) -> Predicate | None:
        """That a node lies in the scope, and is a public person's if it is a person's."""
        return scope.inside(context, entity, self._reach(context))

    def visible(self, context: Context, entity: Entity) -> Predicate | None:
        """The same, or that it is one of those above the scope that are seen by name."""
        return scope.visible(context, entity, self._reach(context))

    def sight(self, context: Context, source: Entity, hop: Hop) -> Sight:
        """What is known of the nodes that a hop leads to from one that is seen."""
        return scope.sight(context, source, hop, self._reach(context))

    def follows(self, hop: Hop) -> bool:
        """Relationships that are personal data are followed by administrators only."""
        if self.role is Role.ADMIN:
            return True
        known = MODEL.by_relationship.get(hop.relationship)
        # What is not declared is nobody else's to see.
        return known is not None and not known.personal

    def lists(self, node: NodeType) -> bool:
        """Only administrators list all nodes of a type that has a public part."""
        return self.role is Role.ADMIN or not node.public

    def counts(self, node: NodeType, value: Input | None, listed: bool) -> bool:
        """All may count people whom they do not see: plain heads, by no more than `heads`."""
        if self.lists(node):
            return False
        return all(_plain(node, name, inner, listed) for name, inner in (value or {}).items())

    def groups(self, node: NodeType, by: Sequence[GroupTarget], value: Input | None) -> bool:
        """In each place all may count plain heads, and in large ones by `heads_by` as well."""
        places = [target.place for target in by if target.place is not None]
        others = [target for target in by if target.place is None]
        if not others:
            return True
        large = len(places) == 1 and places[0] in node.heads_in
        known = all(t.relation is None and _named(t.property, node.heads_by) for t in others)
        return large and known and set(value or ()) <= {"within"}

    def _reach(self, context: Context) -> scope.Reach:
        return scope.Reach(self.places, self.role is not Role.ADMIN and not context.counting)

    def shown(self, context: Context, entity: Entity, item: Property) -> Predicate | None:
        """Above the scope, names and what cannot be missing; all else within it."""
        if not self.places or not scope.kept_back(entity.type, item):
            return None
        return self.inside(context, entity)

    def mask(self, node: NodeType, item: Property) -> str | None:
        """The mask over personal data: it is shown as it is to administrators only."""
        if item.personal is None or self.role is Role.ADMIN:
            return None
        return _MASKS[item.personal]

    def masking(self) -> "RoleGuard | None":
        """For an administrator the guard of others with the same scope."""
        return RoleGuard(Role.FRONTEND, self.places) if self.role is Role.ADMIN else None


def _named(item: Property | None, names: tuple[str, ...]) -> bool:
    return item is not None and item.name in names


def _plain(node: NodeType, name: str, value: Given, listed: bool) -> bool:
    """Whether a condition of a `where` leaves a plain head count.

    listed: of all nodes there are; `within` then says where, and nothing else does.
    """
    if name in node.heads:
        return value is None or set(input_of(value)) <= {"eq"}
    return name == "within" and listed


def guard_of(caller: Caller) -> RoleGuard:
    """The guard of a caller."""
    return RoleGuard(caller.role, len(caller.scope or ()))
