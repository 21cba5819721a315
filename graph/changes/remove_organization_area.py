"""`removeOrganizationArea`: takes a place out of an organization's area."""

from graph.change import ORGANIZATION
from graph.saving import removing

CHANGE = removing(
    340,
    "removeOrganizationArea",
    "organization_areas",
    ORGANIZATION,
    "移除覆盖范围：误录的一条。"
    " — Takes a place out of an organization's area, where that was entered by mistake.",
)
