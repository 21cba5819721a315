"""`savePerson`: makes a person, or changes one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.change import PERSON, Change, Input, word
from graph.problems import Problems
from graph.surface import Field
from graph.writing import Writing

_STORED = ("name", "phone", "isVeteran", "category", "joinedOn", "fullMemberOn")
_REFERENCES = (
    ("residenceCode", "RESIDES_IN", "Place"),
    ("employerCode", "EMPLOYED_BY", "Institution"),
)
_FOUNDED = date(1921, 7, 1)


async def _apply(writing: Writing, given: Input) -> str:
    code = given["code"]
    problems = Problems(writing)
    await problems.own("Person", code)
    await writing.touch("Person", code)
    stored = await writing.current("Person", code)
    if _nameless(given, new=stored is None):
        problems.invalid("人员须填姓名。", "A person has a name.", "name")
    joined = None if stored is None else stored.properties.get("joinedOn")
    _check_days(problems, given, None if joined is None else joined["date"])
    await problems.code("Place", given.get("residenceCode"), "residenceCode")
    await problems.code("Institution", given.get("employerCode"), "employerCode")
    problems.refuse()
    if stored is None or any(name in given for name, _, _ in _REFERENCES):
        await _write(writing, [given])
    else:
        await writing.set_values("Person", code, _values(given))
    return f"Person:{code}"


async def _apply_all(writing: Writing, several: Sequence[Input]) -> list[str] | None:
    codes = [str(given["code"]) for given in several]
    if len(set(codes)) < len(codes):
        return None
    rows = await writing.rows(
        "MATCH (p:Person) WHERE p.code IN $codes RETURN p.code, toString(p.joinedOn)",
        {"codes": codes},
    )
    stored = {str(code): joined for code, joined in rows}
    problems = Problems(writing)
    for given in several:
        if _nameless(given, new=given["code"] not in stored):
            return None
        _check_days(problems, given, stored.get(given["code"]))
    if problems.found:
        return None
    for name, _, label in _REFERENCES:
        wanted = {given[name] for given in several if given.get(name) is not None}
        found = await writing.rows(
            f"MATCH (n:{label}) WHERE n.code IN $codes RETURN count(n)", {"codes": list(wanted)}
        )
        if found[0][0] < len(wanted):
            return None
    await writing.touch("Person", *codes)
    await _write(writing, several)
    return [f"Person:{code}" for code in codes]


async def _write(writing: Writing, several: Sequence[Input]) -> None:
    """Write what was found right, of people that were touched; each once."""
    rows = [[given["code"], _values(given)] for given in several]
    await writing.write(
        "UNWIND $rows AS row MERGE (p:Person {code: row[0]}) "
        "ON CREATE SET p.isVeteran = false SET p += row[1]",
        {"rows": rows},
    )
    for name, kind, label in _REFERENCES:
        rows = [[given["code"], given[name]] for given in several if name in given]
        if rows:
            await writing.write(
                "UNWIND $rows AS row MATCH (p:Person {code: row[0]}) "
                f"OPTIONAL MATCH (p)-[old:{kind}]->() DELETE old WITH DISTINCT p, row "
                f"MATCH (o:{label} {{code: row[1]}}) CREATE (p)-[:{kind}]->(o)",
                {"rows": rows},
            )


def _values(given: Input) -> dict[str, Any]:
    """What is stored of a person beside references: nobody is a veteran of whom nothing is said."""
    return {
        name: False if name == "isVeteran" and given[name] is None else word(given[name])
        for name in _STORED
        if name in given
    }


def _nameless(given: Input, *, new: bool) -> bool:
    return not str(given.get("name") or "").strip() and (new or "name" in given)


def _check_days(problems: Problems, given: Input, stored: str | None) -> None:
    """That the days of a member's life stand in order."""
    joined: date | None = given.get("joinedOn")
    full: date | None = given.get("fullMemberOn")
    if joined is not None and not _FOUNDED <= joined <= date.today():
        problems.invalid(
            "入党日期在建党之前或今日之后。",
            "The day of admission lies before the Party was founded or after today.",
            "joinedOn",
        )
    known = date.fromisoformat(stored) if stored else None
    since = joined if "joinedOn" in given else known
    if full is not None and since is not None and full < since:
        problems.invalid(
            f"转正日期早于入党日期 {since}。",
            f"The day of full membership lies before that of admission, {since}.",
            "fullMemberOn",
        )


CHANGE = Change(
    order=110,
    name="savePerson",
    doc="保存人员：没有则新建，已有则更改；不写的不动，写空的清空。 — Makes a person, or changes "
    "the one with the code; what is left out stays as it is, null empties a field.",
    mutation="savePerson",
    payload=PERSON,
    input="SavePersonInput",
    fields=(
        Field("code", "String!", "编码 — The person's code."),
        Field("name", "String", "姓名：新建时必填。 — Required of a new person."),
        Field("phone", "String", "电话 — The telephone number."),
        Field("isVeteran", "Boolean", "退役军人 — Whether the person is a veteran."),
        Field("residenceCode", "String", "居住地：地点编码。 — Where: the code of a place."),
        Field(
            "employerCode",
            "String",
            "工作单位：单位或企业编码。 — The employer: the code of a unit or company.",
        ),
        Field("category", "MemberCategory", "党员类别 — The kind of member."),
        Field("joinedOn", "Date", "入党日期 — The day of admission."),
        Field("fullMemberOn", "Date", "转正日期 — The first day as a full member."),
    ),
    apply=_apply,
    apply_all=_apply_all,
    about=lambda given: ("Person", given["code"]),
    personal=("name", "phone"),
)
