"""The demonstration, whose secret makes itself and whose tokens are offered, is for one machine."""

from pathlib import Path
from typing import Any, cast

import pytest
from rich.console import Console

from graph.bolt import Graph
from service.boot import StartError
from service.demo import SHOWN, UNFINISHED, load_demo
from service.report import Reporter
from service.settings import Settings

OTHERS = ["0.0.0.0", "::", "192.0.2.7", "2001:db8::7"]


class Empty:
    """A graph without a place, which is not to be written into."""

    async def read(self, _: str) -> bool:
        return False


def settings(folder: Path, host: str, **more: Any) -> Settings:
    return Settings(data_dir=folder, host=host, **more)


async def load(found: Settings) -> None:
    await load_demo(cast(Graph, Empty()), found, Reporter(Console(quiet=True)))


@pytest.mark.parametrize("host", OTHERS)
@pytest.mark.parametrize("demo", ["auto", "always"])
async def test_it_is_not_loaded_where_others_reach_it(tmp_path: Path, host: str, demo: str) -> None:
    with pytest.raises(StartError, match=f"this machine alone, and ORGGRAPH_HOST is {host}"):
        await load(settings(tmp_path, host, demo=demo))
    assert not (tmp_path / UNFINISHED).exists()


@pytest.mark.parametrize("host", OTHERS)
@pytest.mark.parametrize("demo", ["auto", "always", "never"])
@pytest.mark.parametrize("marker", [SHOWN, UNFINISHED])
async def test_one_that_is_there_is_not_shown_to_others_later(
    tmp_path: Path, host: str, demo: str, marker: str
) -> None:
    (tmp_path / marker).touch()
    with pytest.raises(StartError, match="this machine alone"):
        await load(settings(tmp_path, host, demo=demo))
