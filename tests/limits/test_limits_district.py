"""Limits that need a graph: cost, pages, time and the size of answers, on the district."""

import json
import time
from collections.abc import Mapping
from typing import Any

import pytest
from graphql import GraphQLError

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.answer import NotRunError
from resolvers.engine import Engine, GraphQLRequest
from resolvers.limits import ExceededError, default_limits
from schema.api import create_engine
from tests.limits.asked import documented, of_the_page, variables

DEEP = (
    "{ partyOrganizations { nodes { members { nodes { organization { members { nodes { "
    "organization { members { nodes { name } } } } } } } } } } }"
)


def engine(graph: Graph, **bounds: int) -> Engine:
    """An engine with the default limits but these, for every role."""
    limits = {role: {**given, **bounds} for role, given in default_limits().items()}
    return create_engine(graph, limits=limits)


async def ask(
    asked: Engine, text: str, given: Mapping[str, Any] | None = None, role: Role = Role.ANALYST
) -> dict[str, Any]:
    request = GraphQLRequest(text, dict(given or {}))
    return json.loads((await asked.execute(request, Caller("test", role))).body)


def limit(answer: Mapping[str, Any]) -> str:
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED", error
    assert "To ask for less" in error["message"]
    return error["extensions"]["limit"]


@pytest.mark.parametrize("role", list(Role))
async def test_members_of_members_of_members_are_refused_at_once(
    district: Graph, role: Role
) -> None:
    asked = engine(district)
    await ask(asked, "{ places { totalCount } }")
    started = time.perf_counter()
    answer = await ask(asked, DEEP, role=role)
    assert time.perf_counter() - started < 0.1
    assert limit(answer) == "cost"
    assert "data" not in answer


@pytest.mark.parametrize("role", list(Role))
async def test_everything_that_docs_and_page_ask_is_within_the_limits(
    district: Graph, role: Role
) -> None:
    asked = engine(district)
    for name, text in [*documented(), *of_the_page()]:
        if role is Role.FRONTEND and ("__type(" in text or "__schema" in text):
            continue  # what a change takes is asked for administrators alone
        request = GraphQLRequest(text, variables(text))
        try:
            await asked.expected(request, Caller("test", role))
        except NotRunError as error:
            # Some have no value for a variable: that is no matter of limits either.
            if error.code != "VARIABLES":
                pytest.fail(f"{name}: {error}")
        except ExceededError as error:
            pytest.fail(f"{name}: {error}")
        except GraphQLError as error:
            # Some ask for what a role may not read: that is no matter of limits.
            if (error.extensions or {}).get("code") == "VALIDATION":
                pytest.fail(f"{name}: {error}")


async def test_the_cost_of_a_page_is_its_size_and_exact_at_the_limit(district: Graph) -> None:
    text = "query ($n: Int!) { buildings(first: $n) { nodes { name } } }"
    assert "errors" not in await ask(engine(district, cost=30), text, {"n": 30})
    for number in (31, 40):
        assert limit(await ask(engine(district, cost=30), text, {"n": number})) == "cost"


async def test_a_plan_that_is_known_is_weighed_again_with_other_values(district: Graph) -> None:
    asked = engine(district, cost=30)
    text = "query ($n: Int!) { buildings(first: $n) { nodes { name } } }"
    assert "errors" not in await ask(asked, text, {"n": 2})
    assert limit(await ask(asked, text, {"n": 31})) == "cost"
    assert "errors" not in await ask(asked, text, {"n": 30})


@pytest.mark.parametrize("word", ["first", "last"])
async def test_a_page_is_exact_at_its_limit_also_below_and_in_fragments(
    district: Graph, word: str
) -> None:
    asked = engine(district, page=20)
    texts = (
        f"{{ buildings({word}: N) {{ nodes {{ code }} }} }}",
        f"{{ compounds(first: 1) {{ nodes {{ buildings({word}: N) {{ nodes {{ code }} }} }} }} }}",
        f"{{ ...F }} fragment F on Query {{ buildings({word}: N) {{ nodes {{ code }} }} }}",
    )
    for text in texts:
        assert "errors" not in await ask(asked, text.replace("N", "20")), text
        assert limit(await ask(asked, text.replace("N", "21"))) == "page", text


async def test_objects_of_an_answer_are_exact_at_the_limit(district: Graph) -> None:
    # `data`, the connection and each node are objects, and so is the whole.
    text = "{ buildings(first: 50) { nodes { code } } }"
    answer = await ask(engine(district, objects=53), text)
    assert len(answer["data"]["buildings"]["nodes"]) == 50
    assert limit(await ask(engine(district, objects=52), text)) == "objects"


async def test_bytes_of_an_answer_are_exact_at_the_limit(district: Graph) -> None:
    request = GraphQLRequest("{ buildings(first: 5) { nodes { name } } }")
    caller = Caller("test", Role.ANALYST)
    size = len((await engine(district).execute(request, caller)).body)
    assert len((await engine(district, bytes=size).execute(request, caller)).body) == size
    assert limit(await ask(engine(district, bytes=size - 1), request.query)) == "bytes"


async def test_an_operation_that_takes_too_long_is_ended(district: Graph) -> None:
    asked = engine(district, seconds=1, cost=10**9)
    started = time.perf_counter()
    answer = await ask(asked, DEEP, role=Role.ADMIN)
    assert time.perf_counter() - started < 10
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "TIMEOUT"
    # The connection is whole and answers again.
    assert "errors" not in await ask(asked, "{ places { totalCount } }")


async def test_the_cost_is_told_in_orders_of_magnitude(district: Graph) -> None:
    request = GraphQLRequest("{ buildings { nodes { residents { nodes { code } } } } }")
    answer = await engine(district).execute(request, Caller("test", Role.ADMIN))
    assert answer.cost is not None
    estimated = answer.cost()["estimated"]
    objects = sum(1 + len(b["residents"]["nodes"])
                  for b in json.loads(answer.body)["data"]["buildings"]["nodes"])  # fmt: skip
    assert objects / 5 < estimated < objects * 5
