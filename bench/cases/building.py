"""One building with everything around it."""

from typing import Any

from bench.case import Case, Data, in_office, peer, valid


def _pairs(value: Any) -> list[Data]:
    return [{"code": code, "name": name} for code, name in value]


def _pair(value: Any) -> Data | None:
    return None if value is None else {"code": value[0], "name": value[1]}


def _shape(value: Any) -> Data:
    return {
        "buildings": {
            "nodes": [
                {
                    "code": code,
                    "name": name,
                    "floors": floors,
                    "compound": None
                    if x is None
                    else {
                        "code": x[0],
                        "name": x[1],
                        "propertyCompany": _pair(x[2]),
                        "community": _pair(x[3]),
                    },
                    "units": {"nodes": _pairs(units)},
                    "organizations": {"nodes": _pairs(organizations)},
                    "partyGroup": None
                    if group is None
                    else {
                        "code": group[0],
                        "name": group[1],
                        "members": {"nodes": _pairs(group[2])},
                        "posts": {
                            "nodes": [
                                {"role": role, "holder": {"code": of, "name": named}}
                                for role, of, named in group[3]
                            ]
                        },
                    },
                    "residents": {
                        "nodes": [
                            {"code": of, "name": named, "category": category, "phone": phone}
                            for of, named, category, phone in residents
                        ]
                    },
                }
                for code, name, floors, x, units, organizations, group, residents in value
            ]
        }
    }


CASE = Case(
    name="building",
    title="one building with everything",
    ours="""
query Building($code: String!) {
  buildings(where: {code: {eq: $code}}) {
    nodes {
      code
      name
      floors
      compound { code name propertyCompany { code name } community { code name } }
      units { nodes { code name } }
      organizations { nodes { code name } }
      partyGroup {
        code
        name
        members { nodes { code name } }
        posts { nodes { role holder { code name } } }
      }
      residents { nodes { code name category phone } }
    }
  }
}""",
    peer=peer("""
query Building($code: String!, $day: Date!) {
  buildings(where: {code: {eq: $code}}) {
    code
    name
    floors
    compound {
      code
      name
      propertyCompany: propertyCompanyConnection(
        first: 1, sort: [{node: {code: ASC}}], where: {edge: {@VALID}}
      ) { edges { node { code name } } }
      community { code name }
    }
    units(sort: [{code: ASC}]) { code name }
    organizations: organizationsConnection(
      sort: [{node: {code: ASC}}], where: {edge: {@VALID}, node: {@IN_OFFICE}}
    ) { edges { node { code name } } }
    partyGroup: organizationsConnection(
      first: 1
      sort: [{node: {code: ASC}}]
      where: {edge: {@VALID}, node: {kind: {eq: "GROUP"}, @IN_OFFICE}}
    ) {
      edges {
        node {
          code
          name
          members: affiliatedConnection(
            sort: [{node: {code: ASC}}], where: {edge: {kind: {eq: "FORMAL"}, @VALID}}
          ) { edges { node { code name } } }
          posts(sort: [{since: ASC}], where: {@VALID}) { role holder { code name } }
        }
      }
    }
    residents(sort: [{code: ASC}]) { code name category phone }
  }
}"""),
    undated="""
query Building($code: String!) {
  buildings(where: {code: {eq: $code}}) {
    code
    name
    floors
    compound { code name propertyCompany { code name } community { code name } }
    units(sort: [{code: ASC}]) { code name }
    organizations(sort: [{code: ASC}]) { code name }
    partyGroup: organizations(where: {kind: {eq: "GROUP"}}) {
      code
      name
      members: affiliatedConnection(
        sort: [{node: {code: ASC}}], where: {edge: {kind: {eq: "FORMAL"}}}
      ) { edges { node { code name } } }
      posts(sort: [{since: ASC}]) { role holder { code name } }
    }
    residents(sort: [{code: ASC}]) { code name category phone }
  }
}""",
    cypher=f"""
MATCH (b:Building {{code: $code}})
OPTIONAL MATCH (b)-[:WITHIN]->(x:Compound)
OPTIONAL MATCH (x)-[:WITHIN]->(c:Community)
OPTIONAL MATCH (b)<-[area:COVERS]-(g:PartyOrganization)
WHERE g.kind = 'GROUP' AND {valid("area")} AND {in_office("g")}
WITH b, x, c, g ORDER BY g.code LIMIT 1
RETURN collect([
  b.code, b.name, b.floors,
  CASE WHEN x IS NOT NULL THEN [x.code, x.name, head(COLLECT {{
    MATCH (x)<-[m:MANAGES]-(y:PropertyCompany) WHERE {valid("m")}
    WITH y ORDER BY y.code LIMIT 1
    RETURN [y.code, y.name]
  }}), CASE WHEN c IS NOT NULL THEN [c.code, c.name] END] END,
  COLLECT {{ MATCH (b)<-[:WITHIN]-(u:BuildingUnit) WITH u ORDER BY u.code
    RETURN [u.code, u.name] }},
  COLLECT {{ MATCH (b)<-[area:COVERS]-(o:PartyOrganization)
    WHERE {valid("area")} AND {in_office("o")}
    WITH DISTINCT o ORDER BY o.code RETURN [o.code, o.name] }},
  CASE WHEN g IS NOT NULL THEN [g.code, g.name,
    COLLECT {{ MATCH (g)<-[a:AFFILIATED]-(p:Person) WHERE a.kind = 'FORMAL' AND {valid("a")}
      WITH DISTINCT p ORDER BY p.code RETURN [p.code, p.name] }},
    COLLECT {{ MATCH (g)<-[:IN_ORGANIZATION]-(t:Post)-[:HELD_BY]->(h:Person)
      WHERE {valid("t")}
      WITH t, h ORDER BY t.since, t.key RETURN [t.role, h.code, h.name] }}
  ] END,
  COLLECT {{ MATCH (b)<-[:WITHIN*0..1]-(:Place)<-[:RESIDES_IN]-(p:Person)
    WITH p ORDER BY p.code RETURN [p.code, p.name, p.category, p.phone] }}
])""",
    shape=_shape,
    variables={"code": "140902001002-X01-01"},
    first_page=True,
    note="The peer is asked for the residents of the building only, not of its units.",
)
