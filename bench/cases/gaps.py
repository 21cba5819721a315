"""Compounds of a company that have buildings without a Party group."""

from typing import Any

from bench.case import Case, Data, in_office, peer, valid


def _shape(value: Any) -> Data:
    return {
        "compounds": {
            "nodes": [
                {
                    "code": code,
                    "name": name,
                    "propertyCompany": None if company is None else {"code": company, "name": of},
                }
                for code, name, company, of in value
            ]
        }
    }


CASE = Case(
    name="gaps",
    title="compounds where some building lacks a group and the company's name contains a text",
    ours="""
query Gaps($text: String!) {
  compounds(
    where: {
      buildings: {some: {partyGroup: {isNull: true}}}
      propertyCompany: {name: {contains: $text}}
    }
  ) {
    nodes { code name propertyCompany { code name } }
  }
}""",
    peer=peer("""
query Gaps($text: String!, $day: Date!) {
  compounds(
    sort: [{code: ASC}]
    where: {
      buildings: {
        some: {
          organizationsConnection: {
            none: {edge: {@VALID}, node: {kind: {eq: "GROUP"}, @IN_OFFICE}}
          }
        }
      }
      propertyCompanyConnection: {some: {edge: {@VALID}, node: {name: {contains: $text}}}}
    }
  ) {
    code
    name
    propertyCompany: propertyCompanyConnection(
      first: 1, sort: [{node: {code: ASC}}], where: {edge: {@VALID}}
    ) { edges { node { code name } } }
  }
}"""),
    undated="""
query Gaps($text: String!) {
  compounds(
    sort: [{code: ASC}]
    where: {
      buildings: {some: {organizations: {none: {kind: {eq: "GROUP"}}}}}
      propertyCompany: {some: {name: {contains: $text}}}
    }
  ) { code name propertyCompany { code name } }
}""",
    cypher=f"""
MATCH (y:PropertyCompany)-[m:MANAGES]->(x:Compound)
WHERE y.name CONTAINS $text AND {valid("m")} AND EXISTS {{
  MATCH (x)<-[:WITHIN]-(b:Building)
  WHERE NOT EXISTS {{
    MATCH (b)<-[area:COVERS]-(o:PartyOrganization)
    WHERE o.kind = 'GROUP' AND {valid("area")} AND {in_office("o")}
  }}
}}
WITH x, y ORDER BY x.code
RETURN collect([x.code, x.name, y.code, y.name])""",
    shape=_shape,
    variables={"text": "物业管理"},
)
