"""`GET /template`: a blank workbook to be filled in and imported."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

from graph.tables import Table
from seeds.out.template import UnknownTableError, chosen, write_template
from service.asking import caller_of_request, check_get, check_known, language_asked
from service.auth import Authenticator
from service.errors import RefusedError

AT_ONCE = 1
"""Workbooks that are written side by side; further ones wait."""
_KNOWN = ("language", "tables")
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TemplateEndpoint:
    """The endpoint: `language` zh or en, `tables` their names with commas between, all by default.

    For every role: the workbook holds the format and nothing of the graph.
    """

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator
        self._room = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a file, or say why not."""
        request = Request(scope, receive)
        try:
            check_get(request)
            await caller_of_request(request, self._authenticator, "template")
            check_known(request, _KNOWN)
            language = language_asked(request)
            wanted = _tables(request)
            async with self._room:
                with TemporaryDirectory(prefix="orggraph-") as folder:
                    file = Path(folder) / "template.xlsx"
                    await asyncio.to_thread(write_template, file, wanted, language)
                    response = FileResponse(
                        file,
                        media_type=_KIND,
                        filename="orggraph-template.xlsx",
                        headers={"cache-control": "no-store"},
                    )
                    await response(scope, receive, send)
        except RefusedError as refusal:
            await refusal.send(send)


def _tables(request: Request) -> Sequence[Table]:
    """The tables asked for. Raises RefusedError for one that there is not."""
    given = request.query_params.get("tables")
    names = None if given is None else [n.strip() for n in given.split(",") if n.strip()]
    try:
        return chosen(names)
    except UnknownTableError as error:
        raise RefusedError(400, "PARAMETER", str(error)) from None
