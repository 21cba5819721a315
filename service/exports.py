"""`GET /exports`: the graph, or a place's part of it, as a dataset that can be imported again."""

import asyncio
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

from graph.bolt import GraphUnavailableError, ServiceUnavailable
from graph.dates import day_of
from graph.messages import msg
from resolvers.limits import default_limits
from seeds.out import Language
from seeds.out.export import Portion, export_file
from service.asking import (
    admin_of,
    check_get,
    check_known,
    graph_of,
    language_asked,
    paths_of,
    scope_of,
)
from service.auth import Authenticator
from service.errors import RefusedError
from service.reads import people_of, read_of
from service.state import Service
from service.traffic import Traffic

AT_ONCE = 2
"""Exports that are written side by side; further ones wait."""

_FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_KNOWN = ("format", "within", "on", "language")


class ExportEndpoint:
    """The endpoint: `format` xlsx or zip, `within` a place's code, `on` a day, `language` zh or en.

    For administrators, whose scope bounds what they get. The file is written to disk first, so
    that memory does not grow with it.
    """

    def __init__(
        self, service: Service, authenticator: Authenticator, traffic: Traffic | None = None
    ) -> None:
        """traffic: of all endpoints, against whose limits exports count; None for their own."""
        self._service = service
        self._authenticator = authenticator
        self._traffic = traffic or Traffic(default_limits())
        self._room = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a file, or say why not."""
        request = Request(scope, receive)
        try:
            await self._answer(request, send)
        except RefusedError as refusal:
            await refusal.send(send)

    async def _answer(self, request: Request, send: Send) -> None:
        check_get(request)
        caller = await admin_of(request, self._authenticator, "export")
        form, language, day = _asked(request)
        graph = graph_of(self._service)
        try:
            # It counts from here on, while it waits for room, too.
            with self._traffic.under_way(caller):
                tops = await scope_of(graph, caller)
                paths = await paths_of(graph, request.query_params.get("within"), tops)
                async with self._room:
                    with TemporaryDirectory(prefix="orggraph-") as folder:
                        place = Path(folder) / f"export.{form}"
                        portion = Portion(paths, day, tops)
                        rows = await export_file(graph, place, f".{form}", language, portion)
                        people = people_of(rows)
                        if people:
                            self._service.reads(read_of(caller, "export", people, tops))
                        name = quote(f"orggraph-{(day or date.today()).isoformat()}.{form}")
                        response = FileResponse(
                            place,
                            media_type=_FORMS[form],
                            filename=name,
                            headers={"cache-control": "no-store"},
                        )
                        await response(request.scope, request.receive, send)
        except ValueError as error:
            raise RefusedError(413, "TOO_LONG", str(error)) from None
        except (GraphUnavailableError, ServiceUnavailable) as error:
            raise RefusedError(
                503,
                "UNAVAILABLE",
                msg("The database does not answer: try again in a moment."),
                headers=((b"retry-after", b"1"),),
            ) from error


def _asked(request: Request) -> tuple[str, Language, date | None]:
    """Form, language and day of a request. Raises RefusedError."""
    asked = request.query_params
    check_known(request, _KNOWN)
    form, language = asked.get("format", "xlsx"), language_asked(request)
    if form not in _FORMS:
        raise RefusedError(400, "PARAMETER", msg("format is xlsx or zip."))
    try:
        day = day_of(asked["on"]) if "on" in asked else None
    except ValueError as error:
        raise RefusedError(400, "PARAMETER", msg("on: {error}", error=error)) from None
    return form, language, day
