"""Notices (楼道公示): for each building unit, who is responsible for what."""

from collections.abc import Awaitable, Callable
from typing import Any

PAGE = 200
"""Units asked for at once."""

TEMPLATE = "notice.html.j2"

_QUERY = """
query Notices($within: String!, $first: Int!, $after: String, $day: Date!) @asOf(date: $day) {
  buildingUnits(first: $first, after: $after, where: { within: $within }) {
    pageInfo { hasNextPage endCursor }
    nodes {
      code
      name
      leader { name phone }
      microGrid {
        name
        leader { name phone }
        grid { name leader { name phone } policeOfficer { name phone } }
      }
      building {
        name
        partyGroup {
          name
          posts(where: { role: { eq: GROUP_LEADER } }) { nodes { holder { name phone } } }
        }
        compound { name secretary { name phone } propertyCompany { name } }
        community {
          name
          subdistrict { name }
          liaisons { nodes { role duties officer { name } unit { name } } }
        }
      }
    }
  }
}
"""

Ask = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]
"""Answers an operation with variables: the `data`."""


async def units_within(ask: Ask, code: str, day: str) -> list[dict[str, Any]]:
    """The building units at or below a place, by code, with all that a notice says."""
    found: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        asked = {"within": code, "first": PAGE, "after": after, "day": day}
        page = (await ask(_QUERY, asked))["buildingUnits"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]
