"""Asks cells, and tells what of an answer any caller may be told."""

import base64
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import orjson
from graphql import GraphQLError

from graph.bolt import Graph, Transaction
from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from resolvers.explain import explain_document
from resolvers.limits import default_limits
from schema.api import create_compiler, create_engine
from tests.rights.cell import Cell

BESIDE = b"\nbeside "
"""Between an answer and what is told beside it."""
_CHEAP = 1
"""What every operation costs more than."""
T = TypeVar("T")
EVERYTHING = Caller("everything", Role.ADMIN)


class Undone(Graph):
    """A graph of which changes are made and taken back."""

    def __init__(self, graph: Graph) -> None:
        self.__dict__.update(graph.__dict__)

    async def changing(self, work: Callable[[Transaction], Awaitable[T]]) -> tuple[T, str | None]:
        """What a change gives, which is then rolled back."""
        async with self.trial(120) as transaction:
            return await work(transaction), None


class Asking:
    """Asks cells of a graph.

    like: of another state of it, which shares documents and plans and nothing that was read.
    """

    def __init__(self, graph: Graph, like: "Asking | None" = None) -> None:
        limits = default_limits()
        cheap = {role: {**bounds, "cost": _CHEAP} for role, bounds in limits.items()}
        self._engine = create_engine(graph, limits=limits)
        self._cheap = create_engine(graph, limits=cheap)
        self.documents = self._engine.preparing.documents if like is None else like.documents
        for engine in (self._engine, self._cheap):
            engine.preparing.documents = self.documents

    async def told(self, cell: Cell, caller: Caller) -> bytes:
        """The answer, with what is told of its cost, and as what it is refused as too costly."""
        request = GraphQLRequest(cell.text)
        answer = await self._engine.execute(request, caller)
        if answer.cost is None:
            return answer.body + BESIDE
        cost = answer.cost()
        beside = orjson.dumps(cost)
        # What costs nothing, such as a word of the schema, would only be answered again.
        if cost["estimated"] > _CHEAP and not cell.text.startswith("mutation"):
            beside += (await self._cheap.execute(request, caller)).body
        return answer.body + BESIDE + beside

    async def cursor(self, source: str) -> str:
        """The last cursor of a list, as it is given to somebody who sees everything."""
        body = (await self._engine.execute(GraphQLRequest(source), EVERYTHING)).body
        (found,) = orjson.loads(body)["data"].values()
        return found["edges"][-1]["cursor"] if found["edges"] else "WyJub3doZXJlIl0"


def explained(cell: Cell, caller: Caller) -> str:
    """How a cell is carried out, which is told without looking at a graph."""
    try:
        found = explain_document(create_compiler(), cell.text, {}, None, caller)
    except GraphQLError as error:
        return error.message
    return "".join(one.text() for one in found)


def forged(cursor: str) -> str:
    """A cursor of the same list, with other values."""
    padded = cursor + "=" * (-len(cursor) % 4)
    signature, *values = orjson.loads(base64.urlsafe_b64decode(padded))
    other = [f"{v[:-1]}0" if isinstance(v, str) else 1 if v is None else None for v in values]
    return base64.urlsafe_b64encode(orjson.dumps([signature, *other])).decode().rstrip("=")


_TAKEN = re.compile(
    r"(changes[\w.]*: )?(This changes something outside the token's scope\.|"
    r"The code '\w+' is taken\.|There is an organization with the code '\w+' already\.)"
)


def taken(cell: Cell, body: bytes) -> bool:
    """Whether all that is told is that a code is taken: one in all the graph (docs/rights.md)."""
    if not re.search(r"[({ ]code: \"", cell.text):
        return False
    told = _told(body)
    return bool(told) and all(_TAKEN.fullmatch(message) for message in told)


def _told(body: bytes) -> list[str]:
    """The messages of an answer's errors and of its changes' problems."""
    answer: Any = orjson.loads(body.partition(BESIDE)[0])
    told: list[str] = [error["message"] for error in answer.get("errors", ())]
    data: dict[str, Any] = answer.get("data") or {}
    for made in filter(None, data.values()):
        told += [problem["message"] for problem in made.get("problems", ())]
    return told


_DEPENDED = re.compile(
    r"(changes[\w.]*: )?Others depend on it: .*"
    r"\d+ (outside the token's scope|that this token does not show)\."
)


def depended_on(body: bytes) -> bool:
    """Whether all that is told is of how many others something depends on it (docs/rights.md)."""
    told = _told(body)
    return bool(told) and all(_DEPENDED.fullmatch(message) for message in told)
