"""After random changes the graph says what an independent evaluation of the changed tables says.

Each sequence starts from the small graph. After every change that was made, questions are compared
with the evaluation of the tables, changed likewise; a third of them is asked again in the end with
`recorded`, and has to be answered as it was then. At last all changes are undone, newest first,
which gives the first graph. An ordinary run has one sequence of 10 changes; `--operations 50000`
has a hundred of 30.
"""

import random
from typing import Any

import orjson
import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.log import verify
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine
from seeds.dataset import load_tables
from tests.compiler.small import tables
from tests.content import Content, wipe
from tests.dataset.loading import contents
from tests.oracle.answer import Answers
from tests.oracle.changing import FAR, Records, step
from tests.oracle.world import read

STEPS = 30
DAYS = ("2024-02-29", str(FAR))
QUESTION = """query @asOf(date: "%s"%s) {
  places { nodes { id code name kind path ancestors { code } } }
  people { nodes {
    id name phone isVeteran isMember category joinedOn residence { code } employer { code }
    organization { code } affiliations { nodes { id kind since until } }
    dualRegistrations { nodes { id registeredOn claimedPost } } } }
  partyOrganizations { nodes {
    id code name kind joint establishedOn dissolvedOn parent { code } secretary { id }
    members { totalCount } places { nodes { code } } } }
  posts { nodes { id role since until holder { id } organization { code } } }
  compounds { nodes { code companies: propertyCompany { code } } }
  activities { nodes { id title heldOn served place { code } } }
}"""


class Changed:
    """A graph that is changed, and the tables beside it."""

    def __init__(self, graph: Graph, chance: random.Random) -> None:
        self.graph = graph
        self.chance = chance
        self.engine: Engine = create_engine(graph)
        self.records = Records.of(tables())
        self.said: list[tuple[str, str, Any]] = []
        self.kinds: set[str] = set()

    async def ask(self, text: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The data for an administrator."""
        request = GraphQLRequest(text, variables or {})
        answer = await self.engine.execute(request, Caller("test", Role.ADMIN))
        body = orjson.loads(answer.body)
        assert "errors" not in body, f"{text}\n{variables}\n{body['errors']}"
        return body["data"]

    async def step(self) -> None:
        """One change, and what the graph says after it."""
        made = step(self.chance, self.records)
        (answer,) = (await self.ask(made.text, made.variables)).values()
        if answer["problems"]:
            return
        rows = await self.graph.rows("MATCH (h:LogHead) RETURN h.seq, h.at")
        self.records.do(int(rows[0][0]), made.effects)
        self.kinds.add(made.mutation)
        answers = Answers(read(self.records.tables()))
        day = self.chance.choice(DAYS)
        question = QUESTION % (day, "")
        found = await self.ask(question)
        wanted = answers.answer(question, {}, True, FAR)
        assert "errors" not in wanted, wanted["errors"][:3]
        assert found == orjson.loads(orjson.dumps(wanted["data"])), (made, day)
        self.said.append((str(rows[0][1]), day, found))

    async def past(self) -> None:
        """Some of the moments again."""
        for moment, day, found in self.chance.sample(self.said, (len(self.said) + 2) // 3):
            assert await self.ask(QUESTION % (day, f', recorded: "{moment}"')) == found, moment

    async def undo_all(self) -> None:
        """Take back what is not taken back yet, newest first."""
        text = "mutation($e: ID!) { undo(entry: $e) { problems { message } } }"
        rows = await self.graph.rows(
            "MATCH (e:LogEntry) WHERE e.operation <> 'import' RETURN e.seq, e.undoes ORDER BY e.seq"
        )
        # What was undone is as it was; what took an undoing back is made again.
        standing: dict[int, bool] = {}
        for seq, undone in rows:
            standing[seq] = undone is None or not standing.pop(undone)
        for seq in sorted((n for n, stands in standing.items() if stands), reverse=True):
            (answer,) = (await self.ask(text, {"e": f"LogEntry:{seq}"})).values()
            assert answer["problems"] == [], (seq, answer)


async def _sequence(graph: Graph, seed: int, steps: int) -> set[str]:
    """Load, change, compare, and take all back; the mutations that were made."""
    await wipe(graph)
    report = await load_tables(graph, tables(), name="small")
    assert report.wrong == 0
    first = await contents(graph)
    changed = Changed(graph, random.Random(seed))
    for _ in range(steps):
        await changed.step()
    await changed.past()
    await changed.undo_all()
    assert await contents(graph) == first
    assert [fault async for fault in verify(graph)] == []
    return changed.kinds


async def test_changed_graphs_are_those_of_the_changed_tables(
    graph: Graph, content: Content, pytestconfig: pytest.Config
) -> None:
    await content.empty(graph)
    operations = int(str(pytestconfig.getoption("operations")))
    count, steps = max(1, operations // 500), min(STEPS, operations // 50)
    seed = int(str(pytestconfig.getoption("hypothesis_seed")))
    kinds: set[str] = set()
    for number in range(count):
        kinds |= await _sequence(graph, seed * 1000 + number, steps)
    assert len(kinds) >= 3, kinds
    print(f"\n{count} sequences of {steps} changes: {', '.join(sorted(kinds))}")
