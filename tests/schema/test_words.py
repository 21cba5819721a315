"""Everything of the schema is described in both languages, by one text at its declaration."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    is_introspection_type,
    is_specified_directive,
    is_specified_scalar_type,
)

from graph.model import MODEL, enums
from graph.words import Words, spelled, words_of
from schema.api import graphql_schema

SHAPE = "write its doc as '名称：说明。 — What it is.' (graph/words.py)"
LONGEST_NAME = 16


def described() -> Iterator[tuple[str, str | None]]:
    """Where each description of the schema stands, and the description."""
    schema = graphql_schema()
    for name, kind in schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        yield name, kind.description
        match kind:
            case GraphQLObjectType() | GraphQLInterfaceType():
                for field, of in kind.fields.items():
                    yield f"{name}.{field}", of.description
                    yield from (
                        (f"{name}.{field}({a}:)", v.description) for a, v in of.args.items()
                    )
            case GraphQLInputObjectType():
                yield from ((f"{name}.{f}", v.description) for f, v in kind.fields.items())
            case GraphQLEnumType():
                yield from ((f"{name}.{v}", of.description) for v, of in kind.values.items())
            case _:
                pass
    for directive in schema.directives:
        if not is_specified_directive(directive):
            yield f"@{directive.name}", directive.description
            for name, argument in directive.args.items():
                yield f"@{directive.name}({name}:)", argument.description


def faults(where: str, doc: str | None) -> Iterator[str]:
    """What a description lacks."""
    try:
        words = words_of(doc or "")
    except ValueError:
        yield f"{where}: {SHAPE}"
        return
    if len(words.name) > LONGEST_NAME:
        yield f"{where}: the name {words.name!r} is long; explain after a colon（：）"
    if not words.en.endswith((".", "...")):
        yield f"{where}: {words.en!r} is no sentence"


def test_everything_is_described_in_both_languages() -> None:
    found = list(described())
    assert len(found) > 1000
    assert [fault for where, doc in found for fault in faults(where, doc)] == []


def test_a_columns_heading_is_what_its_property_is_called() -> None:
    columns = [(node.name, p) for node in MODEL.types for p in node.properties if p.zh]
    assert columns
    assert [f"{node}.{p.name}" for node, p in columns if words_of(p.doc).name != p.zh] == []


def test_an_enums_words_are_its_members_descriptions() -> None:
    assert enums.OrganizationKind.WORKING_COMMITTEE.words == ("党工委", "大工委")
    assert enums.OrganizationKind.WORKING_COMMITTEE.doc == "党工委、大工委 — A working committee."


def test_a_text_is_taken_apart() -> None:
    words = words_of("层数：不明为空。 — The number of floors; null when unknown.")
    assert words == Words("层数：不明为空。", "The number of floors; null when unknown.")
    assert words.name == "层数"
    assert str(words) == "层数：不明为空。 — The number of floors; null when unknown."


@pytest.mark.parametrize("doc", ["", "层数", "Floors.", "Floors — The number.", "层数 — "])
def test_a_text_in_one_language_is_refused(doc: str) -> None:
    with pytest.raises(ValueError, match="is not of the form"):
        words_of(doc)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fullMemberOn", "Full member on"),
        ("FULL_MEMBER_ON", "Full member on"),
        ("BuildingUnit", "Building unit"),
        ("id", "Id"),
    ],
)
def test_a_name_is_spelled_in_words(name: str, text: str) -> None:
    assert spelled(name) == text
