"""How long the service takes to start: `python -m bench.start [--rounds N] [--json FILE]`.

Each round starts the real `server.py` in an empty data directory, so that it loads the
demonstration district, stops it, starts it again on the same directory and stops it. Ready is
when `/readyz` answers 200. The jars and pages come from the user's cache; a start before
the rounds fills it where it is empty, and leaves the archive of classes that later starts use.
"""

import argparse
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.caller import Role
from graph.embedded.ports import choose_port
from service.tokens import make_token

ROOT = Path(__file__).parent.parent
FIRST, LATER = "first start, with the demonstration district", "later start"
_POLL = 0.02  # seconds between two looks
_PATIENCE = 900.0
_STOP_PATIENCE = 120.0


class StartFailedError(Exception):
    """The service ended, or was not ready in time; the text has what it printed."""


def started(data_dir: Path, demo: bool) -> float:
    """Start the service, wait until it is ready and stop it; the seconds until ready.

    Raises StartFailedError.
    """
    with service(data_dir, demo) as ready:
        return ready.seconds


@dataclass(frozen=True, slots=True)
class Ready:
    """A service that answers, on a port of this machine, after some seconds.

    token: an administrator's, for an hour.
    """

    port: int
    seconds: float
    token: str


@contextmanager
def service(
    data_dir: Path, demo: bool, settings: Mapping[str, str] | None = None
) -> Generator[Ready]:
    """The real `server.py`, ready; stopped on leaving. Raises StartFailedError.

    settings: environment variables of its own, over those that make it a start like any other.
    """
    port, secret = choose_port(None), secrets.token_urlsafe(48)
    given = {"ORGGRAPH_JWT_SECRET": secret, **(settings or {})}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        began = time.perf_counter()
        with _process(data_dir, port, demo, given, printed.fileno()) as process:
            while not _ready(port):
                late = time.perf_counter() - began > _PATIENCE
                if late or process.poll() is not None:
                    printed.seek(0)
                    raise StartFailedError(f"The service was not ready:\n{printed.read()}")
                time.sleep(_POLL)
            seconds = time.perf_counter() - began
            token = make_token(secret, Role.ADMIN, subject="bench", seconds=3_600)
            yield Ready(port, seconds, token)


@contextmanager
def _process(
    data_dir: Path, port: int, demo: bool, more: Mapping[str, str], output: int
) -> Generator[subprocess.Popen[bytes]]:
    own = {k: v for k, v in os.environ.items() if not k.startswith("ORGGRAPH_")}
    settings = {
        "ORGGRAPH_DATA_DIR": str(data_dir),
        "ORGGRAPH_PORT": str(port),
        "ORGGRAPH_DEMO": "auto" if demo else "never",
        "ORGGRAPH_PRINT_TOKENS": "never",
    }
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "server.py")],
        env={**own, **settings, **more},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(_STOP_PATIENCE)


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        # Not listening yet, or 503: it is still starting.
        return False


def table(measured: dict[str, list[float]]) -> str:
    """The seconds of all rounds as Markdown, least first."""
    lines = ["| | least | all rounds |", "|---|---:|---|"]
    for name, seconds in measured.items():
        every = ", ".join(f"{s:.1f}" for s in sorted(seconds))
        lines.append(f"| {name} | {min(seconds):.1f} s | {every} |")
    return "\n".join(lines)


def measure(rounds: int) -> dict[str, list[float]]:
    """The seconds until ready of each kind of start in each round. Raises StartFailedError."""
    measured: dict[str, list[float]] = {FIRST: [], LATER: []}
    with tempfile.TemporaryDirectory(prefix="orggraph-start-") as folder:
        started(Path(folder) / "warm", demo=False)
        for number in range(rounds):
            data_dir = Path(folder) / f"round-{number}"
            measured[FIRST].append(started(data_dir, demo=True))
            measured[LATER].append(started(data_dir, demo=True))
            told = ", ".join(f"{seconds[-1]:.1f} s" for seconds in measured.values())
            print(f"round {number + 1} of {rounds}: {told}", file=sys.stderr, flush=True)
    return measured


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.start", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often (default: 3)")
    parser.add_argument("--json", type=Path, help="also write the seconds of all rounds here")
    given = parser.parse_args(arguments)
    if given.rounds < 1:
        parser.error("--rounds takes 1 or more")
    try:
        measured = measure(given.rounds)
    except StartFailedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # The service that was being measured has been stopped on the way here.
        return 130
    print(table(measured))
    if given.json is not None:
        given.json.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
