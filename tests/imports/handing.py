"""The endpoints of imports around a graph of the tests, and files to hand to them."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from graph.bolt import Graph
from graph.caller import Caller, Role
from service.auth import Authenticator, SecretKeys, UnauthorizedError
from service.imports import Imports, routes
from service.settings import Settings
from service.state import Service
from tests.dataset.small import Rows
from tests.service.conftest import SECRET, Lines
from tests.service.tiny import TinyEngine

CALLERS = {
    b"all": Caller("root", Role.ADMIN),
    b"C1": Caller("one", Role.ADMIN, ("C1",)),
    b"C2": Caller("two", Role.ADMIN, ("C2",)),
    b"reader": Caller("reader", Role.ANALYST),
}


class Callers(Authenticator):
    """Takes a word for a token."""

    async def check(self, header: bytes | None) -> Caller:
        if header not in CALLERS:
            raise UnauthorizedError("no", given=False)
        return CALLERS[header]


@dataclass
class Desk:
    """Where files are handed in; `log` has what the service said."""

    client: httpx.AsyncClient
    service: Service
    imports: Imports
    log: Lines

    async def send(
        self, body: bytes, who: str = "all", /, name: str = "d.zip", **asked: str
    ) -> httpx.Response:
        """Hand in a file."""
        return await self.client.post(
            "/imports", params={"name": name, **asked}, content=body, headers=self.of(who)
        )

    async def ended(self, job: Mapping[str, Any], who: str = "all") -> dict[str, Any]:
        """The import once it is finished, as its stream of events says last."""
        answer = await self.client.get(f"/imports/{job['id']}/events", headers=self.of(who))
        last = answer.text.strip().split("\n\n")[-1].splitlines()
        assert last[0] == "event: done"
        return json.loads(last[1].removeprefix("data: "))

    async def whole(self, body: bytes, who: str = "all", /, **asked: str) -> dict[str, Any]:
        """Hand in a file and wait for its end."""
        answer = await self.send(body, who, **asked)
        assert answer.status_code == 202, answer.text
        return await self.ended(answer.json(), who)

    async def call(self, method: str, path: str, who: str = "all", **asked: str) -> httpx.Response:
        """Any request."""
        return await self.client.request(method, path, params=asked, headers=self.of(who))

    @staticmethod
    def of(who: str) -> dict[str, str]:
        """The headers of a caller."""
        return {"authorization": who}


@asynccontextmanager
async def desk(graph: Graph, data_dir: Path, most: int = 1_000_000) -> AsyncGenerator[Desk]:
    """The endpoints, with their work going on."""
    service, log = Service(), Lines()
    service.graph, service.engine = graph, TinyEngine()
    settings = Settings(data_dir=data_dir, max_import_bytes=most)
    imports = Imports(service, settings, log)
    app = Starlette(routes=routes(imports, service, Callers(SecretKeys(SECRET))))
    async with (
        imports.running(),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://service", timeout=60
        ) as client,
    ):
        yield Desk(client, service, imports, log)


def packed(tables: Mapping[str, Rows]) -> bytes:
    """Tables as an archive of CSV files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            lines = [rows.columns, *rows.rows]
            text = "\n".join(",".join("" if c is None else str(c) for c in row) for row in lines)
            archive.writestr(f"{name}.csv", text)
    return file.getvalue()


async def settled(what: Any) -> None:
    """Wait until something is true, ten seconds at most."""
    for _ in range(500):
        if what():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to that")
