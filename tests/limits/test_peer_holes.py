"""Holes that were published of the peer's rules of authorization, tried on this service.

Each is a way to a datum where rules were not asked: as one that stood beside another, within a
quantifier, an aggregate, an interface or a claim that was not the first.
"""

from typing import Any

import orjson
import pytest
from graphql import GraphQLError

from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from tests.compiler.cases import compiled
from tests.resolvers.conftest import Asked, asked

__all__ = ["asked"]

LIMITED = [role for role in Role if role is not Role.ADMIN]
HOLDER = "{ posts { nodes { holder { %s } } } }"


async def told(
    town: Asked, text: str, scope: tuple[str, ...] | None, role: Role = Role.ADMIN
) -> Any:
    answer = await town.engine.execute(GraphQLRequest(text, {}), Caller("test", role, scope))
    return orjson.loads(answer.body)


@pytest.mark.parametrize("role", LIMITED)
async def test_a_field_s_rule_holds_beside_its_type_s(asked: Asked, role: Role) -> None:
    """A type has a rule, who is public and in the scope; its fields have theirs besides."""
    everywhere = await told(asked, HOLDER % "code name phone category", None, role)
    inside = await told(asked, HOLDER % "code name phone category", ("X1",), role)
    assert everywhere == inside
    (node,) = inside["data"]["posts"]["nodes"]
    assert node["holder"] == {"code": "SEC", "name": "王**", "phone": None, "category": None}
    for scope in (None, ("X1",), ("C1",)):
        refused = await told(asked, HOLDER % "code isMember", scope, role)
        assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    outside = await told(asked, HOLDER % "code name", ("B3",), role)
    assert outside["data"]["posts"]["nodes"] == []


@pytest.mark.parametrize("quantifier", ["some", "none", "every", "single"])
async def test_none_is_not_some(asked: Asked, quantifier: str) -> None:
    """Quantifiers mean what they say of what is seen, and only of that."""
    text = (
        "{ compounds(where: { buildings: { %s: { code: { in: %s } } } }) { totalCount } "
        "partyOrganizations(where: { posts: { %s: { role: { eq: SECRETARY } } } }) { totalCount } }"
    )

    async def counted(codes: str, scope: tuple[str, ...] | None) -> dict[str, int]:
        found = await told(asked, text % (quantifier, codes, quantifier), scope)
        return {name: one["totalCount"] for name, one in found["data"].items()}

    whole = {"some": (1, 1), "none": (0, 3), "every": (0, 4), "single": (1, 1)}[quantifier]
    assert tuple((await counted('["B1"]', None)).values()) == whole
    # From B2 alone neither the compound nor an organization below the community is seen.
    assert (await counted('["B1"]', ("B2",)))["compounds"] == 0
    for codes in ('["B1"]', '["B9"]', "[]"):
        assert (await counted(codes, ("B2",)))["compounds"] == 0
    # A building that lies outside is none, for each quantifier.
    inside = await counted('["B1", "B2", "B3"]', ("X1",))
    assert inside["compounds"] == {"some": 1, "none": 0, "every": 1, "single": 0}[quantifier]


@pytest.mark.parametrize("quantifier", ["some", "none", "every", "single"])
@pytest.mark.parametrize("role", LIMITED)
def test_no_quantifier_asks_what_the_others_may_not(role: Role, quantifier: str) -> None:
    for inner in ('{ phone: { eq: "1" } }', "{ category: { isNull: true } }", "{ residence: {} }"):
        lived, belongs = (
            f"{{ {n}: {{ {quantifier}: {inner} }} }}" for n in ("residents", "members")
        )
        for text in (
            f"{{ buildings(where: {lived}) {{ totalCount }} }}",
            f"{{ buildings(where: {{ not: {lived} }}) {{ totalCount }} }}",
            f"{{ posts(where: {{ organization: {belongs} }}) {{ totalCount }} }}",
        ):
            with pytest.raises(GraphQLError, match="personal data"):
                compiled(text, {}, role)


AGGREGATES = (
    "{ buildings { totalCount aggregate { count floors { max } } "
    "groupBy(by: [{ field: COMPOUND }]) { count } } "
    "places { totalCount aggregate { count } groupBy(by: [{ field: KIND }]) { count } } "
    "partyOrganizations { totalCount aggregate { count } groupBy(by: [{ field: KIND }]) { count } }"
    " posts { totalCount aggregate { count } groupBy(by: [{ field: ROLE }]) { count } } "
    "members { totalCount } people { totalCount } }"
)


async def test_aggregations_ask_for_what_is_seen_alone(asked: Asked) -> None:
    """Counts, aggregates and groups of a scope are those of its rows, interfaces' too."""
    found = (await told(asked, AGGREGATES, ("B2",)))["data"]
    assert found["buildings"]["totalCount"] == 1
    assert found["buildings"]["aggregate"]["count"] == 1
    assert [group["count"] for group in found["buildings"]["groupBy"]] == [1]
    assert found["places"] == {
        "totalCount": 1, "aggregate": {"count": 1}, "groupBy": [{"count": 1}],
    }  # fmt: skip
    assert found["partyOrganizations"] == {
        "totalCount": 0, "aggregate": {"count": 0}, "groupBy": [],
    }  # fmt: skip
    assert found["posts"] == {"totalCount": 0, "aggregate": {"count": 0}, "groupBy": []}
    assert (found["members"]["totalCount"], found["people"]["totalCount"]) == (4, 4)
    rows = "{ buildings { nodes { code } } places { nodes { code } } people { nodes { code } } }"
    listed = (await told(asked, rows, ("B2",)))["data"]
    assert [len(one["nodes"]) for one in listed.values()] == [1, 1, 4]


@pytest.mark.parametrize("role", LIMITED)
def test_aggregations_ask_for_no_hidden_field(role: Role) -> None:
    for text in (
        "{ people { aggregate { joinedOn { min } } } }",
        "{ members { aggregate { fullMemberOn { max } } } }",
        "{ buildings { nodes { residents { aggregate { joinedOn { max } } } } } }",
        "{ posts { groupBy(by: [{ field: HOLDER_CATEGORY }]) { count } } }",
    ):
        with pytest.raises(GraphQLError, match="personal data"):
            compiled(text, {}, role)


@pytest.mark.parametrize("scope", [("B1", "B2"), ("B2", "B1"), ("B3", "B2", "B1")])
async def test_every_claim_is_checked_and_not_the_first_alone(
    asked: Asked, scope: tuple[str, ...]
) -> None:
    text = "{ buildings { nodes { code } } people { totalCount } groups: places { totalCount } }"
    found = (await told(asked, text, scope))["data"]
    assert [node["code"] for node in found["buildings"]["nodes"]] == sorted(scope)
    assert found["people"]["totalCount"] == 5
    assert found["groups"]["totalCount"] == len(scope)
    # One that is no place is refused, wherever it stands.
    for index in range(len(scope) + 1):
        wrong = (*scope[:index], "NOWHERE", *scope[index:])
        refused = await told(asked, text, wrong)
        assert refused["errors"][0]["extensions"]["code"] == "UNKNOWN_SCOPE"
