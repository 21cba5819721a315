"""Every error has a code of the closed list, and says in Chinese what it means."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLError, parse, validate

from resolvers.coded import coded
from schema.api import graphql_schema
from service.codes import CODES
from service.codes_doc import page
from service.language import language_of

ROOT = Path(__file__).parents[2]
FOLDERS = ("graph", "resolvers", "service")


def codes_in_the_source() -> Iterator[str]:
    """What is raised: codes in `extensions`, and the second argument of refusals."""
    for file in (f for folder in FOLDERS for f in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "code":
                        yield from _text(value)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == "RefusedError" and len(node.args) > 1:
                    yield from _text(node.args[1])
                elif node.func.id == "LimitError":
                    yield from _text(node.args[0])


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isupper():
        yield node.value


def test_every_code_that_is_raised_is_in_the_list() -> None:
    raised = set(codes_in_the_source())
    assert len(raised) > 15
    assert raised - set(CODES) == set()


def test_the_page_is_made_of_the_list() -> None:
    written = (ROOT / "docs" / "errors.md").read_text("utf-8")
    assert written == page(), "run `python -m service.codes_doc > docs/errors.md`"


def test_every_code_is_told_in_both_languages() -> None:
    for words in CODES.values():
        assert (words.zh.isascii(), words.en.isascii()) == (False, True)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        (b"", "en"),
        (b"zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (b"en-US,en;q=0.9,zh;q=0.5", "en"),
        (b"fr, zh;q=0.1", "zh"),
        (b"zh;q=x", "en"),
        (b"*", "en"),
        (b"zh;q=nan, en", "en"),
        (b"\xff\xfe", "en"),
        (b"zh-CN,en", "zh"),
        (b"en,zh", "en"),
        (b"zh;q=0.5,en;q=0.5", "zh"),
        (b"zh;q=0", "en"),
        (b"zh;q=0,en;q=0", "en"),
        (b"en;q=0.9, ZH-Hans-CN", "zh"),
        (b",,;;q=", "en"),
    ],
)
def test_the_language_is_the_one_preferred(header: bytes | None, language: str) -> None:
    assert language_of(header) == language


def _errors(text: str) -> list[dict[str, Any]]:
    try:
        return [coded(e, "VALIDATION") for e in validate(graphql_schema(), parse(text))]
    except GraphQLError as error:
        return [coded(error, "VALIDATION")]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("\uff5b buildings }", "SYNTAX", "type '{'"),
        ("{ building(code\uff1a 1) }", "SYNTAX", "type ':'"),
        ("{ buildings {", "SYNTAX", "Syntax Error"),
        ("{ buildings { name } }", "VALIDATION", "Ask for 'nodes { name }'"),
        ("{ nothing }", "VALIDATION", "Cannot query field 'nothing'"),
        (
            'query @asOf(date: "2026-13-01") { buildings { totalCount } }',
            "VALIDATION",
            "no day of the calendar",
        ),
        ("{ coverage(of: HOUSE) { total } }", "VALIDATION", "HOUSE"),
    ],
)
def test_a_wrong_document_is_told_with_code_place_and_what_to_do(
    text: str, code: str, words: str
) -> None:
    error = _errors(text)[0]
    assert error["extensions"]["code"] == code
    assert words in error["message"]
    assert error["locations"][0]["line"] == 1


def test_an_error_keeps_the_code_of_its_own() -> None:
    error = GraphQLError("No.", extensions={"code": "BAD_CURSOR", "more": 1})
    assert coded(error, "BAD_INPUT")["extensions"] == {"code": "BAD_CURSOR", "more": 1}
