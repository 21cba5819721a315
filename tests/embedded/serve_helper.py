"""Owns an embedded server until it is killed: ``serve_helper DATA_DIR main|thread``.

Prints address, password and Neo4j's process id as JSON once the server answers. Started from
another than the main thread, Neo4j outlives this process, as it does where the operating
system cannot end a child with its parent.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from pathlib import Path

from graph.embedded import EmbeddedOptions, start
from tests.java import BRIEFLY


async def serve(data_dir: Path) -> None:
    options = EmbeddedOptions(data_dir, heap_mb=512, page_cache_mb=64, java_options=BRIEFLY)
    server = await start(options)
    print(json.dumps([server.uri, server.password, server.pid]), flush=True)
    await asyncio.sleep(600)


def main() -> None:
    data_dir, where = Path(sys.argv[1]), sys.argv[2]
    if where == "main":
        asyncio.run(serve(data_dir))
    thread = threading.Thread(target=lambda: asyncio.run(serve(data_dir)), daemon=True)
    thread.start()
    time.sleep(600)


if __name__ == "__main__":
    main()
