"""Hostile requests: each refused within 100 ms and 20 MB, whatever is within a megabyte.

Documents after the published holes of GraphQL servers and parsers: floods of aliases, directives,
fields and tokens, nesting, fragments that multiply or lead in circles, fields that have to be
compared in pairs, interfaces in interfaces, and packed bodies that grow.
"""

import gc
import gzip
import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import brotli as _untyped  # pyright: ignore[reportMissingTypeStubs]
import pytest
import zstandard

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.answer import Outcome
from resolvers.engine import Engine, GraphQLRequest
from resolvers.limits import default_limits
from schema.api import create_engine
from service.errors import RefusedError
from service.unpack import TooLongError, unpacked

_SECONDS = 0.1
_BYTES = 20_000_000
_MEGABYTE = 1_000_000
brotli: Any = _untyped


def _filled(head: str, unit: str, tail: str) -> str:
    """A document of nearly a megabyte."""
    return head + unit * ((_MEGABYTE - len(head) - len(tail)) // len(unit)) + tail


def _circle(number: int) -> str:
    parts = [f"fragment A{n} on Query {{ ...A{(n + 1) % number} }}" for n in range(number)]
    return "{ ...A0 } " + " ".join(parts)


def _doubling(number: int) -> str:
    parts = [f"fragment A{n} on Query {{ ...A{n + 1} ...A{n + 1} }}" for n in range(number)]
    last = f" fragment A{number} on Query {{ places {{ totalCount }} }}"
    return "{ ...A0 } " + " ".join(parts) + last


def _pairs(depth: int) -> str:
    """Fields of one name below fields of one name: pairs of pairs."""
    text = "code"
    for _ in range(depth):
        text = f"parent {{ {text} }} parent {{ {text} }}"
    return f"{{ places {{ nodes {{ {text} }} }} }}"


HOSTILE = {
    "tokens": _filled("{", "a ", "}"),
    "aliases": _filled("{", "a:__typename ", "}"),
    "short document of aliases": "{" + "".join(f"a{n}:__typename " for n in range(500)) + "}",
    "directives": _filled("{ __typename ", "@skip(if:false)", "}"),
    "some directives": "{ __typename " + "@skip(if: false) " * 300 + "}",
    "nesting": "{" + "a{" * 300_000,
    "closed nesting": "{a" * 300 + "}" * 300,
    "lists in a value": "{ place(code: " + "[" * 400 + "]" * 400 + ") { code } }",
    "one long text": _filled('{ place(code: "', "x", '") { code } }'),
    "one long block": _filled('{ place(code: """', "\\n ", '""") { code } }'),
    "one long name": _filled("{", "a", "}"),
    "one long number": _filled("{ places(first: ", "9", ") { totalCount } }"),
    "spaces": _filled("{", " ", "__typename }"),
    "commas": _filled("{", ",", "__typename }"),
    "comments": _filled("{", "#\n", "__typename }"),
    "some comments": "{" + "#\n" * 5_000 + "__typename }",
    "operations": _filled("", "query{__typename}", ""),
    "variables": "query(" + "".join(f"$v{n}: Int " for n in range(600)) + ") { __typename }",
    "fragments in a circle": _circle(200),
    "a fragment of itself": "{ ...A } fragment A on Query { ...A }",
    "fragments that double": _doubling(60),
    "the same field": "{ places { " + "totalCount " * 900 + "} }",
    "the same fields below each other": _pairs(7),
    "inline fragments": "{ " + "... { " * 300 + "__typename" + " }" * 300 + " }",
    "unknown fields": "{ " + " ".join(f"plases{n}" for n in range(400)) + " }",
    "interfaces in interfaces": "{ places { nodes { " + "parent { " * 8 + "code" + " }" * 11,
    "introspection in a circle": "{ __schema { types { fields { type { fields { type { fields "
    "{ type { fields { type { fields { name } } } } } } } } } } }",
    "nothing": "",
    "a byte order mark": "\ufeff" * 1_000 + "{",
    "half a surrogate": '{ place(code: "\\uD800") { code } }',
}


def hostile(graph: Graph) -> Engine:
    return create_engine(graph, limits=default_limits())


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_document_is_refused_at_once(blank: Graph, name: str) -> None:
    engine, caller = hostile(blank), Caller("test", Role.ANALYST)
    await engine.execute(GraphQLRequest("{ places { totalCount } }"), caller)
    took: list[float] = []
    # The processor's time: others may be at work on this machine. The best of three.
    for number in range(3):
        request = GraphQLRequest(HOSTILE[name] + " " * number)
        started = time.process_time()
        answer = await engine.execute(request, caller)
        took.append(time.process_time() - started)
        assert answer.outcome is Outcome.REFUSED, answer.body[:300]
        (error, *_) = json.loads(answer.body)["errors"]
        assert error["extensions"]["code"] in ("SYNTAX", "VALIDATION", "LIMIT_EXCEEDED"), error
        assert len(answer.body) < 20_000
    assert min(took) < _SECONDS
    gc.collect()
    tracemalloc.start()
    try:
        await engine.execute(GraphQLRequest(HOSTILE[name] + "\n"), caller)
        assert tracemalloc.get_traced_memory()[1] < _BYTES
    finally:
        tracemalloc.stop()


_VALUES: list[Any] = [
    [0] * 400_000,
    {f"k{n}": n for n in range(90_000)},
    [[[]] * 100_000],
    ["x" * 900_000],
]


@pytest.mark.parametrize("values", _VALUES, ids=["numbers", "names", "lists", "a text"])
async def test_hostile_variables_are_refused_or_passed_on_at_once(
    blank: Graph, values: Any
) -> None:
    engine, caller = hostile(blank), Caller("test", Role.ANALYST)
    text = "query ($codes: [String!]) { places(where: { code: { in: $codes } }) { totalCount } }"
    await engine.execute(GraphQLRequest(text, {"codes": []}), caller)
    started = time.process_time()
    await engine.execute(GraphQLRequest(text, {"codes": values}), caller)
    assert time.process_time() - started < _SECONDS


_GROWN = b"\0" * 50_000_000


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 9)


def _zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=9).compress(body)


def _br(body: bytes) -> bytes:
    return brotli.compress(body, quality=5)


_PACKERS: dict[bytes, Callable[[bytes], bytes]] = {b"gzip": _gzip, b"zstd": _zstd, b"br": _br}


@pytest.mark.parametrize("encoding", _PACKERS)
def test_a_packed_body_that_grows_is_refused_before_it_has_grown(encoding: bytes) -> None:
    body = _PACKERS[encoding](_GROWN)
    assert len(body) < _MEGABYTE
    started = time.process_time()
    tracemalloc.start()
    try:
        # A frame of zstd that wants a larger window than a body is refused for that.
        with pytest.raises((TooLongError, RefusedError)):
            unpacked(body, encoding, _MEGABYTE)
        assert tracemalloc.get_traced_memory()[1] < _BYTES
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < _SECONDS


@pytest.mark.parametrize("encoding", list(_PACKERS))
@pytest.mark.parametrize("size", [1_000, 1_001])
def test_the_limit_of_a_body_holds_after_unpacking_exactly(encoding: bytes, size: int) -> None:
    body = _PACKERS[encoding](b"x" * size)
    if size == 1_000:
        assert unpacked(body, encoding, 1_000) == b"x" * size
    else:
        with pytest.raises(TooLongError):
            unpacked(body, encoding, 1_000)
