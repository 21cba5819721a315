"""What the first asking of a question costs: `python -m bench.first [--json FILE]`.

Starts the real `server.py` in an empty data directory, so that it loads the demonstration
district, waits, and asks the operations of `docs/questions.md` one after the other over HTTP:
each for the first time, then each for the second time, then each some times more (warm). Then
it stops the service, starts it again on the same directory and does the same. Each kind of
start is also given operations nobody has documented (`STRANGE`), each asked once: those
the service can know nothing about.
"""

import argparse
import http.client
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from bench.start import StartFailedError, service
from tests.district.questions import questions

GOALS = {"median": 100.0, "worst": 600.0}  # ms, of the first askings
FRESH, LATER = "first start, district just loaded", "later start"
_PATIENCE = 120  # seconds for an answer

STRANGE = {
    "StrangeCompounds": """query StrangeCompounds {
      compounds(first: 5 where: { or: [{ secretary: { isNull: true } }, { buildings: { every: {
        floors: { gte: 6 } } } }] } orderBy: [{ field: NAME, direction: DESC }]) {
        totalCount nodes { name secretary { name } buildings(first: 2) { nodes { code floors
          residents(where: { category: { eq: RETIRED } }) { totalCount } } } } } }""",
    "StrangePeople": """query StrangePeople {
      people(first: 4 where: { category: { isNull: false } posts: { none: {
        role: { eq: SECRETARY } } } residence: { name: { contains: "楼" } } }) {
        totalCount groupBy(by: [{ field: CATEGORY }], first: 3) { keys { value } count }
        nodes { name residence { name ... on Building { compound { name } } }
          organization { name parent { name } } }
      } }""",
    "StrangeOrganizations": """query StrangeOrganizations {
      partyOrganizations(first: 3 where: { not: { children: { some: { secretary: {
        isNull: true } } } } kind: { ne: GROUP } }) {
        nodes { name kind children(first: 3) { totalCount nodes { name secretary { name } } }
          members { totalCount } } } }""",
}
"""Operations by name that no document has and that no start plans in advance."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation's times in ms: asked first, asked again, warm (the median)."""

    name: str
    first: float
    second: float
    warm: float


class _Client:
    """One connection to the service, as an administrator."""

    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        self._headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}

    def ask(self, operation: str) -> float:
        """The ms until the answer is there. Raises RuntimeError when it has errors."""
        body = json.dumps({"query": operation})
        began = time.perf_counter()
        self._connection.request("POST", "/graphql", body, self._headers)
        text = self._connection.getresponse().read()
        taken = (time.perf_counter() - began) * 1e3
        if "errors" in json.loads(text):
            raise RuntimeError(text.decode())
        return taken

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def asked(port: int, token: str, operations: dict[str, str], rounds: int) -> list[Asked]:
    """Ask each operation first, then each again, then each `rounds` times more."""
    client = _Client(port, token)
    try:
        first = {name: client.ask(text) for name, text in operations.items()}
        second = {name: client.ask(text) for name, text in operations.items()}
        warm: dict[str, list[float]] = {name: [] for name in operations}
        for _ in range(rounds):
            for name, text in operations.items():
                warm[name].append(client.ask(text))
    finally:
        client.close()
    return [Asked(n, first[n], second[n], median(warm[n] or [second[n]])) for n in operations]


def measure(
    wait: float, rounds: int, settings: dict[str, str]
) -> dict[str, dict[str, list[Asked]]]:
    """The times by kind of start and kind of operation. Raises StartFailedError."""
    documented = {q.name: q.operation for q in questions()}
    found: dict[str, dict[str, list[Asked]]] = {}
    with tempfile.TemporaryDirectory(prefix="orggraph-first-") as folder:
        data_dir = Path(folder) / "data"
        for start in (FRESH, LATER):
            print(f"{start} …", file=sys.stderr, flush=True)
            with service(data_dir, demo=True, settings=settings) as ready:
                time.sleep(wait)
                # The strange ones come before anything else has warmed the database up.
                strange = asked(ready.port, ready.token, STRANGE, 0)
                known = asked(ready.port, ready.token, documented, rounds)
            found[start] = {"documented": known, "strange": strange}
    return found


def table(found: list[Asked], every: bool) -> str:
    """Median and worst in ms as Markdown, and each operation where wanted."""
    lines = ["| | first | second | warm |", "|---|---:|---:|---:|"]
    columns = [[getattr(a, name) for a in found] for name in ("first", "second", "warm")]
    for name, of in (("median", median), ("worst", max)):
        lines.append(f"| {name} | " + " | ".join(f"{of(c):.0f}" for c in columns) + " |")
    if every:
        for a in sorted(found, key=lambda a: -a.first):
            lines.append(f"| {a.name} | {a.first:.0f} | {a.second:.0f} | {a.warm:.0f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.first", description=__doc__)
    parser.add_argument("--wait", type=float, default=20, help="seconds after ready (20)")
    parser.add_argument("--rounds", type=int, default=5, help="warm askings of each (5)")
    parser.add_argument(
        "--warm-up", choices=("on", "off"), default="on", help="ORGGRAPH_WARM_UP (on)"
    )
    parser.add_argument("--heap", type=int, help="ORGGRAPH_NEO4J_HEAP_MB (the service's own)")
    parser.add_argument("--json", type=Path, help="also write all times here")
    given = parser.parse_args(arguments)
    if given.rounds < 1 or given.wait < 0:
        parser.error("--rounds takes 1 or more, --wait 0 or more")
    settings = {"ORGGRAPH_WARM_UP": given.warm_up}
    if given.heap is not None:
        settings["ORGGRAPH_NEO4J_HEAP_MB"] = str(given.heap)
    try:
        measured = measure(given.wait, given.rounds, settings)
    except StartFailedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # The service that was being measured has been stopped on the way here.
        return 130
    for start, kinds in measured.items():
        for kind, times in kinds.items():
            print(f"\n{start}: {len(times)} {kind} operations, ms\n")
            print(table(times, every=True))
    print(f"\nAsked for: {', '.join(f'{n} first ≤ {ms:.0f} ms' for n, ms in GOALS.items())}")
    if given.json is not None:
        text = {s: {k: [asdict(a) for a in t] for k, t in m.items()} for s, m in measured.items()}
        given.json.write_text(json.dumps(text, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
