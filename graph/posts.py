"""What the audit would find at once of a post in an organization that is made or changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.model.terms import full_member
from graph.problems import ProblemKind, Problems
from graph.validity import overlapping

_ALONE = ("SECRETARY",)
_ELECTED = ("SECRETARY", "DEPUTY_SECRETARY", "COMMITTEE_MEMBER")


async def check_post(
    problems: Problems,
    cells: Mapping[str, Any],
    key: str,
) -> None:
    """Adds a second secretary at any time of a post in an organization, and a probationary member
    who is elected.

    cells: the post's `personCode`, `role`, `organizationCode`, and its days `since` and `until`.
    key: its own.
    """
    await check_alone(problems, cells, key, "role")
    if cells["role"] in _ELECTED and await problems.source.rows(
        "MATCH (p:Person {code: $person}) WHERE p.category IS NOT NULL "
        f"AND NOT {full_member('p', '$since')} RETURN 1",
        {"person": cells["personCode"], "since": cells["since"] or date.min},
    ):
        problems.add(
            ProblemKind.RULE,
            "预备党员不能担任选举产生的职务。",
            "A probationary member cannot hold an elected post.",
            "personCode",
            rule="elected-post-ineligible",
        )


async def check_alone(problems: Problems, cells: Mapping[str, Any], key: str, path: str) -> None:
    """Adds a second secretary at any time of a post in an organization.

    cells, key: as of `check_post`. path: the input that is wrong then.
    """
    if cells["role"] in _ALONE and await problems.source.rows(
        "MATCH (:PartyOrganization {code: $code})<-[:IN_ORGANIZATION]-(p:Post {role: $role}) "
        f"WHERE p.key <> $key AND {overlapping('p.since', 'p.until', '$since', '$until')} "
        "RETURN 1 LIMIT 1",
        {
            "code": cells["organizationCode"],
            "since": cells["since"] or date.min,
            "until": cells["until"],
            "role": cells["role"],
            "key": key,
        },
    ):
        problems.add(
            ProblemKind.RULE,
            "该党组织在此期间已有书记：先结束其任职。",
            "The organization has a secretary at that time: end that post first.",
            path,
            rule="secretary-several",
        )
