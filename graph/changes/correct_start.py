"""`correctStart`: mends the first day of a post, a liaison or an affiliation, part of its key."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graph.affiliations import check_affiliation
from graph.change import Change, Input, Payload
from graph.columns import field_name
from graph.keys import row_key
from graph.model import MODEL
from graph.posts import check_alone
from graph.problems import ChangeError, Problem, ProblemKind, Problems
from graph.renaming import Rekeyed, cells_of, rekey
from graph.surface import Field
from graph.tables import Table, tables
from graph.writing import Writing

_TABLES = {
    kind: next(table for table in tables(MODEL) if table.name == name)
    for kind, name in (("Post", "posts"), ("Liaison", "liaisons"), ("Affiliation", "affiliations"))
}


_UNKNOWN = Problem(
    ProblemKind.NOT_FOUND,
    "没有此标识的任职、包联或组织关系。",
    "There is no post, liaison or affiliation with this id.",
    ("id",),
)


async def _apply(writing: Writing, given: Input) -> str:
    kind, _, key = str(given["id"]).partition(":")
    since: date = given["since"]
    problems = Problems(writing)
    table = _TABLES.get(kind)
    rows = (
        []
        if table is None
        else await writing.rows(
            f"{_match(table)} RETURN n.until, a.code, b.code, [{', '.join(cells_of(table))}]",
            {"key": key},
        )
    )
    if rows:
        # An affiliation is a part of its person, and seen where both its ends are.
        person, organization = map(str, rows[0][1:3])
        ends = [("Person", person), ("PartyOrganization", organization)]
        for label, code in ends if kind == "Affiliation" else [(kind, key)]:
            rows = rows if await writing.sees(label, code) else []
    if table is None or not rows:
        raise ChangeError([_UNKNOWN])
    day, owner, _, cells = rows[0]
    until = None if day is None else date.fromisoformat(str(day))
    problems.ordered(since, until, "since")
    await _check(problems, table, {**_named(table, cells), "since": since, "until": until}, key)
    names = [column.property for column in table.key]
    cells[names.index("since")] = str(since)
    row = Rekeyed(
        "AFFILIATED" if table.relationship else kind,
        table.relationship is None,
        key,
        row_key(cells),
    )
    if row.new != key and await writing.rows(f"{_match(table)} RETURN 1", {"key": row.new}):
        problems.conflict(
            f"自 {since} 起的一条已有。", f"There is one from {since} on already.", "since"
        )
    problems.refuse()
    if row.node:
        await writing.touch(kind, key, row.new)
    else:
        await writing.touch("Person", str(owner))
    await writing.write(f"{_match(table)} SET n.since = $since", {"key": key, "since": since})
    await rekey(writing, [row])
    return f"{kind}:{row.new}"


def _named(table: Table, cells: Sequence[str | None]) -> dict[str, str | None]:
    """A record's key cells by the names of an input's fields."""
    return dict(zip(map(field_name, table.key), cells, strict=True))


async def _check(problems: Problems, table: Table, cells: Mapping[str, Any], key: str) -> None:
    """Adds what speaks against a record from another day on, when others hold."""
    if table.name == "affiliations":
        await check_affiliation(problems, cells, key)
    elif table.name == "posts" and cells["organizationCode"] is not None:
        await check_alone(problems, cells, key, "since")


def _match(table: Table) -> str:
    """The record of `$key` as `n`; a relationship also as `r`, between `a` and `b`."""
    if table.relationship is None:
        nothing = "{code: null}"
        match = f"MATCH (n:{table.nodes[0].label} {{key: $key}})"
        return f"{match} WITH n, {nothing} AS a, {nothing} AS b"
    return f"MATCH (a)-[n:{table.relationship.name} {{key: $key}}]->(b) WITH a, b, n, n AS r"


CHANGE = Change(
    order=160,
    name="correctStart",
    doc="更正起日：任职、包联或组织关系的第一天录错时。 — Mends the first day of a post, a "
    "liaison or an affiliation that was entered wrongly.",
    mutation="correctStart",
    payload=Payload(
        "CorrectStartPayload",
        Field("node", "Node", "更正后的：有问题时为空。 — With its new id; null with problems."),
    ),
    input="CorrectStartInput",
    fields=(
        Field("id", "ID!", "标识：现在的标识，更正后会变。 — Its id, another one afterwards."),
        Field("since", "Date!", "起：真正的第一天。 — The first day as it really was."),
    ),
    day="since",
    flat=True,
    apply=_apply,
)
