"""Measurements are taken in processes of their own, so that memory is theirs alone."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from graph.embedded import EmbeddedServer

CHILD = ("URI", "USER", "PASSWORD", "WHAT")
"""The values of the flag `--child` of a module that measures itself so."""


async def measured(module: str, server: EmbeddedServer, what: str | Path) -> dict[str, Any]:
    """What `python -m MODULE --child …` prints: one object as JSON. It must end well."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, "--child",
        server.uri, server.user, server.password, str(what),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(out)
