"""`recordActivity`: records an activity, or changes one."""

from graph.change import ACTIVITY, Change, Input, word
from graph.problems import Problems
from graph.surface import Field
from graph.writing import Writing

_NUMBERS = ("served", "materials", "resolved", "feedback")


async def _apply(writing: Writing, given: Input) -> str:
    code = given["code"]
    problems = Problems(writing)
    await problems.own("Activity", code)
    await problems.into("Place", given.get("placeCode"))
    for name in _NUMBERS:
        if (given.get(name) or 0) < 0:
            problems.invalid("数目不能为负。", "A number of these cannot be negative.", name)
    await problems.code("Place", given.get("placeCode"), "placeCode")
    await problems.code("VolunteerTeam", given.get("teamCode"), "teamCode")
    problems.refuse()
    await writing.touch("Activity", code)
    values = {n: given[n] for n in _NUMBERS if n in given}
    values |= {"kind": word(given["kind"]), "title": given["title"], "heldOn": given["heldOn"]}
    await writing.write(
        "MERGE (a:Activity {code: $code}) SET a += $values", {"code": code, "values": values}
    )
    for name, kind, label in (
        ("placeCode", "HELD_AT", "Place"),
        ("teamCode", "RUN_BY", "VolunteerTeam"),
    ):
        if name in given:
            await writing.write(
                "MATCH (a:Activity {code: $code}) "
                f"OPTIONAL MATCH (a)-[old:{kind}]->() DELETE old "
                f"WITH DISTINCT a MATCH (o:{label} {{code: $other}}) CREATE (a)-[:{kind}]->(o)",
                {"code": code, "other": given[name]},
            )
    return f"Activity:{code}"


CHANGE = Change(
    order=90,
    name="recordActivity",
    doc="记录活动：没有则新建，已有则更改。 — "
    "Records an activity, or changes the one with its code.",
    mutation="recordActivity",
    payload=ACTIVITY,
    input="RecordActivityInput",
    fields=(
        Field("code", "String!", "编码 — Its code."),
        Field("kind", "ActivityKind!", "类型 — What kind of activity it was."),
        Field("title", "String!", "名称 — What it was called."),
        Field("heldOn", "Date!", "日期：举行的那一天。 — The day on which it was held."),
        Field("placeCode", "String", "地点编码：不写则不动，写空则清空。 — Where it was held."),
        Field("teamCode", "String", "服务队编码：不写则不动，写空则清空。 — The team that ran it."),
        Field("served", "Int", "服务人次 — How many were served."),
        Field("materials", "Int", "资料份数 — How many leaflets were handed out."),
        Field("resolved", "Int", "办结件数 — How many matters were resolved."),
        Field("feedback", "Int", "反馈条数 — How many items of feedback came in."),
    ),
    day="heldOn",
    apply=_apply,
)
