"""Golden cases: an operation beside its plan, its Cypher, its parameters and its answers.

    uv run python -m tests.compiler.cases --write [NAME ...]

writes `plan.txt`, `cypher.txt`, `params.json` and `answer.json` anew for the cases, or for the
named ones; read what changed before committing it. The answers are those of the small random
graph to each role, as of DAY where the operation names no day; for them a Neo4j is started.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from graphql.execution.values import VariableValues, get_variable_values

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.compiler.compile import CompiledField, slotted
from graph.compiler.document import Documents
from graph.compiler.plan_text import plan_text
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from graph.rights import guard_of
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_compiler, create_engine
from seeds.dataset import load_tables
from tests.compiler.small import tables
from tests.java import BRIEFLY

ROOT = Path(__file__).parents[1] / "compiler_cases"
DAY = date(2026, 11, 1)
_ANSWER = "answer.json"
_SAME = "as to an administrator"


@dataclass(frozen=True)
class Case:
    """What the compiler makes of one operation: a statement for each root field."""

    plan: str
    cypher: tuple[str, ...]
    parameters: tuple[dict[str, Any], ...]

    def files(self) -> dict[str, str]:
        """The golden files by name."""
        shown = [{n: _json(v) for n, v in p.items()} for p in self.parameters]
        return {
            "plan.txt": self.plan,
            "cypher.txt": "\n\n".join(self.cypher) + "\n",
            "params.json": json.dumps(shown, ensure_ascii=False, indent=2) + "\n",
        }


def names() -> list[str]:
    """The cases that there are."""
    return sorted(p.name for p in ROOT.iterdir() if (p / "query.graphql").exists())


def query_of(name: str) -> tuple[str, Mapping[str, Any]]:
    """A case's operation and its variables."""
    folder = ROOT / name
    given = folder / "variables.json"
    variables: dict[str, Any] = {}
    if given.exists():
        variables = json.loads(given.read_text("utf-8"))
    return (folder / "query.graphql").read_text("utf-8"), variables


def answering(graph: Graph) -> Engine:
    """The engine that gives a case's answers."""
    return create_engine(graph, today=lambda: DAY)


def _number(text: str) -> float:
    """A mean, whose last digits are those of the order in which Neo4j added."""
    return float(f"{float(text):.12g}")


async def answers(engine: Engine, name: str) -> dict[str, Any]:
    """A case's response to each role, by the role's word."""
    query, variables = query_of(name)
    found: dict[str, Any] = {}
    for role in (Role.ADMIN, Role.ANALYST, Role.FRONTEND):
        request = GraphQLRequest(query, {**variables})
        answer = await engine.execute(request, Caller("case", role))
        body = json.loads(answer.body, parse_float=_number)
        found[role.value] = _SAME if body == found.get(Role.ADMIN.value) else body
    return found


def kept(name: str) -> dict[str, Any]:
    """The answers that are kept beside a case."""
    return json.loads((ROOT / name / _ANSWER).read_text("utf-8"), parse_float=_number)


def compiled(
    text: str,
    variables: Mapping[str, Any],
    role: Role = Role.ADMIN,
    scope: Mapping[str, str] | None = None,
) -> Case:
    """Compile an operation without a database. Raises ValueError when it is wrong.

    scope: the parameters of a guard, for a caller whose scope has as many places.
    """
    compiler = create_compiler()
    schema = compiler.schema
    prepared = Documents(schema).prepare(text)
    if prepared.errors:
        raise ValueError("; ".join(e.message for e in prepared.errors))
    operation = prepared.operation(None)
    found = get_variable_values(schema, operation.node.variable_definitions or (), {**variables})
    if not isinstance(found, VariableValues):
        raise ValueError("; ".join(e.message for e in found))
    opaque, _ = slotted(operation, found)
    made = compiler.compile(
        operation, opaque, guard_of(Caller("case", role, tuple(scope or ()) or None))
    )
    for refused in made.refused.values():
        raise refused
    fields = [f for f in made.fields if isinstance(f, CompiledField)]
    assert len(fields) == len(made.fields), "a root field is not compiled"
    plans = [f"{f.selected.key}:\n{plan_text(f.root.plan)}" for f in fields]
    asked = [f for f in fields if f.emitted is not None]
    bound = [f.bind(found.coerced, DAY, scope or {}) for f in asked]
    return Case(
        "\n".join(plans),
        tuple(f.emitted.text for f in asked if f.emitted),
        tuple(
            {n: b[n] for n in sorted(b) if f.emitted and n in f.emitted.parameters}
            for f, b in zip(asked, bound, strict=True)
        ),
    )


def _json(value: Any) -> Any:
    if isinstance(value, list):
        items = cast(list[Any], value)
        return [_json(item) for item in items]
    return value.isoformat() if isinstance(value, date) else value


async def write(names: list[str]) -> None:
    """Write the golden files of cases."""
    with TemporaryDirectory() as folder:
        options = EmbeddedOptions(
            Path(folder) / "data", heap_mb=1024, page_cache_mb=64, java_options=BRIEFLY
        )
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            await load_tables(graph, tables(), name="small")
            engine = answering(graph)
            for name in names:
                for file, text in compiled(*query_of(name)).files().items():
                    (ROOT / name / file).write_text(text, "utf-8")
                given = await answers(engine, name)
                lines = [
                    f"  {json.dumps(role)}: {json.dumps(answer, ensure_ascii=False)}"
                    for role, answer in given.items()
                ]
                text = "{\n" + ",\n".join(lines) + "\n}\n"
                (ROOT / name / _ANSWER).write_text(text, "utf-8")
                print(name)
            await graph.close()


def main(arguments: list[str]) -> int:
    """Write the golden files."""
    if not arguments or arguments[0] != "--write":
        print(__doc__)
        return 2
    asyncio.run(write(arguments[1:] or names()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
