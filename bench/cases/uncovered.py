"""Buildings without a Party group."""

from typing import Any

from bench.case import Case, Data, in_office, peer, valid


def _shape(value: Any) -> Data:
    return {
        "buildings": {
            "nodes": [
                {
                    "code": code,
                    "name": name,
                    "compound": None if compound is None else {"code": compound, "name": named},
                    "community": None if community is None else {"code": community, "name": of},
                }
                for code, name, compound, named, community, of in value
            ]
        }
    }


def _view(data: Data) -> Data:
    # The community of a building is asked of its compound.
    found: list[Data] = []
    for row in data["buildings"]:
        compound: Data = row["compound"][0]
        bare = {name: compound[name] for name in ("code", "name")}
        found.append({**row, "compound": bare, "community": compound["community"]})
    return {"buildings": found}


CASE = Case(
    name="uncovered",
    title="buildings without a Party group, with compound and community, first 50",
    ours="""
query Uncovered($first: Int!) {
  buildings(first: $first, where: {partyGroup: {isNull: true}}) {
    nodes { code name compound { code name } community { code name } }
  }
}""",
    peer=peer("""
query Uncovered($first: Int!, $day: Date!) {
  buildings(
    limit: $first
    sort: [{code: ASC}]
    where: {
      organizationsConnection: {
        none: {edge: {@VALID}, node: {kind: {eq: "GROUP"}, @IN_OFFICE}}
      }
    }
  ) { code name compound { code name community { code name } } }
}"""),
    undated="""
query Uncovered($first: Int!) {
  buildings(
    limit: $first
    sort: [{code: ASC}]
    where: {organizations: {none: {kind: {eq: "GROUP"}}}}
  ) { code name compound { code name community { code name } } }
}""",
    cypher=f"""
MATCH (b:Building)
WHERE b.code > '' AND NOT EXISTS {{
  MATCH (b)<-[area:COVERS]-(o:PartyOrganization)
  WHERE o.kind = 'GROUP' AND {valid("area")} AND {in_office("o")}
}}
WITH b ORDER BY b.code LIMIT $first
OPTIONAL MATCH (b)-[:WITHIN]->(x:Compound)
OPTIONAL MATCH (x)-[:WITHIN]->(c:Community)
RETURN collect([b.code, b.name, x.code, x.name, c.code, c.name])""",
    shape=_shape,
    variables={"first": 50},
    peer_view=_view,
    first_page=True,
)
