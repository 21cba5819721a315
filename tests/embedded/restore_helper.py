"""Restores a dump and kills itself: ``restore_helper DATA_DIR DUMP EVENT PATH``.

It sends itself SIGKILL just before the first operation that Python's audit calls EVENT and
that concerns a path in which the regular expression PATH is found; EVENT may be empty.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

from graph.embedded import EmbeddedOptions, EmbeddedServer, restore
from tests.embedded.asking import ask
from tests.java import BRIEFLY


async def check(server: EmbeddedServer) -> None:
    """Raise unless the graph holds what the test has put into it."""
    assert await ask(server.uri, server.password, "MATCH (n:Kept) RETURN count(n) AS n")


def main() -> None:
    data_dir, dump, event, path = sys.argv[1:]

    def audit(name: str, arguments: tuple[object, ...]) -> None:
        if name == event and any(re.search(path, str(part)) for part in arguments):
            os.kill(os.getpid(), signal.SIGKILL)

    if event:
        sys.addaudithook(audit)
    options = EmbeddedOptions(Path(data_dir), heap_mb=512, page_cache_mb=64, java_options=BRIEFLY)
    asyncio.run(restore(options, Path(dump), check))


if __name__ == "__main__":
    main()
