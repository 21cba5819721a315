"""A graph is replaced by a dump whole or not at all, whatever the file and whenever killed."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import signal
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from graph.embedded import (
    ArchiveError,
    DataDirInUseError,
    EmbeddedOptions,
    EmbeddedServer,
    admin,
    has_graph,
    restore,
    start,
)
from tests.embedded.asking import ask
from tests.embedded.stored import stored
from tests.embedded.waiting import until
from tests.java import BRIEFLY

KEPT = "MATCH (n:Kept) RETURN n.n AS n"
Moment = tuple[str, str] | str
"""An audit event with what its path matches, or a file of the staging that has appeared."""


@dataclass(frozen=True)
class Graphs:
    """A stopped data directory whose graph says "old", and a dump that says "new"."""

    old: Path
    new: Path


def small(data_dir: Path) -> EmbeddedOptions:
    return EmbeddedOptions(data_dir, heap_mb=512, page_cache_mb=64, java_options=BRIEFLY)


@pytest.fixture(scope="module")
async def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    folder = tmp_path_factory.mktemp("graphs")
    options = small(folder / "old")
    async with await start(options) as server:
        await ask(server.uri, server.password, "CREATE (:Kept {n: 'new'})")
    (await admin(options, ["database", "dump", "neo4j", f"--to-path={folder}"])).check("dump")
    async with await start(options) as server:
        await ask(server.uri, server.password, "MATCH (n:Kept) SET n.n = 'old'")
    return Graphs(folder / "old", folder / "neo4j.dump")


@pytest.fixture
def options(graphs: Graphs, tmp_path: Path) -> EmbeddedOptions:
    """A copy of the old graph, for one test."""
    shutil.copytree(graphs.old, tmp_path / "data", copy_function=shutil.copy2)
    return small(tmp_path / "data")


def left_over(options: EmbeddedOptions) -> list[str]:
    """What a restore should not leave behind."""
    former = [path.name for path in options.home.glob("data.*")]
    return [path.name for path in options.data_dir.glob("restore-*")] + former


async def says(options: EmbeddedOptions) -> list[dict[str, str]]:
    async with await start(options) as server:
        return await ask(server.uri, server.password, KEPT)


async def wanted(server: EmbeddedServer) -> None:
    assert await ask(server.uri, server.password, KEPT) == [{"n": "new"}]


@pytest.mark.drawn(2, of="copies")
async def test_a_dump_takes_the_place_of_the_graph(
    options: EmbeddedOptions, graphs: Graphs
) -> None:
    password = options.password_file.read_text()
    await restore(options, graphs.new, wanted)
    assert left_over(options) == []
    assert await says(options) == [{"n": "new"}]
    assert options.password_file.read_text() == password
    assert graphs.new.is_file()


def cut(share: float) -> Callable[[Path, Path], None]:
    def make(dump: Path, place: Path) -> None:
        content = dump.read_bytes()
        place.write_bytes(content[: int(len(content) * share)])

    return make


def flipped(dump: Path, place: Path) -> None:
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 0xFF
    place.write_bytes(content)


def zipped(dump: Path, place: Path) -> None:
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("people.csv", "code,name\n")


def tarred(dump: Path, place: Path) -> None:
    with tarfile.open(place, "w:gz") as archive:
        archive.add(__file__, "neo4j/neostore")


def text(dump: Path, place: Path) -> None:
    place.write_text("no archive", encoding="utf-8")


def nothing(dump: Path, place: Path) -> None:
    place.touch()


def packed(dump: Path, place: Path) -> None:
    place.write_bytes(gzip.compress(dump.read_bytes()))


@pytest.mark.drawn(2)
@pytest.mark.parametrize(
    "make",
    [text, nothing, cut(0.1), cut(0.5), cut(0.999), flipped, zipped, tarred, packed],
    ids=[
        "text", "empty", "a tenth", "half", "all but the end", "flipped", "zip", "tar", "gzip",
    ],
)  # fmt: skip
async def test_what_is_no_whole_dump_changes_nothing(
    options: EmbeddedOptions, graphs: Graphs, tmp_path: Path, make: Callable[[Path, Path], None]
) -> None:
    before = stored(options.home)
    make(graphs.new, tmp_path / "broken.dump")
    with pytest.raises(ArchiveError, match=r"broken\.dump is no whole backup.*Nothing was changed"):
        await restore(options, tmp_path / "broken.dump", wanted)
    assert stored(options.home) == before
    assert left_over(options) == []


@pytest.mark.drawn(2, of="copies")
async def test_a_graph_that_is_not_wanted_changes_nothing(
    options: EmbeddedOptions, graphs: Graphs
) -> None:
    before = stored(options.home)

    async def refuse(server: EmbeddedServer) -> None:
        raise ArchiveError("of another program")

    with pytest.raises(ArchiveError, match="of another program"):
        await restore(options, graphs.new, refuse)
    assert stored(options.home) == before
    assert left_over(options) == []


async def test_a_running_service_keeps_its_graph(options: EmbeddedOptions, graphs: Graphs) -> None:
    async with await start(options) as server:
        with pytest.raises(DataDirInUseError, match="stop it"):
            await restore(options, graphs.new, wanted)
        assert await ask(server.uri, server.password, KEPT) == [{"n": "old"}]


def restoring(data_dir: Path, dump: Path, event: str, path: str) -> subprocess.Popen[bytes]:
    helper = [sys.executable, "-m", "tests.embedded.restore_helper"]
    return subprocess.Popen([*helper, str(data_dir), str(dump), event, path])


async def killed(data_dir: Path, dump: Path, moment: Moment) -> None:
    """Restore in another process and kill it at a moment."""
    process = restoring(data_dir, dump, *(("", "") if isinstance(moment, str) else moment))
    if isinstance(moment, str):
        await until(lambda: any(data_dir.glob(f"restore-*/{moment}")), 120)
        process.kill()
    code = await asyncio.to_thread(process.wait, 180)
    assert code == -signal.SIGKILL


async def gone(data_dir: Path) -> None:
    """Wait until no Neo4j, and no command of its, works in the directory."""

    def working() -> bool:
        for process in psutil.process_iter(["cmdline"]):
            if any(str(data_dir) in part for part in process.info["cmdline"] or ()):
                return True
        return False

    await until(lambda: not working(), 60)


@pytest.mark.drawn(2, of="killed restores")
@pytest.mark.parametrize(
    ("moment", "graph"),
    [
        ("dump/neo4j.dump", "old"),
        ("neo4j/data/databases/neo4j", "old"),
        ("neo4j.pid", "old"),
        (("os.rename", r"data\.former$"), "old"),
        (("os.rename", r"restore-\w+/neo4j/data$"), "between"),
        (("shutil.rmtree", r"data\.former$"), "new"),
    ],
    ids=["before it is unpacked", "unpacking", "trying", "before it is moved aside",
         "before it is replaced", "before the former is removed"],
)  # fmt: skip
async def test_killed_at_any_moment_the_old_or_the_new_graph_is_there(
    options: EmbeddedOptions, graphs: Graphs, moment: Moment, graph: str
) -> None:
    before = stored(options.home)
    await killed(options.data_dir, graphs.new, moment)
    assert has_graph(options)
    if graph == "between":
        assert not (options.home / "data").exists()
        graph = "old"
    elif graph == "old":
        assert stored(options.home) == before
    if sys.platform == "linux":
        await gone(options.data_dir)
    assert await says(options) == [{"n": graph}]
    assert left_over(options) == []


async def test_a_graph_left_aside_is_put_back_by_any_command(
    options: EmbeddedOptions, graphs: Graphs, tmp_path: Path
) -> None:
    before = stored(options.home)
    (options.home / "data").rename(options.home / "data.former")
    # What a program that knows nothing of it would make there.
    (options.home / "data").mkdir()
    dumped = await admin(options, ["database", "dump", "neo4j", f"--to-path={tmp_path}"])
    dumped.check("dump")
    assert stored(options.home).keys() == before.keys()
    assert left_over(options) == []


@pytest.mark.drawn(2, of="killed restores")
async def test_a_first_restore_that_was_killed_leaves_a_directory_that_starts(
    graphs: Graphs, tmp_path: Path
) -> None:
    await killed(tmp_path / "data", graphs.new, ("os.rename", r"restore-\w+/neo4j/data$"))
    options = small(tmp_path / "data")
    assert options.password_file.exists()
    assert not has_graph(options)
    assert await says(options) == []
    assert left_over(options) == []
    await restore(options, graphs.new, wanted)
    assert await says(options) == [{"n": "new"}]
