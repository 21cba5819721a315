"""What the session's graph holds, and how it is emptied."""

from dataclasses import dataclass

from graph.bolt import Graph


@dataclass
class Content:
    """What it is.

    district: whether the demonstration district is, or is being, loaded.
    replaced: whether another graph took its place.
    """

    district: bool = False
    replaced: bool = False

    async def empty(self, graph: Graph) -> None:
        """Make room for another graph."""
        self.replaced = self.replaced or self.district
        self.district = False
        await wipe(graph)


_STEPS = (
    "MATCH ()-[r]->() WITH r LIMIT 10000 DELETE r",
    "MATCH (n) WHERE NOT n:Migration WITH n LIMIT 10000 DELETE n",
)


async def wipe(graph: Graph) -> None:
    """Remove all nodes but the record of migrations.

    Relationships go first: of a node with many thousands, one step would not hold them all.
    """
    for text in _STEPS:
        while await graph.write(f"{text} WITH count(*) AS done WHERE done > 0 RETURN done"):
            pass
