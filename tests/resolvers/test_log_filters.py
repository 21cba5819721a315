"""`auditLog` by who, what and when."""

from typing import Any

from tests.resolvers.conftest import Asked

LOG = """query(
  $by: String, $operations: [String!], $since: DateTime, $until: DateTime, $first: Int) {
  auditLog(by: $by, operations: $operations, since: $since, until: $until, first: $first) {
    totalCount pageInfo { hasNextPage } nodes { id at } } }"""


async def test_entries_are_narrowed_by_who_what_and_when(asked: Asked) -> None:
    for change in (
        'savePerson(input: {code: "P9", name: "李新"}) { bookmark }',
        'savePlace(input: {code: "B1", name: "新楼", kind: BUILDING}) { bookmark }',
        'savePerson(input: {code: "P9", name: "李新一"}) { bookmark }',
    ):
        await asked.data(f"mutation {{ {change} }}")

    async def found(**given: Any) -> list[int]:
        log = (await asked.data(LOG, given))["auditLog"]
        if "first" not in given:
            assert log["totalCount"] == len(log["nodes"])
        return [int(node["id"].partition(":")[2]) for node in log["nodes"]]

    nodes = (await asked.data(LOG))["auditLog"]["nodes"]
    third, second, first = (node["at"] for node in nodes)
    assert await found() == [3, 2, 1]
    assert await found(by="test") == [3, 2, 1]
    assert await found(by="somebody") == []
    assert await found(operations=["savePerson"]) == [3, 1]
    assert await found(operations=[]) == []
    assert await found(since=second) == [3, 2]
    assert await found(since=first, until=third) == [2, 1]
    assert await found(until=second.replace("+00:00", "")) == [1], "without a zone it is UTC"
    # The same moment, three hours further east.
    assert await found(since="2020-01-01T03:00:00+03:00", operations=["savePlace"]) == [2]
    one = (await asked.data(LOG, {"operations": ["savePerson"], "first": 1}))["auditLog"]
    assert (one["totalCount"], one["pageInfo"]["hasNextPage"]) == (2, True)
