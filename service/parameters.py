"""The parameters of a GraphQL-over-HTTP request, from a JSON body or a URL."""

from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

from graph.messages import msg
from service.errors import RefusedError
from service.operations import GraphQLRequest
from service.stored import Stored


def from_body(body: bytes, stored: Stored) -> GraphQLRequest:
    """Parameters of a POST. Raises RefusedError, 400."""
    try:
        given: Any = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RefusedError(
            400,
            "BAD_JSON",
            msg("The body is not JSON in UTF-8: look at character {at}.", at=error.pos + 1),
        ) from None
    if not isinstance(given, dict):
        raise _wrong(msg("The body must be a JSON object with the member `query`."))
    return _request(cast("dict[str, Any]", given), stored, read_only=False)


def from_url(query_string: bytes, stored: Stored) -> GraphQLRequest:
    """Parameters of a GET. Raises RefusedError, 400."""
    try:
        text = query_string.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        raise RefusedError(
            400, "BAD_URL", msg("The URL's query component cannot be read.")
        ) from None
    # An empty text is the same as no parameter.
    given: dict[str, Any] = {name: value for name, value in pairs if value}
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _json(name, given[name])
    return _request(given, stored, read_only=True)


def _json(name: str, text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RefusedError(
            400,
            "BAD_JSON",
            msg(
                "The parameter `{name}` is not JSON: look at character {at}.",
                name=name,
                at=error.pos + 1,
            ),
        ) from None


def _request(given: dict[str, Any], stored: Stored, *, read_only: bool) -> GraphQLRequest:
    variables = given.get("variables")
    if variables is not None and not isinstance(variables, dict):
        raise _wrong(msg("The parameter `variables` must be an object or null."))
    name = given.get("operationName")
    if name is not None and not isinstance(name, str):
        raise _wrong(msg("The parameter `operationName` must be a string or null."))
    extensions = given.get("extensions")
    if extensions is not None and not isinstance(extensions, dict):
        raise _wrong(msg("The parameter `extensions` must be an object or null."))
    query = given.get("query")
    if query is None:
        query = _stored(given.get("documentId"), cast("dict[str, Any] | None", extensions), stored)
    if not isinstance(query, str):
        raise _wrong(msg("The parameter `query` is required and must be a string."))
    values = cast("dict[str, Any] | None", variables)
    return GraphQLRequest(query, values, name, read_only)


def _stored(document_id: Any, extensions: dict[str, Any] | None, stored: Stored) -> str | None:
    """The stored operation that is asked for by `documentId` or in `extensions`, if one is."""
    if document_id is None and extensions:
        persisted: Any = extensions.get("persistedQuery")
        if isinstance(persisted, dict):
            document_id = cast("dict[str, Any]", persisted).get("sha256Hash")
    if document_id is None:
        return None
    if not isinstance(document_id, str):
        raise _wrong(msg("The parameter `documentId` must be a string."))
    return stored.text(document_id)


def _wrong(message: str) -> RefusedError:
    return RefusedError(400, "BAD_PARAMETERS", message)
