"""Payloads in every string argument: `python -m tests.limits.injection`.

Starts a Neo4j with a small town, puts each payload into each string argument of the schema –
arguments of root fields, filters of their types and of related ones, cursors, ids –, as a literal
and as a variable, and compares the graph's hash before and after. Prints how many were sent.
"""

import asyncio
import hashlib
import itertools
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    is_leaf_type,
)

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine, graphql_schema
from tests.audit.town import LONG_AGO, Town

MARK = "MARK"
_TEXTS = ("String", "ID")
_BREAKS = (
    "'", '"', "`", "\\", "\\'", "\\u0027", "\\u0060", "\u2019", "\uff07", "\u02bc", "''", "')",
)  # fmt: skip
_WORDS = (
    " OR 1=1 ",
    " OR true //",
    "}) DETACH DELETE n //",
    "}) MATCH (x) DETACH DELETE x //",
    " RETURN 1 UNION MATCH (n) RETURN n //",
    " CALL { MATCH (n) DELETE n } RETURN 1 //",
    " CALL db.labels() YIELD label RETURN label //",
    " CALL dbms.components() //",
    " WITH 1 AS a CREATE (:Pwned) //",
    " MERGE (:Pwned {a: 1}) //",
    " SET n.name = 'x' //",
    " REMOVE n.code //",
    " LOAD CSV FROM 'file:///etc/passwd' AS l //",
    " FOREACH (i IN [1] | CREATE (:Pwned)) //",
    "; DROP INDEX search; //",
    "/* */ DELETE n /*",
    "$p0",
    "{n}.code",
    "${p0}",
    "%s%d",
    "__proto__",
    "../../etc/passwd",
    "*",
    "name:* OR *:*",
    "~^:()[]{}!&|+-",
)
_ODD = (
    "", " ", "\0", "a\0b", "\ufeff", "\u202e\u202d", "\u2066x\u2069", "\U0001f600", "\u0301" * 50,
    "\r\n", "\t", "\x1b[31m", "a" * 10_000, "'" * 1_000, "`" * 1_000, "\\" * 1_001, "党" * 5_000,
    "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://127.0.0.1/a}", "null", "NaN", "-1",
    "1e999", "Person:", ":", "Place:'", "Person:`x`", "e30=", "W10=", "bnVsbA==",
)  # fmt: skip


def payloads() -> list[str]:
    """More than 500 of them, each once."""
    crossed = [b + w for b, w in itertools.product(_BREAKS, _WORDS)]
    twice = [a + b + " //" for a, b in itertools.product(_BREAKS, _BREAKS)]
    return list(dict.fromkeys([*crossed, *twice, *_BREAKS, *_WORDS, *_ODD]))


@dataclass(frozen=True, slots=True)
class Hole:
    """An operation with one place for a text: `MARK` stands there, quoted.

    list: the place wants a list. kind: the type of the text.
    """

    name: str
    text: str
    kind: str

    def literal(self, value: str) -> str:
        """The operation with a value written into it."""
        return self.text.replace(MARK, json.dumps(value))

    def variable(self) -> str:
        """The operation with a variable `$mark` in the place."""
        head = f"query ($mark: {self.kind}!) "
        return head + self.text.replace(MARK, "$mark")


def holes() -> list[Hole]:
    """A hole for every argument of a text at or below the root fields."""
    query: Any = graphql_schema().query_type
    return [hole for name in query.fields for hole in _of_field(query, name)]


def _of_field(query: Any, name: str) -> Iterator[Hole]:
    field = query.fields[name]
    named = _named(field.type)
    below = "" if is_leaf_type(named) else " { __typename }"
    if "totalCount" in getattr(named, "fields", {}):
        # Both what is counted and what is shown: cursors concern the page alone.
        below = " { totalCount pageInfo { hasNextPage } }"
    for place, text, kind in _places(field.args, 2):
        required = [
            f"{other}: {_filler(argument.type)}"
            for other, argument in field.args.items()
            if _required(argument.type) and other != place.partition(".")[0]
        ]
        if place.startswith(("after", "before")):
            required.append("first: 2" if place == "after" else "last: 2")
        yield Hole(f"{name}.{place}", f"{{ {name}({', '.join([text, *required])}){below} }}", kind)


def _places(members: dict[str, Any], deep: int) -> Iterator[tuple[str, str, str]]:
    """Paths to texts in arguments or input fields, with what has to be written, and the type."""
    for name, member in members.items():
        named = _named(member.type)
        listed = "[" in str(member.type)
        if getattr(named, "name", "") in _TEXTS:
            yield name, f"{name}: {f'[{MARK}]' if listed else MARK}", named.name
        elif _has_fields(named) and name not in ("and", "or", "not"):
            if deep == 0 and not _is_filter(named):
                continue
            for place, text, kind in _places(named.fields, deep - 1):
                top = place.partition(".")[0]
                more = "".join(
                    f", {other}: {_filler(field.type)}"
                    for other, field in named.fields.items()
                    if _required(field.type) and other != top
                )
                inner = f"{{ {text}{more} }}"
                yield f"{name}.{place}", f"{name}: {f'[{inner}]' if listed else inner}", kind


def _named(kind: Any) -> Any:
    of_type: Any = getattr(kind, "of_type", None)
    return kind if of_type is None else _named(of_type)


def _has_fields(kind: Any) -> bool:
    return isinstance(kind, GraphQLInputObjectType)


def _required(kind: Any) -> bool:
    return isinstance(kind, GraphQLNonNull)


def _is_filter(kind: Any) -> bool:
    return {"eq", "in"} <= set(kind.fields)


def _filler(kind: Any) -> str:
    """Any value of a required type."""
    of_type: Any = getattr(kind, "of_type", None)
    if of_type is not None:
        return f"[{_filler(of_type)}]" if isinstance(kind, GraphQLList) else _filler(of_type)
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if _has_fields(kind):
        fields = [f"{n}: {_filler(f.type)}" for n, f in kind.fields.items() if _required(f.type)]
        return "{ " + ", ".join(fields) + " }"
    return {"Date": '"2026-01-01"', "Int": "1", "Float": "1.0", "Boolean": "true"}.get(
        str(kind), '"x"'
    )


async def graph_hash(graph: Graph) -> str:
    """A hash over every node and relationship with labels and properties."""
    nodes = await graph.rows(
        "MATCH (n) RETURN elementId(n), labels(n), [k IN keys(n) | [k, toString(n[k])]] AS p "
        "ORDER BY elementId(n)"
    )
    edges = await graph.rows(
        "MATCH ()-[r]->() RETURN elementId(r), type(r), elementId(startNode(r)), "
        "elementId(endNode(r)), [k IN keys(r) | [k, toString(r[k])]] AS p ORDER BY elementId(r)"
    )
    return hashlib.sha256(repr([_sorted(row) for row in (*nodes, *edges)]).encode()).hexdigest()


def _sorted(row: list[Any]) -> list[Any]:
    return [*row[:-1], sorted(map(str, row[-1]))]


async def send(engine: Engine, hole: Hole, payload: str, *, literal: bool) -> str | None:
    """Send one; what is wrong with the answer, if anything."""
    text = hole.literal(payload) if literal else hole.variable()
    variables = None if literal else {"mark": payload}
    answer = await engine.execute(GraphQLRequest(text, variables), Caller("test", Role.ADMIN))
    body = json.loads(answer.body)
    for error in body.get("errors", ()):
        if any(word in error["message"] for word in ("Neo4j", "Neo.", "SyntaxError", "Cypher")):
            return f"{hole.name} {payload!r}: {error['message']}"
    return None


async def small_town(graph: Graph) -> None:
    """Something of most kinds that could be changed."""
    town = Town()
    town.place("X1", "COMPOUND")
    town.place("B1", "BUILDING", "X1")
    town.organization("K1", "COMMITTEE", "C1", established_on=LONG_AGO)
    town.members(2, lives="B1", of="K1")
    town.manage(town.company("企业一"), "X1", since=LONG_AGO)
    await town.load(graph)


async def main() -> None:
    """All payloads in all holes."""
    with tempfile.TemporaryDirectory() as folder:
        options = EmbeddedOptions(Path(folder) / "data", heap_mb=512, page_cache_mb=64)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            try:
                await migrate(graph, MODEL)
                await small_town(graph)
                before, wrong, sent = await graph_hash(graph), list[str](), 0
                engine = create_engine(graph)
                for hole in holes():
                    for payload in payloads():
                        sent += 1
                        found = await send(engine, hole, payload, literal=sent % 97 == 0)
                        wrong += [found] if found else []
                    print(f"{sent:>9,} sent, {len(wrong)} wrong, at {hole.name}", flush=True)
                same = await graph_hash(graph) == before
            finally:
                await graph.close()
    print(*wrong, sep="\n")
    print(f"{sent:,} operations; the graph's hash is {'unchanged' if same else 'CHANGED'}")


if __name__ == "__main__":
    asyncio.run(main())
