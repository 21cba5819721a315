"""`server.py import` and `server.py seed`, as a person runs them."""

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graph.bolt import Graph
from graph.embedded import EmbeddedServer
from seeds.dataset import read
from server import create_app
from service.cli import command_line
from tests.service.processes import process


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """A folder with one right and one wrong row."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "units.csv").write_text("code,name\nN1,Bureau\nN2,\n", encoding="utf-8")
    return folder


async def test_import_loads_prints_and_saves(
    blank: Graph, server: EmbeddedServer, units: Path
) -> None:
    code, out, errors = await process(server, "import", str(units))
    assert (code, errors) == (1, "")
    assert "1 rows written, 0 unchanged, 1 left out" in out
    assert "missing-value" in out
    assert await blank.rows("MATCH (n:LiaisonUnit) RETURN n.code") == [["N1"]]
    assert sorted(os.listdir(units.parent)) == ["data", "data.marked.xlsx", "data.report.json"]


async def test_a_strict_import_in_json_loads_nothing(
    blank: Graph, server: EmbeddedServer, units: Path
) -> None:
    report = units.parent / "r.json"
    words = ["import", str(units), "--strict", "--json", "--report", str(report)]
    code, out, _ = await process(server, *words)
    found = json.loads(out)
    assert (code, found["loaded"], found["wrong"]) == (3, False, 1)
    assert found["reportFile"] == str(report)
    assert json.loads(report.read_text(encoding="utf-8"))["wrong"] == 1
    assert await blank.read("MATCH (n:LiaisonUnit) RETURN count(n)") == 0


async def test_what_is_gone_is_taken_away_once_it_was_shown(
    blank: Graph, server: EmbeddedServer, units: Path
) -> None:
    (units / "units.csv").write_text("code,name\nN1,Bureau\nN2,Office\n", encoding="utf-8")
    assert (await process(server, "import", str(units)))[0] == 0
    (units / "units.csv").write_text("code,name\nN2,Office\n", encoding="utf-8")
    words = ["import", str(units), "--sync", "units"]
    code, out, _ = await process(server, *words)
    digest = re.findall(r"--confirm ([0-9a-f]{32})", out)
    assert (code, len(digest)) == (3, 1)
    assert "N1 is removed" in out
    assert await blank.read("MATCH (n:LiaisonUnit) RETURN count(n)") == 2
    code, out, _ = await process(server, *words, "--confirm", digest[0])
    assert (code, "1 ended or removed as gone" in out) == (0, True)
    assert await blank.rows("MATCH (n:LiaisonUnit) RETURN n.code") == [["N2"]]
    code, _, errors = await process(server, "import", str(units), "--confirm", digest[0])
    assert (code, errors) == (2, "--within and --confirm go with --sync.\n")


def invoke(*words: str) -> tuple[int, str]:
    """Run the command line in this process; exit code and all that was printed."""
    result = CliRunner().invoke(command_line(create_app), list(words))
    return result.exit_code, result.output


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    code, out = invoke("import", str(tmp_path / "missing.xlsx"))
    assert code == 2
    assert "There is no file or folder" in out
    assert "Traceback" not in out


def test_a_report_over_the_input_is_refused(units: Path) -> None:
    code, out = invoke("import", str(units), "--report", str(units / "units.csv"))
    assert code == 2
    assert "change the input" in out


def test_help_documents_the_exit_codes() -> None:
    for name in ("import", "seed"):
        code, out = invoke(name, "--help")
        assert code == 0
        assert "Exit codes" in out


def test_seed_writes_once_and_replaces_only_when_told(tmp_path: Path) -> None:
    out = tmp_path / "d.zip"
    code, said = invoke("seed", "--out", str(out), "--language", "en")
    assert (code, "Wrote" in said) == (0, True)
    assert len(read(out).sheets) == 18
    assert invoke("seed", "--out", str(out))[0] == 2
    assert invoke("seed", "--out", str(tmp_path / "d2.zip"), "--scale", "0")[0] == 2
    assert invoke("seed", "--out", str(tmp_path / "d.csv"))[0] == 2
