"""Pairs of communities and companies, and the posts held across them."""

from typing import Any

import pytest

from tests.audit.town import LONG_AGO
from tests.resolvers.conftest import Asked

DAY = '@asOf(date: "2026-11-01")'
PAIRS = (
    "crossAppointments { nodes { community { code } company { name } status "
    "appointments { direction person { code } post { role } since until } } }"
)


@pytest.fixture
async def companies(asked: Asked) -> dict[str, str]:
    """Companies A (mutual), B (only to the company), C (only to the community), D (none)."""
    town = asked.town
    codes: dict[str, str] = {}
    for number, name in enumerate("ABCD", 1):
        codes[name] = town.company(name)
        town.place(f"Y{number}", "COMPOUND")
        town.manage(codes[name], f"Y{number}", since=LONG_AGO)
        town.organization(f"O{name}", "BRANCH", host_code=codes[name], established_on=LONG_AGO)
    for name in "AB":
        town.person(code=f"TO-{name}", of="K1")
        town.post(f"TO-{name}", "DEPUTY_SECRETARY", f"O{name}", since=LONG_AGO)
    for name in "AC":
        town.person(code=f"FROM-{name}", of="Z1", employer_code=codes[name])
        since, until = "2024-01-01", "2026-12-01"
        town.post(f"FROM-{name}", "PART_TIME_COMMITTEE_MEMBER", "K1", since=since, until=until)
    await town.load(asked.graph)
    return codes


async def statuses(asked: Asked, query: str) -> dict[str, str]:
    nodes = (await asked.data(query))["crossAppointments"]["nodes"]
    return {node["company"]["name"]: node["status"] for node in nodes}


async def test_every_status_is_told(asked: Asked, companies: dict[str, str]) -> None:
    assert await statuses(asked, f"query {DAY} {{ {PAIRS} }}") == {
        "A": "MUTUAL",
        "B": "ONLY_COMMUNITY_TO_COMPANY",
        "C": "ONLY_COMPANY_TO_COMMUNITY",
        "D": "NONE",
        "企业一": "NONE",
    }


async def test_the_posts_behind_a_pair_are_listed(asked: Asked, companies: dict[str, str]) -> None:
    nodes = (await asked.data(f"query {DAY} {{ {PAIRS} }}"))["crossAppointments"]["nodes"]
    found: dict[str, Any] = {node["company"]["name"]: node["appointments"] for node in nodes}
    assert found["A"] == [
        {
            "direction": "COMMUNITY_TO_COMPANY",
            "person": {"code": "TO-A"},
            "post": {"role": "DEPUTY_SECRETARY"},
            "since": LONG_AGO,
            "until": None,
        },
        {
            "direction": "COMPANY_TO_COMMUNITY",
            "person": {"code": "FROM-A"},
            "post": {"role": "PART_TIME_COMMITTEE_MEMBER"},
            "since": "2024-01-01",
            "until": "2026-12-01",
        },
    ]
    assert found["D"] == []


async def test_an_appointment_counts_until_the_day_it_ends(
    asked: Asked, companies: dict[str, str]
) -> None:
    for day, status in (
        ("2023-12-31", "ONLY_COMMUNITY_TO_COMPANY"),
        ("2024-01-01", "MUTUAL"),
        ("2026-11-30", "MUTUAL"),
        ("2026-12-01", "ONLY_COMMUNITY_TO_COMPANY"),
    ):
        found = await statuses(asked, f'query @asOf(date: "{day}") {{ {PAIRS} }}')
        assert (day, found["A"]) == (day, status)


async def test_pairs_of_some_status_only(asked: Asked, companies: dict[str, str]) -> None:
    query = (
        f"query {DAY} {{ crossAppointments(status: [MUTUAL, ONLY_COMPANY_TO_COMMUNITY]) "
        "{ totalCount nodes { company { name } status } } }"
    )
    assert (await asked.data(query))["crossAppointments"]["totalCount"] == 2
    assert await statuses(asked, query) == {"A": "MUTUAL", "C": "ONLY_COMPANY_TO_COMMUNITY"}
    refused = await asked.refusal("{ crossAppointments(status: []) { totalCount } }")
    assert refused == "'status' names none; leave it out for all."


async def test_pages_give_every_pair_once(asked: Asked, companies: dict[str, str]) -> None:
    query = (
        f"query($a: String) {DAY} {{ crossAppointments(first: 2, after: $a) {{ totalCount "
        "nodes { company { name } } pageInfo { hasNextPage hasPreviousPage endCursor } } }"
    )
    names: list[str] = []
    after: str | None = None
    while True:
        page = (await asked.data(query, {"a": after}))["crossAppointments"]
        names += [node["company"]["name"] for node in page["nodes"]]
        assert page["totalCount"] == 5
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert sorted(names) == ["A", "B", "C", "D", "企业一"]


async def test_an_appointment_is_found_by_its_id(asked: Asked, companies: dict[str, str]) -> None:
    query = f"query {DAY} {{ crossAppointments {{ nodes {{ appointments {{ id }} }} }} }}"
    pairs = (await asked.data(query))["crossAppointments"]["nodes"]
    ids = [a["id"] for pair in pairs for a in pair["appointments"]]
    assert len(ids) == len(set(ids)) == 4
    wanted = [*ids, "CrossAppointment:nothing", "Building:B1"]
    found = await asked.data(
        f"query($ids: [ID!]!, $one: ID!) {DAY} {{ nodes(ids: $ids) {{ id }} "
        "node(id: $one) { id ... on CrossAppointment { company { name } } } }",
        {"ids": wanted, "one": ids[0]},
    )
    assert found["nodes"] == [*({"id": i} for i in ids), None, {"id": "Building:B1"}]
    assert found["node"] == {"id": ids[0], "company": {"name": "A"}}


async def test_a_post_is_a_cross_appointment_where_a_pair_shows_it(
    asked: Asked, companies: dict[str, str]
) -> None:
    # E manages no compound in the community, so that nobody's post crosses to it.
    town = asked.town
    town.company("E")
    lone = town.company("F")
    town.organization("OF", "BRANCH", host_code=lone, established_on=LONG_AGO)
    town.person(code="TO-F", of="K1")
    town.post("TO-F", "DEPUTY_SECRETARY", "OF", since=LONG_AGO)
    town.person(code="FROM-F", of="Z1", employer_code=lone)
    town.post("FROM-F", "COMMITTEE_MEMBER", "K1", since=LONG_AGO)
    town.manage(lone, "X1", since="2021-01-01", until="2022-01-01")
    await town.load(asked.graph)
    for day in ("2021-06-01", "2026-11-01", "2027-01-01"):
        data = await asked.data(
            f'query @asOf(date: "{day}") {{ posts(where: {{ isCrossAppointment: {{ eq: true }} }}) '
            "{ nodes { id isCrossAppointment holder { code } } } "
            "crossAppointments { nodes { appointments { post { id isCrossAppointment } } } } }"
        )
        posts = {n["id"] for n in data["posts"]["nodes"]}
        shown = [a["post"] for n in data["crossAppointments"]["nodes"] for a in n["appointments"]]
        assert posts == {post["id"] for post in shown}
        assert all(post["isCrossAppointment"] for post in shown)
        holders = {n["holder"]["code"] for n in data["posts"]["nodes"]}
        assert ({"TO-F", "FROM-F"} <= holders) == (day == "2021-06-01")
        assert "TO-A" in holders
