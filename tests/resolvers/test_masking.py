"""Of names, phones and codes of all shapes others than administrators are told surnames alone."""

from random import Random

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


def people(random: Random) -> list[tuple[str, str, str]]:
    """Codes, names and phones, each phone once."""

    def text(shape: str) -> str:
        return "".join(
            random.choice(shape) for _ in range(random.choice((1, 2, 2, 3, 3, 4, 9, 60)))
        )

    phones = random.sample(range(10**9), NUMBER)
    shapes = ("1{:010d}", "+86 1{:010d}", "0350-{:09d}", "({:09d}) x7", "{:09d}")
    return [
        (f"MASK{n}", text(SHAPES[n % len(SHAPES)]), shapes[n % len(shapes)].format(phone))
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
