"""`endPost`: ends a post."""

from graph.change import POST, Change, Input
from graph.ending import end
from graph.problems import ProblemKind, Problems
from graph.surface import Field
from graph.writing import Writing


async def _apply(writing: Writing, given: Input) -> str:
    problems = Problems(writing)
    if not str(given["id"]).startswith("Post:"):
        problems.add(
            ProblemKind.NOT_FOUND,
            "没有此标识的任职。",
            "There is no post with this id.",
            "id",
        )
    problems.refuse()
    return await end(writing, str(given["id"]), given["on"])


CHANGE = Change(
    order=40,
    name="endPost",
    doc="结束任职 — Ends a post.",
    mutation="endPost",
    payload=POST,
    flat=True,
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
