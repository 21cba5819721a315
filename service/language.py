"""Errors in the language that a request asks for by `Accept-Language`."""

from typing import Any

import orjson

from service.codes import CODES


def wants_chinese(accepted: bytes | None) -> bool:
    """Whether a header `Accept-Language` prefers Chinese to English. None: there is none."""
    best: dict[str, float] = {}
    for part in (accepted or b"").decode("latin-1").split(","):
        tag, _, rest = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        weight = rest.replace(" ", "").removeprefix("q=") or "1"
        try:
            best[language] = max(best.get(language, 0.0), float(weight))
        except ValueError:
            continue
    return best.get("zh", 0.0) > best.get("en", 0.0)


def in_chinese(body: bytes) -> bytes:
    """A response whose errors say in Chinese first what their codes mean; others as they are."""
    if not body.startswith(b'{"errors"'):
        return body
    response: dict[str, Any] = orjson.loads(body)
    for error in response["errors"]:
        meaning = CODES.get(error.get("extensions", {}).get("code", ""))
        if meaning is not None:
            error["message"] = f"{meaning.zh} {error['message']}"
    return orjson.dumps(response)
