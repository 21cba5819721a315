"""How long the stages of an operation took, in the response's `extensions`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from service.operations import Answer

_REMARKS = b',"extensions":{"remarks":'


def stages(ends: Mapping[str, float], started: float, ended: float) -> dict[str, float]:
    """Milliseconds of each stage, in order, with what is left as `complete`, and `total`.

    ends: when each stage ended, in order; all times are seconds of one clock.
    """
    found: dict[str, float] = {}
    last = started
    for name, end in {**ends, "complete": ended}.items():
        found[name] = _ms(end - last)
        last = end
    found["total"] = _ms(ended - started)
    return found


def extended(answer: Answer, more: Mapping[str, Any]) -> Answer:
    """The answer with more `extensions`."""
    if _REMARKS in answer.body:
        # Rare: it has some already.
        body = orjson.loads(answer.body)
        body["extensions"] = {**body.get("extensions", {}), **more}
        return replace(answer, body=orjson.dumps(body))
    # Without any, the last brace is that of the whole.
    text = b',"extensions":' + orjson.dumps(dict(more)) + b"}"
    return replace(answer, body=answer.body[:-1] + text)


def _ms(seconds: float) -> float:
    return round(seconds * 1_000, 3)
