"""`GET /notices`, `GET /report`: what is to be printed, of what the caller may see."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from graph.caller import Caller
from graph.dates import day_of
from graph.messages import msg
from graph.model.enums import LiaisonRole
from resolvers.limits import default_limits
from service.asking import caller_of_request, check_get, check_known, graph_of
from service.auth import Authenticator
from service.errors import RefusedError
from service.operations import GraphQLRequest
from service.printing import notices, reports
from service.printing.pdf import NoPrinterError, write_pdf
from service.printing.rendering import PageTemplateError, own_template, rendered
from service.state import Service
from service.traffic import Traffic

AT_ONCE = 2
"""Files that are made side by side; further ones wait."""
MOST_UNITS = 500
"""Building units that notices are made for at once; the command has no such limit."""

_FORMS = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
_REFUSED = {"FORBIDDEN": 403, "OUTSIDE_SCOPE": 403, "UNKNOWN_CODE": 404, "TIMEOUT": 503}
_COUNT = """
query NoticesCount($within: String!, $day: Date!) @asOf(date: $day) {
  buildingUnits(where: { within: $within }) { totalCount }
}
"""

Ask = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]
Values = Callable[[Ask, Request, str], Awaitable[tuple[dict[str, Any], str]]]
"""What a template is given, and the file's name without its ending; told the place's code."""


@dataclass(frozen=True, slots=True)
class _Print:
    """What is printed: by which template, of which values; `known` names further parameters."""

    template: str
    values: Values
    known: str


def routes(
    service: Service,
    authenticator: Authenticator,
    templates: Path | None = None,
    traffic: Traffic | None = None,
) -> list[Route]:
    """The two endpoints.

    templates: the folder of the district's own. traffic: of all endpoints, against whose limits
    prints count; None for their own.
    """
    counted = traffic or Traffic(default_limits())
    prints = {
        "/notices": _Print(notices.TEMPLATE, _notices, "on phones"),
        "/report": _Print(reports.TEMPLATE, _report, "month"),
    }
    return [
        Route(path, _PrintEndpoint(service, authenticator, counted, what, templates))
        for path, what in prints.items()
    ]


class _PrintEndpoint:
    """One of the two: `within` a place's code, `format` html or pdf, and what `known` names.

    It is asked as the caller, whose role masks and whose scope and limits bound it. The file is
    sent to be saved, so that no page of the service's own address is made of it.
    """

    def __init__(
        self,
        service: Service,
        authenticator: Authenticator,
        traffic: Traffic,
        what: _Print,
        templates: Path | None,
    ) -> None:
        self._service = service
        self._authenticator = authenticator
        self._traffic = traffic
        self._what = what
        self._templates = templates
        self._known = ("within", "format", *what.known.split())
        self._room = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            check_get(request)
            caller = await caller_of_request(request, self._authenticator, "print")
            # It counts while it waits for room, too.
            with self._traffic.under_way(caller):
                async with self._room:
                    with TemporaryDirectory(prefix="orggraph-") as folder:
                        response = await self._made(request, caller, Path(folder))
                        await response(scope, receive, send)
        except RefusedError as refusal:
            await refusal.send(send)

    async def _made(self, request: Request, caller: Caller, folder: Path) -> FileResponse:
        form = self._checked(request)
        within = request.query_params.get("within")
        if within is None:
            raise RefusedError(400, "PARAMETER", msg("within is missing: the code of a place."))
        values, name = await self._what.values(self._asking(caller), request, within)
        values["words"] = {role.name: role.words[0] for role in LiaisonRole}
        own = own_template(self._templates, self._what.template)
        try:
            html = await asyncio.to_thread(rendered, self._what.template, own, values)
        except PageTemplateError as error:
            raise RefusedError(503, "UNAVAILABLE", str(error)) from None
        file = folder / f"made.{form}"
        if form == "html":
            await asyncio.to_thread(file.write_text, html, encoding="utf-8")
        else:
            try:
                await write_pdf(html, file)
            except NoPrinterError as error:
                raise RefusedError(503, "UNAVAILABLE", str(error)) from None
        return FileResponse(
            file,
            media_type=_FORMS[form],
            filename=quote(f"{name}.{form}"),
            headers={"cache-control": "no-store"},
        )

    def _checked(self, request: Request) -> str:
        check_known(request, self._known)
        form = request.query_params.get("format", "html")
        if form not in _FORMS:
            raise RefusedError(400, "PARAMETER", msg("format is html or pdf."))
        return form

    def _asking(self, caller: Caller) -> Ask:
        graph_of(self._service)
        engine = self._service.engine
        assert engine is not None

        async def ask(text: str, variables: dict[str, Any]) -> dict[str, Any]:
            answer = await engine.execute(GraphQLRequest(text, variables), caller)
            body = json.loads(answer.body)
            if body.get("errors"):
                error = body["errors"][0]
                code = error.get("extensions", {}).get("code", "INTERNAL")
                raise RefusedError(_REFUSED.get(code, 400), code, error["message"])
            return body["data"]

        return ask


async def _notices(ask: Ask, request: Request, within: str) -> tuple[dict[str, Any], str]:
    asked = request.query_params
    try:
        day = (day_of(asked["on"]) if "on" in asked else date.today()).isoformat()
    except ValueError as error:
        raise RefusedError(400, "PARAMETER", msg("on: {error}", error=error)) from None
    counted = await ask(_COUNT, {"within": within, "day": day})
    count = counted["buildingUnits"]["totalCount"]
    if count == 0:
        sentence = msg("There is no building unit at or below {within}.", within=within)
        raise RefusedError(404, "UNKNOWN_PLACE", sentence)
    if count > MOST_UNITS:
        raise RefusedError(
            413,
            "TOO_LONG",
            msg(
                "Notices are made for {most} units at most, and these are {count}: choose a "
                "smaller place, or write them with `server.py notices`.",
                most=MOST_UNITS,
                count=count,
            ),
        )
    units = await notices.units_within(ask, within, day)
    phones = asked.get("phones") == "true"
    return {"units": units, "day": day, "phones": phones}, f"notices-{within}-{day}"


async def _report(ask: Ask, request: Request, within: str) -> tuple[dict[str, Any], str]:
    month = request.query_params.get("month", f"{date.today():%Y-%m}")
    try:
        asked = reports.Month.of(month)
    except ValueError as error:
        raise RefusedError(400, "PARAMETER", msg("month: {error}", error=error)) from None
    return await reports.report_of(ask, within, asked), f"report-{within}-{month}"
