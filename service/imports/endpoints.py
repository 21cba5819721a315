"""`/imports`: files are taken, and what becomes of them is told. `docs/imports-api.md` says how."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.bolt import GraphUnavailableError, ServiceUnavailable
from graph.caller import Caller
from graph.messages import msg
from service.asking import admin_of, graph_of, paths_of, scope_of
from service.auth import Authenticator
from service.errors import RefusedError, wrong_method
from service.imports.asked import Asked, asked_of
from service.imports.events import events
from service.imports.folder import TooLongError
from service.imports.job import Job, State
from service.imports.jobs import Imports
from service.reads import people_told, read_of
from service.state import Service

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Handler = Callable[[Request, Caller], Awaitable[Response]]


def routes(imports: Imports, service: Service, authenticator: Authenticator) -> list[Route]:
    """The endpoints."""
    api = _Api(imports, service)

    def route(path: str, **handlers: Handler) -> Route:
        return Route(path, _Endpoint(authenticator, handlers))

    return [
        route("/imports", GET=api.list, POST=api.take),
        route("/imports/{id}", GET=api.show, DELETE=api.remove),
        route("/imports/{id}/events", GET=api.events),
        route("/imports/{id}/report", GET=api.report),
        route("/imports/{id}/marked", GET=api.marked),
        route("/imports/{id}/load", POST=api.load),
        route("/imports/{id}/cancel", POST=api.cancel),
    ]


class _Endpoint:
    """An address with a handler per method, for administrators."""

    def __init__(self, authenticator: Authenticator, handlers: dict[str, Handler]) -> None:
        self._authenticator = authenticator
        self._handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            caller = await admin_of(request, self._authenticator, "import")
            handler = self._handlers.get(request.method)
            if handler is None:
                raise wrong_method(*self._handlers)
            response: ASGIApp = await handler(request, caller)
        except RefusedError as refusal:
            await refusal.send(send)
            return
        except (GraphUnavailableError, ServiceUnavailable) as error:
            await _unavailable(error).send(send)
            return
        await response(scope, receive, send)


def _unavailable(error: Exception) -> RefusedError:
    del error
    return RefusedError(
        503,
        "UNAVAILABLE",
        msg("The database does not answer: try again in a moment."),
        headers=((b"retry-after", b"1"),),
    )


@dataclass(frozen=True, slots=True)
class _Api:
    imports: Imports
    service: Service

    async def list(self, request: Request, caller: Caller) -> Response:
        del request
        return _json({"imports": [job.as_json() for job in self.imports.seen_by(caller)]})

    async def take(self, request: Request, caller: Caller) -> Response:
        """Take a file and let it wait for its turn."""
        asked = asked_of(request)
        graph = graph_of(self.service)
        if caller.scope is not None or asked.within is not None:
            await paths_of(graph, asked.within, await scope_of(graph, caller))
        if self.imports.full:
            raise RefusedError(
                429,
                "BUSY",
                msg("Too many imports wait: try again when some are finished."),
                headers=((b"retry-after", b"30"),),
            )
        made, size = await self._receive(request, asked)
        job = Job(
            id=made,
            name=asked.name,
            bytes=size,
            by=caller.subject,
            role=caller.role.value,
            scope=caller.scope,
            dry_run=asked.dry_run,
            strict=asked.strict,
            sync=asked.sync,
            within=asked.within,
            confirm=asked.confirm,
        )
        self.imports.add(job)
        return _json(job.as_json(), 202, {"location": f"/imports/{job.id}"})

    async def _receive(self, request: Request, asked: Asked) -> tuple[str, int]:
        most = self.imports.most_bytes
        too_long = RefusedError(
            413,
            "TOO_LONG",
            msg(
                "The file is longer than {most} bytes, the most that is taken: split it into "
                "several, or load it with `server.py import`.",
                most=most,
            ),
            limit="body",
            most=most,
        )
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length[:15]) > most:
            raise too_long
        try:
            made, size = await self.imports.folder.receive(asked.name, _parts(request), most)
        except TooLongError:
            raise too_long from None
        except ClientDisconnect:
            raise RefusedError(
                400, "DISCONNECTED", msg("The request ended before its file did.")
            ) from None
        return made, size

    async def show(self, request: Request, caller: Caller) -> Response:
        return _json(self._job(request, caller).as_json())

    async def events(self, request: Request, caller: Caller) -> Response:
        return events(self.imports, self._job(request, caller))

    async def report(self, request: Request, caller: Caller) -> Response:
        job = self._job(request, caller)
        place = self.imports.folder.report(job)
        if job.outcome is None or not place.exists():
            raise _conflict(msg("It has no report: it is not finished, or did not come so far."))
        people = await asyncio.to_thread(lambda: people_told(orjson.loads(place.read_bytes())))
        if people:
            tops = await scope_of(graph_of(self.service), caller)
            self.service.reads(read_of(caller, "import report", people, tops))
        return FileResponse(place, media_type="application/json", headers=_NO_STORE)

    async def marked(self, request: Request, caller: Caller) -> Response:
        job = self._job(request, caller)
        place = self.imports.folder.marked(job)
        if job.outcome is None or not place.exists():
            raise RefusedError(
                404, "UNKNOWN_IMPORT", msg("It has no marked copy: nothing is wrong.")
            )
        name = f"{job.name.rpartition('.')[0]}.marked.xlsx"
        return FileResponse(place, media_type=_XLSX, filename=name, headers=_NO_STORE)

    async def load(self, request: Request, caller: Caller) -> Response:
        """Load what was tried, given up or is to be confirmed."""
        job = self._job(request, caller)
        if not job.state.finished or (job.state is State.DONE and not job.dry_run):
            raise _conflict(
                msg("It goes on still, or was loaded: only a finished dry run is loaded.")
            )
        confirm = request.query_params.get("confirm")
        self.imports.again(job, confirm)
        return _json(job.as_json(), 202)

    async def cancel(self, request: Request, caller: Caller) -> Response:
        job = self._job(request, caller)
        if job.state.finished:
            raise _conflict(msg("It is finished already."))
        self.imports.cancel(job)
        return _json(job.as_json(), 202)

    async def remove(self, request: Request, caller: Caller) -> Response:
        job = self._job(request, caller)
        if not job.state.finished:
            raise _conflict(msg("It goes on: cancel it first."))
        self.imports.remove(job)
        return Response(status_code=204)

    def _job(self, request: Request, caller: Caller) -> Job:
        job = self.imports.one(caller, request.path_params["id"])
        if job is None:
            raise RefusedError(
                404, "UNKNOWN_IMPORT", msg("There is no such import, or not for you.")
            )
        return job


_NO_STORE = {"cache-control": "no-store"}


def _conflict(sentence: str) -> RefusedError:
    return RefusedError(409, "STATE", sentence)


async def _parts(request: Request) -> AsyncIterator[bytes]:
    some = False
    async for part in request.stream():
        some = some or bool(part)
        yield part
    if not some:
        raise RefusedError(400, "PARAMETER", msg("The body is empty: it is to be the file itself."))


def _json(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(
        orjson.dumps(value),
        status_code=status,
        media_type="application/json",
        headers={**_NO_STORE, **(headers or {})},
    )
