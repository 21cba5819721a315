"""Of names, phones and codes of all shapes others than administrators are told surnames alone."""

import json
from random import Random
from typing import Any

import pytest

from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from tests.resolvers.conftest import Asked

NUMBER = 10_000
SHAPES = (
    "王李张刘陈杨赵黄周吴徐孙",
    "欧阳司马诸葛上官",
    "𠮷𡈽𪚥㐂",
    "ABCDEFabcdef",
    "áéíóúñç·-' ",
    "אבגדהאבג",
    "0123456789",
    '"\\`{}$/<>&',
    "é\u200d\u202e\u0301👩",
)
HOLDERS = """
    MATCH (p:Post)-[:IN_ORGANIZATION]->(o) WITH p, o LIMIT 1
    UNWIND $rows AS row
    CREATE (q:Person {code: row[0], name: row[1], phone: row[2]})<-[:HELD_BY]-(x:Post)
    SET x = p {.*, key: row[0]} CREATE (x)-[:IN_ORGANIZATION]->(o)
"""
QUESTION = "{ posts { nodes { holder { code name phone } } } }"


OTHERS = "UNWIND $codes AS code CREATE (:Person {code: code, name: '王小明', phone: '1'})"
BY_ID = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }"
BY_CODE = """query ($codes: [String!]!, $one: String!) {
    people(where: { code: { in: $codes } }) { totalCount }
    person(code: $one) { id name }
}"""
WORDS = "query ($one: String!) { search(text: $one) { id } person(code: $one) { id name } }"
AT_ONCE = 2_000


def text(random: Random, shape: str) -> str:
    """Some letters of an alphabet, in no order."""
    return "".join(random.choice(shape) for _ in range(random.choice((1, 2, 2, 3, 3, 4, 9, 60))))


def codes(random: Random) -> list[str]:
    """As codes are found: numbers of identity cards and phones, names, and all other letters."""
    shapes = ("11010119{:010d}", "{:018d}", "1{:010d}", "P-{}", "党员{}", "王小明{}", "a@b.cn/{}")
    found = {shapes[n % len(shapes)].format(n) for n in range(NUMBER // 2)}
    while len(found) < NUMBER:
        found.add(text(random, SHAPES[len(found) % len(SHAPES)]) + str(len(found)))
    return sorted(found)


def people(random: Random) -> list[tuple[str, str, str]]:
    """Codes, names and phones, each phone once."""

    phones = random.sample(range(10**9), NUMBER)
    shapes = ("1{:010d}", "+86 1{:010d}", "0350-{:09d}", "({:09d}) x7", "{:09d}")
    return [
        (f"MASK{n}", text(random, SHAPES[n % len(SHAPES)]), shapes[n % len(shapes)].format(phone))
        for n, phone in enumerate(phones)
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
async def test_ten_thousand_names_are_masked_and_phones_left_out(asked: Asked, role: Role) -> None:
    rows = people(Random(14))
    await asked.graph.write(HOLDERS, {"rows": [list(row) for row in rows]})
    answer = await asked.engine.execute(GraphQLRequest(QUESTION), Caller("test", role))
    told = {
        node["holder"]["code"]: node["holder"]
        for node in (await asked.data(QUESTION, role=role))["posts"]["nodes"]
    }
    for code, name, _ in rows:
        shown = told[code]["name"]
        assert shown[0] == name[0]
        assert set(shown[1:]) == {"*"}
        assert told[code]["phone"] is None
    text = answer.body.decode()
    assert not [phone for _, _, phone in rows if phone in text]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
async def test_ten_thousand_codes_tell_nobody_who_holds_no_post(asked: Asked, role: Role) -> None:
    """A code of somebody is answered to the letter as one of nobody is."""
    made = codes(Random(14))
    await asked.graph.write(OTHERS, {"codes": made})
    engine, caller = asked.engine, Caller("test", role)

    async def told(query: str, values: dict[str, Any]) -> bytes:
        return (await engine.execute(GraphQLRequest(query, values), caller)).body

    for start in range(0, NUMBER, AT_ONCE):
        some = made[start : start + AT_ONCE]
        ids = [f"Person:{code}" for code in some]
        found = json.loads(await told(BY_ID, {"ids": ids}))
        assert found == {"data": {"nodes": [None] * len(some)}}
        # To count people by their codes is refused, and the refusal names none.
        refusal = await told(BY_CODE, {"codes": some, "one": some[0]})
        nobody = await told(BY_CODE, {"codes": ["nobody"], "one": "nobody"})
        assert refusal == nobody
        assert json.loads(refusal)["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    for code in made[::100]:
        body = json.loads(await told(WORDS, {"one": code}))
        assert body == {"data": {"search": [], "person": None}}, code
    admin = await asked.data(BY_ID, {"ids": [f"Person:{code}" for code in made[:9]]})
    assert None not in admin["nodes"]
