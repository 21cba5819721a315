"""Two hundred callers at once, a thousand requests each: `python -m tests.limits.callers`.

Every caller has a subject, a scope and a role of its own. What each is answered alone, one after
the other, is kept; then all ask at once over connections of their own, in an order of their own,
the same documents, so that plans are shared. Every answer must be the caller's own to the byte.
Exit code 1 where one is not.
"""

import asyncio
import json
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from resolvers.engine import GraphQLRequest
from resolvers.limits import default_limits
from schema.api import create_engine
from seeds.dataset import load_tables
from service.tokens import make_token
from tests.compiler.pool import Pool, pool_of
from tests.compiler.small import tables
from tests.service.processes import SECRET, serving

QUESTIONS = (
    "{ places { totalCount nodes { code name } } people { totalCount } members { totalCount } }",
    "{ partyOrganizations { nodes { code name members { totalCount } } } }",
    "{ posts(first: 20) { totalCount nodes { role holder { code name phone } } } }",
    "query ($within: String) { coverage(of: BUILDING, within: $within) { total covered } "
    "members(where: { within: $within }) { totalCount } }",
    "query ($ids: [ID!]!) { nodes(ids: $ids) { id } __typename }",
)
Send = Callable[[int, bytes], Awaitable[bytes]]
"""Sends a body as the caller of a number; gives the answer's body."""


@dataclass(frozen=True, slots=True)
class One:
    """A caller: who it is, the bodies that it sends, and what it was answered alone."""

    caller: Caller
    bodies: tuple[bytes, ...]
    own: tuple[bytes, ...]


def callers_of(pool: Pool, number: int) -> list[Caller]:
    """So many callers, each of another scope."""
    codes = [code for kind in ("Community", "Grid", "Compound", "Building", "BuildingUnit")
             for code in pool.codes[kind]]  # fmt: skip
    scopes = [*((code,) for code in codes), *combinations(codes, 2)][:number]
    assert len(scopes) == number
    roles = tuple(Role)
    return [
        Caller(f"caller-{n}", roles[n % len(roles)], tuple(sorted(s))) for n, s in enumerate(scopes)
    ]


async def alone(graph: Graph, pool: Pool, number: int) -> list[One]:
    """Callers, each with what it is answered while nobody else asks."""
    engine, found = create_engine(graph, limits=default_limits()), list[One]()
    ids = [i for kind in ("Building", "Person", "Post", "Compound") for i in pool.ids_of(kind)[:9]]
    for caller in callers_of(pool, number):
        variables = {"within": (caller.scope or ("",))[0], "ids": ids}
        asked = [
            GraphQLRequest(text, variables if text.startswith("query") else None)
            for text in QUESTIONS
        ]
        own = [(await engine.execute(request, caller)).body for request in asked]
        bodies = [
            json.dumps({"query": one.query, "variables": one.variables}).encode() for one in asked
        ]
        found.append(One(caller, tuple(bodies), tuple(own)))
    return found


async def together(callers: Sequence[One], send: Send, each: int) -> list[str]:
    """All ask at once, so often each; what was another's, in sentences."""
    wrong: list[str] = []

    async def ask(number: int, one: One) -> None:
        random = Random(number)
        for _ in range(each):
            index = random.randrange(len(one.bodies))
            answer = await send(number, one.bodies[index])
            if answer != one.own[index]:
                wrong.append(f"{one.caller}: {answer[:300]!r}, not {one.own[index][:300]!r}")

    await asyncio.gather(*(ask(number, one) for number, one in enumerate(callers)))
    return wrong


class Wires:
    """A connection for each caller, kept alive."""

    def __init__(self, port: int, callers: Sequence[One]) -> None:
        self._port = port
        self._heads: list[str] = []
        self._open: dict[int, tuple[asyncio.StreamReader, asyncio.StreamWriter]] = {}
        for one in callers:
            token = make_token(
                SECRET, one.caller.role, list(one.caller.scope or ()),
                subject=one.caller.subject, seconds=7_200,
            )  # fmt: skip
            self._heads.append(
                "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
                f"Content-Type: application/json\r\nAuthorization: Bearer {token}\r\n"
            )

    async def send(self, number: int, body: bytes) -> bytes:
        """Send a body and read the answer's."""
        if number not in self._open:
            self._open[number] = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._open[number]
        head = f"{self._heads[number]}Content-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        lines = (await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
        (length,) = (line for line in lines if line.startswith(b"content-length:"))
        return await reader.readexactly(int(length.partition(b":")[2]))

    def close(self) -> None:
        """Hang up."""
        for _, writer in self._open.values():
            writer.close()


async def main(arguments: Sequence[str]) -> int:
    """Let as many ask as told; 1 where an answer is another's."""
    parser = ArgumentParser(description="Callers who ask at once see nothing of each other.")
    parser.add_argument("--callers", type=int, default=200)
    parser.add_argument("--requests", type=int, default=1_000, help="of each")
    given = parser.parse_args(arguments)
    made = tables()
    with tempfile.TemporaryDirectory() as folder:
        options = EmbeddedOptions(Path(folder) / "neo4j", heap_mb=1024, page_cache_mb=64)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            await load_tables(graph, made, name="small")
            callers = await alone(graph, pool_of(made), given.callers)
            await graph.close()
            bolt = {"neo4j_uri": server.uri, "neo4j_user": server.user}
            with serving(
                Path(folder) / "service", **bolt, neo4j_password=server.password, log_requests="0"
            ) as running:
                await asyncio.to_thread(running.ready)
                wires = Wires(int(running.address.rpartition(":")[2]), callers)
                started = time.monotonic()
                wrong = await together(callers, wires.send, given.requests)
                seconds = time.monotonic() - started
                wires.close()
    sent = given.callers * given.requests
    different = len({one.own for one in callers})
    print(*wrong[:5], sep="\n")
    print(f"{given.callers} callers with {different} different answers, {sent:,} requests in")
    print(f"{seconds:.0f} s ({sent / seconds:,.0f} a second): {len(wrong)} answers not their own")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
