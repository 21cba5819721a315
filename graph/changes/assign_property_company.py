"""`assignPropertyCompany`: puts a compound under a property company; the one before it ends."""

from graph.bolt import Transaction
from graph.change import Change, Input, check_code
from graph.keys import row_key
from graph.surface import Field


async def _apply(transaction: Transaction, given: Input) -> None:
    company, compound, since = given["companyCode"], given["compoundCode"], given["since"]
    await check_code(
        transaction, "PropertyCompany", company, "companyCode", what="property company"
    )
    await check_code(transaction, "Compound", compound, "compoundCode", what="compound")
    await transaction.rows(
        "MATCH (:Compound {code: $compound})<-[m:MANAGES]-() "
        "WHERE m.until IS NULL OR $since < m.until SET m.until = $since",
        {"compound": compound, "since": since},
    )
    await transaction.rows(
        "MATCH (y:PropertyCompany {code: $company}), (x:Compound {code: $compound}) "
        "MERGE (y)-[m:MANAGES {key: $key}]->(x) SET m.since = $since, m.until = null",
        {
            "company": company,
            "compound": compound,
            "since": since,
            "key": row_key([company, compound, str(since)]),
        },
    )


CHANGE = Change(
    order=70,
    name="assignPropertyCompany",
    doc="指定物业：小区改由某物业企业管理，原来的随之结束。 — Puts a compound under a "
    "property company; the one before it ends.",
    input="AssignPropertyCompanyInput",
    fields=(
        Field("companyCode", "String!", "企业编码：统一社会信用代码。 — The property company."),
        Field("compoundCode", "String!", "小区编码 — The compound."),
        Field("since", "Date!", "起：第一天。 — The first day."),
    ),
    day="since",
    apply=_apply,
)
