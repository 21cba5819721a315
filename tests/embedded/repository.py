"""A Maven repository on loopback, for downloads without a network, and a made-up set of jars."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from graph.embedded.jars import Jar


@dataclass
class Repository:
    """Serves files by path; counts requests.

    ``pause`` are seconds between two chunks of 16 KiB.
    """

    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    root: Path | None = None
    pause: float = 0.0
    requests: Counter[str] = field(default_factory=Counter[str])
    url: str = ""

    def body(self, path: str) -> bytes | None:
        """What is served at ``path``: a file set by hand, or one below ``root``."""
        if path in self.files:
            return self.files[path]
        file = self.root / path if self.root is not None else None
        return file.read_bytes() if file is not None and file.is_file() else None

    @classmethod
    def of(cls, jars: dict[Jar, bytes]) -> Self:
        """A repository that holds ``jars``."""
        return cls({jar.relative_path: body for jar, body in jars.items()})


@contextmanager
def served(repository: Repository) -> Generator[Repository]:
    """Serve ``repository`` on a free port; its ``url`` is set meanwhile."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            repository.requests[path] += 1
            body = repository.body(path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            for start in range(0, len(body or b""), 1 << 14):
                time.sleep(repository.pause)
                try:
                    self.wfile.write((body or b"")[start : start + (1 << 14)])
                except OSError:
                    # The client was killed, as some tests want it to be.
                    self.close_connection = True
                    return

        def log_message(self, format: str, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    repository.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield repository
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def made_up_jars(count: int, size: int) -> dict[Jar, bytes]:
    """``count`` different jars of ``size`` bytes each, with their contents."""
    bodies = [bytes([n]) * size for n in range(count)]
    return {
        Jar(hashlib.sha256(body).hexdigest(), size, f"org.example:part{n}:1.0"): body
        for n, body in enumerate(bodies)
    }
