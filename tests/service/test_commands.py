"""Commands that need no database."""

import json
import re
from pathlib import Path

from tests.service.processes import command, inside

QUERY = "query ($c: String!) { found: buildings(where: { code: { eq: $c } }) { totalCount } }"


def test_explain_shows_every_stage(tmp_path: Path) -> None:
    file = tmp_path / "question.graphql"
    file.write_text(QUERY, encoding="utf-8")
    done = inside(tmp_path, "explain", str(file), "--variables", '{"c": "B1"}', "--json")
    assert done.exit_code == 0, done.stderr
    (field,) = json.loads(done.stdout)
    assert field["field"] == "found"
    assert "where: {code: {eq: $c}}" in field["selection"]
    assert re.search(r"Match n\d+:Building\b", field["plan"])
    assert re.search(r"MATCH \(n\d+:Building\)", field["cypher"])
    assert list(field["parameters"].values()) == ["B1"]
    assert field["database"] is None
    text = inside(tmp_path, "explain", str(file), "--variables", '{"c": "B1"}').stdout
    assert f"── found: cypher {field['statement']} ──" in text


def test_a_wrong_document_is_told(tmp_path: Path) -> None:
    done = inside(tmp_path, "explain", "{ nothing }")
    assert done.exit_code == 1
    assert "Cannot query field 'nothing'" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_variables_and_files_are_told(tmp_path: Path) -> None:
    for arguments, words in (
        (["explain", QUERY, "--variables", "{"], "--variables is not JSON"),
        (["query", QUERY, "--variables", "[1]"], "must be a JSON object"),
        (["query", "absent.graphql"], "absent.graphql cannot be read"),
    ):
        done = inside(tmp_path, *arguments)
        assert (done.exit_code, words in done.stderr) == (2, True), done.stderr


def test_the_schema_is_printed_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "schema.graphql"
    file.write_text(inside(tmp_path, "schema").stdout, encoding="utf-8")
    assert inside(tmp_path, "schema", "--check", str(file)).exit_code == 0
    file.write_text("type Query { a: Int }\n", encoding="utf-8")
    differs = inside(tmp_path, "schema", "--check", str(file))
    assert (differs.exit_code, "differs" in differs.stderr) == (1, True)


def test_what_breaks_for_clients_of_an_older_schema_is_told(tmp_path: Path) -> None:
    printed = inside(tmp_path, "schema").stdout
    file = tmp_path / "old.graphql"
    file.write_text(printed, encoding="utf-8")
    same = inside(tmp_path, "schema", "--against", str(file))
    assert (same.exit_code, "Nothing breaks" in same.stdout) == (0, True)
    file.write_text(f"{printed}\nextend type Query {{ gone: Int }}\n", encoding="utf-8")
    broken = inside(tmp_path, "schema", "--against", str(file))
    assert (broken.exit_code, broken.stdout) == (1, "Breaks: Field Query.gone was removed.\n")
    file.write_text("no schema", encoding="utf-8")
    wrong = inside(tmp_path, "schema", "--against", str(file))
    assert (wrong.exit_code, "is no GraphQL schema" in wrong.stderr) == (2, True)


def test_the_version_is_printed_and_options_stand_with_their_command(tmp_path: Path) -> None:
    assert command(tmp_path, "--version").stdout == "orggraph 0.1.0\n"
    done = command(tmp_path, "--port", "1", "schema")
    assert (done.returncode, "after 'schema'" in done.stderr) == (2, True)


def test_doctor_says_what_is_wrong(tmp_path: Path) -> None:
    done = inside(tmp_path, "doctor", "--json", neo4j_uri="bolt://127.0.0.1:9", neo4j_password="x")
    assert done.exit_code == 1
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert not checks["connection"]["ok"]
    assert "does not answer" in checks["connection"]["text"]


def test_backups_are_of_the_embedded_graph_only(tmp_path: Path) -> None:
    existing = {"neo4j_uri": "bolt://127.0.0.1:9", "neo4j_password": "x"}
    out = str(tmp_path / "copy.dump")
    for arguments in (["backup", out], ["restore", out]):
        done = inside(tmp_path / "data", *arguments, **existing)
        assert (done.exit_code, "not this program's" in done.stderr) == (2, True)
    nothing = inside(tmp_path / "data", "backup", out)
    assert (nothing.exit_code, "There is no graph" in nothing.stderr) == (3, True)
