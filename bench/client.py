"""The load generator: a process of its own that costs little beside what it measures.

`python -m bench.client` reads one job a line from standard input and writes one line for each
to standard output, both JSON. A job is an object of

    port, request (base64 of the bytes to send), clients, seconds, least (requests per client)

and its result an object of

    latencies (seconds of each request), elapsed (seconds), wrong (requests that were not
    answered with 200 and data alone)

Every client is one connection, kept alive, that sends the next request when the answer to the
last has come.
"""

import asyncio
import base64
import json
import sys
import time
from typing import Any

import httptools


class _Connection(asyncio.Protocol):
    """One client: sends the same request again until its time is over."""

    def __init__(self, request: bytes, until: float, least: int) -> None:
        self._request = request
        self._until = until
        self._least = least
        self._sent = 0.0
        self._failed = False
        self._begins = b""
        self.latencies: list[float] = []
        self.wrong = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(ConnectionError(f"the service hung up ({exc})"))

    # Called by the parser.

    def on_body(self, body: bytes) -> None:
        if len(self._begins) < 10:
            self._begins += body[:10]

    def on_message_complete(self) -> None:
        now = time.perf_counter()
        self.latencies.append(now - self._sent)
        if self._parser.get_status_code() != 200 or not self._begins.startswith(b'{"data"'):
            self.wrong += 1
        if now < self._until or len(self.latencies) < self._least:
            self._send()
        else:
            self.done.set_result(None)
            self._transport.close()

    def _send(self) -> None:
        self._begins = b""
        self._parser: Any = httptools.HttpResponseParser(self)
        self._sent = time.perf_counter()
        self._transport.write(self._request)


async def run(job: dict[str, Any]) -> dict[str, Any]:
    """Do one job."""
    request = base64.b64decode(job["request"])
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    until = started + job["seconds"]
    connections: list[_Connection] = []
    for _ in range(job["clients"]):
        _, connection = await loop.create_connection(
            lambda: _Connection(request, until, job["least"]), "127.0.0.1", job["port"]
        )
        connections.append(connection)
    await asyncio.gather(*(c.done for c in connections))
    return {
        "latencies": [x for c in connections for x in c.latencies],
        "elapsed": time.perf_counter() - started,
        "wrong": sum(c.wrong for c in connections),
    }


async def main() -> None:
    """Do jobs until the input ends."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        print(json.dumps(await run(json.loads(line))), flush=True)


if __name__ == "__main__":
    if sys.platform == "win32":
        asyncio.run(main())
    else:
        import uvloop

        uvloop.run(main())
