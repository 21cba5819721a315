"""GraphQL over HTTP: `python -m bench.protocol`, graphql-http's 61 audits against the service.

Starts Neo4j and the real service, with a token of an analyst, and prints what each audit says;
exit code 1 when one is not ok. The npm package comes from the registry the first time.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.contenders import NODE, ROOT, ContenderError, install, service
from graph.embedded import EmbeddedOptions, start

AUDITS = ROOT / "bench" / "audits"


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit's result: status is `ok`, `notice`, `warn` or `error`."""

    id: str
    name: str
    status: str
    reason: str | None = None


def audited(url: str, token: str) -> list[Audit]:
    """The results of all audits of an endpoint. Raises ContenderError."""
    install(AUDITS, "graphql-http")
    command = [str(NODE), str(AUDITS / "audit.mjs"), url, token]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        raise ContenderError(f"The audits did not run:\n{done.stderr}")
    return [Audit(**one) for one in json.loads(done.stdout)]


async def main() -> int:
    """Run and print the audits; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        options = EmbeddedOptions(Path(folder) / "data", heap_mb=512, page_cache_mb=64)
        async with await start(options) as server:
            with service(server) as running:
                token = running.headers["authorization"].removeprefix("Bearer ")
                found = audited(f"http://127.0.0.1:{running.port}/graphql", token)
    for one in found:
        if one.status != "ok":
            print(f"{one.status:<6} {one.id} {one.name}: {one.reason}")
    good = sum(one.status == "ok" for one in found)
    print(f"{good} of {len(found)} audits ok")
    return 0 if good == len(found) else 1


if __name__ == "__main__":
    import asyncio

    sys.exit(asyncio.run(main()))
