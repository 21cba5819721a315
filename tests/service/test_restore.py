"""`server.py backup` and `restore`: one overwrites nothing unasked, one changes all or nothing."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from graph.embedded import EmbeddedOptions, admin, start
from tests.embedded.asking import ask
from tests.embedded.stored import stored
from tests.java import BRIEFLY
from tests.service.processes import command

COUNT = "{ districts { totalCount } }"


def districts(data_dir: Path) -> int:
    asked = command(data_dir, "query", COUNT)
    assert asked.returncode == 0, asked.stderr
    return int(json.loads(asked.stdout)["data"]["districts"]["totalCount"])


async def foreign_dump(folder: Path) -> Path:
    """A dump of a graph that this program did not make."""
    options = EmbeddedOptions(
        folder / "foreign", heap_mb=512, page_cache_mb=64, java_options=BRIEFLY
    )
    async with await start(options) as server:
        await ask(server.uri, server.password, "CREATE (:Film {title: 'x'})")
    (await admin(options, ["database", "dump", "neo4j", f"--to-path={folder}"])).check("dump")
    return (folder / "neo4j.dump").rename(folder / "films.dump")


@pytest.mark.drawn(2, of="copies")
def test_a_restore_that_fails_leaves_the_graph_and_one_that_succeeds_replaces_it(
    tmp_path: Path,
) -> None:
    data_dir, tables, copy = tmp_path / "data", tmp_path / "tables", tmp_path / "copy.dump"
    tables.mkdir()
    places = tables / "places.csv"
    places.write_text("code,name,kind\nD1,District,DISTRICT\n", encoding="utf-8")
    assert command(data_dir, "import", str(tables)).returncode == 0
    assert command(data_dir, "backup", str(copy)).returncode == 0
    again = command(data_dir, "backup", str(copy))
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    places.write_text("code,name,kind\nD2,District,DISTRICT\n", encoding="utf-8")
    assert command(data_dir, "import", str(tables)).returncode == 0

    (tmp_path / "note.dump").write_text("no archive", encoding="utf-8")
    foreign = asyncio.run(foreign_dump(tmp_path))
    before = stored(data_dir / "neo4j")
    for file, words in (
        (tmp_path / "note.dump", "is no whole backup"),
        (foreign, "a graph of another program"),
    ):
        done = command(data_dir, "restore", str(file), "--force")
        assert (done.returncode, words in done.stderr) == (3, True), done.stderr
        assert "Nothing was changed" in done.stderr
        assert "Traceback" not in done.stderr
        assert stored(data_dir / "neo4j") == before

    # As a restore killed between the two renames leaves it: the graph is there, and guarded.
    shutil.move(data_dir / "neo4j" / "data", data_dir / "neo4j" / "data.former")
    guarded = command(data_dir, "restore", str(copy))
    assert (guarded.returncode, "--force" in guarded.stderr) == (2, True)
    restored = command(data_dir, "restore", str(copy), "--force", "--json")
    assert restored.returncode == 0, restored.stderr
    assert json.loads(restored.stdout) == {"path": str(copy), "bytes": copy.stat().st_size}
    assert districts(data_dir) == 1
