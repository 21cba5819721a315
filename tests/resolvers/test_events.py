"""Subscriptions: who is told of which commit, where one goes on, and what is refused."""

from typing import Any

import orjson
import pytest
from graphql import GraphQLError

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import Answer, GraphQLRequest
from resolvers.subscription import Subscription
from schema.api import create_engine
from tests.resolvers.conftest import Asked

RENAME = """mutation ($code: String!, $name: String!) {
  savePlace(input: {code: $code, name: $name, kind: BUILDING}) { problems { message } }
}"""
IDS = "subscription { changes { id subjects { id } } }"
SECONDS = 5.0


async def opened(
    asked: Asked, query: str = IDS, caller: Caller | None = None, last: str | None = None
) -> Subscription:
    found = await asked.engine.subscribe(
        GraphQLRequest(query), caller or Caller("test", Role.ADMIN), last
    )
    assert isinstance(found, Subscription), found
    return found


async def refusal(
    asked: Asked, query: str = IDS, caller: Caller | None = None, last: str | None = None
) -> str:
    found = await asked.engine.subscribe(
        GraphQLRequest(query), caller or Caller("test", Role.ADMIN), last
    )
    assert isinstance(found, Answer)
    (error,) = orjson.loads(found.body)["errors"]
    return error["extensions"]["code"]


async def told(subscription: Subscription, seconds: float = SECONDS) -> dict[str, Any] | None:
    event = await subscription.next(seconds)
    if event is None:
        return None
    body = orjson.loads(event.body)
    assert "errors" not in body, body
    assert body["data"]["changes"]["id"] == str(event.id)
    return body["data"]["changes"]


async def rename(asked: Asked, code: str, name: str) -> None:
    data = await asked.data(RENAME, {"code": code, "name": name})
    assert data["savePlace"]["problems"] == []


def subjects(change: dict[str, Any] | None) -> list[str]:
    assert change is not None
    return [subject["id"] for subject in change["subjects"]]


async def test_a_subscriber_is_told_of_each_commit_in_order(asked: Asked) -> None:
    subscription = await opened(asked)
    for number in (1, 2, 3):
        await rename(asked, f"B{number}", f"{number} 号")
    for number in (1, 2, 3):
        assert subjects(await told(subscription)) == [f"Building:B{number}"]
    assert await told(subscription, 0.1) is None


async def test_a_subscriber_is_told_of_what_another_process_commits(
    asked: Asked, graph: Graph
) -> None:
    subscription = await opened(asked)
    other = Asked(graph, create_engine(graph), asked.town)
    await rename(other, "B1", "一号")
    assert subjects(await told(subscription)) == ["Building:B1"]


async def test_a_subscriber_goes_on_after_the_last_event_he_names(asked: Asked) -> None:
    before = (await opened(asked)).at
    await rename(asked, "B1", "一号")
    await rename(asked, "B2", "二号")
    again = await opened(asked, last=str(before + 1))
    assert subjects(await told(again)) == ["Building:B2"]


async def test_only_what_lies_in_the_place_and_is_of_the_types_is_told(asked: Asked) -> None:
    by_place = await opened(asked, 'subscription { changes(within: "B2") { id subjects { id } } }')
    by_type = await opened(
        asked, 'subscription { changes(types: ["Institution", "Compound"]) { id } }'
    )
    await rename(asked, "B1", "一号")
    assert await told(by_place, 1) is None
    assert await told(by_type, 1) is None
    await rename(asked, "B2", "二号")
    assert subjects(await told(by_place)) == ["Building:B2"]
    assert await told(by_type, 1) is None


async def test_a_scope_is_told_of_nothing_beside_it(asked: Asked) -> None:
    inside = await opened(asked, caller=Caller("b2", Role.ANALYST, ("B2",)))
    await rename(asked, "B1", "一号")
    assert await told(inside, 1) is None
    await rename(asked, "B2", "二号")
    assert subjects(await told(inside)) == ["Building:B2"]


async def test_what_a_caller_may_not_ask_for_is_refused(asked: Asked) -> None:
    analyst = Caller("analyst", Role.ANALYST)
    entry = "subscription { changes { id entry { by } } }"
    assert await refusal(asked, entry, analyst) == "FORBIDDEN"
    scoped = Caller("b2", Role.ADMIN, ("B2",))
    beside = 'subscription { changes(within: "B1") { id } }'
    assert await refusal(asked, beside, scoped) == "UNKNOWN_CODE"
    assert await refusal(asked, caller=Caller("b", Role.ADMIN, ("gone",))) == "UNKNOWN_SCOPE"
    for wrong in ('["Bulding"]', "[]"):
        query = f"subscription {{ changes(types: {wrong}) {{ id }} }}"
        assert await refusal(asked, query) == "BAD_INPUT"


@pytest.mark.parametrize("last", ["-1", "x", "1.0", "٣", "999999999", "9" * 400, "1\n2"])
async def test_an_id_of_no_event_is_refused(asked: Asked, last: str) -> None:
    assert await refusal(asked, last=last) == "UNKNOWN_EVENT"


async def test_a_log_that_was_set_back_ends_the_subscription(asked: Asked) -> None:
    await rename(asked, "B1", "一号")
    subscription = await opened(asked)
    assert await told(subscription, 0.6) is None
    await asked.graph.write("MATCH (h:LogHead) SET h.seq = 0")
    with pytest.raises(GraphQLError, match="the log ends at 0"):
        await subscription.next(SECONDS)


async def test_the_log_is_told_to_administrators(asked: Asked) -> None:
    subscription = await opened(asked, "subscription { changes { id entry { by operation } } }")
    await rename(asked, "B1", "一号")
    change = await told(subscription)
    assert change is not None
    assert change["entry"] == {"by": "test", "operation": "savePlace"}


async def test_a_subscription_without_a_stream_is_refused(asked: Asked) -> None:
    assert "Accept: text/event-stream" in await asked.refusal(IDS)
