"""How many there are, and nothing else."""

from typing import Any

from bench.case import Case, Data


def _shape(value: Any) -> Data:
    return {"members": {"totalCount": value}}


def _view(data: Data) -> Data:
    return {"members": {"totalCount": data["members"]["aggregate"]["count"]["nodes"]}}


CASE = Case(
    name="count",
    title="totalCount of the members alone",
    ours="query Count { members { totalCount } }",
    peer="""
query Count {
  members: peopleConnection(where: {NOT: {category: {eq: null}}}) {
    aggregate { count { nodes } }
  }
}""",
    cypher="RETURN COUNT { MATCH (p:Person) WHERE p.category IS NOT NULL } "
    "- COUNT { MATCH (p:Person) WHERE p.joinedOn > date() AND p.category IS NOT NULL }",
    shape=_shape,
    peer_view=_view,
    note="The peer is asked by its aggregation, which is faster than its totalCount.",
)
