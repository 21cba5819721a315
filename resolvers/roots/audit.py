"""`audit`: what the rules find on the day, page by page."""

from functools import partial
from typing import Any

from graph.audit import RULES
from graph.audit.findings import rule_of, sort_key
from graph.compiler.select import Selected
from graph.surface import PAGE_ARGUMENTS, Field, ObjectType
from resolvers.asking import Asking
from resolvers.findings import (
    AUDITED,
    RULES_ARGUMENT,
    SEVERITIES_ARGUMENT,
    WITHIN_ARGUMENT,
    findings_value,
    found,
    question_in,
    question_of,
)
from resolvers.pages import Listed, among, live_page
from resolvers.root_field import RootField

_FINDING = ObjectType(
    "Finding",
    (
        Field(
            "id",
            "ID!",
            "标识：同一件事每天都相同。 — `Finding:RULE/...`, the same for the same matter "
            "on every day.",
        ),
        Field(
            "rule",
            "AuditRule!",
            "规则：发现它的规则。 — The rule that found it.",
        ),
        Field(
            "subject",
            "Node!",
            "对象：所说的地点、党组织或人员。 — What it is about: a place, an "
            "organization or a person.",
        ),
        Field(
            "subjectName",
            "String!",
            "对象名称：人员的姓名同样只见姓。 — What the subject is called; masked for "
            "people, as their names are.",
        ),
        Field(
            "place",
            "Place",
            "地点：所在之处，没有则为空。 — Where it lies; null where it lies nowhere.",
        ),
        Field(
            "message",
            "String!",
            "说明（英文）：含数字和限值的一句话。 — A sentence in English with the "
            "numbers and the limit.",
        ),
        Field(
            "messageZh",
            "String!",
            "说明：含数字和限值的一句话。 — The same sentence in Chinese.",
        ),
        Field(
            "threshold",
            "String",
            "限值：所用的限值及其版本，没有则为空。 — The limits used with their "
            "version; null when the rule has none.",
        ),
        Field("evidence", "[Node!]!", "依据：说明问题的各节点。 — The nodes that show it."),
        Field(
            "evidenceOutside",
            "Int!",
            "范围外的依据数：另有多少节点说明问题而在调用者的范围之外。 — How many more nodes "
            "show it that lie outside the caller's scope.",
        ),
    ),
    "问题：规则发现的一件事。 — A matter that a rule found.",
    interfaces=("Node",),
    total="总数：全部问题，不论哪页。 — All findings, on any page.",
)

# A key of `sort_key`, for the types of its parts.
_LIKE = (0, "", False, "", "", "")


async def _answer(asking: Asking, selected: Selected) -> Any:
    all_found = await found(asking, await question_of(asking, selected))

    async def total() -> int:
        return len(all_found)

    fetch, values = among(all_found, sort_key), partial(findings_value, asking)
    listed = Listed("findings", sort_key, _LIKE, fetch, total, values)
    return await live_page(asking, selected, listed)


async def _by_id(asking: Asking, ids: list[str], selected: Selected) -> dict[str, Any]:
    """What of these the rules that they name find on the day. Raises GraphQLError."""
    named = {rule_of(i) for i in ids}
    question = question_in(asking, [r.id for r in RULES if r.id in named])
    wanted = [f for f in await found(asking, question) if f.id in ids]
    shown = await findings_value(asking, wanted, selected)
    return {f.id: value for f, value in zip(wanted, shown, strict=True)}


ROOT = RootField(
    order=60,
    field=Field(
        "audit",
        "FindingConnection!",
        "检查：当日规则发现的问题，按程度、规则、地点和对象排序。 — What the rules find "
        "on the day, by severity, rule, place and subject.",
        (RULES_ARGUMENT, SEVERITIES_ARGUMENT, WITHIN_ARGUMENT, *PAGE_ARGUMENTS),
    ),
    types=(_FINDING,),
    needs=AUDITED,
    in_what_if=True,
    live=_answer,
    find_nodes=(("Finding", _by_id),),
)
