"""What a token's scope costs: `python -m bench.scoped`.

Each question is asked by an analyst whose scope is one place, and by one who sees everything and
restricts it to that place by hand; both get the same answer. Asked in turn, in this process, of
the demonstration district; the medians are compared.

Exit codes: 0 the geometric mean of the ratios is at most 1.15, 1 it is more, 2 answers differ.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from math import exp, log
from typing import Any

import orjson
from rich.console import Console

from bench.database import database
from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine
from seeds.district import REFERENCE_DAY

MOST = 1.15
_PLACE = "140902001"
_WARM = 5

# Each with `@W` where the restriction by hand stands; without it the scope alone restricts.
QUESTIONS: Mapping[str, str] = {
    "count of buildings": "{ buildings(where: {@W}) { totalCount } }",
    "page of buildings": "{ buildings(first: 50, where: {@W}) { nodes { code name floors } } }",
    "buildings by floors": "{ buildings(first: 20, where: {floors: {gte: 6} @W}, "
    "orderBy: [{field: FLOORS, direction: DESC}]) { nodes { code floors } } }",
    "compounds with buildings": "{ compounds(where: {@W}) { nodes { code name "
    "buildings { nodes { code } } } } }",
    "compounds by a count": "{ compounds(where: {buildings: {count: {gte: 3}} @W}) "
    "{ totalCount nodes { code } } }",
    "groups of buildings": "{ buildings(where: {@W}) { groupBy(by: [{field: FLOORS}]) "
    "{ count } } }",
    "aggregate of buildings": "{ buildings(where: {@W}) { aggregate { count "
    "floors { max avg } } } }",
    "facilities": "{ facilities(where: {@W}) { nodes { code name place { code } } } }",
    "places of all kinds": "{ places(first: 100, where: {@W}) { nodes { __typename code } } }",
    "units below": "{ buildingUnits(first: 100, where: {@W}) { nodes { code building { code "
    "compound { name } } } } }",
    "coverage": "{ coverage(of: BUILDING @C) { total covered gaps(first: 20) "
    "{ nodes { place { code } members } } } }",
    "tree": "{ grids(where: {@W}) { nodes { code microGrids { nodes { code } } } } }",
}


def texts(question: str) -> tuple[str, str]:
    """A question as it is asked within a scope, and restricted by hand."""
    hand = question.replace("@W", f' within: "{_PLACE}"').replace("@C", f', within: "{_PLACE}"')
    scoped = question.replace(" @W", "").replace("where: {@W}", "where: {}").replace(" @C", "")
    return scoped.replace("@W", ""), hand


async def took(engine: Engine, text: str, caller: Caller) -> tuple[float, bytes]:
    """Milliseconds of one asking, and the answer."""
    started = time.perf_counter()
    body = (await engine.execute(GraphQLRequest(text), caller)).body
    return (time.perf_counter() - started) * 1_000, body


async def measure(engine: Engine, question: str, rounds: int) -> tuple[float, float, bool]:
    """Median milliseconds scoped and by hand, and whether the answers are the same."""
    scoped = Caller("bench", Role.ANALYST, (_PLACE,))
    free = Caller("bench", Role.ANALYST)
    mine, hand = texts(question)
    times: dict[bool, list[float]] = {True: [], False: []}
    answers: list[Any] = []
    for number in range(_WARM + rounds):
        for own in (True, False):
            ms, body = await took(engine, mine if own else hand, scoped if own else free)
            if number >= _WARM:
                times[own].append(ms)
            elif number == 0:
                answers.append(orjson.loads(body))
    same = answers[0] == answers[1] and "errors" not in answers[0]
    return statistics.median(times[True]), statistics.median(times[False]), same


async def run(rounds: int, console: Console) -> int:
    """Measure all questions and print them."""
    ratios: list[float] = []
    differing = 0
    async with database(1, console) as server:
        graph = await Graph.connect(server.uri, server.user, server.password)
        engine = create_engine(graph, today=lambda: REFERENCE_DAY)
        console.print(f"{'question':28}{'scoped':>10}{'by hand':>10}{'ratio':>8}")
        for name, question in QUESTIONS.items():
            mine, hand, same = await measure(engine, question, rounds)
            ratios.append(mine / hand)
            differing += not same
            note = "" if same else "  answers differ"
            console.print(f"{name:28}{mine:8.2f}ms{hand:8.2f}ms{mine / hand:8.2f}{note}")
        await graph.close()
    mean = exp(sum(map(log, ratios)) / len(ratios))
    console.print(f"geometric mean {mean:.3f}, at most {MOST} asked")
    return 2 if differing else int(mean > MOST)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench.scoped", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="askings of each question")
    asked = parser.parse_args(arguments)
    return asyncio.run(run(asked.rounds, Console(highlight=False)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
