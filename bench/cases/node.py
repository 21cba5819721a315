"""One node by its id."""

from typing import Any

from bench.case import Case, Data


def _shape(value: Any) -> Data:
    if value is None:
        return {"node": None}
    code, name, floors, compound, named = value
    return {
        "node": {
            "code": code,
            "name": name,
            "floors": floors,
            "compound": None if compound is None else {"code": compound, "name": named},
        }
    }


def _view(data: Data) -> Data:
    return {"node": data["node"][0]}


CASE = Case(
    name="node",
    title="a lookup by node id",
    ours="""
query Lookup($id: ID!) {
  node(id: $id) { ... on Building { code name floors compound { code name } } }
}""",
    peer="""
query Lookup($code: String!) {
  node: buildings(where: {code: {eq: $code}}) { code name floors compound { code name } }
}""",
    cypher="""
MATCH (b:Building {code: $code})
OPTIONAL MATCH (b)-[:WITHIN]->(x:Compound)
RETURN [b.code, b.name, b.floors, x.code, x.name]""",
    shape=_shape,
    variables={"id": "Building:140902001002-X01-01", "code": "140902001002-X01-01"},
    peer_view=_view,
    first_page=True,
    note="The peer has no ids across types: it is asked for the building of a code.",
)
