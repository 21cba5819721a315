"""How long the stages of an operation took, in the response's `extensions`."""

from collections.abc import Mapping

import orjson

from service.engine import Answer


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


def extended(answer: Answer, timings: Mapping[str, float]) -> Answer:
    """The answer with `extensions.timings`, in milliseconds."""
    # Bodies are JSON objects without extensions of their own, so the last brace is theirs.
    more = b',"extensions":' + orjson.dumps({"timings": dict(timings)}) + b"}"
    return Answer(answer.body[:-1] + more, answer.executed)


def _ms(seconds: float) -> float:
    return round(seconds * 1_000, 3)
