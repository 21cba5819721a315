"""Other people's tools take the schema and the documents' operations without a finding."""

import pytest

from tests.tools.workshop import SCHEMA, Workshop, operations

ESLINT = "eslint/bin/eslint.js"
CODEGEN = "@graphql-codegen/cli/esm/bin.js"


async def test_graphql_eslint_has_no_finding(workshop: Workshop) -> None:
    code, output = await workshop.node(ESLINT, "schema")
    assert (code, output) == (0, "")


@pytest.mark.parametrize(
    ("was", "becomes", "rule"),
    [
        ("  hasNextPage: Boolean!", "  hasNextPage: Int!", "relay-page-info"),
        ('"""楼栋：', "#", "require-description"),
        ("  edges: [BuildingEdge!]!", "  edges: BuildingEdge!", "relay-connection-types"),
    ],
)
async def test_graphql_eslint_finds_what_is_wrong(
    workshop: Workshop, was: str, becomes: str, rule: str
) -> None:
    text = SCHEMA.read_text("utf-8")
    file = workshop.folder / "schema" / "schema.graphql"
    assert was in text
    file.write_text(text.replace(was, becomes, 1), "utf-8")
    try:
        code, output = await workshop.node(ESLINT, "schema")
    finally:
        file.write_text(text, "utf-8")
    assert code != 0
    assert rule in output


async def test_relays_compiler_takes_every_operation(workshop: Workshop) -> None:
    code, output = await workshop.node("relay-compiler/cli.js", "relay.config.json")
    assert code == 0, output
    assert "Compilation completed" in output
    made = list((workshop.folder / "made" / "relay").glob("*.graphql.ts"))
    assert len(made) == len(list(operations())) > 30


async def test_the_generated_client_is_strictly_typed(workshop: Workshop) -> None:
    code, output = await workshop.node(CODEGEN, "--config", "codegen.ts")
    assert code == 0, output
    code, output = await workshop.node("typescript/bin/tsc", "-p", ".")
    assert (code, output) == (0, "")
