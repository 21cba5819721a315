"""`savePlace`: makes a place, or changes one; what lies in it moves with it."""

from typing import cast

from graph.api import type_name
from graph.change import PLACE, Change, Input, word
from graph.declare import ValueType
from graph.levels import legal_parents
from graph.model import MODEL
from graph.problems import Problems
from graph.saving import TABLES, field_name
from graph.surface import Field
from graph.tables import Reference
from graph.writing import Writing

_KINDS = {member.name: member for member in MODEL.members("Place")}
_SAID = {p.name: p.doc for kind in _KINDS.values() for p in kind.properties}
_IMPLIED = TABLES["places"].column("kind").implies
"""What a word for a kind says beside the kind, as that a subdistrict is a town."""

_VALUES: dict[str, ValueType] = {
    **{item.property: cast("ValueType", type(item.value)) for item in _IMPLIED},
    **{
        field_name(column): column.type
        for column in TABLES["places"].columns
        if not isinstance(column.type, Reference) and column.name not in ("code", "name", "kind")
    },
}
"""The types of what only some kinds of places have, by field."""


async def _apply(writing: Writing, given: Input) -> str:
    code, kind = given["code"], word(given["kind"])
    label = _label(kind)
    problems = Problems(writing)
    await problems.own("Place", code)
    rows = await writing.rows("MATCH (n:Place {code: $code}) RETURN n.kind, n.path", {"code": code})
    if rows and rows[0][0] != kind:
        problems.conflict(
            f"编码 {code} 已是另一类地点。",
            f"{code!r} is the code of a place of another kind, {rows[0][0]}.",
            "kind",
        )
    _check_values(problems, given, label)
    above = await _parent(problems, given, label, new=not rows)
    problems.refuse()
    old = str(rows[0][1]) if rows else None
    path = old if above is None and old is not None else f"{above or ''}{code}/"
    await _write(writing, given, label, old, path)
    return f"{label}:{code}"


def _check_values(problems: Problems, given: Input, label: str) -> None:
    """That values make sense, and that places of the kind have them."""
    own = {p.name for p in _KINDS[label].properties}
    for name in ("name", *_VALUES):
        value = given.get(name)
        if isinstance(value, str) and not value.strip():
            problems.invalid("不能为空白。", f"{name} is blank.", name)
        if isinstance(value, int) and value < 0:
            problems.invalid("数目不能为负。", "A number of these cannot be negative.", name)
        if value is not None and name not in own:
            problems.invalid("此类地点没有这一项。", f"A {label} has no {name}.", name)


def _label(kind: str) -> str:
    """The node type of a kind of place: `BUILDING_UNIT` is a `BuildingUnit`."""
    return "".join(part.capitalize() for part in kind.split("_"))


async def _parent(problems: Problems, given: Input, label: str, new: bool) -> str | None:
    """The path of the place above; None where it stays as it is or there is none."""
    parent = given.get("parentCode")
    if parent is None:
        if new and not _KINDS[label].top:
            problems.invalid(
                "新地点须填上级编码。", "A new place of this kind lies in another.", "parentCode"
            )
        return None
    if not await problems.code("Place", parent, "parentCode"):
        return None
    rows = await problems.source.rows(
        "MATCH (p:Place {code: $code}) RETURN labels(p), p.path", {"code": parent}
    )
    labels, path = rows[0]
    kind = next(name for name in labels if name != "Place")
    legal = legal_parents(MODEL, _KINDS[label])
    if f"/{given['code']}/" in f"/{path}":
        problems.conflict(
            "上级地点在此地点之内。", "The place above would lie in this one.", "parentCode"
        )
    elif kind not in legal:
        problems.invalid(
            "上级地点的类型不对。",
            f"A {label} lies in a {' or '.join(legal)}, not in a {kind}.",
            "parentCode",
        )
    return str(path)


async def _write(writing: Writing, given: Input, label: str, old: str | None, path: str) -> None:
    code = given["code"]
    await writing.touch(label, code)
    values = {"name": given["name"], "kind": word(given["kind"]), "path": path}
    if old is None:
        values |= {i.property: word(i.value) for i in _IMPLIED if i.word == values["kind"]}
    values |= {n: word(given[n]) for n in _VALUES if n in given}
    await writing.write(
        f"MERGE (n:Place:{label} {{code: $code}}) SET n += $values",
        {"code": code, "values": values},
    )
    if given.get("parentCode") is not None:
        await writing.write(
            "MATCH (n:Place {code: $code}), (p:Place {code: $parent}) "
            "OPTIONAL MATCH (n)-[old:WITHIN]->() DELETE old CREATE (n)-[:WITHIN]->(p)",
            {"code": code, "parent": given["parentCode"]},
        )
    if old is not None and old != path:
        await _move(writing, old, path)


async def _move(writing: Writing, old: str, new: str) -> None:
    """Everything below a place that was moved has its path begin with the new one."""
    below = await writing.rows(
        "MATCH (n:Place) WHERE n.path STARTS WITH $old RETURN n.code", {"old": old}
    )
    await writing.touch("Place", *(str(row[0]) for row in below))
    await writing.write(
        "MATCH (n:Place) WHERE n.path STARTS WITH $old "
        "SET n.path = $new + substring(n.path, size($old))",
        {"old": old, "new": new},
    )


CHANGE = Change(
    order=100,
    name="savePlace",
    doc="保存地点：没有则新建，已有则更改；不写的不动，写空的清空；移动时其下各级随之移动。 — "
    "Makes a place, or changes the one with its code; null empties a field; moved to another, it "
    "takes along what lies in it.",
    mutation="savePlace",
    payload=PLACE,
    input="SavePlaceInput",
    fields=(
        Field("code", "String!", "编码 — Its code."),
        Field("name", "String!", "名称 — Its name."),
        Field("kind", "PlaceKind!", "类型：不能更改。 — What it is; this cannot be changed."),
        Field(
            "parentCode",
            "String",
            "上级编码：新建时必填，更改时不写则不动。 — The place directly above: required of a "
            "new one, left as it is where left out.",
        ),
        *(Field(name, type_name(kind), _SAID[name]) for name, kind in _VALUES.items()),
    ),
    apply=_apply,
)
