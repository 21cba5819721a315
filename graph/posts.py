"""What the audit would find at once of a post in an organization that is made or changed."""

from datetime import date

from graph.model.terms import full_member
from graph.problems import ProblemKind, Problems
from graph.validity import between

_ALONE = ("SECRETARY",)
_ELECTED = ("SECRETARY", "DEPUTY_SECRETARY", "COMMITTEE_MEMBER")


async def check_post(
    problems: Problems, person: str, role: str, organization: str, since: date | None, key: str
) -> None:
    """Adds a second secretary, and a probationary member who is elected. key: the post's own."""
    day = since or date.min
    given = {"code": organization, "since": day, "role": role, "key": key, "person": person}
    if role in _ALONE and await problems.source.rows(
        "MATCH (:PartyOrganization {code: $code})<-[:IN_ORGANIZATION]-(p:Post {role: $role}) "
        f"WHERE p.key <> $key AND {between('p.since', 'p.until', '$since')} RETURN 1 LIMIT 1",
        given,
    ):
        problems.add(
            ProblemKind.RULE,
            "该党组织当日已有书记：先结束其任职。",
            "The organization has a secretary on that day: end that post first.",
            "role",
            rule="secretary-several",
        )
    if role in _ELECTED and await problems.source.rows(
        "MATCH (p:Person {code: $person}) WHERE p.category IS NOT NULL "
        f"AND NOT {full_member('p', '$since')} RETURN 1",
        given,
    ):
        problems.add(
            ProblemKind.RULE,
            "预备党员不能担任选举产生的职务。",
            "A probationary member cannot hold an elected post.",
            "personCode",
            rule="elected-post-ineligible",
        )
