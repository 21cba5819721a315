"""Two processes of tests beside each other, which tests stay together in one, and which are run.

A process that has collected the tests writes down what each must stay together with, as that
follows from its fixtures; the scheduler, which knows tests by their ids alone, reads it.
"""

import json
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, TypeVar

import pytest
from xdist.scheduler import LoadScopeScheduling  # pyright: ignore[reportMissingTypeStubs]

T = TypeVar("T")
PROCESSES = 2
_DISTRICT = "district"
_OF_DISTRICT = frozenset({_DISTRICT, "built", "workshop"})
LASTING = frozenset(
    f"tests/{name}.py"
    for name in (
        "audit/test_audit_command", "audit/test_audit_compose", "bench/test_bench_killed",
        "bench/test_bench_start", "compiler/test_every_key", "dataset/test_dataset_interrupted",
        "embedded/test_limits", "embedded/test_restore", "embedded/test_server",
        "imports/test_imports_endpoint", "limits/test_injection", "offline/test_command",
        "offline/test_export", "offline/test_import", "oracle/test_partition",
        "out/test_export", "out/test_export_district", "out/test_exports_endpoint",
        "dataset/test_dataset_commands", "limits/test_hostile",
        "resolvers/test_corrections", "resolvers/test_log_command",
        "rights/test_interference", "rights/test_matrix", "rights/test_scoped_audit",
        "rights/test_scoped_exports", "rights/test_scoped_plans", "rights/test_taken_out",
        "rights/test_unmasked", "service/test_process", "service/test_replan",
        "service/test_restore", "web/test_web_audit", "web/test_web_coverage",
        "tools/test_clients", "web/test_web_assets",
        "web/test_web_data", "web/test_web_explorer", "web/test_web_import",
        "web/test_web_overview",
        "web/test_web_qualities", "web/test_web_restored", "web/test_web_states",
        "web/test_web_tables",
    )
)  # fmt: skip
"""The files that take longest, more than half the time: a quarter of a minute each and more."""
_FILE = "lanes.json"
_KEY = "lanes"
_SPARE = "spare"
_WHOLE = "whole"
DRAWN = "drawn"


class Lanes(LoadScopeScheduling):
    """The tests of the district to one process, all others file by file to whoever has time."""

    def __init__(self, config: pytest.Config, log: Any, kept: Path) -> None:
        # In the order of the collection, not those of most tests first.
        config.option.loadscopereorder = False
        super().__init__(config, log)
        self._kept = kept
        self._lanes: dict[str, str] = {}

    def _split_scope(self, nodeid: str) -> str:
        if not self._lanes:
            self._lanes = json.loads(self._kept.read_text("utf-8"))
        return self._lanes[nodeid]


def spares(config: pytest.Config) -> bool:
    """Whether lasting tests are left out: of all tests, unless all were asked for or in CI."""
    told = getattr(config, "workerinput", {}).get(_SPARE)
    if told is not None:
        return bool(told)
    return whole(config) and not config.getoption("--all") and os.environ.get("CI") != "true"


def whole(config: pytest.Config) -> bool:
    """Whether all tests are run, and not files or cases that were named."""
    told = getattr(config, "workerinput", {}).get(_WHOLE)
    if told is not None:
        return bool(told)
    return config.args_source is not pytest.Config.ArgsSource.ARGS


def draw(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test marked `drawn(n)`, leave n cases to a run of all: other ones on other days.

    Tests marked `drawn(n, of=name)` are cases of one thing that each take long to show: n of
    all that name it. They are drawn by the run's seed. Whoever names the file has all of them.
    """
    if not whole(config):
        return
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        marker = item.get_closest_marker(DRAWN)
        if marker is not None:
            name = marker.kwargs.get("of", item.nodeid.partition("[")[0])
            cases.setdefault(name, []).append(item)
    out: set[pytest.Item] = set()
    for name, found in cases.items():
        marker = found[0].get_closest_marker(DRAWN)
        assert marker is not None
        kept = drawn(found, marker.args[0], f"{config.getoption('hypothesis_seed')}/{name}")
        out.update(item for item in found if item not in kept)
    config.hook.pytest_deselected(items=[item for item in items if item in out])
    items[:] = [item for item in items if item not in out]


def spare(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take lasting tests out where they are not asked for."""
    if not spares(config):
        return
    kept: list[pytest.Item] = []
    lasting: list[pytest.Item] = []
    for item in items:
        (lasting if item.nodeid.partition("::")[0] in LASTING else kept).append(item)
    config.hook.pytest_deselected(items=lasting)
    items[:] = kept


def shares(config: pytest.Config) -> bool:
    """Whether lasting tests take turns by the day: in CI, unless all were asked for."""
    return whole(config) and not config.getoption("--all") and os.environ.get("CI") == "true"


def share(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In CI, of the tests of each lasting file leave half, drawn by the run's seed, and say so."""
    if not shares(config):
        return
    files: dict[str, dict[str, None]] = {}
    for item in items:
        file, _, test = item.nodeid.partition("::")
        if file in LASTING:
            files.setdefault(file, {})[test.partition("[")[0]] = None
    kept = half(files, str(config.getoption("hypothesis_seed")))
    out = [
        item
        for item in items
        if item.nodeid.partition("::")[0] in files and item.nodeid.partition("[")[0] not in kept
    ]
    config.hook.pytest_deselected(items=out)
    gone = set(out)
    items[:] = [item for item in items if item not in gone]


def half(files: Mapping[str, Collection[str]], seed: str) -> set[str]:
    """The ids of half the tests of each file, or one more; files have tests by their names."""
    return {
        f"{file}::{test}"
        for file, tests in files.items()
        for test in drawn([*tests], (len(tests) + 1) // 2, f"{seed}/{file}")
    }


def drawn(cases: Sequence[T], number: int, seed: str) -> list[T]:
    """So many of a test's cases, other ones by other seeds. ValueError where there are fewer."""
    return Random(seed).sample(cases, number)


def processes(config: pytest.Config) -> int:
    """How many a run has: two for all tests; some of them run here, without starting others."""
    return PROCESSES if whole(config) else 0


class Told:
    """The plugin of the process that starts the others; `kept` is where they write."""

    def __init__(self) -> None:
        self.kept = Path(mkdtemp()) / _FILE

    def pytest_unconfigure(self) -> None:
        """Leave nothing behind."""
        rmtree(self.kept.parent)

    def pytest_configure_node(self, node: Any) -> None:
        """Tell a process where to write, and what the whole run leaves out."""
        node.workerinput[_KEY] = str(self.kept)
        node.workerinput[_SPARE] = spares(node.config)
        node.workerinput[_WHOLE] = whole(node.config)

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Lanes:
        """Give out the tests by what was written there."""
        return Lanes(config, log, self.kept)


def arrange(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order tests by the time their files may be put off, and write down their lanes.

    Those of the district come first, as they are a third of all and stay together; then those
    that share nothing, which are the longest files; then those of graphs of their own, which
    are short, so that both processes end at about the same time. The order of files stays else.
    """
    items.sort(key=_turn)
    given: dict[str, Any] = getattr(config, "workerinput", {})
    if _KEY in given:
        lanes = {i.nodeid: _lane(i) for i in items}
        # All write the same; none may read half of it.
        part = Path(f"{given[_KEY]}.{given['workerid']}")
        part.write_text(json.dumps(lanes), "utf-8")
        part.replace(given[_KEY])


def _lane(item: pytest.Item) -> str:
    """What a test stays together with: the district and the built page are made once."""
    return _DISTRICT if _needs(item) & _OF_DISTRICT else item.nodeid.partition("::")[0]


def _turn(item: pytest.Item) -> int:
    needs = _needs(item)
    if needs & _OF_DISTRICT:
        # Of the page, one test empties the graph.
        return 1 if "blank" in needs else 0
    return 3 if "server" in needs else 2


def _needs(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))
