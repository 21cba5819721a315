"""A disjunction over three relationships."""

from typing import Any

from bench.case import Case, Data, in_office, peer, valid


def _shape(value: Any) -> Data:
    return {
        "members": {
            "nodes": [
                {"code": code, "name": name, "category": category} for code, name, category in value
            ]
        }
    }


CASE = Case(
    name="alternatives",
    title="members by a deep OR over three relationships, first 100",
    ours="""
query Alternatives($first: Int!, $text: String!, $employer: String!, $role: PostRole!) {
  members(
    first: $first
    where: {
      or: [
        {organization: {parent: {name: {contains: $text}}}}
        {employer: {name: {contains: $employer}}}
        {posts: {some: {role: {eq: $role}}}}
      ]
    }
  ) {
    nodes { code name category }
  }
}""",
    peer=peer("""
query Alternatives(
  $first: Int!, $text: String!, $employer: String!, $role: String!, $day: Date!
) {
  members: people(
    limit: $first
    sort: [{code: ASC}]
    where: {
      NOT: {category: {eq: null}}
      OR: [
        {
          affiliatedConnection: {
            some: {
              edge: {kind: {eq: "FORMAL"}, @VALID}
              node: {@IN_OFFICE, parent: {some: {name: {contains: $text}, @IN_OFFICE}}}
            }
          }
        }
        {employer: {some: {name: {contains: $employer}}}}
        {posts: {some: {role: {eq: $role}, @VALID}}}
      ]
    }
  ) { code name category }
}"""),
    undated="""
query Alternatives($first: Int!, $text: String!, $employer: String!, $role: String!) {
  members: people(
    limit: $first
    sort: [{code: ASC}]
    where: {
      NOT: {category: {eq: null}}
      OR: [
        {
          affiliatedConnection: {
            some: {
              edge: {kind: {eq: "FORMAL"}}
              node: {parent: {some: {name: {contains: $text}}}}
            }
          }
        }
        {employer: {some: {name: {contains: $employer}}}}
        {posts: {some: {role: {eq: $role}}}}
      ]
    }
  ) { code name category }
}""",
    cypher=f"""
MATCH (p:Person)
WHERE p.code > '' AND p.category IS NOT NULL AND (
  EXISTS {{
    MATCH (p)-[a:AFFILIATED]->(o:PartyOrganization)-[:SUBORDINATE_TO]->(u:PartyOrganization)
    WHERE a.kind = 'FORMAL' AND u.name CONTAINS $text
      AND {valid("a")} AND {in_office("o")} AND {in_office("u")}
  }}
  OR EXISTS {{ MATCH (p)-[:EMPLOYED_BY]->(e:Institution) WHERE e.name CONTAINS $employer }}
  OR EXISTS {{ MATCH (p)<-[:HELD_BY]-(t:Post) WHERE t.role = $role AND {valid("t")} }}
)
WITH p ORDER BY p.code LIMIT $first
RETURN collect([p.code, p.name, p.category])""",
    shape=_shape,
    variables={"first": 100, "text": "龙翔", "employer": "公安", "role": "GRID_LEADER"},
)
