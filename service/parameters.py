"""The parameters of a GraphQL-over-HTTP request, from a JSON body or a URL."""

from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

from service.engine import GraphQLRequest
from service.errors import RefusedError


def from_body(body: bytes) -> GraphQLRequest:
    """Parameters of a POST. Raises RefusedError: 400 for no JSON, 422 for wrong parameters."""
    try:
        given: Any = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RefusedError(
            400, "BAD_JSON", f"The body is not JSON in UTF-8: {error.msg} at {error.pos}."
        ) from None
    if not isinstance(given, dict):
        raise _wrong("The body must be a JSON object with the member `query`.")
    return _request(cast("dict[str, Any]", given), read_only=False)


def from_url(query_string: bytes) -> GraphQLRequest:
    """Parameters of a GET. Raises RefusedError: 400 or 422."""
    try:
        text = query_string.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        raise RefusedError(400, "BAD_URL", "The URL's query component cannot be read.") from None
    # An empty text is the same as no parameter.
    given: dict[str, Any] = {name: value for name, value in pairs if value}
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _json(name, given[name])
    return _request(given, read_only=True)


def _json(name: str, text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RefusedError(
            400, "BAD_JSON", f"The parameter `{name}` is not JSON: {error.msg} at {error.pos}."
        ) from None


def _request(given: dict[str, Any], *, read_only: bool) -> GraphQLRequest:
    query = given.get("query")
    if not isinstance(query, str):
        raise _wrong("The parameter `query` is required and must be a string.")
    variables = given.get("variables")
    if variables is not None and not isinstance(variables, dict):
        raise _wrong("The parameter `variables` must be an object or null.")
    name = given.get("operationName")
    if name is not None and not isinstance(name, str):
        raise _wrong("The parameter `operationName` must be a string or null.")
    extensions = given.get("extensions")
    if extensions is not None and not isinstance(extensions, dict):
        raise _wrong("The parameter `extensions` must be an object or null.")
    values = cast("dict[str, Any] | None", variables)
    return GraphQLRequest(query, values, name, read_only)


def _wrong(message: str) -> RefusedError:
    return RefusedError(422, "BAD_PARAMETERS", message)
