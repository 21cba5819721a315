"""Which kinds of places may lie directly above which, by their declarations."""

from graph.declare import OUT, Model, NodeType

PARENT = "WITHIN"
"""The relationship from a place to the one directly above it."""


def legal_parents(model: Model, node: NodeType) -> tuple[str, ...]:
    """The kinds of place directly above a kind: where its upward relations may end at once."""
    return tuple(
        dict.fromkeys(
            relation.target
            for relation in node.relations
            if len(relation.hops) == 1
            and relation.hops[0].relationship == PARENT
            and relation.hops[0].direction == OUT
            and relation.hops[0].depth[0] == 1
            and not model.type(relation.target).abstract
        )
    )
