"""Limits of documents: exact at N and N + 1, also through fragments; nothing else is needed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.caller import Role
from graph.compiler.document import Documents, Prepared
from resolvers.limits import (
    LIMITS,
    Bounds,
    ExceededError,
    LimitsError,
    check_values,
    default_limits,
    gate_of,
    load_limits,
    objects_in,
)
from schema.api import graphql_schema
from tests.limits.documents import IN_FRAGMENTS, PLAIN

ROOMY: Bounds = {limit.name: 1_000_000 for limit in LIMITS}


def prepared(text: str, **bounds: int) -> Prepared:
    gate = gate_of(Role.ANALYST, {**ROOMY, **bounds})
    return Documents(graphql_schema()).prepare(text, gate)


def refused(found: Prepared, name: str, most: int) -> Mapping[str, Any]:
    (error,) = found.errors
    assert isinstance(error, ExceededError)
    extensions = error.extensions or {}
    assert extensions["code"] == "LIMIT_EXCEEDED"
    assert (extensions["limit"], extensions["most"]) == (name, most)
    assert f"`{name}`" in error.message
    assert "To ask for less: " in error.message
    return extensions


@pytest.mark.parametrize("made", [PLAIN, IN_FRAGMENTS], ids=["plain", "in fragments"])
@pytest.mark.parametrize("name", PLAIN)
def test_a_document_of_the_limit_passes_and_of_one_more_does_not(
    name: str, made: Mapping[str, Any]
) -> None:
    make = made[name]
    assert prepared(make(20), **{name: 20}).errors == ()
    assert refused(prepared(make(21), **{name: 20}), name, 20)["given"] == 21


def test_characters_are_counted_before_anything_is_read() -> None:
    text = "{ places { totalCount } }"
    assert prepared(text, characters=len(text)).errors == ()
    refused(prepared(text + " ", characters=len(text)), "characters", len(text))


def test_what_is_refused_for_one_role_passes_for_another() -> None:
    documents = Documents(graphql_schema())
    text = PLAIN["tokens"](30)
    small, large = ({**ROOMY, "tokens": most} for most in (29, 30))
    for _ in range(2):
        assert documents.prepare(text, gate_of(Role.ANALYST, small)).errors
        assert documents.prepare(text, gate_of(Role.ADMIN, large)).errors == ()


def test_fragments_that_double_each_other_are_multiplied_and_not_walked() -> None:
    text = "{ ...A0 }" + "".join(
        f" fragment A{n} on Query {{ ...A{n + 1} ...A{n + 1} }}" for n in range(60)
    )
    found = prepared(text + " fragment A60 on Query { places { totalCount } }", fields=1_000)
    assert refused(found, "fields", 1_000)["given"] > 2**60


@pytest.mark.parametrize(
    ("variables", "number"),
    [({"a": 1, "b": 2}, 2), ({"a": [1, 2, 3]}, 4), ({"a": {"b": [{"c": 1}]}}, 4), ({}, 0)],
)
def test_values_of_variables_are_counted_at_any_depth(
    variables: dict[str, Any], number: int
) -> None:
    check_values(variables, {**ROOMY, "values": number})
    if number:
        with pytest.raises(ExceededError, match="`values`"):
            check_values(variables, {**ROOMY, "values": number - 1})


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (b'{"data":{"a":1}}', 2),
        (b'{"data":{"a":[{"b":1},{"b":2}]}}', 4),
        (b'{"data":{"a":"x{","b":"{","c":["{"]}}', 2),
        (b'{"data":{"a":"{\\"b\\":1}"}}', 2),
        (b'{"data":null}', 1),
    ],
)
def test_objects_of_an_answer_are_counted_exactly(body: bytes, number: int) -> None:
    assert objects_in(body) == number


def test_a_file_changes_some_limits_of_some_roles(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text("[analyst]\ndepth = 7\n", "utf-8")
    found, former = load_limits(path), default_limits()
    assert found[Role.ANALYST] == {**former[Role.ANALYST], "depth": 7}
    assert found[Role.FRONTEND] == former[Role.FRONTEND]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[boss]\ndepth = 7", "[frontend], [analyst], [admin]"),
        ("[admin]\nwidth = 7", "there is no limit 'width'"),
        ("[admin]\ndepth = 0", "a whole number from 1"),
        ("[admin]\ndepth = true", "a whole number from 1"),
        ("depth = 7", "is not one of the tables"),
        ("[admin", "is not TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "limits.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(LimitsError) as caught:
        load_limits(path)
    assert words in str(caught.value)


def test_the_page_about_limits_is_up_to_date() -> None:
    from service.limits_doc import PAGE, page

    assert PAGE.read_text("utf-8") == page(), "run python -m service.limits_doc"
