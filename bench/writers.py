"""Clients that make one change after another with keys, and what must be in the graph after it."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import orjson

from graph.bolt import Graph
from seeds.dataset.sheets import Sheet

CLIENTS = 4
_FIRST = date(1950, 1, 1)
_PASSING = {"UNAVAILABLE", "BUSY", "NOT_READY"}
_PAYLOAD = "{ problems { message path } }"

Ask: TypeAlias = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any] | None]]
"""Asks; the whole response, None where none came."""


def sheets() -> list[Sheet]:
    """What the clients change: each has a building, and a person who gets posts there."""
    places = [
        ["D", "District", "DISTRICT", None],
        ["S", "Subdistrict", "SUBDISTRICT", "D"],
        ["C", "Community", "COMMUNITY", "S"],
        ["X", "Compound", "COMPOUND", "C"],
    ]
    places += [[f"B{n}", "Building", "BUILDING", "X"] for n in range(CLIENTS)]
    people = [[f"P{n}", f"某{n}", f"B{n}"] for n in range(CLIENTS)]
    return [
        Sheet("places", [["code", "name", "kind", "parent_code"], *places]),
        Sheet("people", [["code", "name", "residence_code"], *people]),
    ]


@dataclass(frozen=True, slots=True)
class Made:
    """A change: its mutation and input, and the statement that counts its effect as it stands."""

    mutation: str
    input: dict[str, Any]
    effect: str
    key: str

    @property
    def mark(self) -> str:
        """What its entry of the log says, and no other's."""
        return mark(self.mutation, self.input)


def mark(mutation: str, given: dict[str, Any]) -> str:
    """A change as a text."""
    return f"{mutation} {orjson.dumps(given, option=orjson.OPT_SORT_KEYS).decode()}"


class Writer:
    """A client that changes what no other does, in turn a name, an activity and a post.

    made: what was answered since `begin`. again: how often it had to ask again.
    ending: whether it stops after the change that it is at.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._done = 0
        self.begin()

    def begin(self) -> None:
        """Forget what was made so far."""
        self.made: list[Made] = []
        self.asking: Made | None = None
        self.wrong: list[str] = []
        self.again = 0
        self.ending = False

    async def stream(self, ask: Ask) -> None:
        """Make changes, one after the other, each until it is answered."""
        while not self.ending:
            change = self.asking = self._next()
            kind = f"{change.mutation[0].upper()}{change.mutation[1:]}Input"
            query = (
                f"mutation($i: {kind}!, $k: String) "
                f"{{ {change.mutation}(input: $i, idempotencyKey: $k) {_PAYLOAD} }}"
            )
            while True:
                answer = await ask(query, {"i": change.input, "k": change.key})
                if answer is not None and "errors" not in answer:
                    break
                # What makes no sense would be asked for without end.
                codes = {e["extensions"]["code"] for e in (answer or {}).get("errors", ())}
                assert codes <= _PASSING, answer
                self.again += 1
                await asyncio.sleep(0.1)
            problems = answer["data"][change.mutation]["problems"]
            if problems:
                self.wrong.append(f"{change.mark} was refused: {problems}")
            self.made.append(change)
            self.asking = None

    def _next(self) -> Made:
        n, self._done = self._number, self._done + 1
        text = f"{n}-{self._done}"
        building, person, key = f"B{n}", f"P{n}", secrets.token_hex(8)
        if self._done % 3 == 0:
            return Made(
                "savePlace",
                {"code": building, "name": text, "kind": "BUILDING"},
                f"MATCH (p:Place {{code: '{building}'}}) "
                # Later names come over it; in the end it has the last one.
                f"RETURN count(CASE WHEN toInteger(split(p.name, '-')[1]) >= {self._done} "
                "THEN 1 END)",
                key,
            )
        if self._done % 3 == 1:
            return Made(
                "recordActivity",
                {"code": f"A{text}", "kind": "OTHER", "title": text, "heldOn": "2026-01-01"},
                f"MATCH (a:Activity {{code: 'A{text}'}}) RETURN count(a)",
                key,
            )
        since = _FIRST + timedelta(days=2 * self._done)
        days = {"since": str(since), "until": str(since + timedelta(days=1))}
        return Made(
            "appoint",
            {"personCode": person, "role": "UNIT_LEADER", "placeCode": building, **days},
            f"MATCH (:Person {{code: '{person}'}})<-[:HELD_BY]-(p:Post) "
            f"WHERE toString(p.since) = '{since}' RETURN count(p)",
            key,
        )


async def head(graph: Graph) -> int:
    """The number of the log's last entry."""
    return int(await graph.read("MATCH (h:LogHead) RETURN h.seq") or 0)


async def marks_after(graph: Graph, seq: int) -> list[str]:
    """What the entries of the log after one say, in order."""
    rows = await graph.rows(
        "MATCH (e:LogEntry) WHERE e.seq > $seq RETURN e.operation, e.content ORDER BY e.seq",
        {"seq": seq},
    )
    return [mark(name, orjson.loads(content)["input"][name]) for name, content in rows]


async def wrong_of(graph: Graph, before: int, writers: Sequence[Writer]) -> list[str]:
    """What is lost, doubled or too much of what the writers were answered since an entry."""
    wrong = [text for writer in writers for text in writer.wrong]
    made = [change for writer in writers for change in writer.made]
    logged = Counter(await marks_after(graph, before))
    for change in made:
        if logged[change.mark] != 1:
            wrong.append(f"{change.mark} is in the log {logged[change.mark]} times")
        if await graph.read(change.effect) != 1:
            wrong.append(f"{change.mark} is not in the graph once")
    rest = logged - Counter(change.mark for change in made)
    wrong += [f"{text} is in the log, and nobody was answered" for text in rest]
    if await head(graph) - before != len(made):
        wrong.append(f"{len(made)} answers, and {await head(graph) - before} new entries")
    return wrong
