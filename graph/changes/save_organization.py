"""`saveOrganization`: makes an organization."""

from graph.change import ORGANIZATION
from graph.saving import saving

CHANGE = saving(
    210,
    "saveOrganization",
    "organizations",
    ORGANIZATION,
    "保存党组织：没有则新建，已有则更改；不写的不动，写空的清空。"
    " — Makes an organization, or changes the one with its code; null empties a field.",
)
