"""What endpoints beside `/graphql` ask of a request: who sends it, and whether that is enough."""

from collections.abc import Sequence

from starlette.requests import Request

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.codes import meant
from graph.messages import msg, sentences
from graph.rights import ScopePaths, UnknownScopeError, path_inside
from seeds.out import Language
from service.auth import Authenticator, UnauthorizedError
from service.context import FIELDS
from service.errors import RefusedError, wrong_method
from service.state import Service


def check_known(request: Request, known: Sequence[str]) -> None:
    """Raises RefusedError, 400, for a request with a parameter that is not among these."""
    for name in request.query_params:
        if name not in known:
            raise RefusedError(
                400,
                "PARAMETER",
                msg(
                    "There is no parameter {value!r}; known are {known}.",
                    value=name,
                    known=", ".join(known),
                ),
            )


def check_get(request: Request) -> None:
    """Raises RefusedError, 405, for a request that is no reading one."""
    if request.method not in ("GET", "HEAD"):
        raise wrong_method("GET", "HEAD", sentence=msg("Send a GET."))


def language_asked(request: Request) -> Language:
    """The parameter `language`, Chinese by default. Raises RefusedError, 400, for another."""
    language = request.query_params.get("language", "zh")
    if language not in ("zh", "en"):
        raise RefusedError(400, "PARAMETER", msg("language is zh or en."))
    return language


async def admin_of(request: Request, authenticator: Authenticator, operation: str) -> Caller:
    """The administrator who asks; named in the request's log line.

    Raises RefusedError: 401 without a valid token, 403 for other roles.
    """
    caller = await caller_of_request(request, authenticator, operation)
    if caller.role is not Role.ADMIN:
        raise RefusedError(
            403, "FORBIDDEN", msg("Only administrators may do this: it concerns personal data.")
        )
    return caller


async def caller_of_request(
    request: Request, authenticator: Authenticator, operation: str
) -> Caller:
    """Who asks; named in the request's log line. Raises RefusedError, 401."""
    header = request.headers.get("authorization")
    raw = None if header is None else header.encode("latin-1")
    try:
        caller = authenticator.known(raw) or await authenticator.check(raw)
    except UnauthorizedError as error:
        challenge = b'Bearer realm="orggraph"'
        if error.given:
            challenge += b', error="invalid_token"'
        raise RefusedError(
            401, "UNAUTHENTICATED", str(error), headers=((b"www-authenticate", challenge),)
        ) from None
    fields = request.scope.get(FIELDS, {})
    fields["role"], fields["operation"] = caller.role.value, operation
    return caller


def graph_of(service: Service) -> Graph:
    """The graph of a service that is ready. Raises RefusedError (503)."""
    if service.engine is None or service.graph is None:
        raise RefusedError(
            503,
            "NOT_READY",
            msg("Not ready: {activity}.", activity=service.activity),
            headers=((b"retry-after", b"1"),),
        )
    return service.graph


async def scope_of(graph: Graph, caller: Caller) -> list[str]:
    """The paths of the places that a caller sees; none are everything.

    Raises RefusedError (403) for a scope that names a place that there is not.
    """
    try:
        return list((await ScopePaths(graph).parameters(caller)).values())
    except UnknownScopeError as error:
        raise RefusedError(403, "UNKNOWN_SCOPE", error.message) from None


async def paths_of(graph: Graph, within: str | None, scope: Sequence[str]) -> list[str] | None:
    """The paths of what is asked about: of `within`, else of the scope; None is everything.

    scope: of the caller, from `scope_of`. Raises RefusedError for a code of no place (404), and
    for one outside the scope (403): whether there is a place elsewhere is not told.
    """
    if within is None:
        return list(scope) or None
    path = await path_inside(graph, within, scope)
    if path is not None:
        return [path]
    if scope:
        raise RefusedError(
            403,
            "OUTSIDE_SCOPE",
            msg("{within!r} is no place of your token's scope.", within=within),
        )
    near = await meant(graph, "Place", within)
    raise RefusedError(
        404,
        "UNKNOWN_PLACE",
        sentences(msg("There is no place with the code {code!r}.", code=within), near),
    )
