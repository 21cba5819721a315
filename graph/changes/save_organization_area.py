"""`saveOrganizationArea`: puts a place into an organization's area."""

from graph.change import ORGANIZATION
from graph.saving import saving

CHANGE = saving(
    290,
    "saveOrganizationArea",
    "organization_areas",
    ORGANIZATION,
    "保存覆盖范围：党组织自某日起覆盖某地，或更改止日。"
    " — Puts a place into an organization's area, or changes until when it is.",
)
