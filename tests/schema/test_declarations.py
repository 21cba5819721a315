"""Root fields are declarations: a file each, and everything of the schema follows from them."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from graphql import GraphQLObjectType

import resolvers.roots
from graph.compiler.search import search_root
from graph.declare import Model
from graph.folder import declared
from graph.model import MODEL
from graph.surface import Field
from resolvers.root_field import RootField
from resolvers.roots import ROOTS, live_fields, roots_of
from schema.api import graphql_schema

FOLDER = Path(resolvers.roots.__file__).parent


def test_every_file_is_a_root_field() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert len(ROOTS) == len(files)
    assert [r.order for r in ROOTS] == sorted(r.order for r in ROOTS)


def test_the_schema_has_them_in_their_order() -> None:
    query = graphql_schema().query_type
    assert query is not None
    names = [root.field.name for root in ROOTS]
    assert [name for name in query.fields if name in names] == names
    assert set(live_fields(MODEL)) == {r.field.name for r in ROOTS if r.live is not None}


def test_what_if_asks_those_that_say_so() -> None:
    what_if = graphql_schema().type_map["WhatIf"]
    assert isinstance(what_if, GraphQLObjectType)
    asked = {r.field.name for r in ROOTS if r.in_what_if}
    assert set(what_if.fields) == {"asOf", "place", "partyOrganization"} | asked


def test_no_type_comes_with_two_root_fields() -> None:
    types = [d for root in ROOTS for d in root.types_among(ROOTS)]
    names = [getattr(d, "name", None) or getattr(d, "__name__", None) for d in types]
    assert len(set(names)) == len(names)


def test_a_model_without_what_a_root_field_needs_lacks_the_field() -> None:
    assert [r.field.name for r in roots_of(Model((), ()))] == ["vocabulary"]


def test_a_root_field_is_answered_in_one_way() -> None:
    with pytest.raises(ValueError, match="either planned or live"):
        RootField(10, Field("nothing", "Int", "无 — Nothing."))
    assert RootField(10, Field("one", "Int", "一 — One."), planner=search_root)
    with pytest.raises(ValueError, match="either planned or live"):
        replace(ROOTS[0], live=next(r.live for r in ROOTS if r.live))


def test_a_file_without_a_declaration_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "some_roots"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "forgotten.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(ValueError, match="forgotten declares no ROOT"):
        declared("some_roots", RootField, "ROOT")


def test_two_of_one_order_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "equal_roots"
    package.mkdir()
    (package / "__init__.py").touch()
    for name in ("one", "two"):
        (package / f"{name}.py").write_text("from resolvers.roots.search import ROOT\n", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(ValueError, match="order 10 already"):
        declared("equal_roots", RootField, "ROOT")


def test_every_type_of_nodes_is_looked_up_by_what_identifies_it() -> None:
    query = graphql_schema().query_type
    assert query is not None
    for node in MODEL.types:
        if node.node:
            assert node.one is not None, f"{node.name} has no look-up"
            field = query.fields[node.one]
            assert str(field.type) == node.name
            assert any(str(a.type).endswith("!") for a in field.args.values())
