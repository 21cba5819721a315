"""Downloads made-up jars in a process of its own: ``fetch_helper CACHE URL COUNT SIZE``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from graph.embedded import EmbeddedOptions, SilentProgress
from graph.embedded.fetch import ensure_jars
from tests.embedded.repository import made_up_jars


def main() -> None:
    cache, url, count, size = sys.argv[1:]
    options = EmbeddedOptions(Path(cache) / "data", cache_dir=Path(cache), repository=url)
    jars = list(made_up_jars(int(count), int(size)))
    print(asyncio.run(ensure_jars(options, jars, SilentProgress())))


if __name__ == "__main__":
    main()
