"""`docs/demonstration-district.md` says what the generator makes and the schema has."""

import re

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType

from graph.model import MODEL
from graph.tables import tables
from schema.api import graphql_schema
from tests.district.facts import DOCUMENT, TABLES, rewritten

_CODE = re.compile(r"`([^`]+)`")


def test_its_tables_are_those_of_the_generated_rows() -> None:
    document = DOCUMENT.read_text("utf-8")
    assert rewritten(document) == document
    assert all(f"<!-- {name} -->\n| 中文" in document for name in TABLES)


def _concepts() -> list[tuple[str, str, str]]:
    """Concept, places in the schema, columns: the rows of the table of concepts."""
    section = DOCUMENT.read_text("utf-8").partition("<!-- concepts -->\n")[2]
    rows = section.partition("<!-- /concepts -->")[0].strip().splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [(cell[0], cell[1], cell[2]) for cell in cells]


@pytest.mark.parametrize(("concept", "fields", "columns"), _concepts())
def test_every_concept_has_the_place_that_is_named(concept: str, fields: str, columns: str) -> None:
    schema = graphql_schema()
    found = _CODE.findall(fields)
    assert found, concept
    for name in found:
        type_name, _, member = name.partition(".")
        kind = schema.type_map[type_name]
        if member and isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            assert member in kind.fields, name
        elif member:
            assert member in getattr(kind, "values", {}), name
    declared = {f"{t.name}.{c.name}" for t in tables(MODEL) for c in t.columns}
    declared |= {t.name for t in tables(MODEL)}
    for name in _CODE.findall(columns):
        assert name in declared, name
