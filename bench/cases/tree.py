"""The whole tree of the territory."""

from typing import Any

from bench.case import Case, Data, in_office, peer, valid


def _shape(value: Any) -> Data:
    return {
        "subdistricts": {
            "nodes": [
                {"code": code, "name": name, "communities": {"nodes": _communities(below)}}
                for code, name, below in value
            ]
        }
    }


def _communities(value: Any) -> list[Data]:
    return [
        {
            "code": code,
            "name": name,
            "compounds": {
                "nodes": [
                    {"code": code, "name": name, "buildings": {"nodes": _buildings(below)}}
                    for code, name, below in compounds
                ]
            },
        }
        for code, name, compounds in value
    ]


def _buildings(value: Any) -> list[Data]:
    return [
        {
            "code": code,
            "name": name,
            "partyGroup": None if group is None else {"code": group[0], "name": group[1]},
        }
        for code, name, group in value
    ]


CASE = Case(
    name="tree",
    title="the whole tree subdistrict → community → compound → building → Party group",
    ours="""
query Tree {
  subdistricts {
    nodes {
      code
      name
      communities {
        nodes {
          code
          name
          compounds {
            nodes {
              code
              name
              buildings { nodes { code name partyGroup { code name } } }
            }
          }
        }
      }
    }
  }
}""",
    peer=peer("""
query Tree($day: Date!) {
  subdistricts(sort: [{code: ASC}]) {
    code
    name
    communities(sort: [{code: ASC}]) {
      code
      name
      compounds(sort: [{code: ASC}]) {
        code
        name
        buildings(sort: [{code: ASC}]) {
          code
          name
          partyGroup: organizationsConnection(
            first: 1
            sort: [{node: {code: ASC}}]
            where: {edge: {@VALID}, node: {kind: {eq: "GROUP"}, @IN_OFFICE}}
          ) { edges { node { code name } } }
        }
      }
    }
  }
}"""),
    undated="""
query Tree {
  subdistricts(sort: [{code: ASC}]) {
    code
    name
    communities(sort: [{code: ASC}]) {
      code
      name
      compounds(sort: [{code: ASC}]) {
        code
        name
        buildings(sort: [{code: ASC}]) {
          code
          name
          partyGroup: organizations(where: {kind: {eq: "GROUP"}}) { code name }
        }
      }
    }
  }
}""",
    cypher=f"""
MATCH (s:Subdistrict)
WHERE s.code > ''
WITH s ORDER BY s.code
RETURN collect([s.code, s.name, COLLECT {{
  MATCH (s)<-[:WITHIN]-(c:Community)
  WITH c ORDER BY c.code
  RETURN [c.code, c.name, COLLECT {{
    MATCH (c)<-[:WITHIN]-(x:Compound)
    WITH x ORDER BY x.code
    RETURN [x.code, x.name, COLLECT {{
      MATCH (x)<-[:WITHIN]-(b:Building)
      WITH b ORDER BY b.code
      RETURN [b.code, b.name, head(COLLECT {{
        MATCH (b)<-[area:COVERS]-(o:PartyOrganization)
        WHERE o.kind = 'GROUP' AND {valid("area")} AND {in_office("o")}
        WITH o ORDER BY o.code LIMIT 1
        RETURN [o.code, o.name]
      }})]
    }}]
  }}]
}}])""",
    shape=_shape,
)
