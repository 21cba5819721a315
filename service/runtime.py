"""The running service's note in its data directory, by which commands find its Neo4j."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from service.files import write_private

FILE = "runtime.json"


@dataclass(frozen=True, slots=True)
class Runtime:
    """Where a running service's Neo4j and its pages are.

    password_file: a file beside the note. pid: of the service.
    """

    pid: int
    uri: str
    user: str
    password_file: str
    address: str


def write(data_dir: Path, runtime: Runtime) -> None:
    """Leave the note, readable by the user only."""
    write_private(data_dir / FILE, json.dumps(asdict(runtime)))


def remove(data_dir: Path) -> None:
    """Take the note away."""
    (data_dir / FILE).unlink(missing_ok=True)


def read(data_dir: Path) -> Runtime | None:
    """The note of a service that still runs; None when there is none."""
    try:
        runtime = Runtime(**json.loads((data_dir / FILE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        # No note, or one of another version: no service that could be asked.
        return None
    alive = runtime.pid != os.getpid() and psutil.pid_exists(runtime.pid)
    return runtime if alive else None
