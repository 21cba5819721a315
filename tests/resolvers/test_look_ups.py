"""Nodes without a code are looked up by what identifies them in their table."""

import pytest

from graph.caller import Role
from tests.audit.town import LONG_AGO
from tests.resolvers.conftest import Asked

SINCE = LONG_AGO
POST = f'personCode: "SEC", role: SECRETARY, organizationCode: "Z1", since: "{SINCE}"'


@pytest.fixture
async def joined(asked: Asked) -> Asked:
    """The town with a liaison and a registration."""
    for change in (
        'assignLiaison(input: {communityCode: "C1", role: DISTRICT_UNIT, unitCode: "U1", '
        f'since: "{SINCE}"}}) {{ problems {{ message }} }}',
        'registerAtCommunity(input: {communityCode: "C1", unitCode: "U1", '
        f'on: "{SINCE}"}}) {{ problems {{ message }} }}',
    ):
        (made,) = (await asked.data(f"mutation {{ {change} }}")).values()
        assert made == {"problems": []}
    return asked


async def test_each_is_found_by_its_key_and_is_what_its_id_finds(joined: Asked) -> None:
    wanted = {
        "post": (POST, "holder { code } organization { code }"),
        "affiliation": (
            'personCode: "SEC", organizationCode: "Z1", kind: FORMAL',
            "person { code } organization { code } kind",
        ),
        "liaison": (
            f'communityCode: "C1", role: DISTRICT_UNIT, unitCode: "U1", since: "{SINCE}"',
            "community { code } unit { code }",
        ),
        "dualRegistration": ('communityCode: "C1", unitCode: "U1"', "community { code }"),
    }
    for name, (key, shown) in wanted.items():
        found = (await joined.data(f"{{ {name}({key}) {{ __typename id {shown} }} }}"))[name]
        assert found is not None, name
        kind = found["__typename"]
        query = f"query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ {shown} }} }} }}"
        again = (await joined.data(query, {"id": found["id"]}))["node"]
        assert {"__typename": kind, "id": found["id"], **again} == found


async def test_what_is_left_out_is_an_empty_cell_or_what_it_means(asked: Asked) -> None:
    shown = "{ kind }"
    key = 'personCode: "SEC", organizationCode: "Z1"'
    assert (await asked.data(f"{{ affiliation({key}) {shown} }}"))["affiliation"] == {
        "kind": "FORMAL"
    }
    other = f"{{ affiliation({key}, kind: PARTICIPATION) {shown} }}"
    assert (await asked.data(other))["affiliation"] is None
    left_out = '{ post(personCode: "SEC", role: SECRETARY, organizationCode: "Z1") { id } }'
    answer = await asked.answer(left_out)
    assert answer["data"] == {"post": None}
    (remark,) = answer["extensions"]["remarks"]
    assert remark == (
        "'post' found nothing; what was left out (placeCode, since) is asked to be empty there."
    )


async def test_the_key_may_be_variables(asked: Asked) -> None:
    query = (
        "query($p: String!, $r: PostRole!, $o: String, $s: Date) "
        "{ post(personCode: $p, role: $r, organizationCode: $o, since: $s) { role } }"
    )
    given = {"p": "SEC", "r": "SECRETARY", "o": "Z1", "s": SINCE}
    assert (await asked.data(query, given))["post"] == {"role": "SECRETARY"}
    assert (await asked.data(query, given | {"r": "DEPUTY_SECRETARY"}))["post"] is None
    assert (await asked.data(query, {"p": "SEC", "r": "SECRETARY", "o": "Z1"}))["post"] is None


async def test_codes_of_nothing_in_a_key_are_named(asked: Asked) -> None:
    query = '{ post(personCode: "SEC", role: SECRETARY, organizationCode: "Z9") { id } }'
    answer = await asked.answer(query)
    assert answer["data"] == {"post": None}
    (remark,) = answer["extensions"]["remarks"]
    assert remark.startswith("There is no party organization with the code 'Z9'. The nearest are")
    answer = await asked.answer(query.replace("Z9", "§"))
    assert answer["extensions"]["remarks"] == ["There is no party organization with the code '§'."]


async def test_people_stay_hidden_behind_a_key(asked: Asked) -> None:
    query = '{ affiliation(personCode: "SEK", organizationCode: "Z1") { id } }'
    for role in (Role.ANALYST, Role.FRONTEND):
        answer = await asked.answer(query, role=role)
        assert answer["data"] == {"affiliation": None}
        assert "SE" not in str(answer["extensions"])
        hidden = query.replace("SEK", "SEC")
        seen = await asked.answer(hidden, role=role)
        assert seen["data"] == {"affiliation": None}
        assert seen["extensions"] == answer["extensions"]
