"""`server.py audit`, as a scheduled job runs it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from graph.audit import RULES
from graph.bolt import Graph
from graph.embedded import EmbeddedServer
from server import create_app
from service.cli import command_line
from tests.audit.town import Town
from tests.service.processes import existing, process


def command(server: EmbeddedServer, *words: str) -> tuple[int, str, str]:
    """The same command without the two seconds that a process of its own takes."""
    result = CliRunner(env=existing(server)).invoke(command_line(create_app), ["audit", *words])
    return result.exit_code, result.stdout, result.stderr


def invoke(*words: str) -> tuple[int, str]:
    """Run the command in this process; exit code and all that was printed."""
    result = CliRunner().invoke(command_line(create_app), ["audit", *words])
    return result.exit_code, result.output


@pytest.fixture
async def town(blank: Graph) -> Town:
    """Two communities: C1 in order but for its size, =C2 without a brand and with a vacancy."""
    town = Town()
    town.place("C2", "COMMUNITY", "S1", "=1+1", households=3001)
    branch = town.organization(
        "O1", covers="C2", establishment="FUNCTIONAL", established_on="2026-01-01"
    )
    town.place("X1", "COMPOUND", "C2", has_organization=True, no_property_mode="OWNER_SELF")
    guest = town.person(name="王小明", lives="X1", of=branch)
    town.affiliate(guest, town.organization("O2", "GROUP", parent_code="O1"))
    await town.load(blank)
    return town


WORDS = ("--on", "2026-11-01", "--rules")


async def test_an_error_ends_the_job_with_one(town: Town, server: EmbeddedServer) -> None:
    code, out, errors = await process(server, "audit", *WORDS, "secretary-vacant,brand-missing")
    assert code == 1, errors
    assert "secretary-vacant" in out
    assert "No secretary for 304 days" in out
    assert errors == "2 rules on 2026-11-01: 1 ERROR, 0 WARN, 1 INFO " + errors[-9:]
    code, out, _ = await process(server, "audit", *WORDS, "brand-missing,community-size")
    assert code == 0
    assert "=1+1" in out


def test_csv_is_safe_to_open(town: Town, server: EmbeddedServer) -> None:
    words = (*WORDS, "community-size,member-unplaced", "--format", "csv")
    code, out, _ = command(server, *words, "--within", "C2")
    assert code == 1
    assert out.startswith("\ufeffchange,severity,rule")
    rows = list(csv.DictReader(io.StringIO(out.lstrip("\ufeff"))))
    names = {row["rule"]: row["subject_name"] for row in rows}
    assert names == {"community-size": "'=1+1", "member-unplaced": "王**"}
    assert "王小明" not in out
    _, out, _ = command(server, *words, "--names")
    assert "王小明" in out


def test_a_workbook_of_findings_and_rules(
    town: Town, server: EmbeddedServer, tmp_path: Path
) -> None:
    out = tmp_path / "audit.xlsx"
    code, printed, errors = command(
        server, *WORDS, "community-size,term-overdue", "--out", str(out)
    )
    assert (code, printed) == (0, ""), errors
    book = load_workbook(out)
    assert book.sheetnames[0] == "说明"
    assert book.sheetnames[-1] == "规则"
    facts = {str(row[0]) for row in book["说明"].values}
    assert facts >= {"问题", "审计日期", "范围", "提问者", "时间", "错误", "警告", "提示"}
    (name,) = book.sheetnames[1:-1]
    headings, *findings = list(book[name].values)
    first = dict(zip(headings, findings[0], strict=True))
    assert first["对象"] == "=1+1"
    assert first["地点"] == first["社区"] == "=1+1"
    # A column that would be empty is not there.
    assert all(any(row[i] for row in findings) for i in range(len(headings)))
    rules = list(book["规则"].values)
    assert [row[1] for row in rules[1:]] == ["term-overdue", "community-size"]
    assert [row[3] for row in rules[1:]] == [0, 1]


def test_the_difference_between_two_days(town: Town, server: EmbeddedServer) -> None:
    words = ("--rules", "secretary-vacant,brand-missing", "--format", "json")
    day = ("--on", "2026-01-31", "--against", "2026-02-01")
    code, out, _ = command(server, *words, *day)
    found = json.loads(out)
    assert (code, found["new"]) == (0, [])
    assert [f["subject"] for f in found["gone"]] == ["PartyOrganization:O1"]
    code, out, _ = command(server, *words, "--on", "2026-02-01", "--against", "2026-01-31")
    found = json.loads(out)
    assert (code, found["gone"]) == (1, [])
    assert [f["subject"] for f in found["new"]] == ["PartyOrganization:O1"]


def test_sarif_names_rules_places_and_subjects(town: Town, server: EmbeddedServer) -> None:
    code, out, _ = command(server, *WORDS, "secretary-vacant", "--format", "sarif")
    log: dict[str, Any] = json.loads(out)
    assert (code, log["version"]) == (1, "2.1.0")
    (run,) = log["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    (result,) = run["results"]
    assert rule["id"] == result["ruleId"] == "secretary-vacant"
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]] is rule
    (location,) = result["locations"]
    places = [p["fullyQualifiedName"] for p in location["logicalLocations"]]
    assert places == ["PartyOrganization:O1", "Place:C2"]
    assert len(result["partialFingerprints"]["matter/v1"]) == 24


def test_a_districts_thresholds_and_an_unknown_place(
    town: Town, server: EmbeddedServer, tmp_path: Path
) -> None:
    file = tmp_path / "district.toml"
    file.write_text('version = "X-1"\n[community-size]\nmost = 3001\n', encoding="utf-8")
    code, out, _ = command(server, *WORDS, "community-size", "--thresholds", str(file))
    assert (code, out) == (0, "")
    code, _, errors = command(server, *WORDS, "community-size", "--within", "nowhere")
    assert (code, errors) == (2, "There is no place with the code 'nowhere'.\n")
    code, _, errors = command(server, *WORDS, "community-size", "--within", "C22")
    assert code == 2
    assert errors.startswith("There is no place with the code 'C22'. The nearest are C2 (")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--rules", "term-overdu"], "did you mean term-overdue"),
        (["--severity", "FATAL"], "choose from ERROR, WARN, INFO"),
        (["--rules", "term-overdue", "--severity", "INFO"], "exclude each other"),
        (["--on", "1.11.2026"], "write YYYY-MM-DD, such as 2026-03-01"),
        (["--format", "xlsx"], "add --out FILE.xlsx"),
        (["--thresholds", "absent.toml"], "absent.toml cannot be read"),
        (["--list", "--format", "csv"], "printed as a table or as JSON"),
    ],
)
def test_wrong_usage_is_one_sentence(words: list[str], sentence: str) -> None:
    code, out = invoke(*words)
    assert code == 2
    assert sentence in out
    assert len(out.splitlines()) == 1


def test_the_catalogue_needs_no_graph() -> None:
    code, out = invoke("--list", "--format", "json")
    assert code == 0
    listed = json.loads(out)
    assert [rule["id"] for rule in listed] == [rule.id for rule in RULES]
    assert listed[0]["threshold"] == "full_members 3 full members (2026-11)"
    code, out = invoke("--list", "--severity", "info")
    assert code == 0
    assert "brand-missing" in out
    assert "term-overdue" not in out


def test_a_place_is_named_by_its_name_too(town: Town, server: EmbeddedServer) -> None:
    words = (*WORDS, "community-size", "--format", "json")
    _, out, errors = command(server, *words, "--within", "=1+1")
    assert json.loads(out)["findings"], errors
    assert "'=1+1' is C2." in errors
    code, _, errors = command(server, *words, "--within", "nowhere")
    assert (code, "There is no place with the code 'nowhere'." in errors) == (2, True)


def test_a_file_is_replaced_by_force_alone_and_has_an_ending_that_can_be_written(
    town: Town, server: EmbeddedServer, tmp_path: Path
) -> None:
    out = tmp_path / "audit.json"
    out.write_text("mine", "utf-8")
    code, _, errors = command(server, *WORDS, "community-size", "--out", str(out))
    assert (code, "--force" in errors, out.read_text("utf-8")) == (2, True, "mine")
    code, _, errors = command(server, *WORDS, "community-size", "--out", str(out), "--force")
    assert (code, "findings" in out.read_text("utf-8")) == (0, True), errors
    code, _, errors = command(server, *WORDS, "community-size", "--out", "audit.pdf")
    assert (code, "must end in .csv or .xlsx or .json or .sarif or .txt" in errors) == (2, True)
