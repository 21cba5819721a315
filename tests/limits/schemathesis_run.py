"""schemathesis on the SDL, in an environment of its own:

    uv run --isolated --group attack python -m tests.limits.schemathesis_run

Starts a Neo4j with the small random graph and the real service with its own limits, and lets
schemathesis make operations of `schema/schema.graphql`, valid and invalid ones, until 10,000 cases
were sent: in runs of some hundred, the same ones by each role in turn, so that Neo4j need not plan
all of them anew. Every answer is read from a run's report. Exit code 1 where one has a status of
500 or more, a body that is not JSON, or in it a trace, a statement or the name of a host; 2 where
the command was stopped before its end: it prints what was found all the same.
"""

import asyncio
import base64
import json
import re
import signal
import socket
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.bolt import Graph
from graph.caller import Role
from graph.embedded import EmbeddedOptions, EmbeddedServer, start
from graph.migrations import migrate
from graph.model import MODEL
from seeds.dataset import load_tables
from service.tokens import make_token
from tests.compiler.small import tables
from tests.java import BRIEFLY
from tests.service.processes import ROOT, SECRET, Running, serving
from tests.stopped import to_its_end

SDL = ROOT / "schema" / "schema.graphql"
TOLD = re.compile(
    r"Traceback|File \"|\.py\b|bolt://|127\.0\.0\.1|localhost|MATCH \(|UNWIND |RETURN "
    rf"|Neo\.|org\.neo4j|{re.escape(socket.gethostname())}"
)
"""What an answer must not hold: of traces, of statements, of hosts."""


@dataclass(slots=True)
class Told:
    """What was answered. wrong: sentences."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter[int])
    codes: Counter[str] = field(default_factory=Counter[str])
    wrong: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        return f"{self.cases:,} cases, {len(self.wrong)} wrong"

    def add(self, asked: str, status: int, body: str) -> None:
        """Judge one answer."""
        self.cases += 1
        self.statuses[status] += 1
        if status >= 500:
            self.wrong.append(f"status {status}: {asked}: {body[:300]}")
        try:
            found: Any = json.loads(body)
        except ValueError:
            self.wrong.append(f"no JSON: {asked}: {body[:300]}")
            return
        for error in found.get("errors", ()):
            self.codes[error["extensions"]["code"]] += 1
            # What was asked is quoted in errors; only what it does not hold was told.
            told = TOLD.search(error["message"])
            if told is not None and told[0] not in asked:
                self.wrong.append(f"told {told[0]!r}: {asked}: {error['message'][:300]}")


def answers(report: Path) -> Iterator[tuple[str, int, str]]:
    """The cases of a report: what was asked, the status, the body."""
    entries = json.loads(report.read_text("utf-8"))["log"]["entries"]
    for entry in entries:
        response = entry["response"]
        content: dict[str, Any] = response["content"]
        body = str(content.get("text") or "")
        if content.get("encoding") == "base64":
            body = base64.b64decode(body).decode("utf-8", "replace")
        asked = str(entry["request"].get("postData", {}).get("text", ""))
        yield asked, int(response["status"]), body


async def ask(running: Running, role: Role, each: int, seed: int, found: Told) -> None:
    """Let schemathesis send so many cases of each root field as a role."""
    token = make_token(SECRET, role, subject=f"schemathesis-{role.value}", seconds=14_400)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.har"
        process = await asyncio.create_subprocess_exec(
            str(Path(sys.executable).parent / "st"), "run", str(SDL),
            *("--url", f"{running.address}/graphql", "-H", f"Authorization: Bearer {token}"),
            *("--max-examples", str(each), "--seed", str(seed), "--workers", "2"),
            *("--checks", "not_a_server_error", "--continue-on-failure", "--no-shrink"),
            *("--suppress-health-check", "all", "--request-timeout", "60"),
            *("--report", "har", "--report-har-path", str(report), "--no-color"),
            cwd=folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        output = b""
        try:
            output, _ = await process.communicate()
        finally:
            if process.returncode is None:
                # It writes its report when it is interrupted.
                process.send_signal(signal.SIGINT)
                output, _ = await process.communicate()
            if report.exists():
                for asked, status, body in answers(report):
                    found.add(asked, status, body)
        if not report.exists():
            raise SystemExit(output.decode())


async def run(server: EmbeddedServer, folder: Path, asked: Namespace, found: Told) -> None:
    """Send as many cases as asked for, at least, to a service of a server."""
    started, seed = time.monotonic(), asked.seed
    graph = await Graph.connect(server.uri, server.user, server.password)
    await migrate(graph, MODEL)
    await load_tables(graph, tables(), name="small")
    await graph.close()
    bolt = {
        "neo4j_uri": server.uri, "neo4j_user": server.user, "neo4j_password": server.password,
    }  # fmt: skip
    with serving(folder, **bolt) as running:
        await asyncio.to_thread(running.ready)
        while found.cases < asked.cases:
            for role in Role:
                await ask(running, role, asked.each, seed, found)
                seconds = time.monotonic() - started
                print(f"{seconds:5.0f} s: {found}, the last by {role.value}", flush=True)
            seed += 1
        assert running.process.poll() is None, running.text


async def started(asked: Namespace, found: Told) -> None:
    """Start a server, and send as many cases as asked for."""
    with tempfile.TemporaryDirectory() as folder:
        options = EmbeddedOptions(
            Path(folder) / "neo4j", heap_mb=512, page_cache_mb=64, java_options=BRIEFLY
        )
        async with await start(options) as server:
            await run(server, Path(folder) / "service", asked, found)


async def main(arguments: Sequence[str]) -> int:
    """Send as many as told; 1 where something is wrong, 2 where it was stopped before."""
    parser = ArgumentParser(description="schemathesis on the SDL.")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--each", type=int, default=8, help="of a root field in one run")
    parser.add_argument("--seed", type=int, default=14)
    found = Told()
    ended = await to_its_end(started(parser.parse_args(arguments), found))
    print(*found.wrong[:20], sep="\n")
    print("statuses", dict(found.statuses))
    print("codes", dict(found.codes.most_common()))
    print(f"{found}{'' if ended else ', stopped'}", flush=True)
    return 1 if found.wrong else 0 if ended else 2


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
