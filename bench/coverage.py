"""Coverage against hand-written statements, and on a larger graph: `python -m bench.coverage`.

Each round asks one after the other, so that both meet the same machine. The figures asked
for: building coverage by subdistrict at most 15 ms over a statement by hand; on ten times
the graph at most 12 times as long; the whole district with groups at all levels in one
statement.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from bench.case import in_office, valid
from bench.database import database
from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import Engine, GraphQLRequest
from resolvers.explain import explain_document
from schema.api import create_compiler, create_engine
from seeds.district import REFERENCE_DAY

RESULTS = Path(__file__).parent / "results"
OVER_MS = 15.0
TIMES = 12.0
_CALLER = Caller("bench", Role.ANALYST)
_DAY = f'@asOf(date: "{REFERENCE_DAY}")'

_COVERED = f"""EXISTS {{
  MATCH (b)<-[area:COVERS]-(o:PartyOrganization)
  WHERE o.kind = 'GROUP' AND {valid("area")} AND {in_office("o")}
}}"""

BY_SUBDISTRICT = f"""query {_DAY} {{
  coverage(of: BUILDING, by: [GROUP]) {{
    groups(by: SUBDISTRICT) {{ place {{ code name }} total covered ratio }}
  }}
}}"""
BY_SUBDISTRICT_BY_HAND = f"""
MATCH (b:Building)-[:WITHIN]->(:Compound)-[:WITHIN]->(:Community)-[:WITHIN]->(s:Subdistrict)
WITH s, count(*) AS total, count(CASE WHEN {_COVERED} THEN 1 END) AS covered
ORDER BY s.code RETURN collect([s.code, s.name, total, covered])"""

ALL_LEVELS = f"""query {_DAY} {{
  coverage(of: BUILDING, by: [GROUP]) {{
    total covered uncovered ratio
    district: groups(by: DISTRICT) {{ place {{ code name }} total covered ratio }}
    subdistricts: groups(by: SUBDISTRICT) {{ place {{ code name }} total covered ratio }}
    communities: groups(by: COMMUNITY) {{ place {{ code name }} total covered ratio }}
    compounds: groups(by: COMPOUND) {{ place {{ code name }} total covered ratio }}
  }}
}}"""

GAPS = f"""query {_DAY} {{
  coverage(of: BUILDING, by: [GROUP]) {{
    gaps(first: 50, orderBy: MEMBERS_DESC) {{
      totalCount
      nodes {{ place {{ code name }} members fullMembers nearest {{ code name }} reasons }}
    }}
  }}
}}"""


@dataclass
class Times:
    """Milliseconds of each round."""

    title: str
    milliseconds: list[float]

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.milliseconds)


async def _asked(engine: Engine, query: str) -> Any:
    answer = await engine.execute(GraphQLRequest(query), _CALLER)
    found = orjson.loads(answer.body)
    if "errors" in found:
        raise SystemExit(f"The question fails: {found['errors'][0]['message']}")
    return found["data"]["coverage"]


async def _check(engine: Engine, graph: Graph) -> None:
    """The answer is that of the statement by hand; places without buildings are only in ours."""
    ours = (await _asked(engine, BY_SUBDISTRICT))["groups"]
    by_hand = await graph.read(BY_SUBDISTRICT_BY_HAND, {"day": REFERENCE_DAY})
    rows = [[g["place"]["code"], g["place"]["name"], g["total"], g["covered"]] for g in ours]
    if [row for row in rows if row[2]] != by_hand:
        raise SystemExit("The answers differ from those of the statement by hand.")


async def run(scale: int, rounds: int, console: Console) -> dict[str, Times]:
    """Measure on a graph of so many districts."""
    async with database(scale, console) as server:
        graph = await Graph.connect(server.uri, server.user, server.password)
        engine = create_engine(graph)
        try:
            await _check(engine, graph)
            cases: dict[str, tuple[str, Callable[[], Awaitable[Any]]]] = {
                "ours": ("buildings by subdistrict", lambda: _asked(engine, BY_SUBDISTRICT)),
                "hand": (
                    "the same by hand",
                    lambda: graph.read(BY_SUBDISTRICT_BY_HAND, {"day": REFERENCE_DAY}),
                ),
                "levels": ("groups at all four levels", lambda: _asked(engine, ALL_LEVELS)),
                "gaps": ("50 gaps, most members first", lambda: _asked(engine, GAPS)),
            }
            found = {name: Times(title, []) for name, (title, _) in cases.items()}
            for number in range(rounds + 5):
                for name, (_, ask) in cases.items():
                    started = time.perf_counter()
                    await ask()
                    if number >= 5:
                        found[name].milliseconds.append((time.perf_counter() - started) * 1e3)
            return found
        finally:
            await graph.close()


def statements(query: str) -> int:
    """How many statements a question is compiled to."""
    explained = explain_document(create_compiler(), query, {}, None, _CALLER)
    return len([field for field in explained if field.cypher])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.coverage", description=__doc__)
    parser.add_argument("--scale", type=int, default=10, help="the larger graph; 1: none (10)")
    parser.add_argument("--rounds", type=int, default=40, help="rounds (40)")
    parser.add_argument("--out", type=Path, default=RESULTS / "coverage.json")
    chosen = parser.parse_args()
    console = Console()
    small = asyncio.run(run(1, chosen.rounds, console))
    large = asyncio.run(run(chosen.scale, chosen.rounds, console)) if chosen.scale > 1 else {}
    table = Table("question", "1× ms", f"{chosen.scale}× ms", "times", title="Coverage")
    for name, times in small.items():
        more = large.get(name)
        table.add_row(
            times.title,
            f"{times.middle:.1f}",
            f"{more.middle:.1f}" if more else "",
            f"{more.middle / times.middle:.1f}" if more else "",
        )
    console.print(table)
    over = small["ours"].middle - small["hand"].middle
    console.print(f"Over the statement by hand: {over:+.1f} ms (at most {OVER_MS:.0f}).")
    if large:
        ratio = large["ours"].middle / small["ours"].middle
        console.print(f"On {chosen.scale}× the graph: {ratio:.1f} times (at most {TIMES:.0f}).")
    console.print(f"Statements for groups at all levels: {statements(ALL_LEVELS)} (exactly 1).")
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    result = {
        "1": {n: t.milliseconds for n, t in small.items()},
        str(chosen.scale): {n: t.milliseconds for n, t in large.items()},
    }
    chosen.out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {chosen.out}")


if __name__ == "__main__":
    main()
