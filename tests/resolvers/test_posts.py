"""Posts that the audit would find at once are refused."""

from tests.resolvers.conftest import Asked


async def test_a_second_secretary_is_refused_at_any_time_of_the_post(asked: Asked) -> None:
    appoint = (
        "mutation($i: AppointInput!) { appoint(input: $i) "
        "{ problems { __typename ... on RuleViolation { rule { id } } } } }"
    )
    post = await asked.graph.read("MATCH (p:Post {role: 'SECRETARY'}) RETURN 'Post:' + p.key")
    end = 'mutation($id: ID!) { endPost(id: $id, on: "2026-06-01") { problems { message } } }'
    assert (await asked.data(end, {"id": post}))["endPost"]["problems"] == []
    found: list[list[str]] = []
    for person, since, until in (
        ("P1", "2027-01-01", None),
        ("P2", "2026-07-01", None),
        ("P2", "2026-07-01", "2027-01-02"),
        ("P2", "2026-05-31", "2026-07-01"),
        ("P2", "2026-06-01", "2027-01-01"),
    ):
        given = {"personCode": person, "role": "SECRETARY", "organizationCode": "Z1"}
        days = {"since": since, "until": until}
        data = await asked.data(appoint, {"i": {**given, **days}})
        found.append([p["rule"]["id"] for p in data["appoint"]["problems"]])
    several = ["secretary-several"]
    assert found == [[], several, several, several, []]
