"""Errors as they go out: each with a code, and with a hint where a mistake is a usual one."""

import re
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from graph.messages import msg, plain, saying, sentences
from resolvers.foreign import said

_UNEXPECTED = re.compile(r"U\+(FF[0-5][0-9A-F]|300[0-2]|201[89CD])\b")
_OTHERS = {"\u3000": saying("a space"), "\u3001": ",", "\u3002": ".", "\u201c": '"', "\u201d": '"'}
_ON_CONNECTION = re.compile(r"Cannot query field '(\w+)' on type '\w+Connection'")


def coded(error: GraphQLError, code: str) -> dict[str, Any]:
    """The error formatted for the response. code: of an error that has none of its own."""
    shown: dict[str, Any] = {**error.formatted}
    own: dict[str, Any] = {**(error.extensions or {})}
    if "code" not in own:
        own["code"] = "SYNTAX" if isinstance(error, GraphQLSyntaxError) else code
    shown["extensions"] = own
    shown["message"] = sentences(said(error.message), _hint(error.message))
    return shown


def _hint(message: str) -> str:
    """What to do about a usual mistake; empty for others."""
    found = _UNEXPECTED.search(message)
    if found is not None:
        given = chr(int(found[1], 16))
        wanted = _OTHERS.get(given) or chr(ord(given) - 0xFEE0)
        return msg(
            "'{given}' is a sign of a Chinese keyboard: type '{wanted}'.",
            given=given,
            wanted=plain(wanted),
        )
    asked = _ON_CONNECTION.search(message)
    return msg("Ask for 'nodes {{ {name} }}'.", name=asked[1]) if asked is not None else ""
