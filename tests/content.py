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


async def wipe(graph: Graph) -> None:
    """Remove all nodes but the record of migrations."""
    while await graph.write(
        "MATCH (n) WHERE NOT n:Migration WITH n LIMIT 5000 DETACH DELETE n "
        "WITH count(*) AS done WHERE done > 0 RETURN done"
    ):
        pass
