"""A graph compared whole: one sum over all that the model's nodes and relationships carry."""

from hashlib import sha256

from graph.bolt import Graph
from graph.model import MODEL

# Which entry of the log changed a node last is no part of what the node says.
_APART = ("version",)
_NODES = """
MATCH (n) WHERE any(l IN labels(n) WHERE l IN $labels)
RETURN labels(n) + [k IN keys(n) WHERE NOT k IN $apart | k + toString(n[k])]
"""
_EDGES = """
MATCH (a)-[r]->(b) WHERE type(r) IN $types
RETURN [type(r)] + [k IN keys(r) | k + toString(r[k])]
    + [coalesce(a.code, a.key), coalesce(b.code, b.key)]
"""


async def digest(graph: Graph) -> str:
    """All nodes and relationships with all they carry, as one sum whatever their order."""
    parameters = {
        "labels": [t.label for t in MODEL.types if t.edge is None],
        "types": [kind.name for kind in MODEL.relationships],
        "apart": list(_APART),
    }
    total = 0
    for statement in (_NODES, _EDGES):
        for (row,) in await graph.rows(statement, parameters):
            text = "\x1f".join(sorted(map(str, row)))
            total = (total + int.from_bytes(sha256(text.encode()).digest())) % 2**256
    return f"{total:064x}"
