"""Stage *authorize*: the guard, whose answers become predicates and masks in the plan."""

from dataclasses import dataclass

from graph.caller import Caller, Role
from graph.compiler.context import Context, Entity, Sight
from graph.compiler.expressions import Predicate
from graph.declare import Hop, NodeType, Personal, Property
from graph.rights import scope

_MASKS = {Personal.MASKED_NAME: "name", Personal.HIDDEN: "hidden"}


@dataclass(frozen=True, slots=True)
class RoleGuard:
    """What callers of one role see whose scopes have as many places.

    Two guards that are equal give equal plans: a guard is part of a plan's cache key. Which
    places a scope has is in parameters.

    places: how many the scope has; 0 is everything.
    """

    role: Role
    places: int = 0

    def inside(self, context: Context, entity: Entity) -> Predicate | None:
        """That a node lies in the scope."""
        return scope.inside(context, entity, self.places) if self.places else None

    def visible(self, context: Context, entity: Entity) -> Predicate | None:
        """That a node lies in the scope, or is one of those above it that are seen by name."""
        return scope.visible(context, entity, self.places) if self.places else None

    def sight(self, context: Context, source: Entity, hop: Hop) -> Sight:
        """What is known of the nodes that a hop leads to from one that is seen."""
        return scope.sight(context, source, hop) if self.places else Sight.INSIDE

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


def guard_of(caller: Caller) -> RoleGuard:
    """The guard of a caller."""
    return RoleGuard(caller.role, len(caller.scope or ()))
