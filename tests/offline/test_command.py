"""`server.py import --offline`, as a person runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from seeds.district.writers import write_csv_folder
from seeds.offline import of_path
from tests.java import BRIEFLY

ROOT = Path(__file__).parents[2]
_BRIEFLY = {"ORGGRAPH_NEO4J_JAVA_OPTIONS": " ".join(BRIEFLY)}


def command(*words: str, **environment: str) -> tuple[int, str, str]:
    """Run `server.py`; exit code, output, errors."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "server.py"), *words],
        env={**os.environ, "ORGGRAPH_NEO4J_HEAP_MB": "512", **_BRIEFLY, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.drawn(1, of="offline imports")
def test_a_folder_is_imported_once(tmp_path: Path) -> None:
    write_csv_folder(tmp_path / "in")
    words = ("import", "--offline", str(tmp_path / "in"), "--data-dir", str(tmp_path / "data"))
    code, out, errors = command(*words, "--json")
    assert code == 0, errors
    found = json.loads(out)
    rows = {table.name: sum(1 for _ in table.rows) for table in of_path(tmp_path / "in")()}
    assert found["rows"] == rows
    assert found["nodes"] > 60_000
    code, _, errors = command(*words)
    assert code == 3
    assert "holds a graph already" in errors


def test_a_wrong_row_is_told_and_nothing_imported(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "units.csv").write_text("code,name\nN1,Bureau\nN2,\n", encoding="utf-8")
    words = ("import", "--offline", str(tmp_path / "in"), "--data-dir", str(tmp_path / "data"))
    code, _, errors = command(*words)
    assert code == 1
    assert "table units, row 3, column name" in errors
    assert not (tmp_path / "data" / "neo4j").exists()


def test_it_is_refused_for_another_neo4j_and_with_other_options(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("code,name\nN1,Bureau\n", encoding="utf-8")
    other = {"ORGGRAPH_NEO4J_URI": "bolt://localhost:1", "ORGGRAPH_NEO4J_PASSWORD": "secret"}
    code, _, errors = command("import", "--offline", str(tmp_path), **other)
    assert (code, "unset it" in errors) == (2, True)
    code, _, errors = command("import", "--offline", "--strict", str(tmp_path))
    assert (code, "goes with --data-dir and --json only" in errors) == (2, True)
