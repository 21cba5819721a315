"""Corrections as they are asked for: by mutations, with the payload's own selection."""

from tests.resolvers.conftest import Asked

SAVE = """
mutation {
  facility: saveFacility(
    input: { code: "F1", name: "站", kind: SERVICE_CENTER, placeCode: "C1" }
  ) { facility { code place { name } } problems { message } }
  room: saveRoom(input: { facilityCode: "F1", name: "书房", extended: true }) {
    facility { rooms { name extended } } problems { message }
  }
  area: removeOrganizationArea(
    input: { organizationCode: "G1", placeCode: "B9", reason: "录错" }
  ) { organization { code } problems { __typename path } }
  renumber(id: "Compound:X1", code: "X7") {
    node { id ... on Compound { buildings { nodes { code ancestors { code } } } } }
    problems { message }
  }
}"""


async def test_payloads_show_what_was_saved_and_renumbered(asked: Asked) -> None:
    data = await asked.data(SAVE)
    assert data["facility"] == {
        "facility": {"code": "F1", "place": {"name": "C1"}},
        "problems": [],
    }
    assert data["room"] == {
        "facility": {"rooms": [{"name": "书房", "extended": True}]},
        "problems": [],
    }
    assert data["area"] == {
        "organization": None,
        "problems": [{"__typename": "NotFound", "path": ["input"]}],
    }
    node = data["renumber"]["node"]
    assert node["id"] == "Compound:X7"
    above = [[a["code"] for a in b["ancestors"]] for b in node["buildings"]["nodes"]]
    assert above == [["X7", "C1", "S1", "D1"]] * 3
