"""Who is let in now: keys and revocations in memory, as the graph has them.

A change by a command reaches the service of the same data directory with the next request: the
command touches a file there, whose time is looked at with every request. Other services read the
graph again every few seconds.
"""

import asyncio
import os
import time
from pathlib import Path

from graph.access import AccessList, read_access
from graph.bolt import Graph
from service.files import write_private
from service.state import Service

AGAIN = "access.again"
SECONDS = 5.0
"""How late a service on another machine may learn of a change."""


class Access:
    """The access list of a service."""

    def __init__(self, service: Service, data_dir: Path) -> None:
        self._service = service
        # As text: it is looked at with every request.
        self._path = str(data_dir / AGAIN)
        self._lock = asyncio.Lock()
        self._touched = -1
        self._read = float("-inf")
        self.list = AccessList()

    @property
    def graph(self) -> Graph | None:
        """The graph; None until the service has one."""
        return self._service.graph

    def fresh(self) -> bool:
        """Whether the list is as it should be: asked with every request, no round trip."""
        return time.monotonic() - self._read < SECONDS and _time_of(self._path) == self._touched

    async def refresh(self) -> bool:
        """Read the list again where it is not fresh; whether it differs from before.

        Nothing is read, and nobody is let in by a key, before there is a graph.
        """
        graph = self.graph
        if graph is None or self.fresh():
            return False
        async with self._lock:
            if self.fresh():
                return False
            # The time before the reading: a change during it is read again.
            touched, began = _time_of(self._path), time.monotonic()
            found = await read_access(graph)
            differs = found != self.list
            self.list, self._touched, self._read = found, touched, began
            return differs


def changed(data_dir: Path) -> None:
    """Tell the service that runs in a data directory that keys or revocations have changed."""
    write_private(data_dir / AGAIN, "")


def _time_of(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0
