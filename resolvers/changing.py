"""How a mutation is carried out: once, in one transaction with its log entry and its answer."""

import asyncio
import hashlib
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import orjson
from graphql import FieldNode, GraphQLError, OperationDefinitionNode, parse, print_ast

from graph.audit.registry import rule
from graph.bolt import (
    ConstraintError,
    Graph,
    LimitError,
    ServiceUnavailable,
    SessionExpired,
    Transaction,
    TransientError,
)
from graph.compiler.select import Selected
from graph.log import Draft, Entry, append
from graph.problems import ChangeError, Problem, ProblemKind, out_of_scope
from graph.rights.changing import check_may_change, outside
from graph.writing import Touched, Writing
from resolvers.asking import Asking
from resolvers.entries import entries_value
from resolvers.findings import limits_in_force, rule_value
from resolvers.mutation import Given, Made, Mutation
from resolvers.versions import check_version

_KEPT_SECONDS = 8 * 24 * 3600
_SELDOM = 25
"""One in so many changes takes out keys that are too old, more than were made meanwhile."""

_TRIES = 6
_PASSING = (TransientError, ServiceUnavailable, SessionExpired)


@dataclass(frozen=True, slots=True)
class _Request:
    """One mutation of an operation: key: in the graph; print: of all that it asks."""

    asking: Asking
    selected: Selected
    mutation: Mutation
    given: Given
    key: str
    print: str
    if_version: int | None = None


async def carry_out(asking: Asking, selected: Selected, mutation: Mutation) -> dict[str, Any]:
    """The payload of a mutation.

    Raises GraphQLError where the caller may not change anything: nothing of the operation is made
    then. All that goes wrong later is a problem, so that the answers of others stay.

    The key of a request is made in its transaction, so that it is made once however often it is
    tried: what an answer that was lost leaves open, the key's constraint decides.
    """
    check_may_change(asking.caller)
    assert isinstance(asking.source, Graph)
    names = [argument.name for argument in mutation.field.arguments]
    given = {name: asking.argument(selected, name) for name in names}
    request = _request(asking, selected, mutation, given)
    for again in range(_TRIES):
        try:
            data, bookmark = await asking.source.changing(lambda t: _once(request, t))
        except ChangeError as error:
            return _shown(request, error.problems)
        except GraphQLError as error:
            # Of what was selected of the answer: without one nothing is made.
            return _failed(request, ProblemKind.INVALID, "无法作答。", error.message)
        except LimitError as error:
            return _failed(request, ProblemKind.CONFLICT, "超出数据库的限度。", str(error))
        except ConstraintError:
            known = await _known(request, asking.source)
            if known is not None:
                return known
        except _PASSING:
            if again == _TRIES - 1:
                raise
        else:
            return _with_bookmark(request, data, bookmark)
        await asyncio.sleep(0.05 * 2**again)
    return _failed(
        request,
        ProblemKind.CONFLICT,
        "他人同时在更改，请再试。",
        "Others changed the same at the same time, again and again; try once more.",
    )


def _failed(request: _Request, kind: ProblemKind, zh: str, en: str) -> dict[str, Any]:
    return _shown(request, [Problem(kind, zh, en)])


def _request(
    asking: Asking, selected: Selected, mutation: Mutation, given: dict[str, Any]
) -> _Request:
    asked = given.pop("idempotencyKey", None)
    own = asked if asked is not None else secrets.token_hex(16)
    # The answer is told again to whoever has the same scope: it holds what that one sees.
    scope = asking.caller.scope
    asked_for = [mutation.field.name, given, *([] if scope is None else [sorted(scope)])]
    text = orjson.dumps(asked_for, default=str, option=orjson.OPT_SORT_KEYS)
    printed = hashlib.sha256(text + _written(selected.node)).hexdigest()
    key = hashlib.sha256(f"{asking.caller.subject}\n{asked is None}\n{own}".encode()).hexdigest()
    if_version = given.pop("ifVersion", None)
    return _Request(asking, selected, mutation, given, key, printed, if_version)


def _written(node: FieldNode) -> bytes:
    """A field as it is written, however it is spaced: the same for the same place of a text."""
    if node.loc is None:
        return print_ast(node).encode()
    return _printed(node.loc.source.body, node.loc.start, node.loc.end)


@lru_cache(maxsize=500)
def _printed(body: str, start: int, end: int) -> bytes:
    document = parse(f"{{{body[start:end]}}}", no_location=True)
    definition = document.definitions[0]
    assert isinstance(definition, OperationDefinitionNode)
    return print_ast(definition.selection_set.selections[0]).encode()


async def _once(request: _Request, transaction: Transaction) -> dict[str, Any]:
    """Key, effect, log entry and answer, in one open transaction."""
    now = int(time.time())
    await transaction.soon(
        "CREATE (k:ChangeKey {id: $id, print: $print, at: $now})",
        {"id": request.key, "print": request.print, "now": now},
    )
    if secrets.randbelow(_SELDOM) == 0:
        await transaction.soon(
            f"MATCH (old:ChangeKey) WHERE old.at < $until WITH old LIMIT {_SELDOM * 4} DELETE old",
            {"until": now - _KEPT_SECONDS},
        )
    writing = Writing(transaction, list(request.asking.scope.values()), alone=True)
    made = await request.mutation.make(writing, request.given)
    entry = await _logged(request, writing, made)
    data = await _payload(request, transaction, made, entry)
    await transaction.soon(
        "MATCH (k:ChangeKey {id: $id}) SET k.answer = $answer, k.people = $people",
        {
            "id": request.key,
            "answer": orjson.dumps(data).decode(),
            "people": request.asking.shown.number,
        },
    )
    return data


async def _logged(request: _Request, writing: Writing, made: Made) -> Entry:
    """The entry of what was made. Raises ChangeError where that is nothing, or out of scope."""
    caller = request.asking.caller
    await writing.look_after()
    head = await writing.head()
    touched = await writing.touched()
    if not touched:
        raise ChangeError(
            [Problem(ProblemKind.CONFLICT, "没有任何变化。", "This changes nothing.")]
        )
    sides = await sides_inside(request.asking, writing, touched)
    if request.if_version is not None:
        await check_version(writing, touched, made.node_id, request.if_version)
    draft = Draft(
        caller.subject,
        caller.role.value,
        request.mutation.field.name,
        None if made.day is None else made.day.isoformat(),
        made.given,
        touched,
        made.undoes,
        tuple(sorted({path for paths in sides for path in paths})),
    )
    return await append(writing.transaction, draft, head)


async def sides_inside(asking: Asking, writing: Writing, touched: list[Touched]) -> list[list[str]]:
    """The paths on both sides of what was changed. Raises ChangeError for one out of scope."""
    sides = await writing.sides(touched)
    scope = list(asking.scope.values())
    if asking.caller.scope is not None and any(outside(paths, scope) for paths in sides):
        raise ChangeError([out_of_scope()])
    return sides


async def _payload(
    request: _Request, transaction: Transaction, made: Made, entry: Entry
) -> dict[str, Any]:
    day = max(request.asking.day, made.day or request.asking.day)
    inside = replace(request.asking, source=transaction, day=day)
    data: dict[str, Any] = {}
    for f in request.selected.fields():
        if f.name == "__typename":
            data[f.key] = request.selected.type
        elif f.name == "problems":
            data[f.key] = []
        elif f.name == "bookmark":
            data[f.key] = None
        elif f.name == "entry":
            (data[f.key],) = await entries_value(inside, [entry], f)
        elif f.name == "removed":
            data[f.key] = made.node_id
        else:
            node_id = made.node_id or ""
            data[f.key] = (await inside.nodes([node_id], f)).get(node_id)
    return data


async def _known(request: _Request, graph: Graph) -> dict[str, Any] | None:
    """What the key's first request was answered; None where it was not the key that was taken."""
    rows = await graph.rows(
        "MATCH (k:ChangeKey {id: $id}) RETURN k.print, k.answer, coalesce(k.people, 0)",
        {"id": request.key},
    )
    if not rows:
        return None
    if rows[0][0] != request.print:
        problem = Problem(
            ProblemKind.CONFLICT,
            "此防重键已用于另一请求。",
            "This key was used for another request: another input, or other fields.",
            ("idempotencyKey",),
        )
        return _shown(request, [problem])
    request.asking.shown.again += int(rows[0][2])
    return orjson.loads(rows[0][1])


def _with_bookmark(request: _Request, data: dict[str, Any], bookmark: str | None) -> dict[str, Any]:
    keys = {f.key for f in request.selected.fields() if f.name == "bookmark"}
    return {key: bookmark if key in keys else value for key, value in data.items()}


def _shown(request: _Request, problems: Sequence[Problem]) -> dict[str, Any]:
    """A payload with problems and nothing else."""
    return {
        f.key: request.selected.type
        if f.name == "__typename"
        else [_problem(request.asking, p, f) for p in problems]
        if f.name == "problems"
        else None
        for f in request.selected.fields()
    }


def _problem(asking: Asking, problem: Problem, selected: Selected) -> dict[str, Any]:
    values: dict[str, Any] = {
        "__typename": problem.kind.value,
        "message": problem.said,
        "messageZh": problem.zh,
        "path": list(problem.path),
    }
    limits = limits_in_force(asking)
    return {
        f.key: rule_value(rule(problem.rule or ""), f, limits)
        if f.name == "rule"
        else values[f.name]
        for f in selected.children[problem.kind.value]
    }
