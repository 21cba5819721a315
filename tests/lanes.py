"""Two processes of tests beside each other, and which tests stay together in one.

A process that has collected the tests writes down what each must stay together with, as that
follows from its fixtures; the scheduler, which knows tests by their ids alone, reads it.
"""

import json
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling  # pyright: ignore[reportMissingTypeStubs]

PROCESSES = 2
_SHARED = ("graphs", "district")
_FILE = "lanes.json"
_KEY = "lanes"


class Lanes(LoadScopeScheduling):
    """Whole lanes first, then what is left, file by file, to whoever has time."""

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


def processes(config: pytest.Config) -> int:
    """How many a run has: two for all tests; some of them run here, without starting others."""
    return PROCESSES if config.args_source is not pytest.Config.ArgsSource.ARGS else 0


class Told:
    """The plugin of the process that starts the others; `kept` is where they write."""

    def __init__(self) -> None:
        self.kept = Path(mkdtemp()) / _FILE

    def pytest_unconfigure(self) -> None:
        """Leave nothing behind."""
        rmtree(self.kept.parent)

    def pytest_configure_node(self, node: Any) -> None:
        """Tell a process where to write."""
        node.workerinput[_KEY] = str(self.kept)

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Lanes:
        """Give out the tests by what was written there."""
        return Lanes(config, log, self.kept)


def arrange(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order tests by their lanes, which keeps the order of files else, and write them down."""
    order = (*_SHARED, None)
    items.sort(key=lambda item: order.index(_shared(item)))
    given: dict[str, Any] = getattr(config, "workerinput", {})
    if _KEY in given:
        lanes = {i.nodeid: _shared(i) or i.nodeid.partition("::")[0] for i in items}
        # All write the same; none may read half of it.
        part = Path(f"{given[_KEY]}.{given['workerid']}")
        part.write_text(json.dumps(lanes), "utf-8")
        part.replace(given[_KEY])


def _shared(item: pytest.Item) -> str | None:
    """Whose graph a test shares; None when it stands alone."""
    needs: tuple[str, ...] = getattr(item, "fixturenames", ())
    if "district" in needs:
        return "district"
    return "graphs" if "server" in needs else None
