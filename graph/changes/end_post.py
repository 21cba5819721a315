"""`endPost`: ends a post."""

from graph.bolt import Transaction
from graph.change import Change, ChangeError, Input
from graph.surface import Field


async def _apply(transaction: Transaction, given: Input) -> None:
    kind, _, key = str(given["id"]).partition(":")
    rows = (
        await transaction.rows("MATCH (p:Post {key: $key}) RETURN p.since, p.until", {"key": key})
        if kind == "Post"
        else []
    )
    if not rows:
        raise ChangeError("There is no post with this id.", "id")
    await transaction.rows(
        "MATCH (p:Post {key: $key}) WHERE (p.since IS NULL OR p.since < $on) SET p.until = $on "
        "RETURN 1",
        {"key": key, "on": given["on"]},
    )


CHANGE = Change(
    order=40,
    name="endPost",
    doc="结束任职 — Ends a post.",
    input="EndPostInput",
    fields=(
        Field("id", "ID!", "标识：任职的标识 `Post:...`。 — The post's id, `Post:...`."),
        Field(
            "on", "Date!", "日期：不再任职的第一天。 — The first day on which it is no longer held."
        ),
    ),
    day="on",
    apply=_apply,
)
