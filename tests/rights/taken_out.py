"""Every predicate of the module of rights, taken out in turn: a probe fails for each.

    uv run python -m tests.rights.taken_out

prints them with the probe that fails. A probe asks something whose answer is known without the
module, from a graph that was pruned node by node (`tests/rights/pruned.py`) or from
`docs/rights.md`; the same probes are tests. All functions of `graph/rights/` are here, or among
`HELPERS` with the reason: one that is added and is in neither makes a test fail.
"""

import asyncio
import inspect
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import graph.rights
from graph.bolt import Graph
from graph.caller import Role
from graph.compiler.context import Sight
from graph.compiler.expressions import Condition
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from graph.rights import changing, guard, paths, reaching, scope, sizes
from graph.rights.guard import RoleGuard
from graph.rights.reaching import Seen, _path  # pyright: ignore[reportPrivateUsage]
from graph.rights.scope import ways_of
from seeds.dataset import load_tables
from tests.compiler.small import tables
from tests.java import BRIEFLY
from tests.rights.probes import PROBES, Ground, ground_of

# What stands in a function's place runs among the names of that function's module.


def _none(*_: Any) -> None:
    return None


def _yes(*_: Any) -> bool:
    return True


def _no(*_: Any) -> bool:
    return False


def _empty(*_: Any) -> tuple[()]:
    return ()


def _inside(*_: Any) -> Any:
    return Sight.INSIDE


def _true(context: Any, var: str, *_: Any) -> Any:
    return Condition(var, "true")


def _administrator(*_: Any) -> Any:
    return RoleGuard(Role.ADMIN)


def _everything(*_: Any) -> Any:
    return scope.Reach(0, False)


def _every_way(self: Any, node: Any) -> Any:
    return ways_of(node)


def _always(*_: Any, above: bool) -> str:
    return "true"


def _names(*_: Any) -> list[str]:
    return []


async def _nowhere(*_: Any) -> dict[str, Any]:
    return {}


async def _known(source: Any, ids: Any, *_: Any) -> Any:
    return Seen(frozenset(ids))


async def _anywhere(source: Any, code: str, *_: Any) -> Any:
    return await _path(source, code)


async def _of_all(self: Any, *_: Any) -> Any:
    rows = await self._graph.rows("MATCH (n) UNWIND labels(n) AS l RETURN l, count(*)")
    return self._counts({str(name): int(number) for name, number in rows})


@dataclass(frozen=True)
class Predicate:
    """A function of the module, what stands in its place, and the probe that then fails."""

    owner: Any
    name: str
    instead: Callable[..., Any]
    probe: str

    def __str__(self) -> str:
        module = inspect.getmodule(self.owner)
        assert module is not None
        kind = "" if inspect.ismodule(self.owner) else f"{self.owner.__name__}."
        return f"{module.__name__.removeprefix('graph.rights.')}.{kind}{self.name}"


TAKEN_OUT = (
    Predicate(guard.RoleGuard, "reads_log", _yes, "history"),
    Predicate(guard.RoleGuard, "inside", _none, "Place"),
    Predicate(guard.RoleGuard, "visible", _none, "lookup"),
    Predicate(guard.RoleGuard, "sight", _inside, "relation"),
    Predicate(guard.RoleGuard, "follows", _yes, "follow"),
    Predicate(guard.RoleGuard, "lists", _yes, "list"),
    Predicate(guard.RoleGuard, "counts", _yes, "count"),
    Predicate(guard.RoleGuard, "groups", _yes, "group"),
    Predicate(guard.RoleGuard, "shown", _none, "above"),
    Predicate(guard.RoleGuard, "mask", _none, "masked"),
    Predicate(guard.RoleGuard, "masking", _none, "noted"),
    Predicate(guard.RoleGuard, "_reach", _everything, "Place"),
    Predicate(guard, "_named", _yes, "group"),
    Predicate(guard, "_plain", _yes, "plain count"),
    Predicate(guard, "guard_of", _administrator, "filter"),
    Predicate(scope, "ways_of", _empty, "Post"),
    Predicate(scope.Reach, "ways", _every_way, "only holders"),
    Predicate(scope.Reach, "all_of", _yes, "Place"),
    Predicate(scope, "inside", _none, "Place"),
    Predicate(scope, "visible", _none, "lookup"),
    Predicate(scope, "kept_back", _no, "above"),
    Predicate(scope, "sight", _inside, "relation"),
    Predicate(scope, "_returns", _yes, "unknown"),
    Predicate(scope, "_of_its_kind", _none, "Place"),
    Predicate(scope, "_belongs", _true, "Place"),
    Predicate(scope, "_leads", _true, "Post"),
    Predicate(changing, "may_change", _yes, "log"),
    Predicate(changing, "check_may_change", _none, "log"),
    Predicate(changing, "unlisted", _empty, "trials"),
    Predicate(changing, "outside", _no, "changes above"),
    Predicate(changing, "places_of", _nowhere, "findings"),
    Predicate(paths.ScopePaths, "parameters", _nowhere, "Place"),
    Predicate(reaching, "seen", _known, "evidence"),
    Predicate(reaching, "scope_in", _names, "findings"),
    Predicate(reaching, "lies_text", _always, "exported"),
    Predicate(reaching, "path_seen", _anywhere, "where"),
    Predicate(reaching, "path_inside", _anywhere, "log where"),
    Predicate(sizes.ScopeSizes, "counts", _of_all, "costs"),
)

HELPERS: dict[str, str] = {
    "scope.parameter": "names a parameter",
    "scope._either": "joins predicates",
    "changing.path_text": "writes a path",
    "changing._statement": "writes what places_of asks",
    "changing.places_expression": "writes the paths that it asks for",
    "changing._way": "writes a path",
    "changing._literal": "writes a constant",
    "reaching._path": "reads a path",
    "reaching.anchored": "starts where seen would end: tests/rights/test_scoped_plans.py",
    "reaching.Seen.__contains__": "of a set",
    "paths.UnknownScopeError.__init__": "a message",
    "paths.ScopePaths.__init__": "keeps its graph",
    "paths.placeholders": "for what is printed without a graph",
    "sizes.ScopeSizes.__init__": "keeps its graph",
    "sizes.ScopeSizes._counts": "completes what counts has read",
    "sizes._statement": "writes what counts asks",
}
"""Functions that decide nothing, with what they do."""


def functions() -> list[str]:
    """All functions and methods that are written in `graph/rights/`."""
    found: list[str] = []
    for item in iter_modules(graph.rights.__path__):
        module = import_module(f"graph.rights.{item.name}")
        found += [f"{item.name}.{name}" for name in _written(module, module)]
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == module.__name__:
                found += [f"{item.name}.{name}.{method}" for method in _written(kind, module)]
    return found


def _written(owner: Any, module: ModuleType) -> list[str]:
    """What is written in the module itself, not what a dataclass is given."""
    known: dict[str, Any] = {**vars(owner)}
    return [name for name, value in known.items() if _file_of(value) == module.__file__]


def _function(value: Any) -> Any:
    """The function behind a property or a cache."""
    inner: Any = value.fget if isinstance(value, property) else value  # pyright: ignore
    return getattr(inner, "__wrapped__", inner)


def _file_of(value: Any) -> str | None:
    code: Any = getattr(_function(value), "__code__", None)
    return None if code is None else str(code.co_filename)


@contextmanager
def taken_out(predicate: Predicate) -> Generator[None]:
    """Let the function be another wherever it was imported: its code is exchanged."""
    function = _function(vars(predicate.owner)[predicate.name])
    former = function.__code__
    function.__code__ = predicate.instead.__code__
    try:
        yield
    finally:
        function.__code__ = former


async def fails(ground: Ground, predicate: Predicate) -> bool:
    """Whether the probe of a predicate fails while it is taken out."""
    with taken_out(predicate):
        try:
            return not await PROBES[predicate.probe](ground)
        except Exception:
            # A program that ends in an error fails the probe as well.
            return True


async def main() -> int:
    """Take out each. 1 where a probe fails without, or none fails with one taken out."""
    with TemporaryDirectory() as folder:
        options = EmbeddedOptions(
            Path(folder) / "data", heap_mb=512, page_cache_mb=64, java_options=BRIEFLY
        )
        async with await start(options) as server:
            small = await Graph.connect(server.uri, server.user, server.password)
            await migrate(small, MODEL)
            await load_tables(small, tables(), name="small")
            ground = await ground_of(small)
            wrong = [name for name, probe in PROBES.items() if not await probe(ground)]
            kept = [p for p in TAKEN_OUT if not await fails(ground, p)]
            await small.close()
    for predicate in TAKEN_OUT:
        told = "NOTHING" if predicate in kept else predicate.probe
        print(f"{predicate!s:<40} {told}")
    forgotten = set(functions()) - {str(p) for p in TAKEN_OUT} - set(HELPERS)
    print(
        f"{len(TAKEN_OUT)} predicates taken out, {len(kept)} without a probe that fails; "
        f"{len(PROBES)} probes, {len(wrong)} fail as it is; {len(forgotten)} functions forgotten"
    )
    return 1 if kept or wrong or forgotten else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
