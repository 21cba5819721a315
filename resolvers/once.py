"""Several changes in one transaction, one after the other, each made once.

All of them come after the log's end was taken: what the graph says from then on, and which keys
there are, is not changed by anybody else.
"""

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import orjson
from graphql import GraphQLError

from graph.bolt import Statement, Transaction
from graph.compiler.people import Shown
from graph.compiler.select import Selected
from graph.gathering import Gathering
from graph.log import Draft, Entry, append
from graph.looking import Sight
from graph.problems import ChangeError, Problem, ProblemKind, out_of_scope
from graph.rights.changing import outside
from graph.writing import End, Touched, Writing
from resolvers.asking import Asking
from resolvers.entries import entries_value
from resolvers.mutation import Given, Made, Mutation
from resolvers.versions import check_version

_KEPT_SECONDS = 8 * 24 * 3600
_SELDOM = 25
"""One in so many changes takes out keys that are too old, more than were made meanwhile."""

_KEPT = (
    "COLLECT { MATCH (k:ChangeKey) WHERE k.id IN $ids "
    "RETURN [k.id, k.print, k.answer, coalesce(k.people, 0)] }"
)
_KEEP = (
    "CREATE (:ChangeKey {id: row.id, print: row.print, at: row.now, answer: row.answer, "
    "people: row.people})"
)
_PLAIN = frozenset({"__typename", "problems", "bookmark", "removed"})
"""Fields of payloads that nothing is asked for."""


@dataclass(frozen=True, slots=True)
class Request:
    """One mutation of an operation. key: in the graph; print: of all that it asks."""

    asking: Asking
    selected: Selected
    mutation: Mutation
    given: Given
    key: str
    print: str
    if_version: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A payload without its bookmark, and what goes into the operation that it is a part of.

    again: how many people the answer shows that was kept, and is given once more.
    """

    data: dict[str, Any]
    errors: Sequence[GraphQLError] = ()
    remarks: Sequence[str] = ()
    shown: Shown | None = None
    again: int = 0


class MadeBeforeError(Exception):
    """A change was made before with its key; nothing was made now. done: what it was answered."""

    def __init__(self, done: Done) -> None:
        super().__init__()
        self.done = done


@dataclass(frozen=True, slots=True)
class _Kept:
    print: str
    answer: str
    people: int


class Together:
    """An open transaction in which changes are made, one after the other."""

    def __init__(self, transaction: Gathering, end: End, sight: Sight) -> None:
        self._transaction = transaction
        self._end = end
        self._sight = sight
        self._kept: dict[str, _Kept] | None = None
        self._writing: Writing | None = None

    @classmethod
    async def begin(cls, transaction: Transaction, requests: Sequence[Request]) -> "Together":
        """Take the log's end, and look for the keys of what is to be made."""
        gathering = Gathering(transaction)
        ids = {"ids": [request.key for request in requests]}
        sight = Sight(gathering)
        end = await _look(gathering, sight, _about(requests), Statement(_KEPT, ids))
        if secrets.randbelow(_SELDOM) < len(requests):
            until = int(time.time()) - _KEPT_SECONDS
            await gathering.soon(
                f"MATCH (k:ChangeKey) WHERE k.at < $until WITH k LIMIT {_SELDOM * 4} DELETE k",
                {"until": until},
            )
        found = cls(gathering, end, sight)
        if len(requests) > 1:
            # What was made before is not tried again: it could not be taken out of the others.
            await found._known()
        return found

    @property
    def wrote(self) -> bool:
        """Whether something of the change that was made last, or failed, may be written."""
        return self._writing is not None and self._writing.wrote

    async def once(self, request: Request) -> Done:
        """Key, effect, log entry and answer of a change.

        Raises MadeBeforeError, ChangeError where it cannot be made, and GraphQLError of what was
        selected of its answer.
        """
        self._writing = None
        if self._kept is not None:
            self._check_new(request)
        scope = list(request.asking.scope.values())
        writing = Writing(self._transaction, scope, end=self._end, sight=self._sight)
        self._writing = writing
        try:
            made = await request.mutation.make(writing, request.given)
            touched = await writing.touched()
        except ChangeError:
            # It may be refused because it was made.
            await self._known()
            self._check_new(request)
            raise
        await self._known()
        self._check_new(request)
        draft = await self._draft(request, writing, made, touched)
        fields = request.selected.fields()
        if all(f.name in _PLAIN for f in fields):
            done = Done({f.key: _plain(request, made, f.name) for f in fields})
            keep = self._keep(request, done)
            entry = await append(self._transaction, draft, self._end, also=keep)
            writing.committed(entry.seq, touched)
            return done
        entry = await append(self._transaction, draft, self._end)
        writing.committed(entry.seq, touched)
        done = await _answer(request, self._transaction, made, entry)
        keep = self._keep(request, done)
        self._transaction.later(keep.text, keep.parameters)
        return done

    async def end(self) -> None:
        """Hand over what is left, before the commit."""
        await self._transaction.settle()

    async def _known(self) -> dict[str, _Kept]:
        """What is kept for keys, by key."""
        if self._kept is None:
            rows = (await self._end.beside(0).rows())[0][0]
            self._kept = {str(key): _Kept(*values) for key, *values in rows}
        return self._kept

    def _check_new(self, request: Request) -> None:
        """Raises MadeBeforeError, and ChangeError for a key of something else."""
        kept = (self._kept or {}).get(request.key)
        if kept is None:
            return
        if kept.print != request.print:
            raise ChangeError(
                [
                    Problem(
                        ProblemKind.CONFLICT,
                        "此防重键已用于另一请求。",
                        "This key was used for another request: another input, or other fields.",
                        ("idempotencyKey",),
                    )
                ]
            )
        raise MadeBeforeError(Done(orjson.loads(kept.answer), again=kept.people))

    def _keep(self, request: Request, done: Done) -> Statement:
        """What creates the key, whose constraint decides, with the answer."""
        assert self._kept is not None
        people = 0 if done.shown is None else done.shown.number
        kept = _Kept(request.print, orjson.dumps(done.data).decode(), people)
        self._kept[request.key] = kept
        return Statement(_KEEP, {"id": request.key, "now": int(time.time()), **asdict(kept)})

    async def _draft(
        self, request: Request, writing: Writing, made: Made, touched: list[Touched]
    ) -> Draft:
        """The entry of what was made. Raises ChangeError where that is nothing, or out of scope."""
        caller = request.asking.caller
        if not touched:
            raise ChangeError(
                [Problem(ProblemKind.CONFLICT, "没有任何变化。", "This changes nothing.")]
            )
        sides = await sides_inside(request.asking, writing, touched)
        if request.if_version is not None:
            await check_version(writing, touched, made.node_id, request.if_version)
        return Draft(
            caller.subject,
            caller.role.value,
            request.mutation.field.name,
            None if made.day is None else made.day.isoformat(),
            made.given,
            touched,
            made.undoes,
            tuple(sorted({path for paths in sides for path in paths})),
        )


def _about(requests: Sequence[Request]) -> dict[str, list[str]]:
    """The keys of the nodes that changes are about, by label."""
    found: dict[str, dict[str, None]] = {}
    for request in requests:
        node = request.mutation.about(request.given)
        if node is not None:
            found.setdefault(node[0], {})[node[1]] = None
    return {label: [*keys] for label, keys in found.items()}


async def _look(
    transaction: Transaction, sight: Sight, about: Mapping[str, Sequence[str]], kept: Statement
) -> End:
    """Take the log's end, and ask for what is kept for keys, and for what changes are about.

    Nodes of one label come with it. Of several each is asked for by itself: one statement for each
    of the sets of labels that may come together would have to be planned each time.
    """
    if len(about) == 1:
        ((label, keys),) = about.items()
        end = await End.take(transaction, kept, sight.beside(label, keys))
        sight.take(label, keys, end.beside(1))
        return end
    end = await End.take(transaction, kept)
    for label, keys in about.items():
        await sight.look(label, keys)
    return end


async def sides_inside(asking: Asking, writing: Writing, touched: list[Touched]) -> list[list[str]]:
    """The paths on both sides of what was changed. Raises ChangeError for one out of scope."""
    sides = await writing.sides(touched)
    scope = list(asking.scope.values())
    if asking.caller.scope is not None and any(outside(paths, scope) for paths in sides):
        raise ChangeError([out_of_scope()])
    return sides


async def _answer(request: Request, transaction: Transaction, made: Made, entry: Entry) -> Done:
    """The payload, from the transaction."""
    day = max(request.asking.day, made.day or request.asking.day)
    # Of its own: the transaction may have to be made again.
    errors, remarks = list[GraphQLError](), list[str]()
    inside = replace(
        request.asking,
        source=transaction,
        day=day,
        errors=errors,
        remarks=remarks,
        shown=Shown(),
    )
    data: dict[str, Any] = {}
    for f in request.selected.fields():
        if f.name in _PLAIN:
            data[f.key] = _plain(request, made, f.name)
        elif f.name == "entry":
            (data[f.key],) = await entries_value(inside, [entry], f)
        else:
            node_id = made.node_id or ""
            data[f.key] = (await inside.nodes([node_id], f)).get(node_id)
    return Done(data, errors, remarks, inside.shown)


def _plain(request: Request, made: Made, name: str) -> Any:
    """A field of the payload that nothing is asked for; the bookmark is put in after the commit."""
    values = {
        "__typename": request.selected.type,
        "problems": list[Any](),
        "bookmark": None,
        "removed": made.node_id,
    }
    return values[name]
