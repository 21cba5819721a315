"""`assignPropertyCompany`: puts a compound under a property company; the one before it ends."""

from graph.change import COMPANY, Change, Input
from graph.keys import row_key
from graph.problems import Problems
from graph.surface import Field
from graph.writing import Writing


async def _apply(writing: Writing, given: Input) -> str:
    company, compound, since = given["companyCode"], given["compoundCode"], given["since"]
    problems = Problems(writing)
    await problems.into("Compound", compound)
    await problems.code("PropertyCompany", company, "companyCode")
    await problems.code("Compound", compound, "compoundCode")
    problems.refuse()
    before = await writing.rows(
        "MATCH (:Compound {code: $compound})<-[m:MANAGES]-(y) "
        "WHERE m.until IS NULL OR $since < m.until RETURN DISTINCT y.code",
        {"compound": compound, "since": since},
    )
    await writing.touch("PropertyCompany", company, *(str(row[0]) for row in before))
    await writing.write(
        "MATCH (:Compound {code: $compound})<-[m:MANAGES]-() "
        "WHERE m.until IS NULL OR $since < m.until SET m.until = $since",
        {"compound": compound, "since": since},
    )
    await writing.write(
        "MATCH (y:PropertyCompany {code: $company}), (x:Compound {code: $compound}) "
        "MERGE (y)-[m:MANAGES {key: $key}]->(x) SET m.since = $since, m.until = null",
        {
            "company": company,
            "compound": compound,
            "since": since,
            "key": row_key([company, compound, str(since)]),
        },
    )
    return f"PropertyCompany:{company}"


CHANGE = Change(
    order=70,
    name="assignPropertyCompany",
    doc="指定物业：小区改由某物业企业管理，原来的随之结束。 — Puts a compound under a "
    "property company; the one before it ends.",
    mutation="assignPropertyCompany",
    payload=COMPANY,
    input="AssignPropertyCompanyInput",
    fields=(
        Field("companyCode", "String!", "企业编码：统一社会信用代码。 — The property company."),
        Field("compoundCode", "String!", "小区编码 — The compound."),
        Field("since", "Date!", "起：第一天。 — The first day."),
    ),
    day="since",
    apply=_apply,
)
