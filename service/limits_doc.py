"""Makes `docs/limits.md`: `python -m service.limits_doc`."""

from pathlib import Path

from resolvers.limits import LIMITS

PAGE = Path(__file__).parents[1] / "docs" / "limits.md"

_HEAD = """# Limits

How much one caller may ask for, by the role of the token. What a request exceeds, by how much and
how to ask for less stands in the answer: `extensions.code` is `LIMIT_EXCEEDED`,
`extensions.limit` the name, `most` and `given` the numbers. A request of exactly the number passes.

| limit | what is counted | frontend | analyst | admin | how to ask for less |
|---|---|---:|---:|---:|---|
"""

_TAIL = """
The limits from `characters` to `cost` are checked before the graph is asked: a document that
exceeds one is refused within milliseconds. Fragments count wherever they are spread; of several
operations in a document the sums or the largest count. A batch of operations is not taken.

`cost` is an estimate. A list counts as many objects as its page asks for, or without a page as
many as the graph's counts make likely: all nodes of the type at the root, one owner's share below.
The counts are rounded up to 1, 2 or 5 times a power of ten, so that they tell nobody a number,
and are read once a minute. Of filters only one by `code` counts. Send `X-Orggraph-Cost: 1` and
the answer has `extensions.cost`: `estimated`, `most`, the largest `page`, `tokens`, `depth` and
`fields`.

`seconds` holds on both sides: Neo4j ends the statement, the service the request
(`TIMEOUT`). `at_once` and `per_minute` are counted by the token's subject, in each process for
itself, and answered with 429 and `Retry-After`; a minute's operations come back evenly.
`body` is also bounded by `ORGGRAPH_MAX_BODY_BYTES`, whatever the role.

To change numbers name a file in `ORGGRAPH_LIMITS`; what it leaves out stays as above:

```toml
[analyst]
cost = 2000000
seconds = 120
```

## Stored operations

An operation can be asked for by the SHA-256 of its text: `{"documentId": "sha256:…"}` instead of
`query`, or `{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "…"}}}`. Known are those
of the page, those of [the questions](questions.md), and those of the folder in
`ORGGRAPH_OPERATIONS`, whose `.graphql` files may spread fragments of each other; `server.py
operations` lists them with their hashes. A role in `ORGGRAPH_OPERATIONS_ONLY` may ask those of the
page and the folder and nothing else (403, `NOT_STORED`): a production frontend whose token is seen
by others cannot be asked anything new. A stored operation sent whole passes too, however it is
spaced.

## Tried

`uv run python -m tests.limits.hostile_run` prints what hostile documents cost before they are
refused. `uv run --isolated --group attack python -m tests.limits.schemathesis_run` sends 10,000
cases that schemathesis makes of the schema. `uv run python -m tests.limits.callers` lets 200
callers ask 1,000 times each, all at once, and compares every answer with what its caller is
answered alone.

This page is made from `resolvers/limits.py`; a test compares them.
"""


def page() -> str:
    """The page as Markdown."""
    rows = "".join(
        f"| `{one.name}` | {one.what} | {one.frontend:,} | {one.analyst:,} | {one.admin:,} "
        f"| {one.instead} |\n"
        for one in LIMITS
    )
    return _HEAD + rows + _TAIL


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
