"""`remove`: takes out what was entered by mistake, where nothing depends on it."""

from graph.change import Change, Input, Payload
from graph.problems import ProblemKind, Problems
from graph.surface import Field
from graph.writing import IMAGES, Writing


async def _apply(writing: Writing, given: Input) -> str:
    node_id = str(given["id"])
    problems = Problems(writing)
    if not str(given["reason"]).strip():
        problems.invalid("须写明原因。", "Say why.", "reason")
    named = IMAGES.split(node_id)
    image = None if named is None else await IMAGES.read(writing, *named)
    if named is None or image is None or not await writing.sees(*named):
        problems.add(
            ProblemKind.NOT_FOUND,
            "没有此标识的、可以移除的记录。",
            "There is nothing with this id that can be removed.",
            "id",
        )
        problems.refuse()
        raise AssertionError("unreachable: a problem was found")
    await problems.own(*named)
    others = await IMAGES.referring(writing, *named)
    if others:
        zh, en = await problems.listed(others)
        problems.conflict(f"还有记录依附于它：{zh}。", f"Others depend on it: {en}.", "id")
    problems.refuse()
    await writing.touch(*named)
    await IMAGES.write_all(writing, [(*named, None)])
    return node_id


CHANGE = Change(
    order=130,
    name="remove",
    doc="移除：误录的、无人依附的记录；可撤销。 — Takes out what was entered by mistake; refused "
    "while something depends on it. It can be undone.",
    mutation="remove",
    payload=Payload(
        "RemovePayload", Field("removed", "ID", "所移除的标识：有问题时为空。 — What was removed.")
    ),
    input="RemoveInput",
    fields=(
        Field("id", "ID!", "标识：任何记录的标识。 — The id of any record."),
        Field("reason", "String!", "原因：为何是误录。 — Why it was a mistake."),
    ),
    flat=True,
    apply=_apply,
)
