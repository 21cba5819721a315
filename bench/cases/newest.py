"""The newest members of every group."""

from typing import Any

from bench.case import Case, Data, in_office, peer, valid


def _shape(value: Any) -> Data:
    return {
        "partyOrganizations": {
            "nodes": [
                {
                    "code": code,
                    "name": name,
                    "members": {
                        "nodes": [
                            {"code": of, "name": named, "joinedOn": joined}
                            for of, named, joined in members
                        ]
                    },
                }
                for code, name, members in value
            ]
        }
    }


CASE = Case(
    name="newest",
    title="the 3 newest members of every group",
    ours="""
query Newest($newest: Int!) {
  partyOrganizations(where: {kind: {eq: GROUP}}) {
    nodes {
      code
      name
      members(
        first: $newest
        orderBy: [{field: JOINED_ON, direction: DESC}, {field: CODE, direction: ASC}]
      ) { nodes { code name joinedOn } }
    }
  }
}""",
    peer=peer("""
query Newest($newest: Int!, $day: Date!) {
  partyOrganizations(sort: [{code: ASC}], where: {kind: {eq: "GROUP"}, @IN_OFFICE}) {
    code
    name
    members: affiliatedConnection(
      first: $newest
      sort: [{node: {joinedOn: DESC}}, {node: {code: ASC}}]
      where: {edge: {kind: {eq: "FORMAL"}, @VALID}}
    ) { edges { node { code name joinedOn } } }
  }
}"""),
    undated="""
query Newest($newest: Int!) {
  partyOrganizations(sort: [{code: ASC}], where: {kind: {eq: "GROUP"}}) {
    code
    name
    members: affiliatedConnection(
      first: $newest
      sort: [{node: {joinedOn: DESC}}, {node: {code: ASC}}]
      where: {edge: {kind: {eq: "FORMAL"}}}
    ) { edges { node { code name joinedOn } } }
  }
}""",
    cypher=f"""
MATCH (o:PartyOrganization {{kind: 'GROUP'}})
WHERE {in_office("o")}
WITH o ORDER BY o.code
RETURN collect([o.code, o.name, COLLECT {{
  MATCH (o)<-[a:AFFILIATED]-(p:Person)
  WHERE a.kind = 'FORMAL' AND {valid("a")}
  WITH p ORDER BY p.joinedOn DESC, p.code LIMIT $newest
  RETURN [p.code, p.name, toString(p.joinedOn)]
}}])""",
    shape=_shape,
    variables={"newest": 3},
    note="Every member of a group has a date; the two sort missing ones differently.",
)
