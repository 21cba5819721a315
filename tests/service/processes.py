"""The real service as a process of its own, and its commands."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from typer.testing import CliRunner, Result

from graph.caller import Role
from graph.embedded import EmbeddedServer
from server import create_app
from service.cli import command_line
from service.tokens import SECRET_FILE, make_token
from tests.java import BRIEFLY

ROOT = Path(__file__).parents[2]
SECRET = "a secret of the tests, 32 bytes or more"
_READY = "is ready"


@dataclass
class Running:
    """A started service; `lines` is what it printed so far, standard error included."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def address(self) -> str:
        """Where it listens; waits for the line that says so."""
        return self.wait_for("Listening on ").partition("Listening on ")[2].partition(";")[0]

    def wait_for(self, words: str, seconds: float = 120.0) -> str:
        """The first line with these words. Fails when the process ends before it."""
        deadline = time.monotonic() + seconds
        while True:
            ended = self.process.poll() is not None
            for line in list(self.lines):
                if words in line:
                    return line
            assert not ended, f"ended with {self.process.returncode}: {self.text}"
            assert time.monotonic() < deadline, f"waited in vain for {words!r}: {self.text}"
            time.sleep(0.02)

    def ready(self) -> "Running":
        self.wait_for(_READY)
        return self

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(90)


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """The environment for a service in `data_dir` with settings, less those of this process."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("ORGGRAPH_", "LANG", "LC_"))}
    small = {
        "ORGGRAPH_DATA_DIR": str(data_dir),
        "ORGGRAPH_PORT": "0",
        "ORGGRAPH_DEMO": "never",
        "ORGGRAPH_JWT_SECRET": SECRET,
        "ORGGRAPH_WARM_UP": "off",
        "ORGGRAPH_NEO4J_HEAP_MB": "512",
        "ORGGRAPH_NEO4J_PAGE_CACHE_MB": "64",
        "ORGGRAPH_NEO4J_JAVA_OPTIONS": " ".join(BRIEFLY),
    }
    return {**own, **small, **{f"ORGGRAPH_{k.upper()}": v for k, v in settings.items()}}


@contextmanager
def serving(data_dir: Path, **settings: str) -> Generator[Running]:
    """A started service, not waited for; stopped on leaving."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "server.py")],
        env=environment(data_dir, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    running = Running(process)
    assert process.stdout is not None
    output = process.stdout

    def collect() -> None:
        for line in output:
            running.lines.append(line.rstrip("\n"))

    reader = threading.Thread(target=collect)
    reader.start()
    try:
        yield running
    finally:
        if process.poll() is None:
            running.end()
        reader.join(30)
        output.close()


def command(
    data_dir: Path, *arguments: str, stdin: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of the service to its end."""
    return subprocess.run(
        [sys.executable, str(ROOT / "server.py"), *arguments],
        env=environment(data_dir, **settings),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )


def inside(data_dir: Path, *arguments: str, **settings: str) -> Result:
    """A command in this process, which spares the two seconds of a process of its own."""
    wanted = environment(data_dir, **settings)
    others = {name: None for name in os.environ if name not in wanted}
    return CliRunner(env={**wanted, **others}).invoke(command_line(create_app), [*arguments])


def existing(server: EmbeddedServer) -> dict[str, str]:
    """The settings with which a command finds a server that runs."""
    return {
        "ORGGRAPH_NEO4J_URI": server.uri,
        "ORGGRAPH_NEO4J_USER": server.user,
        "ORGGRAPH_NEO4J_PASSWORD": server.password,
    }


async def process(
    server: EmbeddedServer, *words: str, data_dir: Path | None = None
) -> tuple[int, str, str]:
    """Run `server.py` against a server that runs; exit code, output, errors."""
    own = {} if data_dir is None else {"ORGGRAPH_DATA_DIR": str(data_dir)}
    started = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "server.py"), *words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **existing(server), **own},
    )  # fmt: skip
    out, errors = await started.communicate()
    assert started.returncode is not None
    return started.returncode, out.decode(), errors.decode()


def token(data_dir: Path, role: str = "analyst") -> str:
    """A bearer token of the service's own secret; made here, since a command takes a second."""
    kept = data_dir / SECRET_FILE
    secret = kept.read_text(encoding="ascii").strip() if kept.exists() else SECRET
    return make_token(secret, Role(role), subject="somebody", seconds=600)


def post(
    running: Running,
    bearer: str,
    query: str,
    headers: Mapping[str, str] | None = None,
    operation: str | None = None,
) -> httpx.Response:
    """Ask over HTTP."""
    return httpx.post(
        f"{running.address}/graphql",
        json={"query": query, "operationName": operation},
        headers={"Authorization": f"Bearer {bearer}", **(headers or {})},
        timeout=60,
    )
