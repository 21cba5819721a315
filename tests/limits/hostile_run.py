"""What hostile documents cost: `python -m tests.limits.hostile_run`.

Each of up to a megabyte is parsed and validated as the lowest role and as an administrator; no
graph is asked. Prints the milliseconds of the processor (the best of three), the memory at the
most, and why it was refused; a few are refused when they are planned (test_hostile.py). Exit code
1 where one took 100 ms or 20 MB.
"""

import sys
import time
import tracemalloc
from typing import cast

from graph.bolt import Graph
from graph.caller import Role
from resolvers.answer import NotRunError
from resolvers.engine import Engine, GraphQLRequest
from resolvers.limits import default_limits
from schema.api import create_engine
from tests.limits.test_hostile import HOSTILE
from tests.rights.test_advisories import crossed, nested, spread

DOCUMENTS = {
    **HOSTILE,
    **{f"inline fragments, {a} of {b}": nested(a, b) for a, b in ((200, 100), (40, 10), (9, 45))},
    **{f"{n:,} fragments of one field": spread(n) for n in (120, 400, 9_000)},
    **{f"{n} pairs of fragments, crossed": crossed(n) for n in (12, 30, 500)},
}
_SECONDS, _BYTES = 0.1, 20_000_000


def reason(engine: Engine, role: Role, text: str) -> str:
    """Why a document is refused; empty where it is planned."""
    try:
        engine.preparing.understood(GraphQLRequest(text), role)
    except NotRunError as error:
        found = error.errors[0]
    else:
        return ""
    limit = (found.extensions or {}).get("limit")
    return f"limit {limit}" if limit else found.message[:60]


def cost(engine: Engine, role: Role, text: str) -> tuple[float, int, str]:
    """Seconds, bytes and why it was refused."""
    took: list[float] = []
    why = ""
    for number in range(3):
        # Not the same text, which would be known.
        sent = text + " " * number
        started = time.process_time()
        why = reason(engine, role, sent)
        took.append(time.process_time() - started)
    tracemalloc.start()
    try:
        reason(engine, role, text + "\n")
        return min(took), tracemalloc.get_traced_memory()[1], why
    finally:
        tracemalloc.stop()


def main() -> int:
    """All of them; 1 where one costs too much or is not refused."""
    engine = create_engine(cast(Graph, None), limits=default_limits())
    wrong = 0
    for role in (Role.FRONTEND, Role.ADMIN):
        reason(engine, role, "{ places { totalCount } }")
        for name, text in DOCUMENTS.items():
            seconds, most, why = cost(engine, role, text)
            bad = seconds >= _SECONDS or most >= _BYTES
            wrong += bad
            print(
                f"{'WRONG' if bad else 'ok':5} {role.value:8} {name:36} {len(text):>9,} characters "
                f"{seconds * 1000:6.1f} ms {most / 1e6:5.1f} MB  {why or 'planned'}"
            )
    print(f"{2 * len(DOCUMENTS)} documents, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
