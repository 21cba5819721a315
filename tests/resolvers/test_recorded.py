"""What the graph said at a moment is what it answered then."""

import json
from typing import Any

import pytest

from graph.caller import Role
from graph.log import recorded
from tests.dataset.loading import contents
from tests.resolvers.conftest import Asked
from tests.resolvers.test_mutations import STEPS

QUESTION = """query($m: DateTime) @asOf(date: "2026-11-20", recorded: $m) {
  places { nodes { id code name version ancestors { code } } }
  people { nodes {
    id name phone version residence { code } affiliations { nodes { id since version } } } }
  partyOrganizations { nodes { id version secretary { name } members { totalCount } } }
  activities { nodes { id title } }
  audit { totalCount }
}"""


async def test_every_answer_of_a_moment_is_the_one_given_then(asked: Asked) -> None:
    answers: list[tuple[str, dict[str, Any]]] = []
    for call, given in STEPS:
        name = call.partition("(")[0]
        kind = f"{name[0].upper()}{name[1:]}Input"
        await asked.data(
            f"mutation($i: {kind}!) {{ {call} {{ problems {{ message }} }} }}", {"i": given}
        )
        now = await asked.data(QUESTION)
        rows = await asked.graph.rows("MATCH (h:LogHead) RETURN h.at")
        answers.append((str(rows[0][0]), now))
    assert len({json.dumps(answer) for _, answer in answers}) > len(answers) // 2
    before = await contents(asked.graph)
    for moment, then in answers:
        assert await asked.data(QUESTION, {"m": moment}) == then
    assert await contents(asked.graph) == before, "nothing of it stays"


async def test_what_cannot_be_said_is_refused_with_what_to_do(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = 'mutation { savePerson(input: {code: "SEC", name: "王大明"}) { bookmark } }'
    await asked.data(name)
    past = {"m": "2020-01-01T00:00:00+00:00"}
    assert (await asked.data(QUESTION, past))["people"]
    places = (
        'query($m: DateTime) @asOf(date: "2026-11-20", recorded: $m) { places { nodes { id } } }'
    )
    assert "for administrators and analysts" in await asked.refusal(places, past, Role.FRONTEND)
    inside = ('{ whatIf(changes: [{dissolve: {code: "G1", on: "2026-12-01"}}]) { asOf } }').replace(
        "{ whatIf", 'query @asOf(date: "2026-12-02", recorded: "2020-01-01T00:00:00") { whatIf'
    )
    assert "leave out `recorded`" in await asked.refusal(inside)
    monkeypatch.setattr(recorded, "MOST_TAKEN_BACK", 0)
    told = await asked.refusal(QUESTION, past)
    assert told.startswith("1 changes were recorded since 2020-01-01T00:00:00.000000+00:00")
    assert "restore the first backup made after that moment" in told
