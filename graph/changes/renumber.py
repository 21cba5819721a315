"""`renumber`: gives something another code; all that names it follows."""

from graph.change import Change, Input, Payload
from graph.codes import is_known
from graph.credit_code import is_credit_code
from graph.declare import NodeType
from graph.model import MODEL
from graph.problems import ProblemKind, Problems
from graph.renaming import rekey, rekeyed, touch_all
from graph.surface import Field
from graph.writing import IMAGES, Writing


async def _apply(writing: Writing, given: Input) -> str:
    new = str(given["code"])
    problems = Problems(writing)
    named = IMAGES.split(str(given["id"]))
    if (
        named is None
        or MODEL.type(named[0]).key != "code"
        or await IMAGES.read(writing, *named) is None
        or not await writing.sees(*named)
    ):
        problems.add(
            ProblemKind.NOT_FOUND,
            "没有此标识的、有编码的记录。",
            "There is nothing with this id that has a code.",
            "id",
        )
        problems.refuse()
        raise AssertionError("unreachable: a problem was found")
    node, old = MODEL.type(named[0]), named[1]
    await _check_code(problems, node, new)
    problems.refuse()
    rows = await rekeyed(writing, node, old, new)
    below = await _below(writing, node, old)
    await touch_all(writing, node, old, rows, new)
    await writing.touch("Place", *(code for code in below if code != old))
    await rekey(writing, rows)
    await writing.write(
        f"MATCH (n:{node.label} {{code: $old}}) SET n.code = $new", {"old": old, "new": new}
    )
    if "Place" in node.interfaces:
        await _set_paths(writing, old, new)
    return f"{node.name}:{new}"


async def _check_code(problems: Problems, node: NodeType, new: str) -> None:
    """That a code can be the node's."""
    if not new.strip() or "/" in new:
        problems.invalid(
            "编码不能为空白，也不能含“/”。", "A code is not blank and has no slash.", "code"
        )
    if node.property("code").check is not None and not is_credit_code(new):
        problems.invalid(
            "不是统一社会信用代码：校验位不对。",
            "This is no unified social credit code: its last character does not check.",
            "code",
        )
    for label in (node.label, *node.interfaces):
        if await is_known(problems.source, label, new):
            problems.conflict(f"编码 {new} 已被占用。", f"The code {new!r} is taken.", "code")
            return


async def _below(writing: Writing, node: NodeType, code: str) -> list[str]:
    """The codes of the places at or below a place; none for what is no place."""
    if "Place" not in node.interfaces:
        return []
    rows = await writing.rows(
        "MATCH (p:Place {code: $code}) MATCH (n:Place) WHERE n.path STARTS WITH p.path "
        "RETURN n.code",
        {"code": code},
    )
    return [str(row[0]) for row in rows]


async def _set_paths(writing: Writing, old: str, new: str) -> None:
    """Paths name the codes of all places above, and a place's own at the end."""
    await writing.write(
        "MATCH (p:Place {code: $new}) WITH p.path AS was, "
        "substring(p.path, 0, size(p.path) - size($old) - 1) + $new + '/' AS path "
        "MATCH (n:Place) WHERE n.path STARTS WITH was "
        "SET n.path = path + substring(n.path, size(was))",
        {"old": old, "new": new},
    )


CHANGE = Change(
    order=140,
    name="renumber",
    doc="改编码：换成另一编码，凡指向它的随之更改。 — Gives something another code; all that names "
    "it follows.",
    mutation="renumber",
    payload=Payload(
        "RenumberPayload", Field("node", "Node", "改后的：有问题时为空。 — Null with problems.")
    ),
    input="RenumberInput",
    fields=(
        Field("id", "ID!", "标识：现在的标识。 — The id that it has now."),
        Field("code", "String!", "编码：新编码，未被使用。 — The new one, which is not taken."),
    ),
    flat=True,
    apply=_apply,
)
