"""Three people to be in the demonstration: the page asks here for a token of one of them.

Only while the graph is the invented district, only where tokens are printed at the start too,
and only for a browser on this machine: otherwise the answer is 404, as if this were not here.
"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from graph.caller import Role
from service import demo
from service.announce import may_print
from service.settings import Settings
from service.tokens import issue

_SECONDS = 12 * 3_600
# A page elsewhere whose name is made to lead to this machine calls it by that name.
_HERE = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
_PRIVATE = {"Cache-Control": "no-store"}
_NOT_HERE = {"errors": [{"message": "There are no personas here: sign in with a token."}]}


def routes(settings: Settings) -> list[BaseRoute]:
    """`GET /personas`: the roles offered. `POST /personas/{role}`: a token for twelve hours."""

    def offered(request: Request) -> bool:
        return (
            request.url.hostname in _HERE
            and settings.loopback
            and may_print(settings)
            and demo.shown(settings)
        )

    def only_offered(
        answer: Callable[[Request], object],
    ) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            found = answer(request) if offered(request) else None
            if found is None:
                return JSONResponse(_NOT_HERE, 404, _PRIVATE)
            return JSONResponse(found, headers=_PRIVATE)

        return serve

    def names(_: Request) -> object:
        return [role.value for role in Role]

    def token(request: Request) -> object | None:
        wanted = request.path_params["role"]
        role = next((role for role in Role if role.value == wanted), None)
        # A form on another page can send no JSON.
        if role is None or request.headers.get("content-type") != "application/json":
            return None
        made = issue(settings, role, subject=f"demo-{role.value}", seconds=_SECONDS)
        return {"token": made}

    return [
        Route("/personas", only_offered(names), methods=["GET"]),
        Route("/personas/{role}", only_offered(token), methods=["POST"]),
    ]
