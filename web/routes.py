"""The views, ``/graphiql`` and ``/assets``: what is served, how long it keeps, what it may do."""

import os
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from web import fallback
from web.assets import Assets, AssetsUnavailable
from web.pages import Building, WebPages

COMMON_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}

CLOSED = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    f"connect-src 'self'; {CLOSED}"
)

# GraphiQL's editor writes style elements, and its style sheet carries its fonts as data.
GRAPHIQL_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data:; font-src 'self' data:; connect-src 'self'; {CLOSED}"
)

# One document shows every view; which one, it reads from its address.
VIEWS = (
    "/",
    "/coverage",
    "/elevation/{code}",
    "/audit",
    "/change",
    "/cross-appointments",
    "/data",
    "/explorer",
    "/explorer/{path:path}",
)

FOREVER = "public, max-age=31536000, immutable"


def routes(pages: WebPages) -> list[BaseRoute]:
    """The routes of the pages, for ``Starlette(routes=[...])``; ``pages.running()`` builds them."""
    page = _page(pages, "index.html", PAGE_POLICY)
    return [
        *(Route(path, page, name=f"page:{path}") for path in VIEWS),
        Route("/graphiql", _page(pages, "graphiql.html", GRAPHIQL_POLICY), name="graphiql"),
        Mount("/assets", _AssetFiles(pages), name="assets"),
    ]


def _page(pages: WebPages, file: str, policy: str) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        status = pages.status
        base_url = str(request.base_url)
        if isinstance(status, Assets):
            path = status.root / file
            if path.is_file():
                return FileResponse(
                    path,
                    media_type="text/html",
                    headers={
                        **COMMON_HEADERS,
                        "Content-Security-Policy": policy,
                        "Cache-Control": "no-cache",
                    },
                )
            status = AssetsUnavailable(
                f"The built pages are no longer in {status.root}; start the service again."
            )
        if isinstance(status, Building):
            return _without_build(fallback.building_page(status, base_url), {"Retry-After": "2"})
        return _without_build(fallback.unavailable_page(status, base_url), {})

    return serve


def _without_build(page: str, more: dict[str, str]) -> Response:
    headers = {
        **COMMON_HEADERS,
        "Content-Security-Policy": fallback.POLICY,
        "Cache-Control": "no-store",
        **more,
    }
    return HTMLResponse(page, status_code=503, headers=headers)


class _AssetFiles:
    """The files Vite named by their content; which folder they are in is known once built."""

    def __init__(self, pages: WebPages) -> None:
        self._pages = pages
        self._files: StaticFiles | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = self._pages.status
        if not isinstance(status, Assets):
            raise HTTPException(404)
        folder = status.root / "assets"
        if not folder.is_dir():
            raise HTTPException(404)
        if self._files is None:
            self._files = _HashedFiles(directory=folder)
        await self._files(scope, receive, send)


class _HashedFiles(StaticFiles):
    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update({**COMMON_HEADERS, "Cache-Control": FOREVER})
        return response
