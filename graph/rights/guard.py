"""Stage *authorize*: the guard, whose answers become predicates and masks in the plan."""

from dataclasses import dataclass

from graphql import GraphQLError

from graph.caller import Caller, Role
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import Predicate
from graph.declare import NodeType, Personal, Property

_MASKS = {Personal.MASKED_NAME: "name", Personal.HIDDEN: "hidden"}


@dataclass(frozen=True, slots=True)
class RoleGuard:
    """Personal data is shown as it is to administrators only.

    Two guards that are equal give equal plans: a guard is part of a plan's cache key.
    """

    role: Role

    def visible(self, context: Context, entity: Entity) -> Predicate | None:
        """Every node; scopes belong here, for nodes reached and looked up alike."""
        return None

    def mask(self, node: NodeType, item: Property) -> str | None:
        """The mask over personal data."""
        if item.personal is None or self.role is Role.ADMIN:
            return None
        return _MASKS[item.personal]


def guard_of(caller: Caller) -> RoleGuard:
    """The guard of a caller. Raises GraphQLError for one whose scope would not be kept."""
    if caller.scope is not None:
        raise GraphQLError("Answers cannot be narrowed to a scope yet.")
    return RoleGuard(caller.role)
