"""A thousand members with everything one step away."""

from typing import Any

from bench.case import Case, Data, in_office, peer, valid


def _shape(value: Any) -> Data:
    return {
        "members": {
            "nodes": [
                {
                    "code": code,
                    "name": name,
                    "category": category,
                    "organization": None
                    if o is None
                    else {
                        "code": o,
                        "name": named,
                        "parent": None if p is None else {"code": p, "name": p_named},
                    },
                    "residence": None
                    if r is None
                    else {
                        "code": r,
                        "name": r_named,
                        "compound": None if x is None else {"code": x, "name": x_named},
                    },
                }
                for code, name, category, o, named, p, p_named, r, r_named, x, x_named in value
            ]
        }
    }


CASE = Case(
    name="members",
    title="1,000 members with organization, its parent, residence, compound",
    ours="""
query Members($first: Int!) {
  members(first: $first) {
    nodes {
      code
      name
      category
      organization { code name parent { code name } }
      residence { code name ... on Building { compound { code name } } }
    }
  }
}""",
    peer=peer("""
query Members($first: Int!, $day: Date!) {
  members: people(
    limit: $first
    sort: [{code: ASC}]
    where: {NOT: {category: {eq: null}}}
  ) {
    code
    name
    category
    organization: affiliatedConnection(
      first: 1
      sort: [{node: {code: ASC}}]
      where: {edge: {kind: {eq: "FORMAL"}, @VALID}, node: {@IN_OFFICE}}
    ) {
      edges { node { code name parent(where: {@IN_OFFICE}) { code name } } }
    }
    residence { code name compound { code name } }
  }
}"""),
    undated="""
query Members($first: Int!) {
  members: people(
    limit: $first
    sort: [{code: ASC}]
    where: {NOT: {category: {eq: null}}}
  ) {
    code
    name
    category
    organization: affiliatedConnection(where: {edge: {kind: {eq: "FORMAL"}}}) {
      edges { node { code name parent { code name } } }
    }
    residence { code name compound { code name } }
  }
}""",
    cypher=f"""
MATCH (p:Person)
WHERE p.code > '' AND p.category IS NOT NULL
WITH p ORDER BY p.code LIMIT $first
OPTIONAL MATCH (p)-[a:AFFILIATED]->(o:PartyOrganization)
WHERE a.kind = 'FORMAL' AND {valid("a")} AND {in_office("o")}
WITH p, head(collect(o)) AS o
OPTIONAL MATCH (o)-[:SUBORDINATE_TO]->(u:PartyOrganization)
WHERE {in_office("u")}
OPTIONAL MATCH (p)-[:RESIDES_IN]->(r:Place)
OPTIONAL MATCH (r)-[:WITHIN]->(x:Compound)
RETURN collect([
  p.code, p.name, p.category, o.code, o.name, u.code, u.name, r.code, r.name, x.code, x.name
])""",
    shape=_shape,
    variables={"first": 1000},
    note="The peer asks the compound of any place; an interface, as here, costs it more.",
)
