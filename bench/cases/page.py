"""A page far into a list."""

from typing import Any

from bench.case import Case, Data

PAGE = 50
NUMBER = 40


def _shape(value: Any) -> Data:
    return {
        "buildings": {
            "nodes": [
                {"code": code, "name": name, "floors": floors} for code, name, floors in value
            ]
        }
    }


CASE = Case(
    name="page",
    title=f"page {NUMBER} of buildings, {PAGE} a page",
    ours="""
query Page($first: Int!, $after: String!) {
  buildings(first: $first, after: $after) { nodes { code name floors } }
}""",
    peer="""
query Page($first: Int!, $offset: Int!) {
  buildings(limit: $first, offset: $offset, sort: [{code: ASC}]) { code name floors }
}""",
    cypher="""
MATCH (b:Building)
WHERE b.code > $last
WITH b ORDER BY b.code LIMIT $first
RETURN collect([b.code, b.name, b.floors])""",
    shape=_shape,
    variables={"first": PAGE, "offset": PAGE * (NUMBER - 1)},
    cursor="""
query Cursor($offset: Int!) {
  buildings(first: $offset) { nodes { code } pageInfo { endCursor } }
}""",
    first_page=True,
    note="The peer pages by offset.",
)
