"""What endpoints beside `/graphql` ask of a request: who sends it, and whether that is enough."""

from starlette.requests import Request

from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.messages import msg
from service.auth import Authenticator, UnauthorizedError
from service.context import FIELDS
from service.errors import RefusedError
from service.state import Service


async def admin_of(request: Request, authenticator: Authenticator, operation: str) -> Caller:
    """The administrator who asks; named in the request's log line.

    Raises RefusedError: 401 without a valid token, 403 for other roles.
    """
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
    if caller.role is not Role.ADMIN:
        raise RefusedError(
            403, "FORBIDDEN", msg("Only administrators may do this: it concerns personal data.")
        )
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
