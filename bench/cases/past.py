"""The graph as it stood on a day in the past."""

from typing import Any

from bench.case import Case, Data, in_office, peer, valid


def _shape(value: Any) -> Data:
    return {
        "compounds": {
            "nodes": [
                {
                    "code": code,
                    "name": name,
                    "propertyCompany": None
                    if company is None
                    else {"code": company[0], "name": company[1]},
                    "organizations": {
                        "nodes": [{"code": of, "name": named} for of, named in organizations]
                    },
                }
                for code, name, company, organizations in value
            ]
        }
    }


CASE = Case(
    name="past",
    title="compounds with company and organizations as of a past day, first 200",
    ours="""
query Past($first: Int!, $day: Date!) @asOf(date: $day) {
  compounds(first: $first) {
    nodes {
      code
      name
      propertyCompany { code name }
      organizations { nodes { code name } }
    }
  }
}""",
    peer=peer("""
query Past($first: Int!, $day: Date!) {
  compounds(limit: $first, sort: [{code: ASC}]) {
    code
    name
    propertyCompany: propertyCompanyConnection(
      first: 1, sort: [{node: {code: ASC}}], where: {edge: {@VALID}}
    ) { edges { node { code name } } }
    organizations: organizationsConnection(
      sort: [{node: {code: ASC}}], where: {edge: {@VALID}, node: {@IN_OFFICE}}
    ) { edges { node { code name } } }
  }
}"""),
    undated="""
query Past($first: Int!) {
  compounds(limit: $first, sort: [{code: ASC}]) {
    code
    name
    propertyCompany { code name }
    organizations(sort: [{code: ASC}]) { code name }
  }
}""",
    cypher=f"""
MATCH (x:Compound)
WHERE x.code > ''
WITH x ORDER BY x.code LIMIT $first
RETURN collect([x.code, x.name,
  head(COLLECT {{
    MATCH (x)<-[m:MANAGES]-(y:PropertyCompany) WHERE {valid("m")}
    WITH y ORDER BY y.code LIMIT 1
    RETURN [y.code, y.name]
  }}),
  COLLECT {{
    MATCH (x)<-[area:COVERS]-(o:PartyOrganization)
    WHERE {valid("area")} AND {in_office("o")}
    WITH DISTINCT o ORDER BY o.code
    RETURN [o.code, o.name]
  }}
])""",
    shape=_shape,
    variables={"first": 200, "day": "2025-06-30"},
    first_page=True,
)
