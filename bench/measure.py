"""Measures one case: the same answer first, then warm, interleaved rounds."""

import asyncio
import base64
import json
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bench.case import Case, Data
from bench.contenders import HAND, OURS, PEERS, UNDATED, Contender
from bench.equal import difference, fields, plain, size
from bench.results import Measured

CLIENTS = 8
# Least requests of a client in a round, whatever they take.
_LEAST = 3
_TIMEOUT = 120.0
# Turns of warming up end when no contender answers more than so many times its best before.
_FASTER, _MOST_TURNS = 1.05, 8


class MismatchError(Exception):
    """A contender's answer is wrong or differs from this service's; the text says where."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Seconds of each turn of warming up, and of one and of eight clients in each of the rounds."""

    rounds: int = 5
    warm: float = 3.0
    single: float = 1.0
    many: float = 1.0


class LoadGenerator:
    """The process that sends requests."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def run(
        self, port: int, request: bytes, clients: int, seconds: float, least: int = _LEAST
    ) -> tuple[list[float], float]:
        """Seconds of each request, and of all. Raises MismatchError for wrong answers."""
        job = {
            "port": port,
            "request": base64.b64encode(request).decode(),
            "clients": clients,
            "seconds": seconds,
            "least": least,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job).encode() + b"\n")
        await self._process.stdin.drain()
        line = await self._process.stdout.readline()
        if not line:
            raise MismatchError("The load generator ended; its message stands above.")
        result = json.loads(line)
        if result["wrong"]:
            raise MismatchError(f"{result['wrong']} requests were answered with errors.")
        return result["latencies"], result["elapsed"]


@asynccontextmanager
async def load_generator() -> AsyncGenerator[LoadGenerator]:
    """A running load generator; ended on leaving."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.client",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        # One line holds the latencies of a whole job.
        limit=64 * 1024 * 1024,
    )
    try:
        yield LoadGenerator(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def request_of(contender: Contender, case: Case, variables: Mapping[str, Any]) -> bytes:
    """The bytes of the HTTP request that puts the case to a contender."""
    body: Data = {"variables": variables}
    path = f"/{case.name}"
    if contender.name != HAND:
        path = "/graphql"
        body["query"] = _query(contender.name, case)
    return _http(contender, path, body)


def _query(name: str, case: Case) -> str:
    if name == UNDATED:
        return case.undated or case.peer
    return case.peer if name == PEERS else case.ours


def ask(contender: Contender, request: bytes) -> bytes:
    """One answer's body. Raises MismatchError when it is not 200."""
    head, _, body = request.partition(b"\r\n\r\n")
    path = head.split(b" ", 2)[1].decode()
    fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    address = f"http://127.0.0.1:{contender.port}{path}"
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, body, fields), timeout=_TIMEOUT
        ) as response:
            return response.read()
    except urllib.error.HTTPError as error:
        raise MismatchError(f"{contender.name}: {error.code} {error.read()[:500]!r}") from error
    except TimeoutError as error:
        raise MismatchError(f"{contender.name}: no answer in {_TIMEOUT:.0f} s") from error


async def measure(
    case: Case, services: Mapping[str, Contender], day: str, load: LoadGenerator, effort: Effort
) -> dict[str, Measured]:
    """Each contender on the case. Raises MismatchError when the answers are not the same."""
    variables = await asyncio.to_thread(_variables, case, services[OURS], day)
    requests = {name: request_of(c, case, variables) for name, c in services.items()}
    bodies = await asyncio.to_thread(_ask_all, services, requests)
    answers = {name: _data(name, body) for name, body in bodies.items()}
    _compare(case, answers)
    found = {name: Measured(bytes=len(body)) for name, body in bodies.items()}
    found[UNDATED].values = _undated(case, answers[OURS], answers[UNDATED])
    await _warm(services, requests, load, effort.warm)
    names = list(services)
    for number in range(effort.rounds):
        # Whoever comes later finds a warmer machine: they take turns.
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            port = services[name].port
            latencies, _ = await load.run(port, requests[name], 1, effort.single)
            found[name].single += latencies
            latencies, elapsed = await load.run(port, requests[name], CLIENTS, effort.many)
            found[name].answered += len(latencies)
            found[name].elapsed += elapsed
    return found


async def _warm(
    services: Mapping[str, Contender],
    requests: Mapping[str, bytes],
    load: LoadGenerator,
    seconds: float,
) -> None:
    """Ask all, so many seconds each and in turn, until none of them gets faster any more.

    Java compiles the statements of whoever is asked, on a slow machine for a minute and longer.
    """
    best = dict.fromkeys(services, 0.0)
    for _ in range(_MOST_TURNS):
        faster = False
        for name, contender in services.items():
            asked = 0.0
            # With as many connections as later: each has its own to the database.
            for clients in (1, CLIENTS):
                latencies, elapsed = await load.run(
                    contender.port, requests[name], clients, seconds / 2
                )
                asked += len(latencies) / elapsed
            faster = faster or asked > best[name] * _FASTER
            best[name] = max(best[name], asked)
        if not faster:
            break


def _ask_all(services: Mapping[str, Contender], requests: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: ask(contender, requests[name]) for name, contender in services.items()}


def _variables(case: Case, ours: Contender, day: str) -> dict[str, Any]:
    variables = {"day": day, **case.variables}
    if case.cursor is not None:
        body: Data = {"variables": variables, "query": case.cursor}
        answer = _data(OURS, ask(ours, _http(ours, "/graphql", body)))
        (connection,) = answer.values()
        variables["after"] = connection["pageInfo"]["endCursor"]
        variables["last"] = connection["nodes"][-1]["code"]
    return variables


def _compare(case: Case, answers: Mapping[str, Data]) -> None:
    ours = answers[OURS]
    if answers[HAND] != ours:
        where = difference(plain(ours), plain(answers[HAND])) or "the order of lists"
        raise MismatchError(f"{case.name}: {HAND} differs from ours: {where}")
    peers = plain(case.peer_view(answers[PEERS]))
    where = difference(plain(case.ours_view(ours)), peers)
    if where is not None:
        raise MismatchError(f"{case.name}: the peer differs from ours: {where}")


def _undated(case: Case, ours: Data, undated: Data) -> float:
    """How many values the undated answer has for each of ours.

    It knows nothing of days, so that what is in it may differ, but not which fields there are.
    Raises MismatchError.
    """
    mine, theirs = plain(case.ours_view(ours)), plain(case.peer_view(undated))
    unlike = fields(mine) ^ fields(theirs)
    if unlike:
        raise MismatchError(f"{case.name}: only one of us and the undated peer has {min(unlike)}")
    return size(theirs) / size(mine)


def _data(name: str, body: bytes) -> Data:
    answer = json.loads(body)
    if answer.get("errors"):
        raise MismatchError(f"{name}: {answer['errors'][0].get('message')}")
    return answer["data"]


def _http(contender: Contender, path: str, body: Data) -> bytes:
    content = json.dumps(body, ensure_ascii=False).encode()
    fields = {
        "host": f"127.0.0.1:{contender.port}",
        "content-type": "application/json",
        "content-length": str(len(content)),
        **contender.headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + content
