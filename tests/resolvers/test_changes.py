"""Changes are declarations: a file each, read by `whatIf`, by the schema, and by nothing else."""

from pathlib import Path

import pytest
from graphql import GraphQLInputObjectType

import graph.changes
from graph.change import Change
from graph.changes import CHANGES
from schema.api import graphql_schema


def test_every_file_is_a_change() -> None:
    files = {p.stem for p in Path(graph.changes.__file__).parent.glob("*.py")} - {"__init__"}
    assert len(CHANGES) == len(files)


def test_the_schema_offers_every_change_with_its_fields() -> None:
    types = graphql_schema().type_map
    change = types["Change"]
    assert isinstance(change, GraphQLInputObjectType)
    assert {name: str(f.type) for name, f in change.fields.items()} == {
        c.name: c.input for c in CHANGES.values()
    }
    for declared in CHANGES.values():
        offered = types[declared.input]
        assert isinstance(offered, GraphQLInputObjectType)
        assert {name: str(f.type) for name, f in offered.fields.items()} == {
            f.name: f.type for f in declared.fields
        }


@pytest.mark.parametrize("declared", CHANGES.values(), ids=lambda c: c.name)
def test_a_change_explains_its_fields(declared: Change) -> None:
    assert declared.doc.endswith(".")
    assert all(f.doc and f.doc.endswith(".") for f in declared.fields)
    days = [f for f in declared.fields if f.name == declared.day]
    assert [f.type for f in days] == ([] if declared.day is None else ["Date!"])
