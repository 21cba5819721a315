"""`end`: ends what holds for a time, on a day."""

from graph.change import Change, Input, Payload
from graph.ending import end
from graph.surface import Field
from graph.writing import Writing


async def _apply(writing: Writing, given: Input) -> str:
    return await end(writing, str(given["id"]), given["on"])


CHANGE = Change(
    order=120,
    name="end",
    doc="结束：任职、包联、组织关系或党组织自某日起不再有效。 — Ends a post, a liaison, an "
    "affiliation or an organization on a day.",
    mutation="end",
    payload=Payload(
        "EndPayload", Field("node", "Node", "所结束的：有问题时为空。 — What was ended.")
    ),
    input="EndInput",
    fields=(
        Field(
            "id",
            "ID!",
            "标识：任职、包联、组织关系、党组织的标识。 — The id of a post, a liaison, an "
            "affiliation or an organization.",
        ),
        Field("on", "Date!", "日期：不再有效的第一天。 — The first day on which it holds no more."),
    ),
    day="on",
    flat=True,
    apply=_apply,
)
