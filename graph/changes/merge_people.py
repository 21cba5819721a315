"""`mergePeople`: two people that are one; what the other has goes to the one that is kept."""

from graph.change import PERSON, Change, Input
from graph.model import MODEL
from graph.problems import Problems
from graph.renaming import Rekeyed, rekey, rekeyed, touch_all
from graph.surface import Field
from graph.writing import Writing

_FORMAL = "[a:AFFILIATED {kind: 'FORMAL'}]"
_OVERLAPPING = (
    f"MATCH (:Person {{code: $keep}})-{_FORMAL.replace('a:', 'x:')}->(o) "
    f"MATCH (:Person {{code: $other}})-{_FORMAL.replace('a:', 'y:')}->(p) "
    "WHERE coalesce(x.since < y.until, true) AND coalesce(y.since < x.until, true) "
    "RETURN o.code, p.code LIMIT 1"
)
_OUTGOING = (
    ("AFFILIATED", False),
    ("RESIDES_IN", True),
    ("EMPLOYED_BY", True),
)
_INCOMING = ("HELD_BY", "LIAISON_OFFICER", "REGISTERED_PERSON")


async def _apply(writing: Writing, given: Input) -> str:
    keep, other = str(given["keepCode"]), str(given["otherCode"])
    node = MODEL.type("Person")
    problems = Problems(writing)
    known = await problems.code("Person", keep, "keepCode")
    known = await problems.code("Person", other, "otherCode") and known
    if keep == other:
        problems.invalid("是同一编码。", "These are the same code.", "otherCode")
    problems.refuse()
    codes = {"keep": keep, "other": other}
    rows = await rekeyed(writing, node, other, keep)
    await _check(problems, codes, rows)
    problems.refuse()
    await touch_all(writing, node, other, rows, keep)
    await _move(writing, codes)
    await rekey(writing, rows)
    await writing.write("MATCH (p:Person {code: $other}) DETACH DELETE p", codes)
    return f"Person:{keep}"


async def _check(problems: Problems, codes: dict[str, str], rows: list[Rekeyed]) -> None:
    """That the two can be one: no two formal affiliations at once, nothing there twice."""
    both = await problems.source.rows(_OVERLAPPING, codes)
    if both:
        here, there = [await problems.named("PartyOrganization", str(code)) for code in both[0]]
        problems.conflict(
            f"两人在 {here[0]} 和 {there[0]} 的正式组织关系重叠：先移除或结束其一。",
            f"Their formal affiliations with {here[1]} and {there[1]} overlap: remove or end one "
            "first.",
            "otherCode",
        )
    for row in rows:
        match = (
            f"(x:{row.name} {{key: $key}})" if row.node else f"()-[x:{row.name} {{key: $key}}]->()"
        )
        if await problems.source.rows(f"MATCH {match} RETURN 1", {"key": row.new}):
            problems.conflict(
                f"两人有相同的记录（{row.name}）：先移除其一。",
                f"Both have the same record ({row.name}): remove one of the two first.",
                "otherCode",
            )


async def _move(writing: Writing, codes: dict[str, str]) -> None:
    """Give what the other has to the one that is kept, whose own home and employer stay."""
    people = "MATCH (k:Person {code: $keep}), (o:Person {code: $other}) "
    for kind, single in _OUTGOING:
        unless = f"WHERE NOT EXISTS {{ (k)-[:{kind}]->() }} " if single else ""
        await writing.write(
            f"{people}MATCH (o)-[r:{kind}]->(m) {unless}"
            f"WITH k, r, m, properties(r) AS has DELETE r WITH k, m, has "
            f"CREATE (k)-[n:{kind}]->(m) SET n = has",
            codes,
        )
    for kind in _INCOMING:
        await writing.write(
            f"{people}MATCH (o)<-[r:{kind}]-(m) DELETE r CREATE (k)<-[:{kind}]-(m)", codes
        )
    # What the kept one lacks is taken from the other; the code stays.
    rows = await writing.rows(f"{people}RETURN properties(k), properties(o)", codes)
    own, theirs = rows[0]
    await writing.write(
        "MATCH (k:Person {code: $keep}) SET k = $values",
        {**codes, "values": {**theirs, **own}},
    )


CHANGE = Change(
    order=150,
    name="mergePeople",
    doc="合并人员：两条记录是同一人；另一条的一切归到保留的一条。 — Two people that are one: "
    "what the other has goes to the one that is kept.",
    mutation="mergePeople",
    payload=PERSON,
    input="MergePeopleInput",
    fields=(
        Field("keepCode", "String!", "保留编码：其所填的优先。 — Who is kept, values first."),
        Field("otherCode", "String!", "另一编码：合并后不再有。 — The other, who is then gone."),
    ),
    flat=True,
    apply=_apply,
)
