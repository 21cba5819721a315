"""Figures of the program's inner order, and what its limits are.

    uv run python -m tests.house               from the sources, and of planning a query
    uv run python -m tests.house --answered    of a query that is answered, too

The latter starts an embedded Neo4j with the demonstration district, which is kept for the
benchmarks.
"""

import ast
import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from types import FrameType

import grimp

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.binding import bound_of
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph", "resolvers", "schema", "seeds", "service", "web")
MOST_LINES = 50
MOST_PARAMETERS = 6
MOST_ANY = 59
"""A third of what the compiler's modules once had."""

_QUERY = (
    "{ buildings(first: 5, where: { floors: { gte: 6 } }) "
    "{ totalCount nodes { name compound { name } partyGroup { name } } } }"
)


@dataclass(frozen=True)
class Function:
    """A function of the program. flags: it is a command, whose parameters are its flags."""

    module: str
    name: str
    lines: int
    parameters: int
    flags: bool


def modules(package: str) -> list[Path]:
    """The modules of a package of the program, and the entry beside them."""
    found = [p for p in (ROOT / package).rglob("*.py") if "node_modules" not in p.parts]
    return sorted(found)


def functions() -> Iterator[Function]:
    """All functions of the program, methods and inner ones included."""
    for path in (*(p for package in PACKAGES for p in modules(package)), ROOT / "server.py"):
        tree = ast.parse(path.read_text("utf-8"))
        commands = {
            call.args[0].id
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Call)
            and getattr(call.func.func, "attr", "") == "command"
            and isinstance(call.args[0], ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                module = path.relative_to(ROOT).as_posix()
                known = node.name in commands
                yield Function(module, node.name, lines, _parameters(node), known)


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many a caller gives: `*` and `**` are one each."""
    given = node.args
    names = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    more = (given.vararg is not None) + (given.kwarg is not None)
    return len([name for name in names if name not in ("self", "cls")]) + more


def any_count() -> int:
    """How often the compiler says `Any`."""
    return sum(
        len(re.findall(r"\bAny\b", path.read_text("utf-8"))) for path in modules("graph/compiler")
    )


def circles() -> list[set[str]]:
    """Modules that import each other, over others or directly."""
    imports = grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True)
    below = {m: imports.find_downstream_modules(m) for m in imports.modules}
    found: list[set[str]] = []
    for one in sorted(below):
        circle = {other for other in below[one] if one in below[other]} | {one}
        if len(circle) > 1 and circle not in found:
            found.append(circle)
    return found


def stepping() -> set[str]:
    """Modules of the compiler, or of what is planned with it, that make steps of a path."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in modules("graph")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Step"
    }


class _Calls:
    """Counts calls of the program's functions, and how often the next one is another module's."""

    def __init__(self) -> None:
        self.calls = 0
        self.switches = 0
        self._last = ""
        self._inside = tuple(f"{ROOT / package}/" for package in PACKAGES)

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(self._inside):
            self.calls += 1
            self.switches += name != self._last
            self._last = name


async def counted(work: Callable[[], Awaitable[object]]) -> tuple[int, int]:
    """Calls and switches of modules while something is done."""
    counting = _Calls()
    sys.setprofile(counting)
    try:
        await work()
    finally:
        sys.setprofile(None)
    return counting.calls, counting.switches


async def planned() -> list[tuple[int, int]]:
    """Of a query up to its statement with parameters: new, and asked again."""
    engine = create_engine(Graph(None))
    caller = Caller("house", Role.ADMIN)

    async def plan() -> None:
        understood = engine.preparing.understood(GraphQLRequest(_QUERY), caller.role)
        admitted = await engine.preparing.admitted(understood, caller)
        bound_of(admitted.compiled, understood.values, date.today(), admitted.scope)

    return [await counted(plan) for _ in range(2)]


async def answered() -> list[tuple[int, int]]:
    """Of a query from its text to its answer: new, and asked again."""
    from rich.console import Console

    from bench.database import database

    async with database(1, Console()) as server:
        graph = await Graph.connect(server.uri, server.user, server.password)
        try:
            engine = create_engine(graph)
            # Another operation first: what is made once for all of them is not counted.
            await engine.execute(GraphQLRequest("{ grids { totalCount } }"), _caller())
            return [await counted(lambda: _ask(engine)) for _ in range(2)]
        finally:
            await graph.close()


def _caller() -> Caller:
    return Caller("house", Role.ADMIN)


async def _ask(engine: Engine) -> None:
    answer = await engine.execute(GraphQLRequest(_QUERY), _caller())
    assert b'"errors"' not in answer.body


def main() -> None:
    """Print the figures."""
    print(f"{'package':<12}{'modules':>9}{'lines':>9}{'median':>9}{'longest':>9}")
    for package in PACKAGES:
        sizes = [len(p.read_text("utf-8").splitlines()) for p in modules(package)]
        print(f"{package:<12}{len(sizes):>9}{sum(sizes):>9}{median(sizes):>9.0f}{max(sizes):>9}")
    longest = max(functions(), key=lambda f: f.lines)
    most = max((f for f in functions() if not f.flags), key=lambda f: f.parameters)
    print(f"longest function: {longest.lines} lines ({longest.module}: {longest.name})")
    print(f"most parameters: {most.parameters} ({most.module}: {most.name})")
    print(f"`Any` in the compiler: {any_count()}")
    print(f"circles of modules: {len(circles())}")
    for name, (calls, switches) in zip(("new", "again"), asyncio.run(planned()), strict=True):
        print(f"a query planned, {name}: {calls} calls, {switches} switches of module")
    if "--answered" in sys.argv[1:]:
        for name, (calls, switches) in zip(("new", "again"), asyncio.run(answered()), strict=True):
            print(f"a query answered, {name}: {calls} calls, {switches} switches of module")


if __name__ == "__main__":
    main()
