"""How a mutation is carried out: once, in one transaction with its log entry and its answer."""

import hashlib
import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import orjson
from graphql import FieldNode, GraphQLError, OperationDefinitionNode, parse, print_ast

from graph.audit.registry import rule
from graph.bolt import ConstraintError, Graph, LimitError
from graph.compiler.select import Selected
from graph.problems import ChangeError, Problem, ProblemKind
from graph.rights.changing import check_may_change
from resolvers.asking import Asking
from resolvers.findings import limits_in_force, rule_value
from resolvers.mutation import Mutation
from resolvers.once import Done, MadeBeforeError, Request
from resolvers.turns import Turns


async def carry_out(
    asking: Asking, selected: Selected, mutation: Mutation, turns: Turns
) -> dict[str, Any]:
    """The payload of a mutation, which is made in its turn.

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
    try:
        done, bookmark = await turns.take(request)
    except MadeBeforeError as before:
        return _told(request, before.done)
    except ChangeError as error:
        return _shown(request, error.problems)
    except GraphQLError as error:
        # Of what was selected of the answer: without one nothing is made.
        return _failed(request, ProblemKind.INVALID, "无法作答。", error.message)
    except LimitError as error:
        return _failed(request, ProblemKind.CONFLICT, "超出数据库的限度。", str(error))
    except ConstraintError:
        return _failed(
            request,
            ProblemKind.CONFLICT,
            "他人同时在更改，请再试。",
            "Others changed the same at the same time, again and again; try once more.",
        )
    return _with_bookmark(request, _told(request, done), bookmark)


def _told(request: Request, done: Done) -> dict[str, Any]:
    """What was done, with what it adds to the operation's answer."""
    asking = request.asking
    asking.errors.extend(done.errors)
    asking.remarks.extend(done.remarks)
    asking.shown.again += done.again
    if done.shown is not None:
        asking.shown.people |= done.shown.people
        asking.shown.asked |= done.shown.asked
        asking.shown.again += done.shown.again
    return done.data


def _failed(request: Request, kind: ProblemKind, zh: str, en: str) -> dict[str, Any]:
    return _shown(request, [Problem(kind, zh, en)])


def _request(
    asking: Asking, selected: Selected, mutation: Mutation, given: dict[str, Any]
) -> Request:
    asked = given.pop("idempotencyKey", None)
    own = asked if asked is not None else secrets.token_hex(16)
    # The answer is told again to whoever has the same scope: it holds what that one sees.
    scope = asking.caller.scope
    asked_for = [mutation.field.name, given, *([] if scope is None else [sorted(scope)])]
    text = orjson.dumps(asked_for, default=str, option=orjson.OPT_SORT_KEYS)
    printed = hashlib.sha256(text + _written(selected.node)).hexdigest()
    key = hashlib.sha256(f"{asking.caller.subject}\n{asked is None}\n{own}".encode()).hexdigest()
    if_version = given.pop("ifVersion", None)
    return Request(asking, selected, mutation, given, key, printed, if_version)


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


def _with_bookmark(request: Request, data: dict[str, Any], bookmark: str | None) -> dict[str, Any]:
    keys = {f.key for f in request.selected.fields() if f.name == "bookmark"}
    return {key: bookmark if key in keys else value for key, value in data.items()}


def _shown(request: Request, problems: Sequence[Problem]) -> dict[str, Any]:
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
